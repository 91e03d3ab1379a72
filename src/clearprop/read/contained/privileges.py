"""Giving up privileges for good."""

import ctypes
import os

from clearprop.read.contained.libc import call

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
CAPABILITY_VERSION_3 = 0x20080522


class Header(ctypes.Structure):
    """``struct __user_cap_header_struct``."""

    _fields_ = [("version", ctypes.c_uint32), ("process", ctypes.c_int)]


def become(stranger: int) -> None:
    """Another user, who owns nothing."""
    os.setgroups([])
    os.setresgid(stranger, stranger, stranger)
    os.setresuid(stranger, stranger, stranger)


def drop_capabilities() -> None:
    """Root inside a namespace, or outside, is a user like any other from now on."""
    none = (ctypes.c_uint32 * 6)()
    call("capset", ctypes.byref(Header(CAPABILITY_VERSION_3, 0)), ctypes.byref(none))


def no_new_privileges() -> None:
    """And no core dump either: a limit of nothing does not keep a system's crash reporter from one."""
    call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)


def die_with_parent(signal: int) -> None:
    call("prctl", PR_SET_PDEATHSIG, signal, 0, 0, 0)
