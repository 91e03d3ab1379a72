"""What a contained script may read: Python's own files and the system's libraries, derived from prefixes.

Never from sys.path, which may name somebody's home or the folder with the solutions.
"""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).parents[2]

SYSTEM = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/localtime", "/proc/cpuinfo", "/proc/meminfo")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def python_folders() -> list[str]:
    paths = sysconfig.get_paths()
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    libraries = [os.path.join(prefix, folder) for prefix in sorted(prefixes) for folder in ("lib", "lib64")]
    own = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return [*(paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")), *libraries, *own]


def readable_folders() -> list[str]:
    """Folders whose whole content may be read, none inside another; links stay beside what they lead to."""
    return outermost(path for path in (*python_folders(), str(PACKAGE), *SYSTEM) if os.path.isdir(path))


def readable_files() -> list[str]:
    return [path for path in SYSTEM_FILES if os.path.isfile(path)]


def devices() -> list[str]:
    return [path for path in DEVICES if os.path.exists(path)]


def outermost(paths: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for path in sorted(set(both_ways(paths))):
        if not any(path == other or path.startswith(other + os.sep) for other in kept):
            kept.append(path)
    return kept


def both_ways(paths: Iterable[str]) -> Iterable[str]:
    for path in paths:
        yield os.path.abspath(path)
        yield os.path.realpath(path)
