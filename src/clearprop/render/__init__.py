"""Printing Programs as code. A language is one file here: its ``source(program, function, signature)`` gives the text."""

from clearprop.render import c, javascript, numpy, python
from clearprop.render.maths import latex, mathml, unicode_lines

KEEPING = {"javascript": javascript.source}
"""The languages whose code gives every quantity, and reads sizes at run time: they print the Program as it is.

``source`` takes ``others``, too: the same Program for other sizes.
"""

LANGUAGES = {"python": python.source, "numpy": numpy.source, "c": c.source, **KEEPING}
"""``source`` by the language's name, as ``Derivation.code`` takes it."""

MATHS = {"latex": latex.source, "mathml": mathml.source, "unicode": unicode_lines.source}
"""``source(program, per_element, definitions, shapes)`` by the form's name, as ``Derivation.maths`` takes it."""
