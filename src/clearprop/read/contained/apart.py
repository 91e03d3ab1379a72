"""Running a script's code where its frames lead nowhere: no f_back of it reaches the code that called it.

The lowest frame of a thread that was started on a built-in function is that of the code itself; and handlers of
signals, which are handed a frame, run in the main thread only.
"""

import _thread
import sys
import threading
from functools import partial
from types import CodeType
from typing import Any

STACK = 64 << 20  # address space, not memory: recursion comes as far as in the main thread


class Gone:
    """Tells that the last reference to it went: that the thread it was given to is over, however that came."""

    def __init__(self, over: threading.Event) -> None:
        self.over = over

    def __del__(self) -> None:
        self.over.set()


def run_apart(code: CodeType, namespace: dict[str, Any]) -> None:
    """``exec(code, namespace)`` in a thread of its own, waited for. What the code raises is raised here.

    SystemExit ends the code and is not raised; signal.signal fails there, as it does in any thread but the main one.
    """
    raised: list[BaseException] = []
    over = threading.Event()
    usual, before = sys.unraisablehook, threading.stack_size(STACK)

    def catch(problem: Any) -> None:
        if threading.get_ident() == thread and "thread" in (problem.err_msg or ""):
            raised.append(problem.exc_value)
        else:
            usual(problem)

    sys.unraisablehook = catch
    work = partial(exec, code, namespace)
    work.last = Gone(over)  # type: ignore[attr-defined]
    thread = _thread.start_new_thread(work, ())
    del work
    threading.stack_size(before)
    over.wait()
    sys.unraisablehook = usual
    if raised:
        raise raised[0]
