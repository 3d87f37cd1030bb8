"""What a document says about its own figures, beside printing them: statements that the audit can check.

Formulas under headings and columns that compare two others (`columns`), totals of tables that are not read as plans
(`totals`), counts, changes and results in sentences (`sentences`, `claims`).
"""

from workbench.facts.statements.read import read_statements

__all__ = ["read_statements"]
