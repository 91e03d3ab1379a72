"""Checkpoints: a training that is cut off at any moment goes on, when it is called again, to the very same bits.

A checkpoint is a model file with a ``run`` beside the network: what was asked of ``fit``, and where it stands.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.nn.choices import is_whole
from clearprop.train.model_file import read_model

ASKED = {
    "architecture": "layers, output or loss",
    "seed": "seed",
    "start": "parameters at its start",
    "rows": "rows",
    "validation": "validation rows",
    "optimizer": "optimiser",
    "batch_size": "batch size",
    "shuffle": "shuffling",
    "class_weight": "class weights",
    "callbacks": "callbacks",
}
"""What two trainings have in common if one goes on where the other was cut off, and how people call it."""

RUN = "run/"  # before the names of arrays that belong to the run and not to the network


@dataclass(frozen=True)
class Checkpoint:
    """Where ``fit`` writes what it needs to go on: after every ``every`` epochs, and when it ends.

    Called again with the same network, rows and options, ``fit`` goes on from there, and says so; once it has ended it
    returns at once what it returned. ``cp.load`` reads the file as the network at that moment. ValueError from ``fit``
    where the file is of another training.
    """

    path: str | Path
    every: int = 1

    def __post_init__(self) -> None:
        if not is_whole(self.every, 1):
            raise ValueError(f"every={self.every!r}: expected a whole number of epochs of at least 1.")

    @staticmethod
    def of(choice: "str | Path | Checkpoint") -> "Checkpoint":
        """The one that was given, or one at the path that was given."""
        return choice if isinstance(choice, Checkpoint) else Checkpoint(choice)

    def found(self, asked: Mapping[str, Any], epochs: int) -> tuple[dict[str, Any], dict[str, np.ndarray]] | None:
        """Description and arrays of the training so far; None where there is no file.

        DataError for a file that is none of ours, ValueError for one of another training.
        """
        clear_away(Path(self.path))
        if not Path(self.path).exists():
            return None
        description, arrays = read_model(self.path)
        run = description.get("run")
        if run is None:
            raise ValueError(f"{self.path}: this is a model and no checkpoint; give the checkpoint a path of its own.")
        other = [says for key, says in ASKED.items() if run["asked"].get(key) != asked.get(key)]
        if other:
            start = ", or start from the same parameters (net.reset())" if other == [ASKED["start"]] else ""
            raise ValueError(
                f"{self.path}: this is the checkpoint of another training (with other {', '.join(other)}); "
                f"remove it, give another path{start}."
            )
        if run["epochs"] > epochs:
            raise ValueError(
                f"{self.path}: this training has made {run['epochs']} epochs already; ask for epochs={run['epochs']} or "
                "more, or remove the file."
            )
        ended = run["stopped"] or run["epochs"] == epochs
        doing = f"ended after epoch {run['epochs']}" if ended else f"going on after epoch {run['epochs']} of {epochs}"
        print(f"{self.path}: {doing}.", file=sys.stderr)
        return description, arrays


def clear_away(path: Path) -> None:
    """Removes what writers that were killed have left beside the file."""
    for part in path.parent.glob(f".{path.name}.*.part"):
        pid = part.name.split(".")[-2]
        if os.name == "posix" and pid.isdecimal() and not is_running(int(pid)):
            part.unlink(missing_ok=True)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != os.getpid()


def digest(arrays: Mapping[str, np.ndarray] | Sequence[np.ndarray]) -> str:
    """A short text that other numbers, names or shapes do not have."""
    found = hashlib.blake2b(digest_size=16)
    named: Iterable[Any] = arrays.items() if isinstance(arrays, Mapping) else enumerate(arrays)
    for name, array in named:
        found.update(f"{name} {array.dtype} {array.shape} ".encode())
        found.update(np.ascontiguousarray(array).data if array.size else b"")
    return found.hexdigest()
