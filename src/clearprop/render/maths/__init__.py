"""A Program as mathematics. ``lines`` decides what stands where, once; LaTeX, MathML and Unicode only print it."""
