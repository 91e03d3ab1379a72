"""What NumPy and math functions do while recording: their rule where an argument is traced, else themselves."""

from functools import partial
from typing import Any

import numpy as np

from clearprop.ops.base import OPS, TRACED
from clearprop.ops.symbol import name_of_function
from clearprop.trace.arrays import TracedArray, overwrite, recorder_now
from clearprop.trace.recorder import Recorded, Recorder
from clearprop.trace.tables import BY_NAME, ON_VALUES, SEQUENCES, SPECIAL
from clearprop.trace.values import all_integers, as_data, as_parameter, as_symbol, has_traced, held, promoted, values
from clearprop.trace.views import view_or_new

NEUTRAL = {np.sum: 0.0, np.prod: 1.0, np.max: -np.inf, np.min: np.inf, np.mean: 0.0}


def apply(function: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """A NumPy or math function: its rule where a traced value is among the arguments, else itself."""
    recorder = recorder_now()
    if recorder is None:
        return function(*values(arguments), **values(options))
    special = SPECIAL.get(function)
    if special is not None:
        return special(recorder, *arguments, **options)
    arguments = tuple(promoted(recorder, argument) for argument in arguments)
    if not isinstance(function, np.ufunc):
        first = 1 if function in TRACED or function in ON_VALUES else 0
        arguments = (*arguments[:first], *(as_parameter(argument) for argument in arguments[first:]))
        options = {key: as_parameter(option) for key, option in options.items()}
    if isinstance(function, np.ufunc) and len(arguments) > function.nin:
        arguments, options = arguments[: function.nin], {**options, "out": arguments[function.nin]}
    if function is np.power:
        arguments = (arguments[0], as_parameter(arguments[1]))
    out, mask = options.pop("out", None), options.pop("where", None)
    out = out[0] if isinstance(out, tuple) else out
    if not has_traced((arguments, options, mask)) or function in ON_VALUES:
        more = {} if mask is None else {"where": values(mask)}
        if out is not None:
            more["out"] = out._value if type(out) is TracedArray else out
            recorder.known.clear()
        result = function(*values(arguments), **values(options), **more)
        if out is not None and isinstance(out, np.ndarray):
            return out
        return handles(recorder, TRACED.get(function) or function, result, arguments, options)
    rule = TRACED.get(function) or BY_NAME.get(getattr(function, "__name__", ""))
    if rule is None and not isinstance(function, np.ufunc):
        data, named_data = tuple(map(as_data, arguments)), {key: as_data(option) for key, option in options.items()}
        if not has_traced((data, named_data)) and out is None:
            return handles(recorder, function, function(*values(data), **values(named_data)), data, named_data)
    if rule is None:
        raise recorder.refuse(
            f"{name_of_function(function)} has no rule in clearprop",
            "write this step with operations that have one (docs: ops), or add an op in one file (CONTRIBUTING.md).",
        )
    if mask is not None and function in NEUTRAL:
        return masked_reduction(function, mask, arguments, options)
    result = run_rule(recorder, function, rule, arguments, options)
    if mask is not None:
        result = apply(np.where, (mask, result, 0.0 if out is None else out), {})
    if out is None:
        return result
    return overwrite(promoted(recorder, out, result), result)


def masked_reduction(function: Any, mask: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """``np.sum(x, where=mask)``: what is left out counts as the reduction's neutral element."""
    array, *rest = arguments
    if function is np.mean:
        count = apply(np.sum, (apply(np.broadcast_to, (mask, np.shape(array)), {}), *rest), options)
        return apply(np.sum, (apply(np.where, (mask, array, 0.0), {}), *rest), options) / count
    return apply(function, (apply(np.where, (mask, array, NEUTRAL[function]), {}), *rest), options)


def run_rule(recorder: Recorder, function: Any, rule: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    keep = function in SEQUENCES
    symbols = tuple(as_operand(argument, recorder, keep and k <= 1) for k, argument in enumerate(arguments))
    named_symbols = {key: as_operand(option, recorder, False) for key, option in options.items()}
    try:
        result = rule(*symbols, **named_symbols)
    except (TypeError, NotImplementedError) as error:
        if "unexpected keyword" in str(error) or "positional argument" in str(error):
            raise recorder.refuse(
                f"{name_of_function(function)} has no rule for these arguments ({error})", "leave that option out."
            ) from None
        raise
    return handles(recorder, rule, result, arguments, named_symbols)


def handles(recorder: Recorder, rule: Any, result: Any, arguments: Any, options: Any) -> Any:
    """What a function gives (symbols, or arrays that depend on no input yet) as handles: views where NumPy gives views."""
    if isinstance(result, list | tuple):
        parts = [view_or_new(recorder, r, arguments, partial(nth, rule, k), options) for k, r in enumerate(result)]
        return type(result)(*parts) if hasattr(result, "_fields") else type(result)(parts)
    return view_or_new(recorder, result, arguments, rule, options)


def nth(function: Any, k: int, *operands: Any, **options: Any) -> Any:
    """One piece of what a function such as np.split returns."""
    return function(*operands, **options)[k]


def as_operand(argument: Any, recorder: Recorder, keep: bool) -> Any:
    """An argument as a rule takes it: handles become symbols, nested lists of traced numbers one array."""
    if type(argument) is TracedArray:
        return argument._read()
    if isinstance(argument, list | tuple) and has_traced(argument):
        if all_integers(argument):
            return type(argument)(int(a) for a in argument)
        if keep:
            return [as_operand(element, recorder, False) for element in argument]
        return as_symbol(argument, recorder)
    if isinstance(argument, list | tuple):
        return values(argument)
    if isinstance(argument, complex) or getattr(argument, "dtype", np.dtype(bool)).kind == "c":
        raise recorder.refuse("complex numbers are not differentiated", "write the real and the imaginary part apart.")
    return argument


def cast(array: TracedArray, dtype: Any) -> Any:
    """``array.astype(dtype)``."""
    symbol = array._read()
    recorder = array._recorder
    if type(symbol) is not Recorded or recorder.closed:
        return held(recorder, np.asarray(array._value).astype(dtype))
    result = OPS["cast"].trace(symbol, np.dtype(dtype))
    if result is symbol:
        result = TRACED[np.copy](symbol)
    return TracedArray(recorder, result.value, result)
