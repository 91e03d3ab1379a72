"""A Program's numbers as tables: every quantity with its shape, its value and its gradient, as text and as HTML."""
