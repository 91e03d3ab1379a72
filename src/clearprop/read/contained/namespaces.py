"""Namespaces of Linux: a world with no network, no other processes and no files but those that may be read.

Entered once by the process that forks the children; each child has a file system in memory of its own on top.
"""

import ctypes
import os
from collections.abc import Iterable

from clearprop.read.contained.libc import MACHINE, call, system_call
from clearprop.read.contained.syscalls import MACHINES

NEW_MOUNTS, NEW_HOST, NEW_IPC, NEW_USER, NEW_PROCESSES, NEW_NETWORK = (
    0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
NO_SETUID, NO_DEVICES, NO_PROGRAMS, BIND, RECURSIVE, PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
DETACH = 2
MOUNT_SETATTR, EMPTY_PATH, WHOLE_TREE, AT_CWD = 442, 0x1000, 0x8000, -100
SCRATCH = "/scratch"
STRANGERS = (1 << 30, 65534)  # numbers of users that own nothing, those that a container maps last


class MountAttributes(ctypes.Structure):
    """``struct mount_attr``."""

    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user")]


def enter_namespaces() -> int:
    """From now on root of a world of its own; its next child is the first process there.

    Returns the number of a user that owns nothing there: 1, or 0 where no second user is to be had. Raises OSError.
    """
    ready, told = os.pipe()
    mapped, answered = os.pipe()
    outside = os.getpid(), os.geteuid(), os.getegid()
    if os.geteuid() == 0:
        os.setgroups([])
    if (helper := os.fork()) == 0:  # only a process outside may map users as it likes
        os.close(told)
        worked = os.read(ready, 1) and map_users(*outside)
        os.write(answered, worked or b"")
        os._exit(0)
    try:
        call("unshare", NEW_USER | NEW_MOUNTS | NEW_IPC | NEW_HOST | NEW_NETWORK | NEW_PROCESSES)
        os.write(told, b"!")
        os.close(answered)
        strangers = os.read(mapped, 1)
    finally:
        for descriptor in (ready, told, mapped):
            os.close(descriptor)
        os.waitpid(helper, 0)
    if not strangers:
        raise PermissionError("The users of a namespace could not be mapped.")
    call("mount", b"none", b"/", None, RECURSIVE | PRIVATE, None)
    return int(strangers)


def map_users(process: int, user: int, group: int) -> bytes:
    """Root inside is the user outside; where we may, 1 inside is a user that owns nothing."""
    kinds = (("uid_map", user), ("gid_map", group))
    for stranger in (*STRANGERS, None) if user == 0 else (None,):
        second = "" if stranger is None else f"1 {stranger + process * (stranger == STRANGERS[0])} 1\n"
        try:
            if user != 0:
                write(process, "setgroups", "deny")
            for kind, own in kinds:
                write(process, kind, f"0 {own} 1\n{second}")
        except OSError:
            continue
        return b"0" if stranger is None else b"1"
    return b""


def write(process: int, name: str, text: str) -> None:
    with open(f"/proc/{process}/{name}", "w") as control:
        control.write(text)


def hide_outside(folders: Iterable[str], files: Iterable[str], devices: Iterable[str]) -> None:
    """Makes a root folder that has these and an empty folder for scratch, all read-only, and nothing else."""
    call("mount", b"tmpfs", b"/tmp", b"tmpfs", NO_SETUID | NO_DEVICES, b"mode=0755,size=1m")
    os.mkdir("/tmp/outside")
    system_call(MACHINES[MACHINE].pivot_root, b"/tmp", b"/tmp/outside")
    os.chdir("/")
    for path in folders:
        os.makedirs(path, exist_ok=True)
        show(path, NO_SETUID | NO_DEVICES | 1)
    for path, attributes in [*((path, NO_SETUID | 1) for path in files), *((path, NO_SETUID) for path in devices)]:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w"):
            show(path, attributes)
    os.mkdir(SCRATCH)
    call("umount2", b"/outside", DETACH)
    os.rmdir("/outside")
    set_attributes("/", NO_SETUID | 1, 0)


def show(path: str, attributes: int) -> None:
    call("mount", os.fsencode("/outside" + path), os.fsencode(path), None, BIND | RECURSIVE, None)
    set_attributes(path, attributes, WHOLE_TREE)


def set_attributes(path: str, attributes: int, flags: int) -> None:
    wanted = MountAttributes(attributes, 0, 0, 0)
    system_call(MOUNT_SETATTR, AT_CWD, os.fsencode(path), flags, ctypes.byref(wanted), ctypes.sizeof(wanted))


def own_scratch(size: int, owner: int) -> str:
    """An empty folder in memory that nobody else sees, gone with this process."""
    call("unshare", NEW_MOUNTS)
    options = f"mode=0700,size={size},nr_inodes=10000,uid={owner},gid={owner}".encode()
    call("mount", b"tmpfs", SCRATCH.encode(), b"tmpfs", NO_SETUID | NO_DEVICES | NO_PROGRAMS, options)
    return SCRATCH
