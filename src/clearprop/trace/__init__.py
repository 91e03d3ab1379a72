"""Tracing: one run of a NumPy function, recorded as a Program."""

from clearprop.trace.recorder import TraceError
from clearprop.trace.session import Recording, record

__all__ = ["Recording", "TraceError", "record"]
