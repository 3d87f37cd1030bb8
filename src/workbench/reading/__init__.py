"""One document to plain rows: read in a process of its own under limits, kept in a cache."""
