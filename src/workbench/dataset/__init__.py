"""Validated tables on disk, and the loaders that notebooks use."""
