"""An op's rules held against each other and against what it declares. Each check raises AssertionError."""

import json
from typing import Any

import numpy as np

from clearprop.ir import Literal, from_json, parse, to_json, type_of
from clearprop.ops import OPS, TRACED, Elementwise
from clearprop.transform.grad import vjp

from .cases import floating
from .derivatives import close, direction_for
from .programs import Built, applied_to_symbols, is_number, program_of


def evaluate(op: Any, operands: Any) -> Any:
    with np.errstate(all="ignore"):
        return op.evaluate(*operands)


def check_infer(op: Any, operands: Any) -> None:
    """The shape rule gives the type of what evaluate gives, also through ``prepare``."""
    found = type_of(evaluate(op, operands))
    inferred = op.infer(*map(type_of, op.prepare(tuple(operands))))
    if found != inferred:
        raise AssertionError(f"{op}: evaluate gives {found}, the shape rule {inferred}.")


def check_symbols(op: Any, operands: Any, seed: int = 0) -> None:
    """The rules on Symbols (simplified or not) give what they give on arrays."""
    result = np.asarray(evaluate(op, operands))
    if result.dtype.kind != "f":
        return
    rng = np.random.default_rng(seed)
    g = direction_for({"g": result}, rng)["g"].astype(result.dtype)
    tangents = [direction_for({"t": x}, rng)["t"].astype(x.dtype) if floating(x) else None for x in operands]

    def pull(g: Any, r: Any, *xs: Any) -> Any:
        return op.vjp(g, r, *xs)

    def push(r: Any, *xs: Any) -> Any:
        return [op.jvp(r, xs[: len(operands)], spread(xs[len(operands) :], tangents))]

    compare(op, "vjp", pull, (g, result, *operands))
    if op.jvp is not None and any(t is not None for t in tangents):
        compare(op, "jvp", push, (result, *operands, *(t for t in tangents if t is not None)))


def spread(given: Any, tangents: Any) -> tuple[Any, ...]:
    """The tangents at their operands' places, None elsewhere."""
    rest = iter(given)
    return tuple(None if tangent is None else next(rest) for tangent in tangents)


def compare(op: Any, rule: str, function: Any, arrays: Any) -> None:
    with np.errstate(all="ignore"):
        on_arrays = function(*arrays)
    for simplify in (False, True):
        on_symbols = applied_to_symbols(function, arrays, simplify)
        for k, (array, symbol) in enumerate(zip(on_arrays, on_symbols, strict=True)):
            says = f"{op}: {rule} number {k} on Symbols against arrays (simplify={simplify})"
            if (array is None) != (symbol is None):
                raise AssertionError(f"{says}: one of them is None.")
            if array is not None:
                close(np.broadcast_to(symbol, np.shape(array)) if is_number(array) else symbol, array, says)


def check_definition(op: Any, operands: Any, smooth: bool = True, seed: int = 0) -> None:
    """The definition in smaller ops has the op's value and, where it is smooth and finite, the op's gradient."""
    defined = program_of_definition(op, operands)
    own = program_of(op, operands)
    expected = own.run()["value"]
    found = defined.run()["value"]
    finite = np.isfinite(found)
    close(np.where(finite, found, 0), np.where(finite, expected, 0), f"{op}: definition against evaluate", 1e-10)
    if not smooth:
        return
    g = np.where(finite, direction_for({"g": expected}, np.random.default_rng(seed))["g"], 0.0)
    theirs, ours = (Built(vjp(built.program, own.wrt), own.inputs, ()).run(g_value=g) for built in (defined, own))
    for name in own.wrt:
        known = np.isfinite(theirs[f"d{name}"])
        pair = (np.where(known, gradients[f"d{name}"], 0) for gradients in (ours, theirs))
        close(*pair, f"{op}: gradient for {name} against its definition's", 1e-8)


def program_of_definition(op: Any, operands: Any) -> Built:
    class Defined:
        name = f"definition of {op.name}"

        def __new__(cls, *symbols: Any) -> Any:
            return op.definition(*symbols)

    return program_of(Defined, operands)


