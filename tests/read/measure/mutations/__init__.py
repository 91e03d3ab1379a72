"""Mistakes, one rule a file: ``mutations(source)`` yields every way of making it in a right script."""
