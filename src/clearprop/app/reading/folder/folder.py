"""A folder is read: what is new or changed in parallel, what was read before from the journal; then table and page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from clearprop.app.command import print_json
from clearprop.app.outputs import check_output
from clearprop.app.reading.folder.groups import groups, verdicts
from clearprop.app.reading.folder.journal import Journal
from clearprop.app.reading.folder.page import page
from clearprop.app.reading.folder.reading import Read, read_all
from clearprop.app.reading.folder.submissions import Submission, submissions
from clearprop.app.reading.folder.table import rows, written
from clearprop.app.reading.wording import plain
from clearprop.read.reading import Reading
from clearprop.train.data.errors import OptionError
from clearprop.train.data.wording import counted
from clearprop.train.whole_file import write_whole


@dataclass(frozen=True)
class Class:
    """All readings of a folder by file. ``same_as``: the first file with the same content, where it is not the first."""

    folder: str
    readings: dict[str, Reading]
    same_as: dict[str, str]


def read_folder(folder: Path, csv: Path | None, html: Path | None, jobs: int | None, read: Read, as_json: bool) -> None:
    """Writes the table and the page, and says how many there are of what."""
    if csv is None:
        raise OptionError(f"{folder} is a folder; expected --csv OUT.csv, where its table is to be written.")
    check_output(csv, "--csv")
    check_output(html, "--html", csv)
    found = the_class(folder, csv, read, jobs or cores())
    table = rows(found.readings, found.same_as)
    write_whole(csv, written(table).encode())
    if html:
        write_whole(html, page(found.folder, found.readings, found.same_as).encode())
    print_json(summary(found, table)) if as_json else print_class(found, csv, html)


def the_class(folder: Path, csv: Path, read: Read, jobs: int) -> Class:
    """Every submission's reading; of several with the same content one is read for all."""
    found, journal = submissions(folder), Journal(csv)
    first: dict[str, Submission] = {}
    for submission in found:
        first.setdefault(submission.key, submission)
    kept = {key: reading for key in first if (reading := journal.find(key))}
    missing = {key: submission.path for key, submission in first.items() if key not in kept}
    with progress(len(first), len(kept)) as advance:
        for key, reading in read_all(missing, read, jobs):
            journal.keep(key, reading)
            kept[key] = reading
            advance()
    journal.forget_others(first)
    readings = {each.file: replace(kept[each.key], file=each.file) for each in found}
    same_as = {each.file: first[each.key].file for each in found if first[each.key].file != each.file}
    return Class(folder.name or str(folder), readings, same_as)


def cores() -> int:
    """Those that this process may use, where the system can say so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def progress(total: int, done: int) -> Iterator[Any]:
    """A bar on standard error, where that is a terminal. Ctrl-C says that the same command goes on."""
    columns = (
        TextColumn("reading"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=total, completed=done)
        try:
            yield lambda: bar.advance(task)
        except KeyboardInterrupt:
            read = int(bar.tasks[0].completed)
            raise KeyboardInterrupt(
                f"Interrupted; {read} of {total} are read, and the same command goes on from there."
            ) from None


def summary(found: Class, table: list[dict[str, Any]]) -> dict[str, Any]:
    return {"folder": found.folder, "files": len(found.readings), "verdicts": verdicts(found.readings), "rows": table}


def print_class(found: Class, csv: Path, html: Path | None) -> None:
    """How many are what, the findings by how frequent they are, and where it is all written."""
    console = Console(highlight=False)
    said = ", ".join(f"{count:,} {plain(verdict)}" for verdict, count in verdicts(found.readings).items() if count)
    console.print(f"{counted(len(found.readings), 'submission')}: {said}", style="bold", markup=False)
    if found_groups := groups(found.readings):
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
        for group in found_groups:
            table.add_row(group.code, plain(group.name), counted(len(group.members), "submission"))
        console.print(table)
    console.print(f"the table is {csv}", markup=False)
    if html:
        console.print(f"the page is {html}", markup=False)
