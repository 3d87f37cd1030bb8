"""Raw tables in, clean grids with a meaning for every column out."""