def check_kinks(op: Any) -> None:
    """At each declared kink the derivative is the declared one, and on either side of it rules are finite."""
    for kink in op.kinks:
        declared = kink.derivative if isinstance(kink.derivative, tuple) else (kink.derivative,)
        operands = tuple(np.full(kink_shape(op), value, float) for value in kink.at)
        built = program_of(op, operands)
        found = Built(vjp(built.program, built.wrt), built.inputs, ()).run(
            g_value=np.ones(built.program.outputs["value"].type.shape)
        )
        for name, expected in zip(built.wrt, declared, strict=False):
            if not np.all(found[f"d{name}"] == expected):
                raise AssertionError(f"{op}: at {kink.at} the derivative is {found[f'd{name}']}, declared {expected}.")


def kink_shape(op: Any) -> tuple[int, ...]:
    return (1,) if isinstance(op, Elementwise) else (1, 1)


def check_finite(op: Any, operands: Any, seed: int = 0) -> None:
    """Where the value is finite no gradient is NaN."""
    built = program_of(op, operands)
    value = built.run()["value"]
    if value.dtype.kind != "f" or not np.all(np.isfinite(value)) or not built.wrt:
        return
    found = Built(vjp(built.program, built.wrt), built.inputs, ()).run(g_value=np.ones(value.shape))
    for name in built.wrt:
        if np.any(np.isnan(found[f"d{name}"])):
            raise AssertionError(f"{op}: the gradient for {name} is {found[f'd{name}']}; the value is finite.")


def check_float32(op: Any, operands: Any) -> None:
    """float32 operands: no equation of the op or of its gradient is float64, in type or in fact.

    A choice between two numbers of the text is float64 as in NumPy; a cast must follow.
    """
    built = program_of(op, operands)
    program = vjp(built.program, built.wrt) if built.program.outputs["value"].type.floating else built.program
    seeds = {v.name: np.ones(v.type.shape, v.type.numpy) for v in program.inputs if v.name not in built.inputs}
    values: dict[Any, Any] = {v: (built.inputs | seeds)[v.name] for v in program.inputs} | program.constants
    for equation in program.equations:
        atoms = [o.value if isinstance(o, Literal) else values[o] for o in equation.operands]
        values[equation.result] = found = np.asarray(evaluate(equation.op, atoms))
        of_numbers = not any(variable.type.floating for variable in equation.variables())
        wide = equation.result.type.dtype == "f64" and not of_numbers
        if wide or type_of(found) != equation.result.type:
            raise AssertionError(
                f"{op} of float32: {equation!r} is {equation.result.type}, and {type_of(found)} when run."
            )
    wide_outputs = [name for name, atom in program.outputs.items() if atom.type.dtype == "f64"]
    if wide_outputs:
        raise AssertionError(f"{op} of float32: {', '.join(wide_outputs)} came out as float64.")


def check_flags(op: Any, operands: Any) -> None:
    """``shares`` and ``writes`` are honest: memory is shared with operand 0 at most, and nothing is written into."""
    kept = [np.array(x) for x in operands]
    for x in kept:
        x.flags.writeable = False
    try:
        result = evaluate(op, kept)
    except ValueError as error:
        raise AssertionError(f"{op}: evaluate wrote into an operand, or refused it: {error}") from error
    for k, (x, before) in enumerate(zip(kept, operands, strict=True)):
        if not np.array_equal(x, before, equal_nan=x.dtype.kind == "f"):
            raise AssertionError(f"{op}: evaluate wrote into operand {k}.")
        if isinstance(result, np.ndarray) and np.shares_memory(result, x) and not (k == 0 and op.shares):
            raise AssertionError(f"{op}: the result shares memory with operand {k}; shares is {op.shares}.")
    if op.writes:
        first, *rest = (np.array(x) for x in operands)
        with np.errstate(all="ignore"):
            written = op.write(first, *rest)
        if written is not first:
            raise AssertionError(f"{op}: write returns another array than it wrote into.")
        close(written, result, f"{op}: write against evaluate")


