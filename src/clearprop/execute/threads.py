"""Threads for products of matrices: one where they are small, since waiting for each other costs more than they gain."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from math import isqrt, prod
from typing import Any

from clearprop.ir import Equation, Program
from clearprop.ops import Elementwise

LARGE = 1e8
"""So many multiplications in one product are worth a second thread: about a millisecond's work of one core."""


@contextmanager
def threads_for(program: Program) -> Iterator[None]:
    """One BLAS thread, unless a product of the Program is large. On a busy machine that is ten times as fast."""
    with nullcontext() if largest_product(program) >= LARGE else one_thread():
        yield


@contextmanager
def one_thread() -> Iterator[None]:
    """One BLAS thread. Without threadpoolctl (which comes with scikit-learn) nothing is changed."""
    controller = pools()
    with controller.limit(limits=1, user_api="blas") if controller else nullcontext():
        yield


@cache
def pools() -> Any:
    """The thread pools of the libraries that are loaded; None without threadpoolctl."""
    return import_module("threadpoolctl").ThreadpoolController() if find_spec("threadpoolctl") else None


def largest_product(program: Program) -> int:
    """Multiplications in the largest product.   [n, k] @ [k, m]: √(nk · km · nm) = nkm, and so for other contractions."""
    return max((multiplications(e) for e in program.equations if not isinstance(e.op, Elementwise)), default=0)


def multiplications(equation: Equation) -> int:
    sizes = [operand.type.size for operand in equation.operands if operand.type.floating]
    return isqrt(prod(sizes) * equation.result.type.size) if len(sizes) == 2 else 0
