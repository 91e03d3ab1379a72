"""What an op is: one kind of equation, with all its rules in one class in one file. Found automatically.

A rule (``derivative``, ``vjp``) is plain NumPy text: it runs on arrays, and on Symbols, where each operation becomes an
equation. So a gradient is a Program again, and so is the gradient of the gradient. In a rule, a Literal operand arrives
as a Python number.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, Operator
from clearprop.ir import Type
from clearprop.ir.types import typed

OPS: dict[str, type["Op"]] = {}
"""Every op by its name in a Program."""

NUMBERS = (bool, int, float)

TRACED: dict[Any, Callable[..., Any]] = {}
"""What a NumPy (or math) function becomes when it meets a traced value: an op, or a rule written with such functions."""


@dataclass(frozen=True)
class Example:
    """Operands and parameters on which the contract tests run an op. Sizes are pairwise different, never square."""

    operands: tuple[Any, ...]
    parameters: dict[str, Any]
    smooth: bool = True  # False where the derivative is a declared convention (a kink, a tie)


def example(*operands: Any, smooth: bool = True, **parameters: Any) -> Example:
    return Example(operands, parameters, smooth)


@dataclass(frozen=True)
class Kink:
    """A point without a derivative, and the value that we choose there, for each operand that has one."""

    at: tuple[Any, ...]
    derivative: float | tuple[float, ...]
    says: str = ""


class Op:
    """One kind of equation. Parameters (an axis, a shape) are the fields of a frozen dataclass."""

    name: ClassVar[str] = ""
    traces: ClassVar[Any] = ()  # the NumPy or math function(s) with the op's own signature that become this op
    symbol: ClassVar[str] = ""  # how NumPy and maths write it, where it is an operator: "+", "@"
    examples: ClassVar[tuple[Example | tuple[Any, ...], ...]] = ()
    kinks: ClassVar[tuple[Kink, ...]] = ()
    shares: ClassVar[bool] = False  # the result may be a view of operand 0
    writes: ClassVar[bool] = False  # the result is operand 0 with some elements changed: in place after its last use
    commutative: ClassVar[bool] = False  # f(x, y) = f(y, x)
    named: ClassVar[bool] = False  # a named function: code calls it by name, and defines it from its expression
    linear: ClassVar[bool] = False  # linear in operand 0 (the others are data): the tangent is the op on the tangent
    complex_step: ClassVar[bool] = False  # ``evaluate`` is analytic and takes complex numbers

    def __init_subclass__(cls, abstract: bool = False, **options: Any) -> None:
        super().__init_subclass__(**options)
        if abstract:
            return
        if "name" not in cls.__dict__:
            cls.name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
        OPS[cls.name] = cls
        traced = cls.traces if isinstance(cls.traces, tuple | list) else (cls.traces,)
        for function in traced:
            TRACED[function] = cls.trace

    @classmethod
    def trace(cls, *operands: Any, **options: Any) -> Any:
        """What the traced function becomes. Override to read NumPy's options (axis, keepdims) into parameters."""
        return cls(**options)(*operands)

    def parameters(self) -> dict[str, Any]:
        op: Any = self
        return {f.name: getattr(op, f.name) for f in fields(op)} if is_dataclass(op) else {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Op) and self.name == other.name and self.parameters() == other.parameters()

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.parameters().items())))

    def __str__(self) -> str:
        parameters = ", ".join(f"{key}={value!r}" for key, value in self.parameters().items())
        return f"{self.name}[{parameters}]" if parameters else self.name

    def __call__(self, *operands: Any) -> Any:
        """The op applied: on Symbols it becomes an equation; on arrays it is evaluated at once."""
        for operand in operands:
            builder = getattr(operand, "builder", None)
            if builder is not None:
                return builder.bind(self, self.prepare(operands))
        return self.evaluate(
            *(operand if isinstance(operand, np.ndarray) else np.asarray(operand) for operand in operands)
        )

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        """Operands as the equation will hold them; elementwise ops promote their dtypes here."""
        return operands

    # The rules. What an op cannot do stays None, and the tests list it.

    def evaluate(self, *operands: Any) -> Any:
        """The result, by NumPy."""
        raise NotImplementedError(f"op {self.name} has no evaluate.")

    def infer(self, *types: Any) -> Type:
        """The type of the result (the shape rule)."""
        raise NotImplementedError(f"op {self.name} has no shape rule.")

    def vjp(self, g: Any, result: Any, *operands: Any) -> tuple[Any, ...]:
        """g: as the result -> the gradient for each operand, as the operand; None where there is none."""
        raise NotImplementedError(f"op {self.name} has no derivative; rewrite the function without it.")

    vjp_onto: ClassVar[Any] = None
    """``vjp_onto(before, g, *operands)``: operand 0's adjoint ``before`` with this equation's share added in place."""

    jvp: ClassVar[Any] = None
    """``jvp(result, operands, tangents)``: the result's tangent (a None tangent is zero). None: taken from ``vjp``."""

    simplified: ClassVar[Any] = None
    """``simplified(*operands)``: a simpler value equal to this op on them, or None. ``definition_of(x)`` looks below."""

    definition: ClassVar[Any] = None
    """``definition(*operands)``: a named function in smaller ops, as NumPy text."""

    numpy_definition: ClassVar[Any] = None
    """A function in NumPy text that emitted NumPy defines and ``numpy`` calls by its name, where NumPy has none."""

    # The views. An op gives ``element`` (what stands at an index of the result) or ``loops`` (an algorithm).

    def numpy(self, *operands: Any) -> Expression:
        """The call as a NumPy programmer writes it."""
        if self.symbol:
            return Operator(self.symbol, operands)
        return Call(self.numpy_name(), operands, tuple(self.parameters().items()))

    def numpy_name(self) -> str:
        traced: Any = self.traces
        functions: Any = traced if isinstance(traced, tuple | list) else (traced,)
        names = (getattr(function, "__name__", "") for function in functions)
        return next((name for name in names if name and getattr(np, name, None) in functions), self.name)

    element: ClassVar[Any] = None
    """``element(index, *operands)``: the Expression at ``index`` (a tuple of Expressions) from ArrayViews."""

    loops: ClassVar[Any] = None
    """``loops(result, *operands)``: the algorithm as plain Python over NumPy arrays; see ``ops/loops.py``."""


