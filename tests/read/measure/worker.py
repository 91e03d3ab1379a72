"""The process that reads scripts for the measure: paths come in line by line, answers go out as JSON, one a line."""

import importlib
import json
import os
import sys
import time
import traceback
from typing import Any


def answer(reader: str, path: str) -> dict[str, Any]:
    """What ``module:function`` says of the script; what it raises is an answer too."""
    module, function = reader.split(":")
    start = time.perf_counter()
    try:
        reading = getattr(importlib.import_module(module), function)(path)
        written: dict[str, Any] = reading if isinstance(reading, dict) else reading.to_json()
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(last.filename)}:{last.lineno}"
        written = {"verdict": "unread", "reason": f"CRASH {type(error).__name__} at {place}: {error}"}
    return {**written, "seconds": time.perf_counter() - start}


def main() -> None:
    """Whatever the reader prints goes to stderr; the answers have stdout to themselves."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        print(json.dumps(answer(sys.argv[1], line.rstrip("\n"))), file=answers, flush=True)


if __name__ == "__main__":
    main()
