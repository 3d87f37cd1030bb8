"""The documents against themselves: frames of the dataset in, findings out. Nothing printed is changed."""
