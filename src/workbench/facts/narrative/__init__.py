"""Figures in sentences and numbered lists: lines outside tables to observations.

A figure is taken only where the words around it say whose it is and what it means (`rules/naratif.yml`): money and
performance of a program, kegiatan or sub kegiatan named at the start of a list item, budgets of the whole office, of a
kind of spending or of revenue in a sentence, money of one source in a list, and bands of a score. All else in prose
gives nothing.
"""

from workbench.facts.narrative.reader import read_narrative

__all__ = ["read_narrative"]
