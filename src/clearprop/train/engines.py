"""By what training steps are run: NumPy, compiled code, or the first by NumPy and all others by compiled code."""

from clearprop.execute.threads import multiplications
from clearprop.ir import Program
from clearprop.ops import Elementwise

ENGINES = ("auto", "numpy", "native")
BY_NUMPY = 100_000_000
"""So many nanoseconds' work is done by NumPy first: what takes no longer is not worth compiling."""
EQUATION, ELEMENT, MULTIPLICATIONS = 2000, 1, 50
"""What NumPy takes, roughly: nanoseconds for an equation and for an element, and multiplications in a nanosecond."""


def engine_of(name: str) -> str:
    """The engine of that name. ValueError for one that is not there."""
    if name not in ENGINES:
        raise ValueError(f"engine={name!r}: expected one of {', '.join(map(repr, ENGINES))}.")
    return name


def first_native(engine: str, step: Program) -> int | None:
    """How many updates NumPy makes before compiled code takes over, counted since the optimiser started; None: all.

    It follows from the step alone, and from no clock: the same training takes over at the same update each time, whatever
    was compiled before and however it is cut into calls of fit, and so comes to the same bits.
    """
    return {"numpy": None, "native": 0}[engine] if engine != "auto" else -(-BY_NUMPY // nanoseconds(step))


def nanoseconds(step: Program) -> int:
    """What an update takes NumPy, roughly."""
    elements = sum(equation.result.type.size for equation in step.equations)
    products = sum(multiplications(e) for e in step.equations if not isinstance(e.op, Elementwise))
    return EQUATION * len(step.equations) + ELEMENT * elements + products // MULTIPLICATIONS
