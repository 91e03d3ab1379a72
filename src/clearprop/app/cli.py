"""The command line: each file in ``commands/`` is a command, the function that has the file's own name.

Commands import what is heavy when they run, so that ``--help`` answers at once.
"""

from importlib import import_module
from pkgutil import iter_modules

import typer

from clearprop.app import commands
from clearprop.app.command import guarded

app = typer.Typer(
    name="clearprop",
    help="Backpropagation you can see through.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def clearprop() -> None:
    """Backpropagation you can see through."""


for module in iter_modules(commands.__path__):
    function = getattr(import_module(f"{commands.__name__}.{module.name}"), module.name)
    app.command(module.name.replace("_", "-"))(guarded(function))


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
