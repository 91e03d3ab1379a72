"""clearprop read."""

from pathlib import Path
from typing import Annotated

import typer

from clearprop.app.command import AsJson


def read(
    script: Annotated[
        str,
        typer.Argument(
            help="A script (.py), a notebook (.ipynb), a folder of them, - for standard input, or `tutorial`, which ships."
        ),
    ],
    explain: Annotated[
        str | None, typer.Option(help="Tell one line's story: 44, or in a notebook its cell and line, 3:4.")
    ] = None,
    run: Annotated[
        str | None, typer.Option(help="How to run what the file defines, such as 'Network(2, 3, 1).train(X, y)'.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Where to write the answer as a page (HTML).")] = None,
    csv: Annotated[
        Path | None,
        typer.Option(help="For a folder: the table to write. The same command again goes on where it stopped."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="For a folder: scripts that are read at a time; one for each core.")
    ] = None,
    insist: Annotated[
        bool, typer.Option("--insist", help="For a folder: read it although this system cannot contain the scripts.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read training code that somebody wrote: what each line computes, whether it is right, and if not, what is wrong.

    Exit code 1 where it is wrong, 3 where it cannot be read.
    """
    from clearprop.app.reading.folder.boxed import Boxed
    from clearprop.app.reading.folder.folder import read_folder
    from clearprop.app.reading.single import read_script
    from clearprop.app.reading.which import check_options

    check_options(
        script, {"--explain": explain, "--run": run}, {"--csv": csv, "--jobs": jobs, "--insist": insist or None}
    )
    if Path(script).is_dir():
        return read_folder(Path(script), csv, html, jobs, Boxed(insist), as_json)
    if code := read_script(script, explain, run, html, as_json):
        raise typer.Exit(code)
