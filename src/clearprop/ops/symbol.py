"""Symbols and the builder that turns NumPy text on them into equations: how a rule becomes part of a Program."""

from dataclasses import is_dataclass
from typing import Any

import numpy as np

from clearprop.ir import DTYPES, NOWHERE, Atom, Equation, Literal, Origin, Program, Type, Variable, type_of
from clearprop.ops.arraylike import ArrayLike
from clearprop.ops.base import OPS, TRACED, Elementwise, Op, is_number


class Simple(dict[Any, Any]):
    """The op itself for a function whose arguments are its operands as they are; None for the others. Found once."""

    def __missing__(self, function: Any) -> Any:
        rule = TRACED.get(function)
        cls = getattr(rule, "__self__", None)
        plain = isinstance(cls, type) and cls.trace.__func__ is Op.trace.__func__ and not is_dataclass(cls)  # type: ignore[attr-defined]
        self[function] = cls() if plain and cls is not None else None
        return self[function]


SIMPLE = Simple()


class Symbol(ArrayLike):
    """A variable (or a typed literal) of a Program under construction, to which NumPy's operations apply."""

    __slots__ = ("atom", "builder")

    atom: Any  # Atom
    builder: Any  # Builder

    def __init__(self, builder: "Builder", atom: Atom) -> None:
        self.builder = builder
        self.atom = atom

    @property
    def type(self) -> Type:
        found: Type = self.atom.type
        return found

    @property
    def shape(self) -> tuple[int, ...]:
        shape: tuple[int, ...] = self.atom.type.shape
        return shape

    @property
    def ndim(self) -> int:
        return len(self.atom.type.shape)

    @property
    def size(self) -> int:
        return self.type.size

    @property
    def dtype(self) -> np.dtype:
        return DTYPES[self.atom.type.dtype]

    def __len__(self) -> int:
        return self.shape[0]

    def __bool__(self) -> bool:
        raise TypeError(
            "a rule asked for the truth of a Symbol; write it with np.where, so that it holds for all values."
        )

    def __getitem__(self, index: Any) -> Any:
        return OPS["index"].trace(self, index)

    def astype(self, dtype: Any, **options: Any) -> Any:
        return OPS["cast"].trace(self, dtype)

    def apply(self, function: Any, operands: tuple[Any, ...], options: dict[str, Any]) -> Any:
        simple = SIMPLE[function]
        if simple is not None and not options:
            return simple(*operands)
        rule = TRACED.get(function)
        if rule is None:
            raise TypeError(f"no rule for {name_of_function(function)} on a Symbol; add an op in clearprop/ops.")
        return rule(*operands, **options)

    def __repr__(self) -> str:
        return repr(self.atom)


def number_in(value: Any) -> Any:
    """The Python number of a Symbol that is a Literal; anything else as it is."""
    return value.atom.value if isinstance(value, Symbol) and type(value.atom) is Literal else value


def name_of_function(function: Any) -> str:
    """``np.linalg.svd``: a NumPy function as people call it."""
    module = (getattr(function, "__module__", None) or "numpy").replace("numpy", "np", 1)
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ufunc):
        return f"np.{owner.__name__}.{function.__name__}"
    return f"{module}.{getattr(function, '__name__', repr(function))}"


class Builder:
    """Collects the equations of a Program. With ``simplify``, each op may answer with something simpler first."""

    def __init__(self, simplify: bool = False) -> None:
        self.simplify = simplify
        self.origin: Origin = NOWHERE
        self.equations: list[Equation] = []
        self.constants: dict[Variable, np.ndarray] = {}
        self.defined: dict[Any, Equation] = {}
        self.known: dict[int, tuple[Any, Variable]] = {}  # arrays that are constants already, by identity
        self.count = 0

    def fresh(self, type: Type, name: str = "") -> Variable:
        self.count += 1
        return Variable(name or f"t{self.count}", type)

    def adopt(self, program: Program) -> "Builder":
        """The Program's constants and equations, as they are; new equations follow them."""
        self.constants.update(program.constants)
        self.equations.extend(program.equations)
        self.count += len(program.equations) + len(program.constants)  # temporaries are numbered within that
        self.defined.update((equation.result, equation) for equation in program.equations)
        return self

    def symbol(self, atom: Atom) -> Any:
        """The atom as a rule sees it: a Symbol, or a plain Python number for a Literal."""
        return atom.value if type(atom) is Literal else Symbol(self, atom)

    def constant(self, array: np.ndarray, name: str = "") -> Variable:
        entry = self.known.get(id(array))
        if entry is None:
            variable = self.fresh(type_of(array), name)
            self.constants[variable] = array
            entry = self.known[id(array)] = (array, variable)
        return entry[1]

    def atom(self, value: Any, number: str = "f64") -> Atom:
        """The value as an operand; a Python float becomes a Literal of the dtype ``number``."""
        if isinstance(value, Symbol):
            atom: Atom = value.atom
            return atom
        if isinstance(value, bool):
            return Literal(value, Type("bool"))
        if isinstance(value, int | float) and not isinstance(value, np.generic):
            if isinstance(value, int):
                return Literal(value, Type(number if number[0] in "iu" else "i64"))
            return Literal(value, Type(number if number[0] == "f" else "f64"))
        if isinstance(value, np.generic):
            return Literal(value.item(), type_of(value))
        return self.constant(np.asarray(value))

    def bind(self, op: Any, operands: tuple[Any, ...]) -> Any:
        """A Symbol for ``op`` on the operands (Symbols, arrays, numbers): a new equation, or something simpler."""
        if self.simplify and op.simplified is not None:
            plain = [number_in(o) for o in operands] if isinstance(op, Elementwise) else operands
            simpler = op.simplified(*plain)
            if simpler is not None and (hasattr(simpler, "builder") or is_number(simpler)):
                return simpler
        return self.equation(op, self.atoms(operands))

    def atoms(self, operands: tuple[Any, ...]) -> tuple[Atom, ...]:
        """The operands as an equation holds them; Python numbers take the dtype of the first typed operand."""
        found: list[Any] = [o.atom if isinstance(o, Symbol) else None for o in operands]
        if None not in found:
            return tuple(found)
        number = next((atom.type.dtype for atom in found if atom is not None and atom.type.dtype != "bool"), "f64")
        return tuple(self.atom(o, number) if atom is None else atom for o, atom in zip(operands, found, strict=True))

    def equation(self, op: Any, atoms: tuple[Atom, ...]) -> Symbol:
        result = self.fresh(op.infer(*(atom.type for atom in atoms)))
        equation = Equation(result, op, atoms, self.origin)
        self.equations.append(equation)
        self.defined[result] = equation
        return Symbol(self, result)


TRACED[np.shape] = lambda x: x.shape
TRACED[np.ndim] = lambda x: x.ndim
TRACED[np.size] = lambda x: x.size
