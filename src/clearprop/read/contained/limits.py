"""How much a script may use of the machine, as plain data."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one run may use; sizes are bytes, and what is kept of the printed text is cut, never refused."""

    seconds: float = 10.0  # by the clock on the wall, from the fork on
    memory: int = 2048 * MIB  # on top of what the preloaded modules take
    output: int = 64 * MIB  # of the answer, and of the printed text, each
    kept: int = 256 * 1024  # of the printed text
    file_size: int = 64 * MIB
    scratch: int = 256 * MIB  # of all files together, where the scratch folder is a file system of its own
    processes: int = 32  # threads of the script; further processes are never allowed
    open_files: int = 128
