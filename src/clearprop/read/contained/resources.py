"""Limits that the system keeps for each process (setrlimit), where there is such a thing."""

import math
import os
from collections.abc import Iterator
from contextlib import suppress

from clearprop.read.contained.limits import Limits

try:
    import resource
except ImportError:  # Windows
    HAS_RESOURCE = False
else:
    HAS_RESOURCE = True


def address_space() -> int:
    """Bytes that this process has mapped already; 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as counts:
            return int(counts.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def limit_resources(limits: Limits, mapped: int, tasks: int) -> Iterator[str]:
    """Sets them, and names what holds now; ``tasks`` is what the user runs already, where that counts too."""
    if not HAS_RESOURCE:
        return
    seconds = 4 * math.ceil(limits.seconds)  # of all threads together: in case that nobody looks at the clock
    wanted = (
        ("memory", "RLIMIT_AS", mapped + limits.memory),
        ("processor time", "RLIMIT_CPU", seconds),
        ("file size", "RLIMIT_FSIZE", limits.file_size),
        ("open files", "RLIMIT_NOFILE", limits.open_files),
        ("threads", "RLIMIT_NPROC", tasks + limits.processes),
    )
    lowered("RLIMIT_CORE", 0)
    for name, constant, value in wanted:
        if lowered(constant, value):
            yield name


def lowered(constant: str, value: int) -> bool:
    """Whether the limit is at most ``value`` now."""
    if (kind := getattr(resource, constant, None)) is None:
        return False
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (OSError, ValueError):  # macOS refuses some
        return False
    return True


def running_tasks() -> int:
    """Threads of this user on the whole system, where they can be counted: a limit counts those too."""
    counted = 0
    for process in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
        with suppress(OSError):
            if os.stat(f"/proc/{process}").st_uid == os.getuid():
                counted += len(os.listdir(f"/proc/{process}/task"))
    return counted
