"""What the ops share that NumPy has under a name of its own, and other languages spell out."""

from clearprop.expression import Expression
from clearprop.ops.base import Elementwise, Op


class NumpyFunction(Elementwise, abstract=True):
    """``np.name(...)`` in NumPy; elsewhere what ``expression`` says with the functions that every language has."""

    def numpy(self, *operands: Expression) -> Expression:
        return Op.numpy(self, *operands)
