"""A filter on system calls: no sockets, no further processes or programs, no signals to others, no mounts and the like.

What is refused fails with EPERM, so that an ordinary script that clears its screen through a shell goes on.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable, Iterator
from functools import cache

from clearprop.read.contained.libc import LINUX, MACHINE, call
from clearprop.read.contained.syscalls import CLONE3, LAST_KNOWN, MACHINES, Machine

PR_SET_SECCOMP, MODE_FILTER = 22, 2
LOAD, EQUAL, GREATER, ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, MARK, FIRST, SECOND = 0, 4, 16, 24  # where struct seccomp_data has them; the low halves of the arguments
CLONE_THREAD = 0x10000
FIRST_X32 = 0x40000000
TYPING = (0x5412, 0x541C)  # TIOCSTI and TIOCLINUX: as if somebody typed into a terminal
SIGNALLING = (8, 10, 15)  # F_SETOWN, F_SETSIG and F_SETOWN_EX: a signal to somebody else when a file is ready
REFUSE, PRETEND = FAIL | errno.EPERM, FAIL  # no error at all: as if it had worked

INSTRUCTION = struct.Struct("<HBBI")
Instruction = tuple[int, int, int, int]  # code, how many to skip if true, if false, constant


class Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


@cache
def refusals(machine: Machine) -> bytes:
    return packed(for_all(machine))


def for_all(machine: Machine) -> Iterator[Instruction]:
    """What is the same for every process."""
    yield LOAD, 0, 0, MARK
    yield EQUAL, 1, 0, machine.mark
    yield RETURN, 0, 0, KILL
    yield LOAD, 0, 0, NUMBER
    yield from where(GREATER, LAST_KNOWN, FAIL | errno.ENOSYS)  # and x32's, which are larger still
    yield from where(EQUAL, CLONE3, FAIL | errno.ENOSYS)  # its flags lie in memory; the C library then takes clone
    for number in sorted(machine.refused.values()):
        yield from where(EQUAL, number, REFUSE)
    for number in sorted(machine.pretended.values()):
        yield from where(EQUAL, number, PRETEND)
    yield from by_argument(machine.clone, FIRST, (CLONE_THREAD,), ALLOW, REFUSE, test=ANY_BIT)
    yield from by_argument(machine.ioctl, SECOND, TYPING, REFUSE, ALLOW)
    yield from by_argument(machine.fcntl, SECOND, SIGNALLING, REFUSE, ALLOW)


def for_one(machine: Machine, process: int) -> Iterator[Instruction]:
    """What a process may do to itself only."""
    for number in (machine.kill, machine.tgkill):
        yield from by_argument(number, FIRST, (process,), ALLOW, REFUSE)
    yield from by_argument(machine.prlimit, FIRST, (0, process), ALLOW, REFUSE)
    yield RETURN, 0, 0, ALLOW


def where(test: int, constant: int, then: int) -> Iterable[Instruction]:
    return (test, 0, 1, constant), (RETURN, 0, 0, then)


def by_argument(
    number: int, argument: int, values: tuple[int, ...], then: int, otherwise: int, test: int = EQUAL
) -> Iterator[Instruction]:
    """For one system call: what becomes of it if the test holds of one of the values, and if not."""
    yield EQUAL, 0, len(values) + 3, number
    yield LOAD, 0, 0, argument
    for left in reversed(range(len(values))):
        yield test, left + 1, 0, values[-left - 1]
    yield RETURN, 0, 0, otherwise
    yield RETURN, 0, 0, then


def packed(instructions: Iterable[Instruction]) -> bytes:
    return b"".join(INSTRUCTION.pack(*each) for each in instructions)


def filter_system_calls() -> bool:
    """Whether the filter is in force now. No new privileges must have been asked for before."""
    machine = MACHINES.get(MACHINE)
    if not LINUX or machine is None:
        return False
    code = refusals(machine) + packed(for_one(machine, os.getpid()))
    program = Program(len(code) // INSTRUCTION.size, code)
    try:
        call("prctl", PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(program), 0, 0)
    except OSError as problem:
        if problem.errno in (errno.EINVAL, errno.ENOSYS):  # a kernel without filters
            return False
        raise
    return True
