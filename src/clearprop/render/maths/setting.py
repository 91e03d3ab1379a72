"""From trees to boxes: the one place that decides ⊙ or side by side, parentheses, fractions, roots and powers."""

from collections.abc import Callable, Mapping

from clearprop.expression import (
    Call,
    Cast,
    Element,
    Expression,
    Name,
    Number,
    Operator,
    Reduce,
    Select,
    Slice,
    Subscript,
)
from clearprop.ir import Variable
from clearprop.render.maths.axes import Axes, Lettered, letter_box
from clearprop.render.maths.indices import Indices
from clearprop.render.maths.numbers import number_box
from clearprop.render.maths.operators import (
    ATOM,
    HADAMARD,
    LEFT_OF_HADAMARD,
    LEFT_OF_MATRIX,
    LEFT_OF_PRODUCT,
    LOGICAL,
    MATRIX,
    NEGATED,
    NOT,
    POWER,
    PRODUCT,
    PROSE,
    RELATION,
    RELATIONS,
    RIGHT_OF_MATRIX,
    RIGHT_OF_PRODUCT,
    SUM,
    SUMMATION,
    Set,
    is_figure,
    juxtaposed,
    last,
)
from clearprop.render.maths.symbols import symbol
from clearprop.render.maths.tree import (
    Box,
    Cases,
    Fence,
    Figure,
    Fraction,
    Row,
    Sign,
    Words,
    indexed,
    parenthesised,
    row,
)
from clearprop.render.maths.values import Value, is_condition, shape_of


