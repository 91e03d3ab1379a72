"""Peers in processes of their own: one that is there is measured, one that is not is said."""

import sys
from pathlib import Path

import pytest

from benchmarks.engine import process
from benchmarks.engine.cells import TUTORIAL
from benchmarks.engine.table import line
from benchmarks.engine.turns import Asked, measure

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="cores and memory are told as Linux tells them")
CELL = TUTORIAL.of_updates(40)


@pytest.fixture(autouse=True)
def peers_on_our_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PYTHON", Path(sys.executable))


def test_peers_take_turns_and_absent_ones_are_said() -> None:
    found = measure(CELL, ["NumPy target", "Python", "JAX", "scikit-learn"], Asked(turns=2, first=True))
    assert set(found.peers) == {"NumPy target", "Python"}
    assert found.left_out["JAX"] == "it is not installed (No module named 'jax')."
    assert "does not train sigmoid outputs" in found.left_out["scikit-learn"]
    for figures in found.peers.values():
        assert min(figures[name] for name in ("update", "first", "warm", "import")) > 0
    assert found.peers["NumPy target"]["loss"] == pytest.approx(found.peers["Python"]["loss"], rel=1e-12)
    told = line(found.to_json())
    assert "Python" in told and "JAX is left out" in told
