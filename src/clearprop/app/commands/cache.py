"""clearprop cache."""

from typing import Annotated

import typer

from clearprop.app.command import AsJson, print_json


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Remove them; they are compiled again when needed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the compiled training steps that are kept on disk."""
    from clearprop.app.compiled_steps import cleared, stored
    from clearprop.app.reporting_cache import print_cleared, print_stored

    if clear:
        gone = cleared()
        print_json(gone.to_json()) if as_json else print_cleared(gone)
        return
    found = stored()
    print_json(found.to_json()) if as_json else print_stored(found)
