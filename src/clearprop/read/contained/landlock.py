"""Landlock: from now on this thread, and what it starts, reaches only the named folders. Never to be undone."""

import ctypes
import os
from collections.abc import Iterable

from clearprop.read.contained.libc import LINUX, system_call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same number on every machine
ASK_VERSION, RULE_PATH_BENEATH = 1, 1

WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
READ = READ_FILE | READ_DIR
EXECUTE, MAKE_CHARACTER_DEVICE, MAKE_SOCKET, MAKE_BLOCK_DEVICE = 1 << 0, 1 << 6, 1 << 9, 1 << 11
NEVER = EXECUTE | MAKE_CHARACTER_DEVICE | MAKE_SOCKET | MAKE_BLOCK_DEVICE
OLDEST = 3  # before, a file that may be read could be emptied
OF_FILES = {3: 15, 4: 15}  # how many rights on files a version knows; from 5 on there are 16
OF_NETWORK = 0b11  # bind and connect of TCP, from version 4 on
OF_SCOPE = 0b11  # abstract sockets and signals of others, from version 6 on
ON_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | 1 << 14 | 1 << 15  # truncating and device controls too


class Ruleset(ctypes.Structure):
    """``struct landlock_ruleset_attr``."""

    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scope", ctypes.c_uint64)]


class PathBeneath(ctypes.Structure):
    """``struct landlock_path_beneath_attr``."""

    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """The version that this kernel has; 0 where there is none."""
    if not LINUX:
        return 0
    try:
        return system_call(CREATE_RULESET, None, 0, ASK_VERSION)
    except OSError:
        return 0


def restrict_files(readable: Iterable[str], devices: Iterable[str], scratch: str) -> bool:
    """Reading below ``readable``, all but running programs below ``scratch``, nothing else. False where not possible.

    No new privileges must have been asked for before.
    """
    if (known := version()) < OLDEST:
        return False
    rights = (1 << OF_FILES.get(known, 16)) - 1
    attributes = Ruleset(rights, OF_NETWORK if known >= 4 else 0, OF_SCOPE if known >= 6 else 0)
    size = 8 if known < 4 else 16 if known < 6 else 24
    rules = system_call(CREATE_RULESET, ctypes.byref(attributes), size, 0)
    try:
        for path in readable:
            allow(rules, path, READ)
        for path in devices:
            allow(rules, path, READ | WRITE_FILE)
        allow(rules, scratch, rights & ~NEVER)
        system_call(RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)
    return True


def allow(rules: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:  # what is not there needs no rule
        return
    try:
        rights = rights if os.path.isdir(path) else rights & ON_A_FILE
        system_call(ADD_RULE, rules, RULE_PATH_BENEATH, ctypes.byref(PathBeneath(rights, opened)), 0)
    finally:
        os.close(opened)
