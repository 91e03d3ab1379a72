"""Each equation as statements of its own: nothing is fused, written in place or left out, so that a page can show it."""

from collections.abc import Iterator
from dataclasses import dataclass

from clearprop.expression import (
    Allocate,
    Assign,
    Call,
    Element,
    Expression,
    For,
    If,
    Name,
    Number,
    Reduce,
    Statement,
    While,
)
from clearprop.ir import Equation
from clearprop.render.algorithm import algorithm
from clearprop.render.formulas import Formula, formulas, writing
from clearprop.render.javascript.printing import is_truth, may_be_minus_zero
from clearprop.render.names import Names
from clearprop.render.nests import Accumulators, nest, writing_nest
from clearprop.render.outline import Outline

Dtypes = dict[str, str]


@dataclass
class Written:
    """What binds a result, and what fills it then, in a block of its own where that binds names for itself."""

    binding: list[Statement]
    filling: list[Statement]


class Claimed(Accumulators):
    """Sums of a result that has no loops around them: their names last, so they are claimed; the first is the result's."""

    def __init__(self, names: Names, dtypes: Dtypes, target: str, is_target: bool) -> None:
        super().__init__(names, dtypes)
        self.target = target
        self.is_target = is_target

    def fresh(self, wanted: str, dtype: str) -> Name:
        name = self.target if self.is_target else self.names.claim(f"{self.target}_{wanted}")
        self.is_target = False
        self.dtypes[name] = dtype
        return Name(name)


def statements(equation: Equation, outline: Outline, dtypes: Dtypes) -> list[Written]:
    """The equation's statements; ``dtypes`` learns the names of what they bind beside it."""
    target, kind = outline.name[equation.result], equation.result.type
    if hasattr(equation.op, "cell"):
        found = writing(equation, outline)
        filling = writing_nest(found, outline.names, dtypes)
    elif equation.op.element is not None:
        return [by_element(formula, outline, dtypes) for formula in formulas(equation, outline, dtypes)]
    else:
        filling = algorithm(equation, outline, dtypes)
    if equation.op.writes:
        first = outline.tree(equation.operands[0])
        start: Statement = Assign(Name(target), Call("copy", (first,)) if kind.shape else first, "", kind.dtype)
    elif kind.shape:
        start = Allocate(target, kind.shape, kind.dtype)
    else:
        start = Assign(Name(target), Number(0), "", kind.dtype)
    return [Written([start], list(numbers_named(filling, dtypes)))]


def by_element(formula: Formula, outline: Outline, dtypes: Dtypes) -> Written:
    looped = any(isinstance(index, Name) for index in formula.indices)
    bound: list[Statement] = [Allocate(formula.target, formula.shape, formula.dtype)] if formula.shape else []
    if looped:
        return Written(bound, list(numbers_named(nest([formula], outline.names, dtypes), dtypes)))
    plain = not formula.shape and formula.dtype not in ("f32", "bool")
    sums = Claimed(outline.names, dtypes, formula.target, plain and isinstance(formula.tree, Reduce))
    tree = sums.lowered(formula.tree, bound)
    if not (plain and isinstance(formula.tree, Reduce)):
        bound.append(Assign(Element(formula.target, formula.shape, formula.indices), tree, "", formula.dtype))
    dtypes[formula.target] = formula.dtype
    return Written(list(numbers_named(bound, dtypes)), [])


def numbers_named(statements: list[Statement], dtypes: Dtypes) -> Iterator[Statement]:
    """The statements, where a result that is one number is bound by its name."""
    for statement in statements:
        match statement:
            case Assign(Element(array, shape) as target, value, operator):
                dtype = dtypes.get(array, "f64")
                value = value if operator else stored(value, "f64" if shape and not is_integer(dtype) else dtype)
                yield Assign(target if shape else Name(array), value, operator, dtype)
            case For(index, start, stop, step, body):
                yield For(index, start, stop, step, list(numbers_named(body, dtypes)))
            case While(condition, body):
                yield While(condition, list(numbers_named(body, dtypes)))
            case If(condition, body, otherwise):
                yield If(condition, list(numbers_named(body, dtypes)), list(numbers_named(otherwise, dtypes)))
            case _:
                yield statement


def is_integer(dtype: str) -> bool:
    return dtype[0] in "iu"


def stored(value: Expression, dtype: str) -> Expression:
    """The value as it is kept: a number of single precision is rounded, a truth value true or false; an integer 0 not -0."""
    if dtype == "f32" and not isinstance(value, Number):
        return Call("fround", (value,))
    if dtype == "bool" and not is_truth(value):
        return Call("boolean", (value,))
    return value + 0 if is_integer(dtype) and may_be_minus_zero(value) else value
