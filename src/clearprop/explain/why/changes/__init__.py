"""The changes: one kind, one class, one file, found automatically."""
