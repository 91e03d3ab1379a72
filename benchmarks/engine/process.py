"""A worker as seen from outside: started with one thread or two, asked by lines of JSON, ended at the end."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.engine.cells import Cell
from benchmarks.engine.roster import OURS

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "build" / "bench"
PYTHON = PEERS / "bin" / "python"
"""The interpreter that has the peers; ``make bench`` makes it."""
THREADS = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "NPROC", "CLEARPROP_THREADS",
)  # fmt: skip


class LeftOut(Exception):
    """Why a peer has no figures in a cell."""


class Process:
    """One peer on one cell. ``cache``: a folder for whatever it keeps of what it compiled."""

    def __init__(self, name: str, cell: Cell, data: Path, threads: int, cache: Path, clock: str) -> None:
        self.name = name
        self.complaints = cache / "complaints.txt"
        cache.mkdir(parents=True, exist_ok=True)
        python = sys.executable if name in OURS else str(PYTHON)
        cores = sorted(os.sched_getaffinity(0))[-threads:]
        command = [python, "-m", "benchmarks.engine.worker", name, json.dumps(cell.to_json()), str(data)]
        with self.complaints.open("w", encoding="utf-8") as complaints:
            self.process = subprocess.Popen(
                [*command, ",".join(map(str, cores)), clock],
                cwd=ROOT,
                env={**os.environ, **environment(threads, cache)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )

    def ask(self, *what: Any) -> Any:
        assert self.process.stdin
        with suppress(BrokenPipeError):  # it has ended: its answer says why
            print(json.dumps(what), file=self.process.stdin, flush=True)
        return self.answer()

    def answer(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise LeftOut(f"its process ended: {self.complaints.read_text().strip()[-300:]}")
        said = json.loads(line)
        if "problem" in said:
            raise LeftOut(said["problem"])
        return said["answer"]

    def __enter__(self) -> "Process":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.communicate()  # closes its input, at which it ends


def environment(threads: int, cache: Path) -> dict[str, str]:
    """So many threads for everyone, and every compiler's cache in a folder of our own."""
    return {
        **dict.fromkeys(THREADS, str(threads)),
        "XLA_FLAGS": f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}",
        "JAX_PLATFORMS": "cpu",
        "JAX_COMPILATION_CACHE_DIR": str(cache / "jax"),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
        "NUMBA_CACHE_DIR": str(cache / "numba"),
        "XDG_CACHE_HOME": str(cache),
        "BENCH_CACHE": str(cache / "by-hand"),
    }