def check_strided(op: Any, operands: Any) -> None:
    """Operands that are views with steps give the same result."""
    views = [np.repeat(np.asarray(x)[..., None], 2, axis=-1)[..., 0] for x in operands]
    close(evaluate(op, views), evaluate(op, operands), f"{op}: on strided operands")


def check_round_trips(op: Any, operands: Any) -> None:
    """The op and its parameters survive printing and JSON, with their types."""
    program = program_of(op, operands).program
    for way in (parse(str(program), OPS), from_json(json.loads(json.dumps(to_json(program), allow_nan=False)), OPS)):
        (made,) = [equation.op for equation in way.equations if equation.op.name == op.name][:1]
        if repr(made.parameters()) != repr(op.parameters()) or str(way) != str(program):
            raise AssertionError(f"{op}: came back as {made}.")


NUMBERS = (0.0, 1.0, -1.0, 2.0, 0.5)


def check_simplified(op: Any, operands: Any) -> None:
    """Whatever ``simplified`` answers equals the op, also beside numbers, and never drops a NaN or an infinity."""
    if op.simplified is None:
        return
    spoiled = tuple(with_specials(x) for x in operands)
    for arrays in (operands, spoiled):
        pairs = [(None, 0.0)]
        if isinstance(op, Elementwise) and len(operands) > 1:
            pairs += [(k, number) for k, x in enumerate(operands) if floating(x) for number in NUMBERS]
        for place, number in pairs:
            given = {} if place is None else {place: number}
            if len(given) == len(operands):
                continue
            plain, simple = (program_of(op, arrays, given, simplify).run()["value"] for simplify in (False, True))
            close(simple, plain, f"{op}: simplified with {given}", 1e-15)


def with_specials(array: np.ndarray) -> np.ndarray:
    if not floating(array) or array.size < 3:
        return array
    spoiled = array.copy()
    spoiled.flat[:3] = np.nan, np.inf, -np.inf
    return spoiled


def check_like_numpy(op: Any, operands: Any) -> None:
    """Where the op is a ufunc of NumPy's: value and dtype are NumPy's, for all kinds of numbers."""
    ufuncs = [f for f in functions_of(op) if isinstance(f, np.ufunc) and f.nin == len(operands)]
    for function in ufuncs:
        for dtypes in dtype_choices(len(operands)):
            with np.errstate(invalid="ignore"):
                arrays = [x.astype(dtype) for x, dtype in zip(operands, dtypes, strict=True)]
            compare_with_numpy(op, function, arrays)


def functions_of(op: Any) -> Any:
    return op.traces if isinstance(op.traces, tuple | list) else (op.traces,)


def dtype_choices(count: int) -> list[tuple[str, ...]]:
    same = [(dtype,) * count for dtype in ("f8", "f4", "i8", "i4", "?")]
    return (
        same if count < 2 else [*same, ("f8", "f4"), ("f4", "i8"), ("i8", "f8"), ("i4", "i8"), ("?", "f4"), ("i8", "?")]
    )


def compare_with_numpy(op: Any, function: np.ufunc, arrays: Any) -> None:
    try:
        with np.errstate(all="ignore"):
            expected = function(*arrays)
    except (TypeError, ValueError):
        return  # NumPy has no value for these either
    kinds = ", ".join(str(x.dtype) for x in arrays)
    if expected.dtype in (np.float16, np.int8):
        return  # what NumPy makes of booleans; nobody counts on it
    try:
        found = applied_to_symbols(lambda *symbols: [TRACED[function](*symbols)], arrays)[0]
    except TypeError:
        return  # refused in words of its own
    if found.dtype != expected.dtype:
        raise AssertionError(f"{op} of {kinds}: {found.dtype}, NumPy's is {expected.dtype}.")
    rtol = 1e-6 if expected.dtype == np.float32 else 1e-14
    close(found, expected, f"{op} of {kinds} against NumPy's {function.__name__}", rtol)
