"""Data files that a script wants and that are missing: made up where their layout is known, or shown by the code."""
