"""Transformations: each takes a Program and gives a Program, one file each."""
