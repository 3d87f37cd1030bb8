"""Capaian, serapan, comparison: pure functions, frames in, frames out."""
