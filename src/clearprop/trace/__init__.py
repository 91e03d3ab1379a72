"""Tracing: one run of a NumPy function, recorded as a Program; ``session.record`` begins."""
