"""The process of one run, from the fork to its end: protections, then the entry, then the frame with its answer.

The secret of the run lies in the closure of ``send`` and nowhere else; how well that is kept from the script is told
in audit.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from types import ModuleType
from typing import Any, NoReturn

from clearprop.read.contained import message
from clearprop.read.contained.audit import CTYPES, Audit, install
from clearprop.read.contained.landlock import restrict_files
from clearprop.read.contained.libc import LINUX
from clearprop.read.contained.limits import Limits
from clearprop.read.contained.message import Request, unpacked
from clearprop.read.contained.namespaces import own_scratch
from clearprop.read.contained.privileges import become, drop_capabilities, no_new_privileges
from clearprop.read.contained.resources import limit_resources
from clearprop.read.contained.seccomp import filter_system_calls
from clearprop.read.contained.steady import Steady

Serve = Callable[[dict[str, Any], Callable[[bytes], None]], None]
Send = Callable[[bytes, bytes], NoReturn]


@dataclass(frozen=True, kw_only=True)
class World:
    """What the children of one box have in common."""

    limits: Limits
    without: frozenset[str]  # protections left out on purpose
    stranger: int | None  # the user to become in the namespaces; None without them
    mapped: int  # bytes of address space that are taken before a script starts
    tasks: int  # what the same user runs elsewhere, where that counts too
    readable: tuple[str, ...]
    devices: tuple[str, ...]
    own: tuple[str, ...]  # where our code lies
    trusted: tuple[str, ...]  # where other code lies that is not a script's
    hidden: frozenset[str]  # packages that a script finds neither loaded nor to be loaded
    steady: Steady  # their functions and classes


def live(data: bytes, answer: int, serve: Serve, world: World) -> NoReturn:
    """Runs one request and ends this process; descriptors 0, 1 and 2 are the script's already."""
    request = unpacked(data)
    send = sender(answer, request.secret)
    try:
        held = tuple(protected(world, settled(request, world)))
        ready(answer, request.secret, held)
        if not request.request:
            send(message.ANSWER, b"")
        watch(send, answer, world)
        serve(request.request, answerer(send, world.steady))
    except MemoryError:
        send(message.MEMORY, b"")
    except BaseException as problem:
        send(message.CRASHED, f"{type(problem).__name__}: {problem}".encode(errors="replace"))
    send(message.SILENT, b"")


def sender(descriptor: int, secret: bytes) -> Send:
    """A function that writes the last frame and ends the process; it looks up nothing that a script can replace."""
    write, leave, frame, view = os.write, os._exit, message.frame, memoryview
    flush, ignoring, anything = TextIOWrapper.flush, suppress, Exception
    printed = (sys.stdout, sys.stderr)

    def send(kind: bytes, content: bytes) -> NoReturn:
        for stream in printed:
            with ignoring(anything):
                flush(stream)  # type: ignore[arg-type]
        rest = view(frame(secret, kind, content))
        try:
            while rest:
                rest = rest[write(descriptor, rest) :]
        finally:
            leave(0)

    return send


def answerer(send: Send, steady: Steady) -> Callable[[bytes], None]:
    changed, kind, meddled = steady.changed, message.ANSWER, message.TAMPERED

    def answer(content: bytes) -> None:
        if name := changed():
            send(meddled, f"{name} is not what it was".encode())
        send(kind, content)

    return answer


def ready(descriptor: int, secret: bytes, held: tuple[str, ...]) -> None:
    os.write(descriptor, message.frame(secret, message.READY, json.dumps(held).encode()))


def settled(request: Request, world: World) -> str:
    """The scratch folder, with the files in it, as working folder and home."""
    scratch, owner = request.scratch, world.stranger
    if owner is not None:
        scratch = own_scratch(world.limits.scratch, owner)
        if owner != 0:
            become(owner)
    assert scratch is not None
    os.chdir(scratch)
    for name, content in request.files.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "wb") as file:
            file.write(content)
    for variable in ("HOME", "TMPDIR", "TMP", "TEMP"):
        os.environ[variable] = scratch
    return scratch


def protected(world: World, scratch: str) -> Iterator[str]:
    """Gives everything up, step by step, and names what holds."""
    yield from limit_resources(world.limits, world.mapped, world.tasks)
    if world.stranger is not None:
        yield from ("namespaces", "hidden files")
    if LINUX:
        drop_capabilities()
        no_new_privileges()
        yield "privileges"
    locked = "landlock" not in world.without and restrict_files(world.readable, world.devices, scratch)
    if locked or world.stranger is not None:
        yield "files"
    filtered = "seccomp" not in world.without and filter_system_calls()
    if filtered:
        yield from ("system calls", "processes")
    if filtered or world.stranger is not None:
        yield "network"


def watch(send: Send, answer: int, world: World) -> None:
    """Takes our modules out of reach and puts the audit hook in."""
    gone = world.hidden | set(CTYPES)
    for name in [name for name in sys.modules if name.partition(".")[0] in gone]:
        del sys.modules[name]
    sys.modules["__main__"] = ModuleType("__main__")  # the server's knows the server
    install(Audit(lambda what: send(message.TAMPERED, what.encode()), world.own, world.trusted, world.hidden, answer))