class Elementwise(Op, abstract=True):
    """An op on single elements, broadcast over arrays: ``expression`` says what, ``derivative`` gives local factors."""

    result_dtype: ClassVar[str | None] = None  # "bool" for a comparison: the result's dtype whatever the operands'
    floating_only: ClassVar[bool] = True  # integers are promoted to f64 first, as NumPy does for exp or /

    def expression(self, *operands: Any) -> Expression:
        if self.symbol:
            return Operator(self.symbol, operands)
        return Call(self.name, operands)

    def derivative(self, result: Any, *operands: Any) -> Any:
        """The local factor ∂result/∂operand (a tuple of them for several operands; None where it is zero)."""
        raise NotImplementedError(f"op {self.name} has no derivative; rewrite the function without it.")

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        first = getattr(operands[0], "dtype", None)
        if first is not None and (first.kind == "f" or not self.floating_only):
            for operand in operands:
                if getattr(operand, "dtype", None) is not first and type(operand) is not float:
                    break
            else:
                return operands
        target = promoted(operands, self.floating_only)
        return tuple(as_dtype(operand, target) for operand in operands)

    def infer(self, *types: Any) -> Type:
        shape = types[0].shape
        for other in types[1:]:
            if other.shape != shape:
                shape = broadcast_shapes(shape, other.shape)
        return typed(self.result_dtype or types[-1].dtype, shape)

    def factors(self, result: Any, *operands: Any) -> tuple[Any, ...]:
        derivative = self.derivative(result, *operands)
        return derivative if isinstance(derivative, tuple) else (derivative,)

    def vjp(self, g: Any, result: Any, *operands: Any) -> tuple[Any, ...]:
        return tuple(
            None if factor is None else sum_to(g * factor, shape_of(operand))
            for factor, operand in zip(self.factors(result, *operands), operands, strict=True)
        )

    def jvp(self, result: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        terms = [
            tangent * factor
            for factor, tangent in zip(self.factors(result, *operands), tangents, strict=True)
            if factor is not None and tangent is not None
        ]
        if not terms:
            return None
        tangent = terms[0]
        for term in terms[1:]:
            tangent = tangent + term
        return tangent if shape_of(tangent) == shape_of(result) else np.broadcast_to(tangent, shape_of(result))

    def numpy(self, *operands: Any) -> Expression:
        return Call(self.name, operands) if self.named else self.expression(*operands)

    def element(self, index: tuple[Expression, ...], *operands: ArrayView) -> Expression:
        elements = [operand[broadcast_index(index, operand.shape)] for operand in operands]
        return Call(self.name, tuple(elements)) if self.named else self.expression(*elements)


def broadcast_shapes(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """NumPy's broadcasting rule for two shapes; ValueError where they do not fit."""
    if first == second or not second:
        return first
    return np.broadcast_shapes(first, second) if first else second


def broadcast_index(index: tuple[Expression, ...], shape: tuple[int, ...]) -> tuple[Any, ...]:
    """The index into an operand of ``shape`` that belongs to ``index`` of the broadcast result."""
    return tuple(0 if size == 1 else at for at, size in zip(index[len(index) - len(shape) :], shape, strict=True))


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of an array, a Symbol or a Python number."""
    return getattr(value, "shape", ())


def sum_to(g: Any, shape: tuple[int, ...]) -> Any:
    """The adjoint of broadcasting: ``g`` summed over the axes that were broadcast, so that it has ``shape``."""
    if shape_of(g) == shape:
        return g
    full = broadcast_shapes(shape_of(g), shape)
    if shape_of(g) != full:
        g = np.broadcast_to(g, full)
    extra = len(full) - len(shape)
    kept = tuple(extra + i for i, size in enumerate(shape) if size == 1 and full[extra + i] != 1)
    if kept:
        g = np.sum(g, axis=kept, keepdims=True)
    return np.sum(g, axis=tuple(range(extra))) if extra else g


def promoted(operands: Iterable[Any], floating: bool) -> np.dtype:
    """NumPy 2's result type: Python numbers are weak, so float32 * 2.0 is float32."""
    weak = [np.dtype(operand.dtype) if hasattr(operand, "dtype") else operand for operand in operands]
    dtype = np.result_type(*weak)
    return np.result_type(dtype, np.float64) if floating and dtype.kind != "f" else dtype


def as_dtype(value: Any, dtype: np.dtype) -> Any:
    """The value in the dtype; a Python number stays one and takes the dtype when it becomes a Literal."""
    if isinstance(value, NUMBERS):
        return {"f": float, "b": bool}.get(dtype.kind, int)(value)
    return value if value.dtype == dtype else value.astype(dtype)


def equation_of(value: Any) -> Any:
    """The equation that made this Symbol; None for anything else."""
    builder = getattr(value, "builder", None)
    return None if builder is None else builder.defined.get(value.atom)


def definition_of(value: Any) -> tuple[Any, tuple[Any, ...]] | None:
    """The op and the operands of the equation that made this Symbol (for ``simplified``); None for anything else."""
    equation = equation_of(value)
    return None if equation is None else (equation.op, tuple(value.builder.symbol(o) for o in equation.operands))


def made_by(value: Any, name: str) -> tuple[Any, ...] | None:
    """The operands of the equation that made this Symbol, if its op has that name."""
    builder = getattr(value, "builder", None)
    equation = None if builder is None else builder.defined.get(value.atom)
    if equation is None or equation.op.name != name:
        return None
    return tuple(value.builder.symbol(operand) for operand in equation.operands)


def is_number(value: Any, number: float | None = None) -> bool:
    """Whether the value is a Literal (a Python number in a rule), and that number where one is given."""
    return isinstance(value, NUMBERS) and (number is None or bool(value == number))
