"""What runs in the contained process: the script, rewritten, recorded, stopped, and its tape sent back."""

import ast
import base64
import pickle
import sys
import time
import types
import warnings
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from clearprop.read.surroundings import Request, surroundings
from clearprop.read.tape.calls import calls
from clearprop.read.tape.operators import operators
from clearprop.read.tape.places import places
from clearprop.read.tape.recorder import Recorder
from clearprop.read.tape.rewriting import ScriptRewriter
from clearprop.read.tape.stopping import Stopping
from clearprop.read.tape.tape import Site, Tape
from clearprop.trace.rewriting import with_dispatch


def serve(request: dict[str, Any], answer: Callable[[bytes], None]) -> None:
    """Run the script of the request and answer with its tape."""
    answer(record(request).to_bytes())


def record(request: dict[str, Any]) -> Tape:
    """One run of a script.

    ``text`` and ``tree`` (its pickled syntax tree, with the places of the text on disk), ``file``; ``driver``: text to be
    run after it; ``replacements``: (site, ordinal, value) of leaves that are to have other values; ``updates``, ``soft``,
    ``hard``, ``seconds``: when enough is recorded; ``guess`` and ``seed``: of the surroundings.
    """
    started = time.perf_counter()
    stopping = Stopping(
        request.get("updates", 4), request.get("soft", 20_000), request.get("hard", 600_000), request.get("seconds", 2.0)
    )
    replacements = {(site, ordinal): np.asarray(value) for site, ordinal, value in request.get("replacements", ())}
    recorder = Recorder(stopping, replacements)
    script = Script(recorder, request["file"])
    ended, error, frames = "script ended", "", []
    asked = Request(request["file"], request["text"], request.get("guess", 0), request.get("seed", 1))
    with surroundings(asked) as seen, np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            script.run(syntax(request), request["file"])
            if request.get("driver"):
                script.run(ast.parse(request["driver"], DRIVER), DRIVER)
        except Enough as reached:
            ended = str(reached)
            frames = frames_of(reached, script.files)
        except SystemExit:
            pass
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
            frames = frames_of(problem, script.files)
    return Tape(
        recorder.ops, recorder.arguments, recorder.values, recorder.sites, recorder.calls, recorder.callers,
        recorder.passes, places(recorder, [*frames, script.namespace]), recorder.used,
        [Site(*site) for site in script.sites], ended, error, [asdict(remark) for remark in seen.remarks],
        time.perf_counter() - started,
    )  # fmt: skip


def syntax(request: dict[str, Any]) -> ast.Module:
    """The tree to be run: the one that was sent, else that of the text."""
    if "tree" not in request:
        return ast.parse(request["text"], request["file"])
    tree: ast.Module = pickle.loads(base64.b64decode(request["tree"]))
    return tree


class Script:
    """The script's namespace, and its parts as they are run in it: the file, and what drives it."""

    def __init__(self, recorder: Recorder, file: str) -> None:
        self.sites: list[tuple[Any, ...]] = []
        self.files = {file, DRIVER}
        self.dispatch = enough(recorder, operators(recorder) | calls(recorder, self.files))
        module = types.ModuleType("__main__")
        module.__file__ = file
        sys.modules["__main__"] = module
        self.namespace = module.__dict__

    def run(self, tree: ast.Module, file: str) -> None:
        """The tree, rewritten and run."""
        code = compile(ScriptRewriter(file, self.sites).visit(tree), file, "exec", dont_inherit=True)
        exec(with_dispatch(code, self.dispatch), self.namespace)


DRIVER = "<driver>"


class Enough(BaseException):
    """Enough is recorded: the script is left where it stands."""


def enough(recorder: Recorder, dispatch: dict[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """The dispatch functions, of which subscripts and calls leave the script once enough is recorded."""
    stopping = recorder.stopping

    def leaving(function: Callable[..., Any]) -> Callable[..., Any]:
        def dispatched(site: int, /, *positional: Any, **named: Any) -> Any:
            if stopping.reached:
                raise Enough(stopping.reached)
            return function(site, *positional, **named)

        return dispatched

    return dispatch | {name: leaving(dispatch[name]) for name in ("call", "method", "iterate")}


def frames_of(problem: BaseException, files: set[str]) -> list[dict[str, Any]]:
    """The local names of the script's functions that were running, the innermost last."""
    found, trace = [], problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in files and trace.tb_frame.f_locals is not trace.tb_frame.f_globals:
            found.append(dict(trace.tb_frame.f_locals))
        trace = trace.tb_next
    return found
