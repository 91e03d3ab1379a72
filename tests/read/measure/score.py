"""Reads many cases in parallel processes, each with a time limit, and judges the answers."""

import json
import os
import queue
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.read.measure.cases import Case
from tests.read.measure.judge import Answer, Judgement, judged
from tests.read.measure.notebook import flat_answer

READER = "tests.read.measure.reading:without_fixes"
ROOT = Path(__file__).parents[3]


class Worker:
    """One process that reads script after script; after a script that took too long it is replaced."""

    def __init__(self, reader: str, limit: float) -> None:
        self.reader, self.limit = reader, limit
        self.process = self.started()

    def started(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.read.measure.worker", self.reader]
        return subprocess.Popen(
            command, cwd=ROOT, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def answer(self, path: Path) -> Answer:
        print(path, file=self.process.stdin, flush=True)
        ready, _, _ = select.select([self.process.stdout], [], [], self.limit)
        line = self.process.stdout.readline() if ready else ""
        if line:
            found: Answer = json.loads(line)
            return found
        self.stop()
        self.process = self.started()
        reason = "CRASH of the process" if ready else f"no answer in {self.limit:g} s"
        return {"verdict": "unread", "reason": reason, "seconds": self.limit}

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


@contextmanager
def working(reader: str, limit: float) -> Iterator[Worker]:
    worker = Worker(reader, limit)
    try:
        yield worker
    finally:
        worker.stop()


def answered(cases: Sequence[Case], reader: str = READER, jobs: int = 2, limit: float = 60.0) -> list[Answer]:
    """The reader's answer for each case, in their order."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(len(cases)):
        waiting.put(number)
    answers: dict[int, Answer] = {}
    with tempfile.TemporaryDirectory(prefix="measure-") as folder:
        arguments = (cases, waiting, answers, Path(folder), reader, limit)
        threads = [threading.Thread(target=work, args=arguments) for _ in range(max(1, min(jobs, len(cases))))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return [answers[number] for number in range(len(cases))]


def work(
    cases: Sequence[Case],
    waiting: "queue.SimpleQueue[int]",
    answers: dict[int, Answer],
    folder: Path,
    reader: str,
    limit: float,
) -> None:
    """Takes cases until none is left; each script lies in a folder of its own."""
    with working(reader, limit) as worker, suppress(queue.Empty):
        while True:
            number = waiting.get_nowait()
            case = cases[number]
            path = folder / str(number) / (Path(case.name).name + (".ipynb" if case.notebook else ".py"))
            path.parent.mkdir()
            path.write_text(case.notebook or case.text, encoding="utf-8")
            answer = worker.answer(path)
            answers[number] = flat_answer(answer, case.notebook) if case.notebook else answer


def scored(cases: Sequence[Case], reader: str = READER, jobs: int = 2, limit: float = 60.0) -> list[Judgement]:
    answers = answered(cases, reader, jobs, limit)
    return [judged(case, answer) for case, answer in zip(cases, answers, strict=True)]
