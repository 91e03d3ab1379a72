"""Medians of alternating runs, and lines that state a ratio and whether the goal is met."""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter, process_time
from typing import Any


def seconds(function: Callable[[], Any], clock: Callable[[], float] = process_time) -> float:
    """Of this process alone, so that a busy machine does not count; other processes need ``perf_counter``."""
    gc.collect()
    start = clock()
    function()
    return clock() - start


def alternating(functions: Mapping[str, Callable[[], Any]], budget: float = 2.0, least: int = 5) -> dict[str, float]:
    """The median seconds of each function; they take turns, so that whatever else the machine does meets all of them."""
    for function in functions.values():
        function()
    times: dict[str, list[float]] = {name: [] for name in functions}
    start = perf_counter()
    while perf_counter() - start < budget or len(next(iter(times.values()))) < least:
        for name, function in functions.items():
            times[name].append(seconds(function))
    return {name: median(found) for name, found in times.items()}


def shown(time: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if time >= size:
            return f"{time / size:8.3g} {unit}"
    return f"{time / 1e-6:8.3g} µs"


def line(what: str, ours: float, peer: float, peer_name: str, goal: float | None = None) -> None:
    """``what: ours, the peer's, the ratio`` and, where there is a goal for the ratio, whether it is met."""
    ratio = ours / peer
    verdict = "" if goal is None else f"   goal {goal:g}x: {'met' if ratio <= goal else 'MISSED'}"
    print(f"  {what:44} {shown(ours)}   {peer_name} {shown(peer)}   {ratio:6.2f}x{verdict}")


def absolute(what: str, time: float, goal: float | None = None) -> None:
    verdict = "" if goal is None else f"   goal {goal:g} s: {'met' if time <= goal else 'MISSED'}"
    print(f"  {what:44} {shown(time)}{verdict}")
