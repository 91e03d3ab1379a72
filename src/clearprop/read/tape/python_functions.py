"""Functions of Python's own library that pass numbers on, choose among them, or fold them."""

import array
import builtins
import collections
import copy
import functools
import itertools
import math
import operator
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from clearprop.read.tape.array_methods import results
from clearprop.read.tape.cells import Cells
from clearprop.read.tape.copies import deep, shallow
from clearprop.read.tape.items import elements, numbered
from clearprop.read.tape.operators import switched
from clearprop.read.tape.recorder import Recorder, Whole, is_frame, is_tracked

Functions = dict[Any, Callable[..., Any]]
PASSING = (
    zip, enumerate, iter, list, tuple, sorted, set, frozenset, collections.deque, itertools.chain, itertools.cycle,
    itertools.islice, itertools.product, itertools.combinations, itertools.permutations, itertools.repeat, itertools.tee,
    itertools.zip_longest, itertools.compress, itertools.chain.from_iterable,
)  # fmt: skip
"""What gives back the very objects that it was given."""
APPLYING = (map, filter, itertools.starmap, itertools.takewhile, itertools.dropwhile, itertools.groupby)
FRAMES = 4
"""How many frames a call of the script may take where it took one."""


def python_functions(recorder: Recorder, call: Callable[..., Any], cells: Cells) -> Functions:
    """What takes the place of these functions; each takes the site first."""
    walk = functools.partial(walked, recorder, cells)

    def passing(function: Any) -> Callable[..., Any]:
        def run(site: int, /, *positional: Any, **named: Any) -> Any:
            if "key" in named:
                named["key"] = seen(site, named["key"])
            return function(*(walk(site, value) for value in positional), **named)

        return run

    def seen(site: int, function: Any) -> Any:
        """A function that C will call: so that what it computes is seen."""
        return functools.partial(call, site, function) if callable(function) else function

    def applying(function: Any) -> Callable[..., Any]:
        def run(site: int, applied: Any, /, *values: Any, **named: Any) -> Any:
            return function(seen(site, applied), *(walk(site, value) for value in values), **named)

        return run

    def folded(site: int, function: Any, values: Any, /, *start: Any) -> Any:
        return functools.reduce(seen(site, function), walk(site, values), *start)

    def accumulated(site: int, values: Any, function: Any = None, /, *, initial: Any = None) -> Any:
        return itertools.accumulate(walk(site, values), seen(site, function or operator.add), initial=initial)

    def reversed_(site: int, values: Any, /) -> Any:
        if isinstance(values, np.ndarray) and recorder.has_node(values):
            return iter(list(walk(site, values))[::-1])
        return reversed(values)

    def type_of(site: int, /, *arguments: Any) -> Any:
        return int if len(arguments) == 1 and type(arguments[0]) is Whole else type(*arguments)

    def to_float(site: int, value: Any = 0.0, /) -> Any:
        result = float(value)
        if type(value) is bool:
            return switched(recorder, site, result)
        if isinstance(value, str | bytes):
            return recorder.trips.parsed(site, value, result)
        if recorder.has_node(value):
            return (
                result if result is value else recorder.number("pass", site, recorder.templates(site, (value,)), result)
            )
        return result

    def to_int(site: int, /, *arguments: Any) -> Any:
        result = int(*arguments)
        return switched(recorder, site, result) if arguments and type(arguments[0]) is bool else result

    def absolute(site: int, value: Any, /) -> Any:
        result = abs(value)
        if not recorder.has_node(value):
            return result
        result = Whole(result) if type(result) is int else recorder.again(value) if result is value else result
        return recorder.found("call abs", site, recorder.templates(site, (value,)), result)

    def rounded(site: int, value: Any, digits: Any = None, /) -> Any:
        result = round(value, digits) if digits is not None else round(value)
        if id(result) in recorder.index and type(result) is float:
            result = result * 1.0
        if not recorder.has_node(value):
            return result
        return results(recorder, "call round", site, recorder.templates(site, (value, digits)), result)

    def shown(site: int, /, *positional: Any, **named: Any) -> None:
        for value in positional:
            recorder.note("print", value, site)
        print(*positional, **named)

    def made_array(site: int, typecode: str, values: Any = (), /) -> Any:
        if not isinstance(values, bytes | str):
            values = list(walk(site, values))
        return cells.made(array.array(typecode, values), values)

    def limited(site: int, limit: int, /) -> None:
        sys.setrecursionlimit(limit * FRAMES)

    return {
        **{function: passing(function) for function in PASSING},
        **{function: applying(function) for function in APPLYING},
        builtins.sum: functools.partial(summed, recorder, walk, sum),
        math.fsum: functools.partial(summed, recorder, walk, math.fsum),
        builtins.max: chosen(recorder, walk, max, seen),
        builtins.min: chosen(recorder, walk, min, seen),
        functools.reduce: folded, itertools.accumulate: accumulated, reversed: reversed_, type: type_of,
        float: to_float, int: to_int, abs: absolute, round: rounded, print: shown, array.array: made_array,
        copy.deepcopy: functools.partial(deep, recorder), copy.copy: functools.partial(shallow, recorder),
        sys.setrecursionlimit: limited, np.ndenumerate: functools.partial(numbered, recorder),
    }  # fmt: skip


def walked(recorder: Recorder, cells: Cells, site: int, values: Any) -> Any:
    """What an iterator is made of: an array's elements are known one by one."""
    source = values.base if isinstance(values, np.flatiter) else values
    if isinstance(source, np.ndarray) and recorder.has_node(source):
        return elements(recorder, site, values)
    if is_frame(values) and values.ndim == 1 and recorder.reference(values) is not None:
        return recorder.frames.elements(site, values)
    return cells.elements(site, values) if cells.holds(values) else values


def summed(
    recorder: Recorder, walk: Callable[..., Any], function: Any, site: int, values: Any, /, *first: Any, **named: Any
) -> Any:
    values = walk(site, values)
    values = values if isinstance(values, list | tuple) else list(values)
    result = function(values, *first, **named)
    if not values and not first and not named:
        return recorder.leaf(site, Whole(result) if type(result) is int else result, "literal")
    start = first or tuple(named.values()) or (0,)
    if isinstance(result, np.ndarray) or any(recorder.has_node(value) for value in (*values, *start)):
        if is_tracked(result) and id(result) in recorder.index:
            result = recorder.again(result)
        result = Whole(result) if type(result) is int else result
        return recorder.found("sum", site, recorder.templates(site, (*values, *start)), result)
    return switched(recorder, site, result) if any(type(value) is bool for value in values) else result


def chosen(recorder: Recorder, walk: Callable[..., Any], function: Any, seen: Callable[..., Any]) -> Callable[..., Any]:
    """``max`` and ``min``: one of the numbers, as an object of its own."""

    def choose(site: int, /, *positional: Any, **named: Any) -> Any:
        if len(positional) == 1:
            values = walk(site, positional[0])
            values = list(values) if isinstance(values, Iterator) else values
            positional = (values,)
        else:
            values = positional
        if callable(named.get("key")):
            named["key"] = seen(site, named["key"])
        result = function(*positional, **named)
        if named or isinstance(result, bool | np.bool_) or not isinstance(result, float | int | np.number):
            return result
        if not any(recorder.has_node(value) for value in values):
            return result
        fresh = recorder.again(result)
        return recorder.number(f"call {function.__name__}", site, recorder.templates(site, tuple(values)), fresh)

    return choose
