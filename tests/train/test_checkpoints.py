"""Checkpoints: trainings that were cut off go on to the same bits, and files of other trainings are refused."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clearprop.network import Network, load
from clearprop.nn import SGD, Adam, BatchNorm, Dropout, Linear
from clearprop.train.checkpoints import Checkpoint
from clearprop.train.data.errors import DataError
from clearprop.train.early_stopping import EarlyStopping
from clearprop.train.history import Record

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(23, 3))
LABELS = (X[:, 0] > 0).astype(int) + (X[:, 1] > 1)
OPTIONS: dict[str, Any] = {"epochs": 6, "batch_size": 5, "optimizer": Adam(0.02)}


def network(seed: int = 3) -> Network:
    return Network([3, 5, BatchNorm(), Dropout(0.3), 3], activation="tanh", output="softmax", seed=seed)


def bits(net: Network) -> dict[str, Any]:
    return {name: array.tolist() for name, array in net.arrays.items()}


def told(history: Any) -> list[Any]:
    """The records without the time that they took."""
    return [{**vars(record), "seconds": 0} for record in history]


def stops_after(epoch: int) -> Callable[[Record], None]:
    def stop(record: Record) -> None:
        if record.epoch == epoch:
            raise KeyboardInterrupt

    return stop


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here: trainings that are killed are not tested")
@pytest.mark.parametrize("seed, by_numpy", [(1, 10**12), (2, 2_000_000)], ids=["NumPy", "compiled after a while"])
def test_killed_at_any_moment_it_ends_with_the_same_bits(seed: int, by_numpy: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.train.killed", str(seed), "25", str(tmp_path), str(by_numpy)]
    root = Path(__file__).parents[2]
    without_coverage = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(
        command, cwd=root, env=without_coverage, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found = re.fullmatch(r"killed 25, through (\d+), after a first file (\d+), left \[\]\n", done.stdout)
    assert found and int(found[1]) >= 1 and int(found[2]) >= 10, done.stdout


@pytest.mark.parametrize("epoch", [1, 2, 5])
@pytest.mark.parametrize("every", [1, 4])
def test_it_goes_on_where_it_was_cut_off_and_says_so(
    epoch: int, every: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, part, again = network(), network(), network()
    expected = whole.fit(X, LABELS, **OPTIONS)
    checkpoint = Checkpoint(tmp_path / "c", every=every)
    with pytest.raises(KeyboardInterrupt):
        part.fit(X, LABELS, **OPTIONS, checkpoint=checkpoint, callbacks=[stops_after(epoch)])
    seen: list[int] = []
    history = again.fit(
        X, LABELS, **OPTIONS, checkpoint=checkpoint, callbacks=[lambda record: seen.append(record.epoch)]
    )
    assert bits(again) == bits(whole)
    assert told(history) == told(expected) == told(again.history)
    kept = (epoch - 1) // every * every
    assert seen == list(range(kept + 1, 7))
    says = f"{tmp_path / 'c'}: going on after epoch {kept} of 6.\n" if kept else ""
    assert capsys.readouterr().err == says


def test_once_it_has_ended_it_returns_what_it_returned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = network(), network()
    expected = first.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    before = (tmp_path / "c").read_bytes()
    assert second.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c").records == expected.records
    assert bits(first) == bits(second) and (tmp_path / "c").read_bytes() == before
    assert capsys.readouterr().err == f"{tmp_path / 'c'}: ended after epoch 6.\n"


def test_more_epochs_may_be_asked_for(tmp_path: Path) -> None:
    whole, part = network(), network()
    whole.fit(X, LABELS, **{**OPTIONS, "epochs": 9})
    part.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    longer = network()
    longer.fit(X, LABELS, **{**OPTIONS, "epochs": 9}, checkpoint=tmp_path / "c")
    assert bits(longer) == bits(whole)
    with pytest.raises(ValueError, match=r"c: this training has made 9 epochs already; ask for epochs=9 or more"):
        network().fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")


def test_a_second_training_of_the_same_network(tmp_path: Path) -> None:
    whole, part = network(), network()
    for net in (whole, part):
        net.fit(X, LABELS, **OPTIONS)
    expected = whole.fit(X, LABELS, **OPTIONS)
    with pytest.raises(KeyboardInterrupt):
        part.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c", callbacks=[stops_after(9)])
    again = network()
    again.fit(X, LABELS, **OPTIONS)
    history = again.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    assert bits(again) == bits(whole)
    assert [record.epoch for record in history] == [7, 8, 9, 10, 11, 12] and told(history) == told(expected)
    assert len(again.history) == 12


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"optimizer": Adam(0.03)}, "optimiser"),
        ({"optimizer": SGD(Linear(0.1, 30))}, "optimiser"),
        ({"batch_size": 6}, "batch size"),
        ({"shuffle": False}, "shuffling"),
        ({"validation": 0.2}, "rows, validation rows"),
        ({"validation": (X, LABELS)}, "validation rows"),
        ({"class_weight": [1.0, 2.0, 3.0]}, "class weights"),
        ({"callbacks": [EarlyStopping()]}, "callbacks"),
    ],
)
def test_another_training_is_refused(changed: dict[str, Any], says: str, tmp_path: Path) -> None:
    network().fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    before = (tmp_path / "c").read_bytes()
    net = network()
    with pytest.raises(ValueError, match=rf"the checkpoint of another training \(with other {says}\); remove it"):
        net.fit(X, LABELS, **{**OPTIONS, **changed}, checkpoint=tmp_path / "c")
    assert bits(net) == bits(network()) and (tmp_path / "c").read_bytes() == before


def test_other_rows_another_network_another_start(tmp_path: Path) -> None:
    net = network()
    net.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    moved = np.where(np.arange(23)[:, None] == 4, X + 1e-9, X)
    with pytest.raises(ValueError, match=r"with other rows\)"):
        network().fit(moved, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    with pytest.raises(ValueError, match=r"with other rows\)"):
        network().fit(X, np.roll(LABELS, 1), **OPTIONS, checkpoint=tmp_path / "c")
    with pytest.raises(ValueError, match=r"with other seed, parameters at its start\)"):
        network(4).fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    with pytest.raises(ValueError, match=r"with other parameters at its start\); .*\(net.reset\(\)\)"):
        net.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    other = Network([3, 4, 3], output="softmax", seed=3)
    with pytest.raises(ValueError, match="with other layers, output or loss, parameters at its start"):
        other.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")


def test_it_is_a_model_file(tmp_path: Path) -> None:
    net = network()
    net.fit(X, LABELS, **OPTIONS, validation=0.2, checkpoint=tmp_path / "c", callbacks=[EarlyStopping(2)])
    again = load(tmp_path / "c")
    assert len(again.history) == len(net.history) and again.predict(X).shape == (23,)
    again.save(tmp_path / "m")
    with pytest.raises(ValueError, match="m: this is a model and no checkpoint"):
        network().fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "m")
    (tmp_path / "n").write_text("none of ours")
    with pytest.raises(DataError, match="n: this is no model file"):
        network().fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "n")


def test_stopping_early_goes_on_counting(tmp_path: Path) -> None:
    options = {**OPTIONS, "epochs": 40, "validation": 0.2}
    whole, part, again, last = (network() for _ in range(4))
    expected = whole.fit(X, LABELS, **options, callbacks=[EarlyStopping(3)])
    assert 5 < len(expected) < 40
    cut = len(expected) - 1  # the best epoch is behind it, and counts
    with pytest.raises(KeyboardInterrupt):
        part.fit(X, LABELS, **options, callbacks=[stops_after(cut), EarlyStopping(3)], checkpoint=tmp_path / "c")
    stopping = EarlyStopping(3)
    for net in (again, last):  # the second time it has stopped already
        assert told(net.fit(X, LABELS, **options, callbacks=[stopping], checkpoint=tmp_path / "c")) == told(expected)
        assert bits(net) == bits(whole)
        assert stopping.best and stopping.best.epoch == expected[-4].epoch


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_a_write_that_is_cut_off_leaves_the_one_before(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def breaks(*given: Any) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        true(*given)

    true: Any = os.fsync if where == "fsync" else Path.replace
    monkeypatch.setattr(os if where == "fsync" else Path, where, breaks)
    with pytest.raises(KeyboardInterrupt):
        network().fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    assert len(load(tmp_path / "c").history) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["c"]
    whole, again = network(), network()
    whole.fit(X, LABELS, **OPTIONS)
    again.fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    assert bits(again) == bits(whole)


def test_what_a_killed_writer_left_is_cleared_away(tmp_path: Path) -> None:
    over = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    gone, other = tmp_path / f".c.{over.stdout.strip()}.part", tmp_path / f".c.{os.getppid()}.part"
    own = tmp_path / f".c.{os.getpid()}.part"  # of another process, which had this number before
    for part in (gone, other, own):
        part.write_text("half a file")
    network().fit(X, LABELS, **OPTIONS, checkpoint=tmp_path / "c")
    assert not gone.exists() and not own.exists() and other.exists()  # that one is still running


def test_an_infinite_validation_loss_is_no_obstacle(tmp_path: Path) -> None:
    net = Network([3, 2])
    far = (X * 1e200, X[:, :2])
    net.fit(X, X[:, :2], epochs=2, validation=far, checkpoint=tmp_path / "c")
    assert load(tmp_path / "c").history.validation_loss == net.history.validation_loss == [np.inf, np.inf]


def test_what_a_file_cannot_hold_is_said_before_the_training(tmp_path: Path) -> None:
    net = Network([3, 4, 3], activation=lambda z: z * z, output="softmax")
    with pytest.raises(ValueError, match="a function of yours, which a file cannot hold"):
        net.fit(X, LABELS, checkpoint=tmp_path / "c")
    assert len(net.history) == 0


@pytest.mark.parametrize("every", [0, -1, 1.5, True])
def test_how_often(every: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"every={every}: expected a whole number of epochs of at least 1"):
        Checkpoint(tmp_path / "c", every)
