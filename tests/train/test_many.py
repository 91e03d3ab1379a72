"""Many networks at a time: each as fit alone leaves it, whatever becomes of the others."""

import shutil
import signal
import threading
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import clearprop as cp
from clearprop.execute.native import compiled, compiler, libraries
from clearprop.execute.native.compiled import Compiled, Passing
from clearprop.ir import Program
from clearprop.train import native
from clearprop.train.history import History

GENERATOR = np.random.default_rng(5)
X, LABELS = GENERATOR.normal(size=(23, 4)), GENERATOR.integers(0, 3, 23)

COMPILER = shutil.which("gcc") or shutil.which("clang")
pytestmark = [
    pytest.mark.native,
    pytest.mark.skipif(not COMPILER, reason="NO C COMPILER: nothing is compiled on this machine"),
]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing was compiled, failed or said before."""
    monkeypatch.setattr(libraries, "folder", lambda: tmp_path / "native")
    monkeypatch.setattr(libraries, "failed", {})
    monkeypatch.setattr(native, "said", set())
    yield
    monkeypatch.undo()
    compiler.compiler.cache_clear()
    compiler.version.cache_clear()


def mixed() -> tuple[list[cp.Network], list[Any]]:
    """Networks of five kinds, alike and unlike, and how each is trained."""
    small = [
        cp.Network([4, 5, 3], output="softmax", seed=seed, init=cp.Uniform(-0.1 * seed, 0.1)) for seed in (1, 2, 3, 4)
    ]
    drawn = cp.Network([4, cp.Dense(6, "tanh"), cp.Dropout(0.2), cp.BatchNorm(), 3], output="softmax", seed=5)
    around = cp.Network([4, 5, cp.Residual([cp.Dense(5, "relu")]), 3], dtype="float32", output="sigmoid", seed=6)
    sgd, adam = cp.SGD(0.3), cp.Adam(0.02)
    return [*small, drawn, around], [sgd, adam, sgd, cp.SGD(0.05), adam, adam]


def assert_same_bits(one: cp.Network, other: cp.Network) -> None:
    """All that is learned, all that the optimisers keep, and all that was recorded but the time that it took."""
    assert one.training and other.training
    for point, beside in ((one.arrays, other.arrays), (one.training[1].arrays, other.training[1].arrays)):
        assert [*point] == [*beside]
        for name, array in point.items():
            assert array.tobytes() == beside[name].tobytes(), name
    assert told(one.history) == told(other.history)
    assert (one.outcome, one.training[1].updates) == (other.outcome, other.training[1].updates)


def told(history: History) -> list[Any]:
    return [(r.epoch, r.loss, r.metric, r.updates) for r in history]


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("shuffle", [True, False])
def test_every_network_comes_to_the_bits_of_fit(threads: int, shuffle: bool) -> None:
    options: dict[str, Any] = {"batch_size": 5, "shuffle": shuffle}
    together, optimizers = mixed()
    histories = [
        cp.train_many(together, X, LABELS, epochs=e, optimizer=optimizers, threads=threads, **options) for e in (2, 3)
    ]
    for number, (network, rule) in enumerate(zip(mixed()[0], optimizers, strict=True)):
        for epochs in (2, 3):
            network.fit(X, LABELS, epochs=epochs, optimizer=rule, engine="native", **options)
        assert_same_bits(network, together[number])
        assert told(histories[0][number]) + told(histories[1][number]) == told(network.history)


DIVERGING = {
    "at once": (cp.SGD(1e200), None, "the loss became"),
    "by its arrays": (cp.SGD(cp.schedules.Piecewise((1e-3, 1e308), (3,))), None, "is no longer finite"),
    "within a later epoch": (cp.SGD(cp.schedules.Piecewise((0.01, 1e9), (12,))), 5, "the loss rose to"),
}


@pytest.mark.parametrize(("rule", "batch_size", "what"), DIVERGING.values(), ids=DIVERGING)
def test_one_that_diverges_is_told_in_its_place_and_the_others_go_on(
    rule: cp.SGD, batch_size: int | None, what: str
) -> None:
    networks = [cp.Network([4, 5, 1], output="identity", seed=seed) for seed in range(5)]
    y = 10 + X @ np.arange(4.0)
    rules = [cp.Adam(), cp.Adam(), rule, cp.Adam(), cp.Adam()]
    histories = cp.train_many(networks, X, y, epochs=8, batch_size=batch_size, optimizer=rules, threads=2)
    assert [len(history) for history in histories if history.diverged is None] == [8] * 4
    for number in (2, 3):
        alone = cp.Network([4, 5, 1], output="identity", seed=number)
        by_numpy = cp.Network([4, 5, 1], output="identity", seed=number)
        options: dict[str, Any] = {"epochs": 8, "batch_size": batch_size, "optimizer": rules[number]}
        messages = [
            problem_of(alone, y, engine="native", callbacks=[lambda record: None], **options),
            problem_of(by_numpy, y, engine="numpy", **options),
            str(histories[number].diverged),
        ]
        assert len({*messages}) == 1 and (what in messages[0]) == (number == 2)
        assert_same_bits(alone, networks[number])
        for name, array in by_numpy.arrays.items():
            np.testing.assert_allclose(networks[number].arrays[name], array, rtol=1e-9, err_msg=name)
    assert str(histories[2].diverged) in repr(histories[2])


def problem_of(network: cp.Network, y: np.ndarray, **options: Any) -> str:
    """What fit says where training diverges."""
    try:
        network.fit(X, y, **options)
    except cp.Diverged as problem:
        return str(problem)
    return "None"


def test_an_interruption_leaves_every_network_as_a_whole_update_did(monkeypatch: pytest.MonkeyPatch) -> None:
    slices: Counter[int] = Counter()
    go_on = Passing.go_on

    def counted(passing: Passing) -> None:
        slices[threading.get_ident()] += 1
        go_on(passing)

    def interrupt(done: int, networks: int) -> None:
        if len(slices) == 2 and min(slices.values()) > 2:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Passing, "go_on", counted)

    networks = [cp.Network([4, 5, 3], output="softmax", seed=seed) for seed in range(4)]
    with pytest.raises(KeyboardInterrupt):
        cp.train_many(networks, X, LABELS, epochs=10**7, batch_size=None, threads=2, progress=interrupt)
    begun = [network for network in networks if network.training]
    assert len(begun) == 2
    for network in begun:
        assert network.training
        updates = network.training[1].updates
        assert 0 < updates == len(network.history) < 10**7
        twin = cp.Network([4, 5, 3], output="softmax", seed=network.seed)
        twin.fit(X, LABELS, epochs=updates, batch_size=None, engine="native")
        assert_same_bits(twin, network)
    assert all(not network.history for network in networks if network not in begun)


def test_a_callers_own_function_that_fails_ends_the_training() -> None:
    def wrong(done: int, networks: int) -> None:
        raise RuntimeError("no such window")

    networks = [cp.Network([4, 5, 3], output="softmax", seed=seed) for seed in range(4)]
    with pytest.raises(RuntimeError, match="no such window"):
        cp.train_many(networks, X, LABELS, epochs=10**7, batch_size=None, threads=2, progress=wrong)


def test_progress_counts_the_networks() -> None:
    seen: list[tuple[int, int]] = []
    networks, _ = mixed()
    cp.train_many(networks, X, LABELS, epochs=1, progress=lambda done, networks: seen.append((done, networks)))
    assert seen == sorted(seen) and seen[-1] == (6, 6)


def test_a_step_is_compiled_once_however_many_networks_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[list[int]] = []

    def compile_and_tell(programs: Mapping[int, Program]) -> Compiled:
        made.append([*programs])
        return Compiled(programs)

    monkeypatch.setattr(native, "Compiled", compile_and_tell)
    networks, optimizers = mixed()
    cp.train_many(networks, X, LABELS, epochs=1, batch_size=5, optimizer=optimizers, threads=3)
    assert made == [[5, 3]] * 5


def test_slices_that_end_within_an_epoch_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, sliced = (mixed()[0] for _ in range(2))
    cp.train_many(whole, X, LABELS, epochs=4, batch_size=5)
    monkeypatch.setattr(compiled, "SLICE", 0.0)
    cp.train_many(sliced, X, LABELS, epochs=4, batch_size=5)
    for one, other in zip(whole, sliced, strict=True):
        assert_same_bits(one, other)


def test_without_a_compiler_numpy_trains_and_it_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> tuple[str, ...]:
        raise compiler.NotCompiled("no C compiler was found.")

    monkeypatch.setattr(compiler, "compiler", none)
    monkeypatch.setattr(compiler, "version", none)
    monkeypatch.setattr(libraries, "version", none)
    networks, _ = mixed()
    with pytest.warns(RuntimeWarning, match="by NumPy, more slowly: no C compiler was found") as said:
        cp.train_many(networks, X, LABELS, epochs=2, batch_size=5, threads=2)
    assert len(said) == 1
    for one, other in zip(mixed()[0], networks, strict=True):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            one.fit(X, LABELS, epochs=2, batch_size=5, engine="numpy")
        assert_same_bits(one, other)


def test_what_does_not_fit_is_said_before_anything_is_trained() -> None:
    good, narrow = cp.Network([4, 3], output="softmax"), cp.Network([5, 3], output="softmax")
    with pytest.raises(ValueError, match=r"networks\[1\]: X has the shape \[23, 4\]; this network takes"):
        cp.train_many([good, narrow], X, LABELS)
    with pytest.raises(ValueError, match="a network is there twice"):
        cp.train_many([good, good], X, LABELS)
    with pytest.raises(ValueError, match="3 optimisers for 1 networks"):
        cp.train_many([good], X, LABELS, optimizer=["sgd"] * 3)
    with pytest.raises(ValueError, match="threads=0: expected a whole number of at least 1"):
        cp.train_many([good], X, LABELS, threads=0)
    with pytest.raises(ValueError, match="epochs=-1"):
        cp.train_many([good], X, LABELS, epochs=-1)
    assert good.training is None and cp.train_many([], X, LABELS) == []
