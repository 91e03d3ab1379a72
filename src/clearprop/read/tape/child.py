"""What runs in the contained process: the script, rewritten, recorded, stopped, and its tape sent back."""

import ast
import base64
import pickle
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from time import perf_counter
from typing import Any

import numpy as np

from clearprop.read.surroundings import Request, surroundings
from clearprop.read.tape.calls import calls
from clearprop.read.tape.cells import Cells
from clearprop.read.tape.compiled import FIRST, received
from clearprop.read.tape.items import items
from clearprop.read.tape.modules import Scripts, Siblings
from clearprop.read.tape.names import attributes, names
from clearprop.read.tape.operators import operators
from clearprop.read.tape.places import places
from clearprop.read.tape.python_functions import FRAMES
from clearprop.read.tape.recorder import Recorder
from clearprop.read.tape.stopping import Enough, Stopping
from clearprop.read.tape.tape import Site, Tape

DRIVER = "<driver>"
MOST_BYTES = 1000 << 20


def serve(request: dict[str, Any], answer: Callable[[bytes], None]) -> None:
    """Run the script of the request and answer with its tape."""
    answer(record(request).to_bytes())


def record(request: dict[str, Any]) -> Tape:
    """One run of a script.

    ``text``, ``file``, and what is run: ``compiled``, else ``tree`` (its pickled syntax tree, with the places of the text
    on disk), else that of the text; ``driver``: text to be run after it; ``modules``: texts of sibling modules by name,
    besides those in the working folder; ``replacements``: (site, ordinal, value) of leaves that are to have other values;
    ``updates``, ``soft``, ``hard``, ``seconds``, ``bytes``: when enough is recorded; ``guess``, ``arguments`` and
    ``seed``: of the surroundings.
    """
    started = perf_counter()
    recorder = recorder_for(request)
    cells = Cells(recorder)
    dispatch = operators(recorder) | items(recorder, cells) | names(recorder, cells) | attributes(recorder)
    code, table = received(request["compiled"]) if "compiled" in request else (None, FIRST.copy())
    scripts = Scripts(recorder, dispatch | calls(recorder, cells), table)
    file, text = request["file"], request["text"]
    asked = Request(file, text, request.get("guess", 0), request.get("arguments", 0), request.get("seed", 1))
    ended, error, failed_at, frames = "script ended", "", None, []
    with (
        main_module(file) as namespace, surroundings(asked, scripts.run_text) as seen,
        Siblings(scripts, request.get("modules", {})),
    ):  # fmt: skip
        recorder.specials.update(recorder.trips.functions())
        try:
            if code is not None:
                scripts.run(code, file, namespace)
            else:
                scripts.run_tree(syntax(request), text, file, namespace)
            if request.get("driver"):
                scripts.run_text(request["driver"], DRIVER, namespace)
        except Enough as reached:
            ended, frames = str(reached), frames_of(reached, recorder.files)
        except SystemExit as left:
            frames = frames_of(left, recorder.files)
        except Exception as problem:
            error, failed_at = f"{type(problem).__name__}: {problem}", line_of(problem, file)
            frames = frames_of(problem, recorder.files)
        recorder.stopping.rest()
        kept = places(recorder, [*frames, namespace])
    return Tape(
        recorder.ops, recorder.arguments, recorder.values, recorder.sites, recorder.calls, recorder.callers,
        recorder.passes, kept, recorder.used, [Site(*site) for site in table.sites], ended, error, failed_at,
        [asdict(remark) for remark in seen.remarks], perf_counter() - started,
    )  # fmt: skip


def recorder_for(request: dict[str, Any]) -> Recorder:
    stopping = Stopping(**{name: request[name] for name in ("updates", "soft", "hard", "seconds") if name in request})
    replacements = {(site, ordinal): np.asarray(value) for site, ordinal, value in request.get("replacements", ())}
    return Recorder(stopping, replacements, request.get("bytes", MOST_BYTES))


def syntax(request: dict[str, Any]) -> ast.Module:
    """The tree to be run: the one that was sent, else that of the text."""
    tree: ast.Module
    if "tree" in request:
        tree = pickle.loads(base64.b64decode(request["tree"]))
    else:
        tree = ast.parse(request["text"], request["file"])
    return tree


@contextmanager
def main_module(file: str) -> Iterator[dict[str, Any]]:
    """The namespace that the script runs in, and the interpreter as the script expects it; afterwards as it was."""
    before, limit = sys.modules["__main__"], sys.getrecursionlimit()
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    module.__file__ = file
    sys.setrecursionlimit(limit * FRAMES)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield module.__dict__
    finally:
        sys.modules["__main__"] = before
        sys.setrecursionlimit(limit)


def line_of(problem: BaseException, file: str) -> int | None:
    """The innermost line of the script that the error came through."""
    lines = [entry.lineno for entry in traceback.extract_tb(problem.__traceback__) if entry.filename == file]
    return lines[-1] if lines else None


def frames_of(problem: BaseException, files: set[str]) -> list[dict[str, Any]]:
    """The local names of the script's functions that were running, the innermost last."""
    found, trace = [], problem.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_filename in files and frame.f_locals is not frame.f_globals:
            found.append(dict(frame.f_locals))
        trace = trace.tb_next
    return found
