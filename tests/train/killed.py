"""Trainings that are killed: a process that forks one after another, and kills each at a moment of its own choosing.

``python -m tests.train.killed SEED KILLS FOLDER NANOSECONDS`` leaves so much work to NumPy before compiled code takes over.
It prints how many trainings came to their end, and whether all of them, as the last one to be started again had left them,
are what an uninterrupted training leaves; and how many kills left a file.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import numpy as np

from clearprop.network import Network
from clearprop.nn import Activation, Adam, BatchNorm, Dense, Dropout, Residual
from clearprop.train import engines
from clearprop.train.early_stopping import EarlyStopping
from clearprop.train.history import Record

GENERATOR = np.random.default_rng(4)
X = GENERATOR.normal(size=(23, 3))
LABELS = GENERATOR.integers(0, 3, 23)
EPOCHS = 25


def network() -> Network:
    """Every kind of state: two kinds of layers that have some, and of the optimiser."""
    layers = [3, Dense(5, "identity"), BatchNorm(), Activation("tanh"), Dropout(0.3), Residual([5]), 3]
    return Network(layers, output="softmax", seed=9)


def train(path: Path | None) -> Network:
    """The same training each time, with rows held out, and stopping early some epochs before its end."""
    net = network()
    net.fit(
        X, LABELS, epochs=EPOCHS, batch_size=7, optimizer=Adam(0.02), validation=0.2,
        callbacks=[EarlyStopping(patience=EPOCHS - 3, metric="accuracy")], checkpoint=path,
    )  # fmt: skip
    return net


def ending(net: Network) -> tuple[object, ...]:
    """All that a training leaves, but the time that it took."""
    arrays = {name: array.tobytes() for name, array in net.arrays.items()}
    kept = None if net.training is None else net.training[1]
    state = (
        None if kept is None else ({name: a.tobytes() for name, a in kept.arrays.items()}, kept.updates, kept.epochs)
    )
    return arrays, state, [without_time(record) for record in net.history]


def without_time(record: Record) -> tuple[object, ...]:
    return (*(value for name, value in vars(record).items() if name != "seconds"),)


def started(path: Path) -> int:
    """The training in a process of its own; 0 is its exit status once it is through and the ending is right."""
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            os._exit(0 if ending(train(path)) == EXPECTED else 1)
        except BaseException:
            os._exit(2)
    return pid


def main(seed: int, kills: int, folder: Path) -> None:
    luck = random.Random(seed)
    begun = time.perf_counter()
    train(folder / "timed")
    whole = time.perf_counter() - begun
    killed = through = run = with_file = 0
    while killed < kills:
        path = folder / f"run{run}"
        pid = started(path)
        time.sleep(luck.uniform(0, whole))
        os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
        if os.WIFSIGNALED(status):
            killed += 1
            with_file += path.exists()
            continue
        assert os.waitstatus_to_exitcode(status) == 0, "the ending is another than that of an uninterrupted training"
        run, through = run + 1, through + 1
    pid = started(folder / f"run{run}")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, (
        "the ending is another than that of an uninterrupted one"
    )
    left = sorted(part.name for part in folder.glob(".*"))
    print(f"killed {killed}, through {through + 1}, after a first file {with_file}, left {left}")


EXPECTED: tuple[object, ...] = ()

if __name__ == "__main__":
    engines.BY_NUMPY = int(sys.argv[4])
    EXPECTED = ending(train(None))
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
