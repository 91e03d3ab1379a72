"""The program of a box: loads what scripts need, gives up what it can, then forks one child a run.

It never sees a script: the child reads its request from a descriptor that the parent sends along. Run on its own it
needs Linux; elsewhere each run is a fresh process that starts at ``run_once``.
"""

import builtins
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
from contextlib import suppress
from types import ModuleType
from typing import Any, NoReturn

from clearprop.read.contained.child import Serve, World, live
from clearprop.read.contained.limits import Limits
from clearprop.read.contained.namespaces import enter_namespaces, hide_outside
from clearprop.read.contained.privileges import die_with_parent
from clearprop.read.contained.readable import PACKAGE, devices, python_folders, readable_files, readable_folders
from clearprop.read.contained.resources import address_space, running_tasks
from clearprop.read.contained.steady import Steady

STATUS = struct.Struct("<i?")
LENT = frozenset({"print", "input", "open", "__import__", "breakpoint", "exec", "eval", "compile"})  # often stand-ins
GRACE = 0.1  # seconds in which a process that let go of its pipe must have ended


def main() -> None:
    """Serves until the parent hangs up."""
    settings = json.loads(sys.argv[1])
    control = socket.socket(fileno=settings["control"])
    stranger = None
    try:
        if "namespaces" not in settings["without"]:
            stranger = enter_namespaces()
            continue_as_first_process(control)
        serve, world = prepared(settings, stranger)
        if stranger is not None:
            hide_outside(readable_folders(), readable_files(), devices())
    except BaseException as problem:
        control.sendall(f"{type(problem).__name__}: {problem}".encode(errors="replace"))
        raise
    gc.collect()
    gc.freeze()  # so that collecting in a child does not copy every page
    control.sendall(b"ready")
    answer_requests(control, serve, world)


def continue_as_first_process(control: socket.socket) -> None:
    """Goes on as the first process of the new world, which ends with its last; this one waits for it."""
    if (process := os.fork()) == 0:
        die_with_parent(signal.SIGKILL)
        return
    control.close()
    os._exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) & 0xFF)


def prepared(settings: dict[str, Any], stranger: int | None) -> tuple[Serve, World]:
    """Loads the modules; whatever is missing of those to preload, a script will miss in its own words."""
    module, _, function = settings["entry"].partition(":")
    serve = getattr(importlib.import_module(module), function)
    for name in settings["preload"]:
        with suppress(Exception):
            importlib.import_module(name)
    hidden = frozenset({PACKAGE.name, module.partition(".")[0]})
    return serve, World(
        limits=Limits(**settings["limits"]),
        without=frozenset(settings["without"]),
        stranger=stranger,
        mapped=address_space(),
        tasks=0 if stranger else running_tasks(),
        readable=(*readable_folders(), *readable_files()),
        devices=tuple(devices()),
        own=(str(PACKAGE) + os.sep, sys.modules[module].__file__ or module),
        trusted=tuple(folder + os.sep for folder in python_folders()),
        hidden=hidden,
        steady=Steady([*packages(hidden), builtins, *preloaded(settings["preload"])], LENT),
    )


def preloaded(names: list[str]) -> list[ModuleType]:
    return [sys.modules[name] for name in names if name in sys.modules]


def packages(names: frozenset[str]) -> list[ModuleType]:
    return [module for name, module in sorted(sys.modules.items()) if name.partition(".")[0] in names]


def answer_requests(control: socket.socket, serve: Serve, world: World) -> None:
    """One child at a time; a byte from the parent ends it, and so does the parent's end."""
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, 1, 3)
        if not order:
            return
        if (process := os.fork()) == 0:
            be_child(descriptors, serve, world)
        for descriptor in descriptors:
            os.close(descriptor)
        order = control.recv(1)
        control.sendall(STATUS.pack(*ended(process, GRACE if order == b"w" else 0.0)))


def ended(process: int, grace: float) -> tuple[int, bool]:
    """How the process ended, once nothing of it is left, and whether it had to be killed."""
    watched = os.pidfd_open(process)
    killed = not select.select([watched], [], [], grace)[0]
    os.close(watched)
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    status = os.waitpid(process, 0)[1]
    if os.getpid() == 1:
        with suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        with suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
    return os.waitstatus_to_exitcode(status), killed


def be_child(descriptors: list[int], serve: Serve, world: World) -> NoReturn:
    """Descriptors are put in their places and all others closed, before the request is read."""
    request, answer, output = descriptors
    os.setsid()
    os.dup2(output, 1)
    os.dup2(output, 2)
    first, second = sorted((request, answer))
    os.closerange(3, first)
    os.closerange(first + 1, second)
    os.closerange(second + 1, 1 << 20)
    start(request, answer, serve, world)


def start(request: int, answer: int, serve: Serve, world: World) -> NoReturn:
    with open(request, "rb") as file:
        data = file.read()
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = open(descriptor, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    live(data, answer, serve, world)


def run_once() -> None:
    """One run in a process of its own: the request is standard input, the answer standard output."""
    settings = json.loads(sys.argv[1])
    answer = os.dup(1)
    os.dup2(2, 1)
    request = os.dup(0)
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    start(request, answer, *prepared(settings, None))
