"""Resident memory of this process, as Linux tells it."""

from pathlib import Path

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
RESET_PEAK = "5"


def told(field: str) -> int:
    line = next(line for line in STATUS.read_text(encoding="utf-8").splitlines() if line.startswith(f"{field}:"))
    return int(line.split()[1]) * 1024


def resident() -> int:
    """Bytes now."""
    return told("VmRSS")


def peak() -> int:
    """Bytes at most, since the start or since it was forgotten."""
    return told("VmHWM")


def forget_peak() -> None:
    CLEAR.write_text(RESET_PEAK, encoding="utf-8")
