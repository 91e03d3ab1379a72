"""The facts: one kind, one class, one file, found automatically."""
