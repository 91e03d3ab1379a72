"""Printing Programs as code. A language is one file here: its ``source(program, function, signature)`` gives the text."""

from clearprop.render import c, numpy, python

LANGUAGES = {"python": python.source, "numpy": numpy.source, "c": c.source}
"""``source`` by the language's name, as ``Derivation.code`` takes it."""
