"""Analytical workbench for Indonesian local-government performance and budget documents."""

__version__ = "0.1.0"
