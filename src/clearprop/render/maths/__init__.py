"""A Program as mathematics. ``lines`` decides what stands where, once; LaTeX, MathML and Unicode only print it."""

from clearprop.render.maths.lines import Line, lines

__all__ = ["Line", "lines"]