class Setter(Indices):
    """Sets trees. ``shown`` gives a variable's box; ``inlined`` the tree of one that is written out where it is read."""

    def __init__(
        self,
        shown: Callable[[Variable], Set],
        inlined: Callable[[Variable], Expression | None],
        variables: Mapping[str, Variable],
        axes: Axes | Lettered,
    ) -> None:
        self.shown, self.inlined, self.variables, self.axes = shown, inlined, variables, axes
        self.letters = {}
        self.used = []
        self.called = set()
        self.exact = False  # 0.2 as 1/5
        self.decimals: set[float] = set()  # the author's own, which stay
        self.taken = set()

    def box(self, node: Expression, level: int = PROSE) -> Box:
        """The node's box, in parentheses where it holds less tightly than ``level``."""
        box, own = self.typeset(node)
        return box if own >= level else parenthesised(box)

    def among(self, node: Expression, levels: set[int]) -> Box:
        box, own = self.operand(node)
        return box if own in levels else parenthesised(box)

    def operand(self, node: Expression) -> Set:
        """A node in arithmetic: a condition counts as 1 or 0, which brackets say."""
        tree = self.resolved(node)
        return (Fence("[", self.box(tree), "]"), ATOM) if is_condition(tree) else self.typeset(tree)

    def at_least(self, node: Expression, level: int) -> Box:
        box, own = self.operand(node)
        return box if own >= level else parenthesised(box)

    def resolved(self, node: Expression) -> Expression:
        """The tree that is written where this node stands: inlined, casts and copies seen through."""
        while True:
            if isinstance(node, Value):
                tree = self.inlined(node.variable)
            elif isinstance(node, Cast):
                tree = node.operand
            else:
                tree = self.another(node) if isinstance(node, Call) else None
            if tree is None:
                return node
            node = tree

    def typeset(self, node: Expression) -> Set:
        match self.resolved(node):
            case Number(value):
                return self.number(value)
            case Value(variable):
                return self.shown(variable)
            case Name(text):
                return self.name(text)
            case Operator("neg", (operand,)):
                return row(Sign("−", "prefix"), self.at_least(operand, SUMMATION)), SUM
            case Operator("not", (operand,)):
                return self.negation(self.resolved(operand))
            case Operator("**", (base, exponent)):
                return self.power(base, exponent)
            case Operator(sign, (left, right)):
                return self.binary(sign, left, right)
            case Call() as call:
                return self.call(call)
            case Select() as select:
                return self.select(select), SUMMATION
            case Element(array, _, indices):
                box, level = self.shown(self.variables[array])
                return (indexed(box, tuple(self.box(index) for index in indices)) if indices else box), level
            case Reduce() as reduce:
                return self.reduce(reduce)
            case Subscript() as subscript:
                return self.subscript(subscript)
            case Slice() as item:
                return self.slice(item), PROSE
            case other:
                return Words(str(other)), ATOM

    def name(self, text: str) -> Set:
        if text.startswith('"'):
            return Words(text.strip('"').replace("->", "→")), ATOM
        return (letter_box(self.letters[text]) if text in self.letters else symbol(text)), ATOM

    def side(self, node: Expression) -> Box:
        """The node as the right side of an equation."""
        return self.operand(node)[0]

    def number(self, value: float) -> Set:
        if value < 0:
            return row(Sign("−", "prefix"), self.number(-value)[0]), SUM
        box = number_box(value, self.exact and value not in self.decimals)
        return box, POWER if isinstance(box, Fraction) else MATRIX if isinstance(box, Row) else ATOM

    def negated(self, node: Expression) -> Expression | None:
        """The node without its leading minus; None where it has none."""
        match self.resolved(node):
            case Operator("neg", (operand,)):
                return operand
            case Number(value) if not isinstance(value, bool) and value < 0:
                return Number(-value)
            case Operator("*" | "/" as sign, (left, right)) if (positive := self.negated(left)) is not None:
                return Operator(sign, (positive, right))
            case Call("sum" | "mean" as kind, (operand,), options) if (positive := self.negated(operand)) is not None:
                return Call(kind, (positive,), options)
            case Reduce("sum", index, extent, body) if (positive := self.negated(body)) is not None:
                return Reduce("sum", index, extent, positive)
        return None

    def binary(self, sign: str, left: Expression, right: Expression) -> Set:
        if sign in RELATIONS:
            return row(self.at_least(left, SUM), Sign(RELATIONS[sign], "relation"), self.at_least(right, SUM)), RELATION
        if sign in LOGICAL:
            text, level = LOGICAL[sign]
            return row(self.box(left, level), Sign(text), self.box(right, level)), level
        if sign in "+-":
            return self.sum(sign, left, right), SUM
        if sign == "/":
            return self.quotient(left, right)
        if sign == "//":
            return Fence("⌊", Fraction(self.box(left), self.box(right)), "⌋"), ATOM
        if sign == "%":
            return row(self.at_least(left, POWER), Words(" mod "), self.at_least(right, POWER)), PRODUCT
        return self.matrix_product(left, right) if sign == "@" else self.product(left, right)

    def sum(self, sign: str, left: Expression, right: Expression) -> Box:
        positive = self.negated(right)
        if positive is not None:
            sign, right = "-" if sign == "+" else "+", positive
        second = self.at_least(right, SUM if sign == "+" else SUMMATION)
        first = self.at_least(left, SUM)
        first = parenthesised(first) if isinstance(last(first), Cases) else first
        return row(first, Sign("+" if sign == "+" else "−"), second)

    def product(self, left: Expression, right: Expression) -> Set:
        if isinstance(self.resolved(right), Number) and not isinstance(self.resolved(left), Number):
            left, right = right, left
        if isinstance(first := self.resolved(left), Number) and first.value == 1 and not isinstance(first.value, bool):
            return self.operand(right)
        positive = self.negated(left)
        if positive is not None:
            one = isinstance(positive, Number) and positive.value == 1
            rest = right if one else Operator("*", (positive, right))
            return row(Sign("−", "prefix"), self.at_least(rest, SUMMATION)), SUM
        if shape_of(left) not in ((), None) and shape_of(right) not in ((), None):
            return row(self.among(left, LEFT_OF_HADAMARD), Sign("⊙"), self.among(right, LEFT_OF_HADAMARD)), HADAMARD
        second, level = self.operand(right)
        if level not in RIGHT_OF_PRODUCT:
            second, level = parenthesised(second), ATOM
        return juxtaposed(self.among(left, LEFT_OF_PRODUCT), second), min(level, PRODUCT) if level != MATRIX else MATRIX

    def quotient(self, left: Expression, right: Expression) -> Set:
        positive = self.negated(left)
        if positive is not None:
            return row(Sign("−", "prefix"), self.quotient(positive, right)[0]), SUM
        top, level = self.operand(left)
        if level == SUMMATION and isinstance(self.resolved(right), Number):
            return row(Fraction(Figure("1"), self.box(right)), Sign("", "times"), top), SUMMATION
        if isinstance(top, Fraction) and is_figure(top):  # ½ / x = 1 / (2 x)
            below = self.operand(right)
            factor = below[0] if below[1] in RIGHT_OF_PRODUCT else parenthesised(below[0])
            return Fraction(top.top, juxtaposed(top.bottom, factor)), POWER
        return Fraction(top, self.operand(right)[0]), POWER

    def matrix_product(self, left: Expression, right: Expression) -> Set:
        """Vectors are columns: x @ W is Wᵀ x for a vector x."""
        first, second = shape_of(left), shape_of(right)
        if first is not None and len(first) == 1 and second is not None:
            if len(second) == 2:
                left, right = Call("transpose", (right,)), left
            elif len(second) == 1:
                left = Call("transpose", (left,))
        return row(self.among(left, LEFT_OF_MATRIX), Sign("", "times"), self.among(right, RIGHT_OF_MATRIX)), MATRIX

    def negation(self, operand: Expression) -> Set:
        if isinstance(operand, Operator) and operand.symbol in NEGATED:
            left, right = operand.operands
            sign = Sign(NEGATED[operand.symbol], "relation")
            return row(self.at_least(left, SUM), sign, self.at_least(right, SUM)), RELATION
        return row(Sign("¬", "prefix"), self.box(operand, NOT)), NOT

    def select(self, node: Select) -> Box:
        rows = [(self.box(node.then), self.box(node.condition))]
        otherwise = self.resolved(node.otherwise)
        if isinstance(otherwise, Select):
            nested = self.select(otherwise)
            assert isinstance(nested, Cases)
            return Cases((*rows, *nested.rows))
        return Cases((*rows, (self.box(otherwise), None)))
