"""Printing Programs as code. A language is one file here: its ``source(program, function, signature)`` gives the text."""

from clearprop.render import c, numpy, python
from clearprop.render.maths import latex, mathml, unicode_lines

LANGUAGES = {"python": python.source, "numpy": numpy.source, "c": c.source}
"""``source`` by the language's name, as ``Derivation.code`` takes it."""

MATHS = {"latex": latex.source, "mathml": mathml.source, "unicode": unicode_lines.source}
"""``source(program, per_element, definitions, shapes)`` by the form's name, as ``Derivation.maths`` takes it."""
