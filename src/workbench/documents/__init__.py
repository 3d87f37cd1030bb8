"""Files in, raw tables with the place of every cell out."""
