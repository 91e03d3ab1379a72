"""Trying drivers in the process that may run the script: which of them run to their end, without being recorded."""

import signal
from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any

SECONDS = 2.0  # for one driver; what trains longer than that runs, too

Fresh = Callable[[], dict[str, Any]]


class Enough(BaseException):
    """Raised in a driver that has trained long enough."""


def rehearsed(fresh: Fresh, drivers: Sequence[str], wanted: int = 3) -> list[int]:
    """The places of the first ``wanted`` drivers that run; ``fresh`` gives the file's namespace, newly run each time."""
    fitting: list[int] = []
    for place, driver in enumerate(drivers):
        if len(fitting) == wanted:
            break
        if runs(compile(driver, "driver", "exec"), fresh()):
            fitting.append(place)
    return fitting


def runs(driver: CodeType, namespace: dict[str, Any]) -> bool:
    """Whether the driver ends well, or is still at work when its time is over."""

    def stop(number: int, frame: Any) -> None:
        raise Enough

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        exec(driver, namespace)
    except Enough:
        return True
    except (Exception, SystemExit):
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return True
