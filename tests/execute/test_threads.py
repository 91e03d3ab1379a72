"""How many threads a Program's products are given."""

import numpy as np
import pytest

import clearprop as cp
from clearprop.execute import threads
from clearprop.execute.threads import largest_product


def test_multiplications_of_products_and_of_nothing_else() -> None:
    program = cp.trace(lambda x, w: np.sum(np.tanh(x @ w) * 2.0), np.ones((5, 3)), np.ones((3, 4)))
    assert largest_product(program) == 5 * 3 * 4
    assert largest_product(cp.trace(lambda x: np.sum(x * x), np.ones((500, 300)))) == 0
    assert largest_product(cp.trace(lambda x, w: x @ w, np.ones(7), np.ones(7))) == 7


@pytest.mark.parametrize("large", [60, 61])
def test_small_products_have_one_thread(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    threadpoolctl = pytest.importorskip("threadpoolctl")

    def counts() -> list[int]:
        return [pool["num_threads"] for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]

    monkeypatch.setattr(threads, "LARGE", large)
    program = cp.trace(lambda x, w: np.sum(x @ w), np.ones((5, 3)), np.ones((3, 4)))
    with threadpoolctl.threadpool_limits(2, "blas"):
        before = counts()
        with threads.threads_for(program):
            assert counts() == (before if large <= 60 else [1] * len(before))
        assert counts() == before
