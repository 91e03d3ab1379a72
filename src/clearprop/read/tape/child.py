"""What runs in the contained process: the script, rewritten, recorded, stopped, and its tape sent back."""

import ast
import sys
import time
import types
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.read.tape.calls import calls
from clearprop.read.tape.operators import operators
from clearprop.read.tape.places import places
from clearprop.read.tape.recorder import Recorder
from clearprop.read.tape.rewriting import ScriptRewriter
from clearprop.read.tape.stopping import Stopping
from clearprop.read.tape.tape import Site, Tape
from clearprop.trace.rewriting import with_dispatch


def serve(request: dict[str, Any], answer: Callable[[bytes], None]) -> None:
    """Run ``request["source"]`` and answer with its tape."""
    answer(record(request).to_bytes())


def record(request: dict[str, Any]) -> Tape:
    """One run of a script.

    ``source``, ``file``; ``replacements``: (site, ordinal, value) of leaves that are to have other values; ``updates``,
    ``soft``, ``hard``, ``seconds``: when enough is recorded.
    """
    started = time.perf_counter()
    stopping = Stopping(
        request.get("updates", 4), request.get("soft", 20_000), request.get("hard", 600_000), request.get("seconds", 2.0)
    )
    replacements = {(site, ordinal): np.asarray(value) for site, ordinal, value in request.get("replacements", ())}
    recorder = Recorder(stopping, replacements)
    sites: list[tuple[Any, ...]] = []
    file = request["file"]
    dispatch = enough(recorder, operators(recorder) | calls(recorder, {file}))
    tree = ScriptRewriter(file, sites).visit(ast.parse(request["source"], file))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = with_dispatch(compile(tree, file, "exec", dont_inherit=True), dispatch)
    module = types.ModuleType("__main__")
    module.__file__ = file
    sys.modules["__main__"] = module
    ended, error, frames = "script ended", "", []
    try:
        with np.errstate(all="ignore"):
            exec(code, module.__dict__)
    except Enough as reached:
        ended = str(reached)
        frames = frames_of(reached, file)
    except SystemExit:
        pass
    except Exception as problem:
        error = f"{type(problem).__name__}: {problem}"
        frames = frames_of(problem, file)
    return Tape(
        recorder.ops, recorder.arguments, recorder.values, recorder.sites, recorder.calls, recorder.callers,
        recorder.passes, places(recorder, [*frames, module.__dict__]), recorder.used, [Site(*site) for site in sites],
        ended, error, [], time.perf_counter() - started,
    )  # fmt: skip


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


def frames_of(problem: BaseException, file: str) -> list[dict[str, Any]]:
    """The local names of the script's functions that were running, the innermost last."""
    found, trace = [], problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file and trace.tb_frame.f_locals is not trace.tb_frame.f_globals:
            found.append(dict(trace.tb_frame.f_locals))
        trace = trace.tb_next
    return found
