"""Sums of products over named indices."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_letters
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, Name, reduce
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import Op, example
from clearprop.ops.full import full_like_of
from clearprop.ops.matmul import common_dtype

X = np.arange(15.0).reshape(5, 3) - 7
Y = np.arange(12.0).reshape(3, 4) * 0.3 - 1


@dataclass(frozen=True)
class Einsum(Op):
    """r = Σ Π operands, by indices; ∂L/∂x = the einsum of g and the others.   x: f[*_], ... -> r: f[*t].

    The subscripts are explicit ("ij,jk->ik"), without an ellipsis; no operand names an index twice.
    """

    subscripts: str

    traces = np.einsum
    complex_step = True
    examples = (
        example(X, Y, subscripts="ni,io->no"),
        example(X, subscripts="ij->j"),
        example(np.arange(24.0).reshape(2, 3, 4) - 7, X[0], X[:4, :2], subscripts="bij,i,jc->ibc"),
        example(X[0], Y[0], subscripts="i,j->ji"),
        example(X, Y, subscripts="ij,kl->"),
    )

    @classmethod
    def trace(cls, *operands: Any, optimize: Any = False) -> Any:
        terms, output, arrays = written_out(*operands)
        pairs = [without_repeats(term, x) for term, x in zip(terms, arrays, strict=True)]
        large = {letter for term, x in pairs for letter, size in zip(term, x.shape, strict=True) if size != 1}
        pairs = [without_repetition(term, x, large) for term, x in pairs]
        subscripts = ",".join(term for term, _ in pairs) + "->" + output
        return cls(subscripts)(*(x for _, x in pairs))

    @property
    def terms(self) -> list[str]:
        """The indices of each operand."""
        return self.subscripts.split("->")[0].split(",")

    @property
    def output(self) -> str:
        """The indices of the result."""
        return self.subscripts.split("->")[1]

    def sizes(self, shapes: Sequence[tuple[int, ...]]) -> dict[str, int]:
        """The size of each index."""
        sizes: dict[str, int] = {}
        for term, shape in zip(self.terms, shapes, strict=True):
            if len(term) != len(shape):
                raise ValueError(f"einsum {self.subscripts!r}: {term!r} does not name the axes of a shape {shape}.")
            for letter, size in zip(term, shape, strict=True):
                if sizes.setdefault(letter, size) != size:
                    raise ValueError(f"einsum {self.subscripts!r}: index {letter} is {sizes[letter]} and {size} long.")
        return sizes

    def evaluate(self, *operands: Any) -> Any:
        work = math.prod(self.sizes([x.shape for x in operands]).values())
        return np.einsum(self.subscripts, *operands, optimize=work > 10_000)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return common_dtype(operands)

    def infer(self, *types: Type) -> Type:
        sizes = self.sizes([operand.shape for operand in types])
        return Type(types[0].dtype, tuple(sizes[letter] for letter in self.output))

    def vjp(self, g: Any, r: Any, *operands: Any) -> tuple[Any, ...]:
        return tuple(self.adjoint(k, g, operands) for k in range(len(operands)))

    def adjoint(self, k: int, g: Any, operands: tuple[Any, ...]) -> Any:
        """The gradient for operand k; along an index that it alone has, it is the same everywhere."""
        term, shape = self.terms[k], operands[k].shape
        others = [*self.terms[:k], *self.terms[k + 1 :]]
        found = "".join(letter for letter in term if letter in self.output or any(letter in other for other in others))
        rest = [*operands[:k], *operands[k + 1 :]]
        if self.output:
            dx = Einsum(",".join([self.output, *others]) + "->" + found)(g, *rest)
        else:
            dx = g * Einsum(",".join(others) + "->" + found)(*rest) if rest else full_like_of(operands[k], 1.0) * g
        if found == term or not (rest or self.output):
            return dx
        kept = tuple(size if letter in found else 1 for letter, size in zip(term, shape, strict=True))
        return np.broadcast_to(np.reshape(dx, kept), shape)

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        terms = [self(*operands[:k], t, *operands[k + 1 :]) for k, t in enumerate(tangents) if t is not None]
        tangent = terms[0]
        for term in terms[1:]:
            tangent = tangent + term
        return tangent

    def simplified(self, *operands: Any) -> Any:
        if len(operands) > 1:
            return None
        term, output = self.terms[0], self.output
        if term == output:
            return operands[0]
        if len(term) == len(output):
            return np.transpose(operands[0], tuple(term.index(letter) for letter in output))
        kept = "".join(letter for letter in term if letter in output)
        gone = tuple(k for k, letter in enumerate(term) if letter not in output)
        return np.sum(operands[0], axis=gone) if kept == output else None

    def numpy(self, *operands: Expression) -> Expression:
        return Call("einsum", (Name(f'"{self.subscripts}"'), *operands))

    def element(self, index: tuple[Expression, ...], *operands: ArrayView) -> Expression:
        sizes = self.sizes([operand.shape for operand in operands])

        def summed(letters: list[str], at: dict[str, Any]) -> Expression:
            if letters:
                return reduce("sum", sizes[letters[0]], lambda k: summed(letters[1:], {**at, letters[0]: k}))
            factors = [x[tuple(at[letter] for letter in term)] for term, x in zip(self.terms, operands, strict=True)]
            product = factors[0]
            for factor in factors[1:]:
                product = product * factor
            return product

        at = dict(zip(self.output, index, strict=True))
        return summed([letter for letter in sizes if letter not in at], at)


def written_out(*operands: Any) -> tuple[list[str], str, list[Any]]:
    """The indices of each operand and of the result, with letters for an ellipsis; and the operands."""
    text, arrays = subscripts_and_arrays(operands)
    left, arrow, output = text.partition("->")
    terms = left.split(",")
    if len(terms) != len(arrays):
        raise ValueError(f"einsum {text!r} names {len(terms)} operands; {len(arrays)} came.")
    spare = "".join(letter for letter in ascii_letters if letter not in text)
    widths = [len(x.shape) - len(term.replace("...", "")) for term, x in zip(terms, arrays, strict=True)]
    wide = max((width for width, term in zip(widths, terms, strict=True) if "..." in term), default=0)
    terms = [term.replace("...", spare[wide - n : wide]) for term, n in zip(terms, widths, strict=True)]
    for term, x in zip(terms, arrays, strict=True):
        if len(term) != len(x.shape):
            raise ValueError(f"einsum {text!r}: shape {x.shape} does not have an axis for each index of {term!r}.")
    if not arrow:
        named = left.replace("...", "").replace(",", "")
        output = "..." + "".join(letter for letter in sorted(set(named)) if named.count(letter) == 1)
    output = output.replace("...", spare[:wide])
    if len(set(output)) < len(output) or not set(output) <= set("".join(terms)):
        raise ValueError(f"einsum {text!r}: the result may name each index of the operands once, and no other.")
    return terms, output, arrays


def subscripts_and_arrays(operands: tuple[Any, ...]) -> tuple[str, list[Any]]:
    """Both ways of calling einsum: ("ij,jk", x, y) and (x, [0, 1], y, [1, 2], [0, 2])."""
    if isinstance(operands[0], str):
        return operands[0].replace(" ", ""), [array(x) for x in operands[1:]]
    lists = [*operands[1::2], *(operands[-1:] if len(operands) % 2 else ())]
    terms = ["".join("..." if i is Ellipsis else ascii_letters[i] for i in one) for one in lists]
    count = len(operands) // 2
    return ",".join(terms[:count]) + ("->" + terms[count] if len(terms) > count else ""), [
        array(x) for x in operands[: 2 * count : 2]
    ]


def without_repeats(term: str, x: Any) -> tuple[str, Any]:
    """An operand that names an index twice ("ii") as its diagonal ("i")."""
    for letter in sorted(set(term)):
        while term.count(letter) > 1:
            first, second = term.index(letter), term.rindex(letter)
            x = np.diagonal(x, axis1=first, axis2=second)
            term = term[:first] + term[first + 1 : second] + term[second + 1 :] + letter
    return term, x


def without_repetition(term: str, x: Any, large: set[str]) -> tuple[str, Any]:
    """An operand whose axis of size 1 meets a larger one is read without that axis."""
    gone = tuple(k for k, (letter, size) in enumerate(zip(term, x.shape, strict=True)) if size == 1 and letter in large)
    if not gone:
        return term, x
    return "".join(letter for k, letter in enumerate(term) if k not in gone), np.squeeze(x, axis=gone)
