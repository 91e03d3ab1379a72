"""Threads for products of matrices: one where they are small, since waiting for each other costs more than they gain."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

from clearprop.ir import Program

LARGE = 1e8
"""So many multiplications in one product are worth a second thread: about a millisecond's work of one core."""


@contextmanager
def threads_for(program: Program) -> Iterator[None]:
    """One BLAS thread, unless a product of the Program is large. On a busy machine that is ten times as fast.

    Without threadpoolctl (which comes with scikit-learn) nothing is changed.
    """
    if largest_product(program) >= LARGE or find_spec("threadpoolctl") is None:
        yield
        return
    with import_module("threadpoolctl").threadpool_limits(1, "blas"):
        yield


def largest_product(program: Program) -> int:
    """Multiplications in the largest matrix product.   [n, k] @ [k, m]: n k m."""
    products = [equation for equation in program.equations if equation.op.name == "matmul"]
    return max((e.result.type.size * e.operands[0].type.shape[-1] for e in products), default=0)
