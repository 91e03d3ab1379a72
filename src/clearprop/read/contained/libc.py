"""Calls of the Linux kernel that Python has no function for, by ctypes; a failing one raises OSError."""

import ctypes
import os
import platform
import sys

LINUX = sys.platform == "linux"
MACHINE = platform.machine()

library = ctypes.CDLL(None, use_errno=True) if LINUX else None


def checked(result: int, what: str) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), what)
    return result


def call(name: str, *arguments: object) -> int:
    """A function of the C library that returns -1 and sets errno."""
    return checked(getattr(library, name)(*map(word, arguments)), name)


def system_call(number: int, *arguments: object) -> int:
    """A system call by its number."""
    assert library is not None
    library.syscall.restype = ctypes.c_long
    return checked(library.syscall(ctypes.c_long(number), *map(word, arguments)), f"system call {number}")


def word(argument: object) -> object:
    """Integers as a register holds them: varargs would pass 32 bits of them."""
    return ctypes.c_long(argument) if isinstance(argument, int) else argument
