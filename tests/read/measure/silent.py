"""Runs scripts, and says whether two of them leave the same numbers behind: which mutants differ, and run silently."""

import ast
import builtins
import contextlib
import io
import math
import multiprocessing
import random
import re
import signal
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SECONDS = 10
SCRIPT = "<script>"
MOST_WATCHED, MOST_UPDATES = 4_000, 60  # numbers and updates after which a script need not go on
Job = tuple[str, tuple[str, ...]]  # a text, and the targets whose values count
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")


def numbers(value: Any, seen: set[int], depth: int = 0) -> Iterator[float]:
    """Every number that can be reached through lists, dictionaries, closures and objects of the script's own classes."""
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        if array.dtype.kind in "fiub":
            yield from array.astype(float).ravel().tolist()
            return
        value = array.tolist()
    if isinstance(value, int | float):
        yield float(value)
        return
    if id(value) in seen or depth > 12:
        return
    seen.add(id(value))
    for part in parts(value):
        yield from numbers(part, seen, depth + 1)


def parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return [value[key] for key in value if not str(key).startswith("__")]
    if isinstance(value, list | tuple):
        return value
    if closure := getattr(value, "__closure__", None):
        return [cell.cell_contents for cell in closure if cell_filled(cell)]
    if type(value).__module__ == "__main__" and hasattr(value, "__dict__"):
        return [vars(value)]
    return []


def cell_filled(cell: Any) -> bool:
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Run:
    """What a script left: its parameters after each update, all its numbers, those printed, and the error that ended it."""

    watched: tuple[tuple[float, ...], ...] = ()
    state: tuple[float, ...] = ()
    printed: tuple[float, ...] = ()
    error: str = ""

    @property
    def silent(self) -> bool:
        """Whether it ran to its end with finite numbers."""
        counted = [number for each in self.watched for number in each] or self.state
        return not self.error and all(map(math.isfinite, [*counted, *self.printed]))


class Watching(ast.NodeTransformer):
    """Puts a call behind every statement that changes one of the targets."""

    def __init__(self, targets: Sequence[str]) -> None:
        self.targets = targets

    def watched(self, node: Any) -> Any:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        named = [ast.unparse(target) for target in targets if ast.unparse(target) in self.targets]
        calls = [ast.parse(f"watched_value({name!r}, {name})").body[0] for name in named]
        return [node, *(ast.copy_location(call, node) for call in calls)]

    visit_Assign = watched
    visit_AugAssign = watched


class EnoughWatched(BaseException):
    """Ends a script that has shown how it updates."""


class Watched:
    """Collects the numbers of each target, until there are enough."""

    def __init__(self, targets: Sequence[str]) -> None:
        self.values: dict[str, list[float]] = {target: [] for target in targets}
        self.count = 0

    def __call__(self, target: str, value: Any) -> None:
        self.values[target].extend(numbers(value, set()))
        self.count += 1
        if self.count > MOST_UPDATES and sum(map(len, self.values.values())) > MOST_WATCHED:
            raise EnoughWatched


def watching(text: str, targets: Sequence[str]) -> Any:
    """The compiled script, with the calls in it."""
    tree = ast.fix_missing_locations(Watching(targets).visit(ast.parse(text)))
    return compile(tree, SCRIPT, "exec")


def run(text: str, targets: Sequence[str] = ()) -> Run:
    """The targets' values, the last globals, and the last locals of the functions that the script calls itself."""
    watched = Watched(targets)
    space = {"__name__": "__main__", "watched_value": watched}
    last_locals: dict[str, list[float]] = {}

    def on_return(frame: Any, event: str, _: Any) -> None:
        if event == "return" and frame.f_code.co_filename == SCRIPT:
            caller = frame.f_back
            if caller and caller.f_code.co_filename == SCRIPT and caller.f_code.co_name == "<module>":
                last_locals[frame.f_code.co_name] = list(numbers(dict(frame.f_locals), set()))

    random.seed(0)
    np.random.seed(0)  # noqa: NPY002  what a script draws from
    sys.argv = ["script.py"]
    builtins.input = lambda prompt="": ""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not targets:
            sys.setprofile(on_return)
        try:
            exec(watching(text, targets), space)
        except EnoughWatched:
            pass
        except BaseException as error:  # a script may exit, and its errors are what is asked for
            return Run(error=f"{type(error).__name__}: {error}")
        finally:
            sys.setprofile(None)
    del space["watched_value"]
    state = [*numbers(space, set()), *(number for found in last_locals.values() for number in found)]
    shown = tuple(float(each) for each in NUMBER.findall(printed.getvalue()))
    return Run(tuple(map(tuple, watched.values.values())), tuple(state), shown)


def limited(job: Job) -> Run:
    """In this process, for so many seconds of processor time at most."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return run(*job)
    except TimeoutError as error:
        return Run(error=str(error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def too_long(*_: Any) -> None:
    raise TimeoutError(f"ran for more than {SECONDS} s of processor time")


def prepared() -> None:
    signal.signal(signal.SIGPROF, too_long)


def runs(wanted: Iterable[Job], jobs: int = 2) -> dict[Job, Run]:
    """A run for each text with its targets, each in a fresh process forked from one that has NumPy loaded."""
    different = list(dict.fromkeys(wanted))
    with multiprocessing.get_context("fork").Pool(jobs, prepared, maxtasksperchild=1) as pool:
        return dict(zip(different, pool.map(limited, different, chunksize=1), strict=True))


def same(one: Run, other: Run) -> bool:
    """Whether the parameters took the same values, or, where none are watched, all numbers; and the same was printed."""
    if one.error or other.error or len(one.watched) != len(other.watched):
        return False
    kept = zip(one.watched, other.watched, strict=True) if one.watched else [(one.state, other.state)]
    return close(one.printed, other.printed) and all(close(*pair) for pair in kept)


def close(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, rtol=1e-9, atol=1e-12, equal_nan=True))
