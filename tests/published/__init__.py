"""Figures that others published, computed anew; each is a row of ``docs/published.md``, which these tests fill in."""
