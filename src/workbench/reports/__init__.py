"""Notebooks run with checked parameters, HTML without code, and the index."""
