"""One recording from beginning to end: arguments become inputs, the function runs, what it returned becomes outputs."""

import inspect
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType, MethodType
from typing import Any

import numpy as np

from clearprop.ir import Program, Variable
from clearprop.ir.building import without_collecting
from clearprop.trace.arrays import TracedArray
from clearprop.trace.dispatch import DISPATCH, Tracer
from clearprop.trace.instrument import instrumented
from clearprop.trace.recorder import Recorded, Recorder, recording
from clearprop.trace.structure import Path, is_number, leaves, name_of_path, rebuilt


@dataclass(frozen=True)
class Leaf:
    """An input of the Program: which argument it is part of, and where in it."""

    argument: str
    path: Path
    name: str
    value: Any


@dataclass(frozen=True)
class Recording:
    """A Program as it was recorded, and how its inputs and outputs lie in the function's own arguments and result."""

    program: Program
    names: dict[Variable, str]  # the author's names
    arguments: dict[str, Any]
    leaves: tuple[Leaf, ...]
    captured: dict[str, Any]  # values of an outer recording that the function read from its surroundings
    result: Any  # the function's result with the name of an output at each traced leaf
    value: Any  # the function's result, with plain values
    function: Callable[..., Any]

    @property
    def inputs(self) -> dict[str, Any]:
        return {leaf.name: leaf.value for leaf in self.leaves} | self.captured

    @property
    def defaults(self) -> dict[str, Any]:
        """The defaults in the function's own signature."""
        found = parameters_of(self.function) or {}
        return {name: p.default for name, p in found.items() if p.default is not inspect.Parameter.empty}

    def as_call(self, arguments: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Arguments by name as the function takes them: positional ones, and named ones."""
        return as_call(self.function, arguments)


def record(function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Recording:
    """One run of the function, recorded. TraceError where it does something that has no rule."""
    bound = bind(function, arguments, named)
    recorder = Tracer(getattr(function, "__name__", type(function).__name__).replace("<lambda>", "f"))
    found = tuple(
        Leaf(argument, path, name_of_path(argument, path), value)
        for argument, whole in bound.items()
        for path, value in leaves(whole)
        if is_number(value)
    )
    symbols = {leaf.name: recorder.input(leaf.name, own_copy(leaf.value)) for leaf in found}
    by_place = {(leaf.argument, leaf.path): symbols[leaf.name] for leaf in found}
    traced = {argument: rebuilt(whole, handles(recorder, argument, by_place)) for argument, whole in bound.items()}
    result = run(recorder, function, traced, function_of(function))
    outputs: dict[str, Any] = {}
    shape = rebuilt(result, lambda path, leaf: output(recorder, outputs, path, leaf))
    value = rebuilt(result, lambda path, leaf: leaf._value if type(leaf) is TracedArray else leaf)
    program = Program(
        (*(symbol.atom for symbol in symbols.values()), *(lifted.atom for lifted, _ in recorder.lifted.values())),
        recorder.constants, recorder.equations, recorder.guards, outputs, recorder.name,
    )  # fmt: skip
    clean_up(recorder)
    captured = {lifted.atom.name: handle for lifted, handle in recorder.lifted.values()}
    return Recording(program, recorder.names, bound, found, captured, shape, value, function)


def bind(function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
    """The arguments by the names of the function's own parameters, defaults included; ``*xs`` as xs_0, xs_1, ..."""
    parameters = parameters_of(function)
    if parameters is None:
        return {f"x{i}": argument for i, argument in enumerate(arguments)} | named
    bound = inspect.signature(function).bind(*arguments, **named)
    if isinstance(function, FunctionType | MethodType):
        bound.apply_defaults()  # not those of NumPy's own functions, which say nothing
    found: dict[str, Any] = {}
    for name, value in bound.arguments.items():
        if parameters[name].kind is inspect.Parameter.VAR_POSITIONAL:
            found.update({f"{name}_{i}": element for i, element in enumerate(value)})
        elif parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
            found.update(value)
        else:
            found[name] = value
    return found


def parameters_of(function: Callable[..., Any]) -> Any:
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None


def own_copy(value: Any) -> Any:
    value = value._value if type(value) is TracedArray else value
    return np.array(value) if isinstance(value, np.ndarray) else value


def handles(recorder: Recorder, argument: str, by_place: dict[Any, Recorded]) -> Callable[[Path, Any], Any]:
    def handle(path: Path, leaf: Any) -> Any:
        symbol = by_place.get((argument, path))
        if symbol is None:
            return leaf
        value = symbol.value if isinstance(symbol.value, np.ndarray | np.generic) else type_kept(symbol.value)
        return TracedArray(recorder, value, Recorded(recorder, symbol.atom, value))

    return handle


def type_kept(value: Any) -> Any:
    """A Python float as np.float64 (which is a float), so that arithmetic follows NumPy; bools and ints as they are."""
    return np.float64(value) if isinstance(value, float) else value


def function_of(function: Any) -> FunctionType | None:
    if isinstance(function, MethodType):
        function = function.__func__
    if isinstance(function, FunctionType):
        return function
    return getattr(type(function), "__call__", None) if not isinstance(function, type) else None  # noqa: B004


def run(recorder: Recorder, function: Callable[..., Any], arguments: dict[str, Any], code: Any) -> Any:
    limit = sys.getrecursionlimit()
    with recording(recorder), instrumented(DISPATCH) as instrument, np.errstate(all="ignore"), without_collecting():
        recorder.instrument = instrument
        sys.setrecursionlimit(limit * 3)
        try:
            if isinstance(code, FunctionType) and not instrument.function(code) and not has_own_source(code):
                warn_without_source(function)
            positional, named = as_call(function, arguments)
            return recorder.call(function, *positional, **named)
        finally:
            sys.setrecursionlimit(limit)


def has_own_source(code: FunctionType) -> bool:
    """Ours, NumPy's and Python's own functions are not rewritten: their operations are rules, or plain NumPy text."""
    return code.__code__.co_filename.endswith(".py")


def warn_without_source(function: Any) -> None:
    warnings.warn(
        f"{getattr(function, '__name__', function)} has no source; operations that NumPy's protocols do not show "
        "(math functions, writes into plain arrays) are refused instead of followed.",
        stacklevel=5,
    )


def as_call(function: Callable[..., Any], arguments: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments as the function takes them: by position up to ``*``, by name after it."""
    parameters = parameters_of(function)
    if parameters is None:
        return list(arguments.values()), {}
    by_name = {n for n, p in parameters.items() if p.kind is inspect.Parameter.KEYWORD_ONLY}
    spread = [n for n, p in parameters.items() if p.kind is inspect.Parameter.VAR_POSITIONAL]
    open_ended = any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters.values())
    named = {
        name: value
        for name, value in arguments.items()
        if name in by_name
        or (open_ended and name not in parameters and not name.startswith(tuple(f"{s}_" for s in spread)))
    }
    return [value for name, value in arguments.items() if name not in named], named


def output(recorder: Recorder, outputs: dict[str, Any], path: Path, leaf: Any) -> Any:
    """The leaf of the function's result as a named output of the Program."""
    if not (type(leaf) is TracedArray or is_number(leaf)):
        return leaf
    name = name_of_path("value", path)
    symbol = leaf._read() if type(leaf) is TracedArray else leaf
    outputs[name] = recorder.atom(symbol)
    return name


def clean_up(recorder: Recorder) -> None:
    """Handles that the function left behind in lists, dicts and attributes become the plain values that they stand for."""
    for place in recorder.journal:
        if isinstance(place, tuple):
            target, name = place
            left = getattr(target, name, None)
            if left is not None and not callable(left):
                cleaned = plain_inside(left)
                if cleaned is not left:
                    setattr(target, name, cleaned)
        elif isinstance(place, list | dict):
            plain_inside(place)


def plain_inside(value: Any, depth: int = 6) -> Any:
    if type(value) is TracedArray:
        return value._value
    if depth and type(value) is list:
        value[:] = [plain_inside(element, depth - 1) for element in value]
    elif depth and type(value) is dict:
        value.update({key: plain_inside(element, depth - 1) for key, element in value.items()})
    elif depth and type(value) is tuple and any(type(element) is TracedArray for element in value):
        return tuple(plain_inside(element, depth - 1) for element in value)
    return value
