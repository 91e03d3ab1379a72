"""What every command shares: errors become exit codes, --debug shows the traceback, --json gives one object."""

import inspect
import json
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Annotated, Any

import typer

from clearprop.app.errors import exit_code, sentence
from clearprop.ir.json import finite

Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, nothing else.")]


def guarded(function: Callable[..., None]) -> Callable[..., None]:
    """The command with --debug, and with errors as one or two sentences and an exit code.

    With --json an error is an object as well, {"error": ..., "exit_code": ...}; the sentence is on standard error.
    """

    @wraps(function)
    def command(*, debug: bool, **options: Any) -> None:
        try:
            function(**options)
        except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
            raise
        except (Exception, KeyboardInterrupt) as problem:
            if debug:
                raise
            code = exit_code(problem)
            if options.get("as_json"):
                print_json({"error": sentence(problem), "exit_code": code})
            typer.echo(f"clearprop: {sentence(problem)}", err=True)
            raise typer.Exit(code) from None

    own = inspect.signature(function, eval_str=True)
    option = inspect.Parameter("debug", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Debug)
    command.__signature__ = own.replace(parameters=[*own.parameters.values(), option])  # type: ignore[attr-defined]
    return command


def print_json(content: Mapping[str, Any]) -> None:
    """One object on standard output. JSON has no infinity and no NaN: they become null."""
    json.dump(finite(content), sys.stdout, ensure_ascii=False, allow_nan=False)
    sys.stdout.write("\n")
