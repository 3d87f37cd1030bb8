"""Grids in, observations out: numbers, units, levels, codes, stages."""
