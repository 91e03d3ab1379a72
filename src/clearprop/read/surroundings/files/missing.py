"""Reading a file that is not there: its contents made up, said so, and put where the script can read them."""

import builtins
import io
import os
import re
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.contents import contents, is_known
from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Request, Seen

LIBRARIES = tuple(sysconfig.get_path(name) + os.sep for name in ("stdlib", "purelib", "platlib"))
"""Where libraries look for files of their own, such as what they install; those are not made up."""


class Shelf:
    """Finds a path, a file of that name beside the script, or makes it up."""

    def __init__(self, request: Request, seen: Seen) -> None:
        self.request, self.seen = request, seen
        self.made: dict[str, str] = {}

    def found(self, path: Any) -> Any:
        """A path that can be read. Raises FileNotFoundError with what would help."""
        if not isinstance(path, str | os.PathLike) or exists(path) or self.seen.line() is None:
            return path
        if os.fspath(path).startswith(LIBRARIES):
            return path
        name = name_of(os.fspath(path))
        if name in self.made or exists(name):
            return self.made.get(name, name)
        data = self.bytes_of(name)
        if data is None:
            raise FileNotFoundError(2, missing(name), str(path))
        return self.kept(name, data)

    def bytes_of(self, name: str) -> bytes | None:
        """Made-up contents, remarked on."""
        made = contents(name, self.request.text, self.request.guess)
        if made is None:
            return None
        self.say(name, made[1])
        return made[0]

    def say(self, name: str, what: str) -> None:
        self.seen.remark("missing-file", f"{name} is missing; it was read as made-up data: {what}.")
        if name not in self.seen.made_up:
            self.seen.made_up.append(name)

    def kept(self, name: str, data: bytes) -> str:
        """The path of a new file with this content."""
        place = os.path.join(tempfile.mkdtemp(), name)
        with io.FileIO(place, "w") as file:
            file.write(data)
        self.made[name] = place
        return place


def missing(name: str) -> str:
    return f"{name} is missing, and nothing shows what it holds; put it beside the script"


def exists(path: Any) -> bool:
    try:
        os.stat(path)
    except (OSError, ValueError):
        return False
    return True


def name_of(path: str) -> str:
    """The last part of a path of any system, or of an address."""
    return PurePosixPath(re.sub(r"[?#].*", "", path).replace("\\", "/")).name


@contextmanager
def made_up_files(shelf: Shelf) -> Iterator[None]:
    """open() and NumPy's readers find what is missing; what cannot be written is not written."""
    own = builtins.open, np.loadtxt, np.genfromtxt, np.fromfile, os.path.exists, os.path.isfile

    def opened(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        if any(letter in mode for letter in "wax+"):
            return writable(own[0], file, mode, *more, **named)
        return own[0](shelf.found(file), mode, *more, **named)

    def reading(function: Any) -> Any:
        def read(file: Any, *more: Any, **named: Any) -> Any:
            return function(shelf.found(file), *more, **named)

        return read

    def there(function: Any) -> Any:
        def asked(path: Any) -> bool:
            return bool(function(path)) or (
                isinstance(path, str) and is_known(name_of(path)) and shelf.seen.line() is not None
            )

        return asked

    with ExitStack() as stack:
        stack.enter_context(replaced(builtins, open=opened))
        stack.enter_context(replaced(io, open=opened))
        stack.enter_context(replaced(np, loadtxt=reading(own[1]), genfromtxt=reading(own[2]), fromfile=reading(own[3])))
        stack.enter_context(replaced(os.path, exists=there(own[4]), isfile=there(own[5])))
        stack.enter_context(replaced(os, listdir=listed(os.listdir)))
        stack.enter_context(lenient(os, "makedirs", "mkdir", "chdir", "remove"))
        stack.enter_context(lenient(np, "save", "savez", "savetxt", "savez_compressed"))
        yield


def listed(function: Any) -> Any:
    """A folder that is not there is an empty one."""

    def names(path: Any = ".") -> Any:
        try:
            return function(path)
        except FileNotFoundError:
            return []

    return names


def writable(function: Any, file: Any, mode: str, *more: Any, **named: Any) -> Any:
    """The file, or nowhere where it must not be written."""
    try:
        return function(file, mode, *more, **named)
    except OSError:
        return function(os.devnull, mode.replace("x", "w"), *more, **named)


@contextmanager
def lenient(module: Any, *names: str) -> Iterator[None]:
    """Functions of the module that may fail to reach the disk without ending the script."""

    def tried(function: Any) -> Any:
        def called(*arguments: Any, **named: Any) -> Any:
            try:
                return function(*arguments, **named)
            except OSError:
                return None

        return called

    with replaced(module, **{name: tried(getattr(module, name)) for name in names}):
        yield
