"""A hook in the child that ends the run where the script's own code reaches for what records it.

How far this goes: Python hides nothing from code in its own process, so that this is a fence, not a wall. It sees
frames, the collector's lists, ctypes, traces, code made by hand and our own modules being asked for, whoever put the
name together. It does not see what leads from a function that the script was handed to the module behind it
(``__globals__``, ``__closure__``: suspicious finds those that are written out, Steady the functions that were replaced),
the frame that a handler of a signal is given (run_apart keeps those away), a builtin that is another for a moment,
compiled code that was put together byte by byte, or memory that is read through NumPy (``as_strided`` past an array's
end) or a library's own reference to ctypes: who searches memory finds the secret. What harms the machine the kernel
sees to; what a script answers must still agree with further runs.
"""

import os
import sys
from _thread import get_ident
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any, NoReturn

Tampered = Callable[[str], NoReturn]

CTYPES = ("ctypes", "_ctypes")
LOADERS = ("<frozen importlib", os.sep + "importlib" + os.sep)
ASKED_FOR_BY_NAME = frozenset(
    {
        "gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys._getframe", "sys._current_frames",
        "sys._current_exceptions", "sys.settrace", "sys.setprofile", "sys.addaudithook",
        "sys.monitoring.register_callback",
    }
)  # fmt: skip
OF_CTYPES = frozenset(
    f"ctypes.{name}"
    for name in (
        "addressof", "call_function", "cdata", "cdata/buffer", "create_string_buffer", "create_unicode_buffer", "dlopen",
        "dlsym", "dlsym/handle", "get_errno", "get_last_error", "set_errno", "set_last_error", "string_at", "wstring_at",
        "PyObj_FromPtr",
    )
)  # fmt: skip
MADE_BY_HAND = frozenset({"code.__new__", "function.__new__", "marshal.loads"})  # code that may bear any file's name
FRAMES = frozenset({"tb_frame", "gi_frame", "cr_frame", "ag_frame"})
DEFINING = frozenset({"__code__", "__defaults__", "__kwdefaults__"})
FRAME_GIVERS = (  # functions of the standard library that hand a frame on to whoever calls them
    ("inspect.py", None),
    (os.path.join("logging", "__init__.py"), "<lambda>"),
    ("traceback.py", "walk_stack"),
    ("traceback.py", "walk_tb"),
)


class Audit:
    """Judges the events of one child; ``tampered`` ends the process.

    ``own`` are files and folders of ours, ``trusted`` others whose code is not the script's, ``hidden`` packages that
    only our own code may import, ``answer`` the descriptor that the answer goes through.
    """

    def __init__(
        self, tampered: Tampered, own: tuple[str, ...], trusted: tuple[str, ...], hidden: frozenset[str], answer: int
    ) -> None:
        self.tampered = tampered
        self.own = own
        self.trusted = (*own, *trusted)
        self.hidden = hidden
        self.answer = answer

    def judge(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> None:
        match event, arguments:
            case "import", (str(name), *_):
                self.judge_import(name, frame)
            case "open", (int(descriptor), *_) if descriptor == self.answer:
                self.tampered("it opened the pipe of the answer")
            case "compile", (_, str(name)) if self.is_trusted(name) and not self.ours(frame):
                self.tampered("it compiled code in the name of another file")
            case "object.__getattr__", (_, name) if name in FRAMES and not self.mentioned(frame, name):
                self.tampered(f"it read {name}")
            case (("object.__setattr__" | "object.__delattr__"), (function, name, *_)) if name in DEFINING:
                self.judge_change(function, name, frame)
            case (name, _) if name in MADE_BY_HAND and not self.is_trusted(frame.f_code.co_filename):
                self.tampered(f"it called {name}")
            case (name, _) if name in ASKED_FOR_BY_NAME and not self.mentioned(frame, name.rpartition(".")[2]):
                self.tampered(f"it called {name}")
            case (name, _) if name in OF_CTYPES and not self.ours(frame, skip=(os.sep + "ctypes" + os.sep,)):
                self.tampered("it used ctypes")

    def judge_import(self, name: str, frame: FrameType) -> None:
        package = name.partition(".")[0]
        hidden, low = package in self.hidden, package in CTYPES
        if (hidden and not self.imports(nearest(frame), package)) or (low and not self.ours(frame)):
            self.tampered(f"it imported {name}")

    def imports(self, frame: FrameType | None, package: str) -> bool:
        """Whether our own code imports the package by name, not on behalf of the script that it runs."""
        if frame is None or not frame.f_code.co_filename.startswith(self.own):
            return False
        return any(name.partition(".")[0] == package for name in frame.f_code.co_names)

    def judge_change(self, function: Any, name: str, frame: FrameType) -> None:
        code = getattr(function, "__code__", None)
        others = isinstance(code, CodeType) and self.is_trusted(code.co_filename)
        if (others or name == "__code__") and not self.ours(frame):
            self.tampered(f"it changed {name} of {getattr(function, '__name__', 'a function')}")

    def mentioned(self, frame: FrameType, name: str) -> bool:
        """Whether trusted code asks, by that name, and not on behalf of the script that called it."""
        code = frame.f_code
        by_name = name in code.co_names or name in code.co_consts
        for file, function in FRAME_GIVERS:
            if code.co_filename.endswith(os.sep + file) and function in (None, code.co_name):
                return by_name and frame.f_back is not None and self.ours(frame.f_back)
        return by_name and self.is_trusted(code.co_filename)

    def ours(self, frame: FrameType, skip: tuple[str, ...] = ()) -> bool:
        """Whether the nearest code that is not the import system's, nor of a file in ``skip``, is trusted."""
        found = nearest(frame, skip)
        return found is not None and self.is_trusted(found.f_code.co_filename)

    def is_trusted(self, file: str) -> bool:
        return file.startswith(("<frozen ", *self.trusted))


def nearest(frame: FrameType, skip: tuple[str, ...] = ()) -> FrameType | None:
    """The innermost code that is not the import system's, nor of a file in ``skip``."""
    away = (*LOADERS, *skip)
    frames = (each for each in outwards(frame) if not any(part in each.f_code.co_filename for part in away))
    return next(frames, None)


def outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


class ImportsSeen:
    """Stands first among the finders: importlib.import_module raises no event."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        self.audit.judge_import(name, sys._getframe(1))


def install(audit: Audit) -> None:
    """From now on, and for good. Events by the thousand (``id`` is one) leave after one look into a set."""
    watched = ASKED_FOR_BY_NAME | MADE_BY_HAND | OF_CTYPES
    watched |= {"import", "open", "compile", "object.__getattr__", "object.__setattr__", "object.__delattr__"}
    judging: set[int] = set()
    thread, frame_at, judge = get_ident, sys._getframe, audit.judge

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in watched:
            return
        if (this := thread()) in judging:  # what judging does is no news
            return
        judging.add(this)
        try:
            judge(event, arguments, frame_at(1))
        finally:
            judging.discard(this)

    sys.addaudithook(hook)
    sys.meta_path.insert(0, ImportsSeen(audit))
