"""Other programs, which a script cannot start here: it is told that they ran and said nothing."""

import os
import subprocess
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from clearprop.read.surroundings.replacing import replaced


@contextmanager
def no_processes() -> Iterator[None]:
    """os.system, subprocess and webbrowser do nothing."""

    def completed(arguments: Any = (), *more: Any, **named: Any) -> Any:
        return subprocess.CompletedProcess(arguments, 0, silence(**named), silence(**named))

    def silence(*arguments: Any, **named: Any) -> Any:
        return "" if named.get("text") or named.get("universal_newlines") else b""

    def succeeded(*arguments: Any, **named: Any) -> int:
        return 0

    with ExitStack() as stack:
        stack.enter_context(replaced(os, system=succeeded))
        stack.enter_context(
            replaced(subprocess, run=completed, call=succeeded, check_call=succeeded, check_output=silence)
        )
        stack.enter_context(replaced(webbrowser, open=succeeded, open_new=succeeded, open_new_tab=succeeded))
        yield
