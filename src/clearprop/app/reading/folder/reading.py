"""Many scripts at a time, in processes: one that breaks its process is told of in its own row, and stops no other."""

import json
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from clearprop.read.contained import TooLittleProtection
from clearprop.read.reading import Reading

Read = Callable[[Path], Reading]


def read_all(paths: Mapping[str, Path], read: Read, jobs: int) -> Iterator[tuple[str, Reading]]:
    """The reading of each, by key, as they are finished.

    When a process dies, those that may have been in it are read again, each alone; what dies alone is to blame.
    """
    left = dict(paths)
    while left:
        for key, reading in together(left, read, jobs):
            del left[key]
            yield key, reading
        for key, path in [*left.items()][: begun_at_once(jobs)]:
            del left[key]
            yield from [*together({key: path}, read, 1)] or [(key, died(path))]


def begun_at_once(jobs: int) -> int:
    """At most so many of a pool's tasks have begun or lie before its processes; they are taken in order."""
    return 2 * jobs + 2


def together(paths: Mapping[str, Path], read: Read, jobs: int) -> Iterator[tuple[str, Reading]]:
    """All of them, or if a process dies those that were finished before."""
    pool = ProcessPoolExecutor(min(jobs, len(paths)), mp_context=get_context("spawn"), initializer=quiet)
    try:
        running = {pool.submit(contained, read, path): key for key, path in paths.items()}
        for future in as_completed(running):
            yield running[future], Reading.from_json(json.loads(future.result()))
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def quiet() -> None:
    """In the process: Ctrl-C ends it without a word; the parent says what was read."""
    signal.signal(signal.SIGINT, lambda number, frame: os._exit(128 + number))


def contained(read: Read, path: Path) -> str:
    """In the process: the reading as JSON; a defect of ours is the reason that this one is unread.

    Raises TooLittleProtection: then no script is to be read.
    """
    try:
        return json.dumps(read(path).to_json())
    except TooLittleProtection:
        raise
    except Exception as problem:
        reason = f"reading it failed with {type(problem).__name__}: {problem}. This is a defect of ours"
        return json.dumps(unread(path, reason).to_json())


def died(path: Path) -> Reading:
    return unread(path, "the process that read it died twice: it was killed, or ran out of memory")


def unread(path: Path, reason: str) -> Reading:
    return Reading(file=path.name, verdict="unread", reason=reason)
