"""Random generators: what they draw is a leaf; what they shuffle is the same numbers in another order."""

import random
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator, RandomState

from clearprop.read.tape.array_methods import name_of, results
from clearprop.read.tape.items import array_item
from clearprop.read.tape.outside import leaves

if TYPE_CHECKING:
    from clearprop.read.tape.recorder import Recorder


def is_random(function: Any) -> bool:
    return isinstance(getattr(function, "__self__", None), random.Random | RandomState | Generator)


def random_call(
    recorder: "Recorder", site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """The call of a generator's method."""
    name = function.__name__
    known = positional and isinstance(positional[0], np.ndarray) and recorder.has_node(positional[0])
    if known and name in ("permutation", "shuffle", "choice", "permuted"):
        return reordered(recorder, site, function, positional, named)
    result = function(*positional, **named)
    if name in ("choice", "choices", "sample", "shuffle", "permutation") and any(map(recorder.has_node, positional)):
        return results(recorder, f"call {name_of(function)}", site, recorder.templates(site, positional, named), result)
    return leaves(recorder, site, result)


def reordered(
    recorder: "Recorder", site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """Rows of an array in another order: which ones, is found by asking the same of their numbers."""
    values, name = positional[0], function.__name__
    before, state = np.array(values, subok=False), state_of(function.__self__)
    order: Any = (
        np.arange(len(values)) if name == "shuffle" or isinstance(function.__self__, random.Random) else len(values)
    )
    if isinstance(function.__self__, Generator) and name != "shuffle":
        order = np.arange(len(values))
    drawn = function(order, *positional[1:], **named)
    drawn = order if name == "shuffle" else drawn
    set_state(function.__self__, state)
    number = recorder.reference(values)
    recorder.buffers.before_write(values)
    result = function(*positional, **named)
    after = values if name == "shuffle" else result
    exact = np.array_equal(before[drawn], after, equal_nan=before.dtype.kind == "f")
    op = "getitem" if exact else f"call {name_of(function)}"
    told = np.asarray(drawn) if np.ndim(drawn) else int(drawn)
    arguments = [
        number,
        *(recorder.templates(site, (told,)) if exact else recorder.templates(site, positional[1:], named)),
    ]
    if name == "shuffle":
        recorder.buffers.write(values, None, recorder.event(op, site, arguments, np.array(values, subok=False)))
        return result
    if np.ndim(drawn) == 0 and exact:
        return array_item(recorder, site, values, int(drawn))
    return results(recorder, op, site, arguments, result)


def state_of(generator: Any) -> Any:
    if isinstance(generator, random.Random):
        return generator.getstate()
    return generator.get_state() if isinstance(generator, RandomState) else generator.bit_generator.state


def set_state(generator: Any, state: Any) -> None:
    if isinstance(generator, random.Random):
        generator.setstate(state)
    elif isinstance(generator, RandomState):
        generator.set_state(state)
    else:
        generator.bit_generator.state = state
