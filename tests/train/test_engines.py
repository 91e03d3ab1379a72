"""NumPy makes the first updates and compiled code the others: the same bits each time, and training whatever happens."""

import copy
import gc
import pickle
import shutil
import signal
import threading
import warnings
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import Any

import numpy as np
import pytest

import clearprop as cp
from clearprop.execute.native import compiler, libraries
from clearprop.execute.native.compiled import Compiled
from clearprop.train import engines, native, steps

GENERATOR = np.random.default_rng(5)
X, Y = GENERATOR.normal(size=(23, 4)), GENERATOR.random((23, 2))
EPOCHS, BATCH = 6, 5  # five updates in an epoch, the last of three rows
Arrays = dict[str, np.ndarray]
Choose = Callable[[int], None]

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
    monkeypatch.setattr(compiler, "given_up", set())
    yield
    monkeypatch.undo()
    forget_compiler()


def forget_compiler() -> None:
    compiler.compiler.cache_clear()
    compiler.version.cache_clear()


@pytest.fixture
def by_numpy(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """``by_numpy(updates)``: NumPy makes so many updates of ``network()`` first."""

    def choose(updates: int) -> None:
        monkeypatch.setattr(engines, "BY_NUMPY", updates * engines.nanoseconds(network().step_program(BATCH, "adam")))

    return choose


def network() -> cp.Network:
    return cp.Network([4, cp.Dense(9, "tanh"), cp.Dropout(0.2), cp.BatchNorm(), 2], seed=7)


def trained(*epochs: int, engine: str = "auto", **options: Any) -> Arrays:
    """What fit, called once for each number of epochs, leaves: all that it would go on from."""
    net = network()
    for count in epochs:
        net.fit(X, Y, epochs=count, batch_size=BATCH, engine=engine, **options)
    assert net.training is not None
    return dict(net.training[1].arrays) | {"losses": np.array([record.loss for record in net.history])}


def same_bits(one: Arrays, other: Arrays) -> bool:
    return all(one[name].tobytes() == other[name].tobytes() for name in (*one, *other))


def close(one: Arrays, other: Arrays) -> bool:
    return all(np.allclose(one[name], other[name], rtol=1e-11, atol=1e-13) for name in (*one, *other))


def files() -> list[Path]:
    return [*libraries.folder().glob("*")]


@pytest.mark.parametrize("updates", [1, 5, 7, 24, 29])
def test_the_engines_agree_and_where_one_takes_over_shows_in_the_last_bits_alone(
    by_numpy: Choose, updates: int
) -> None:
    by_numpy(updates)
    auto, by_numpy_alone = trained(EPOCHS), trained(EPOCHS, engine="numpy")
    assert close(auto, by_numpy_alone) and close(auto, trained(EPOCHS, engine="native"))
    assert not same_bits(auto, by_numpy_alone)  # else this test would say nothing
    assert len(files()) == 1


def test_the_bits_depend_neither_on_what_was_compiled_before_nor_on_how_training_is_cut(by_numpy: Choose) -> None:
    by_numpy(7)
    cold = trained(EPOCHS)
    assert same_bits(cold, trained(EPOCHS))
    assert same_bits(cold, trained(2, 1, 3))
    assert same_bits(cold, trained(*[1] * EPOCHS))


def test_a_saved_network_goes_on_to_the_same_bits(by_numpy: Choose, tmp_path: Path) -> None:
    by_numpy(13)
    net = network()
    net.fit(X, Y, epochs=2, batch_size=BATCH)
    net.save(tmp_path / "net")
    loaded = cp.load(tmp_path / "net")
    loaded.fit(X, Y, epochs=EPOCHS - 2, batch_size=BATCH, optimizer=cp.Adam())
    whole = trained(EPOCHS)
    assert same_bits({name: whole[name] for name in loaded.arrays}, loaded.arrays)


def test_little_work_is_left_to_numpy_and_nothing_is_compiled(by_numpy: Choose) -> None:
    by_numpy(5 * EPOCHS)
    assert same_bits(trained(EPOCHS), trained(EPOCHS, engine="numpy"))
    assert files() == []


def test_training_has_begun_before_the_compiled_step_is_there(
    by_numpy: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_numpy(7)
    began = threading.Event()

    def slow(programs: Any) -> Compiled:
        assert began.wait(60), "training waited for the compiler"
        return Compiled(programs)

    monkeypatch.setattr(native, "Compiled", slow)
    found = trained(EPOCHS, callbacks=[lambda record: began.set()])
    alone = trained(EPOCHS, engine="numpy")
    assert close(found, alone) and not same_bits(found, alone)


def test_waiting_for_the_compiler_can_be_interrupted(by_numpy: Choose, monkeypatch: pytest.MonkeyPatch) -> None:
    by_numpy(7)
    over, main = threading.Event(), threading.get_ident()

    def endless(programs: Any) -> Compiled:
        sleep(0.3)  # NumPy's updates are made by then
        signal.pthread_kill(main, signal.SIGINT)
        assert over.wait(60)
        return Compiled(programs)

    monkeypatch.setattr(native, "Compiled", endless)
    net = network()
    with pytest.raises(KeyboardInterrupt):
        net.fit(X, Y, epochs=EPOCHS, batch_size=BATCH)
    over.set()
    assert net.training is not None and net.training[1].updates <= 7


def test_steps_are_compiled_once_for_many_calls_and_anew_for_other_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[list[int]] = []

    def counted(programs: Any) -> Compiled:
        made.append([*programs])
        return Compiled(programs)

    monkeypatch.setattr(native, "Compiled", counted)
    net = network()
    for _ in range(3):
        net.fit(X, Y, epochs=1, batch_size=BATCH, engine="native")
    assert made == [[5, 3]]
    net.fit(X, Y, epochs=1, batch_size=23, engine="native")
    net.fit(X, Y, epochs=1, batch_size=BATCH, optimizer="sgd", engine="native")
    assert made == [[5, 3], [23], [5, 3]]


def test_what_takes_much_memory_is_not_kept_from_fit_to_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    net, alive = network(), list[Any]()
    monkeypatch.setattr(native, "Compiled", lambda programs: kept_track(Compiled(programs), alive))
    for small, left in ((steps.SMALL, 1), (10, 0)):
        monkeypatch.setattr(steps, "SMALL", small)
        alive.clear()
        net.fit(X, Y, epochs=1, batch_size=BATCH, engine="native", optimizer=cp.SGD(1 / small))
        gc.collect()
        assert sum(reference() is not None for reference in alive) == left


def kept_track(made: Compiled, alive: list[Any]) -> Compiled:
    alive.append(weakref.ref(made))
    return made


def test_copies_of_a_network_train_on_by_themselves() -> None:
    net = network()
    net.fit(X, Y, epochs=1, batch_size=BATCH, engine="native")
    copies = [copy.deepcopy(net), pickle.loads(pickle.dumps(net))]
    for each in (net, *copies):
        each.fit(X, Y, epochs=2, batch_size=BATCH, engine="native")
    assert all(same_bits(net.arrays, each.arrays) for each in copies)


SCRIPTS = {
    "fails": "exit 3",
    "is killed": "kill -9 $$",
    "hangs": "exec sleep 600",
    "makes rubbish": 'while [ "$1" != -o ]; do shift; done; echo rubbish > "$2"',
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("engine", ["auto", "native"])
def test_a_compiler_that_does_not_work_leaves_training_to_numpy_and_one_sentence(
    by_numpy: Choose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, engine: str
) -> None:
    by_numpy(7)
    path = tmp_path / "mycc"
    path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo mine && exit\n{script}\n')
    path.chmod(0o755)
    monkeypatch.setenv("CC", str(path))
    monkeypatch.setattr(compiler, "PATIENCE", 0.5)
    forget_compiler()
    with pytest.warns(RuntimeWarning, match="Training runs by NumPy, more slowly: .*mycc") as told:
        found = trained(EPOCHS, engine=engine)
    assert len(told) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it is not said again
        again = trained(EPOCHS, engine=engine)
    assert same_bits(found, again) and same_bits(found, trained(EPOCHS, engine="numpy"))
