"""Ctrl-C while a long training runs in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def interrupted(option: str, path: Path) -> tuple[int, str]:
    """Exit code and standard error of a training with this option, interrupted half a second after it began."""
    command = [sys.executable, "-m", "clearprop.app.cli", "train", "digits", "--epochs", "100000", option, str(path)]
    # coverage's tracer takes a lock in Python: interrupted right there, it waits for itself for ever
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment | {"COLUMNS": "80"}
    )
    assert process.stdout is not None
    while "Network(" not in process.stdout.readline():
        assert process.poll() is None
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    return process.returncode, err
