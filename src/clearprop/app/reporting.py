"""What commands show in a terminal, with rich. It fits into 80 columns."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table

from clearprop.app.model import Predictions
from clearprop.app.training import Announce, Report
from clearprop.network import Network
from clearprop.train.data import Dataset
from clearprop.train.progress import Report as Reporter
from clearprop.train.progress import bar

ROWS_SHOWN = 25

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False)


def announce() -> Announce:
    """Says what was found out about the data, then shows a bar while training."""

    @contextmanager
    def show(data: Dataset, network: Network, epochs: int) -> Iterator[Reporter]:
        for note in data.notes:
            console.print(f"[dim]·[/] {note}", markup=True)
        console.print(str(network), style="bold", markup=False)
        with bar(errors, network.outcome.metric, epochs, transient=True) as report:
            yield report

    return show


def print_report(report: Report) -> None:
    for note in report.notes[len(report.data.notes) :]:
        console.print(f"· {note}", markup=False)
    name = report.model.network.outcome.metric
    if len(report.scores) > 1:
        console.print("  ".join(f"{score:.4f}" for score in report.scores), markup=False)
    console.print(
        f"{name} {report.score:.4f} on {report.scored_on}, after {report.epochs} epochs in {report.seconds:.1f} s",
        style="bold green", markup=False,
    )  # fmt: skip
    if report.settings.out:
        console.print(f"saved to {report.settings.out}", markup=False)
    if report.settings.report:
        console.print(f"the report is {report.settings.report}", markup=False)


def print_predictions(predictions: Predictions) -> None:
    for note in predictions.notes:
        console.print(f"· {note}", markup=False)
    table = Table(box=None, pad_edge=False)
    table.add_column("row", justify="right", style="dim")
    table.add_column(predictions.target)
    if predictions.probabilities is not None:
        table.add_column("probability", justify="right")
    for position, (row, value) in enumerate(zip(predictions.rows, predictions.values, strict=True)):
        if position == ROWS_SHOWN:
            break
        shown = [str(row), value if isinstance(value, str) else f"{value:.6g}"]
        if predictions.probabilities is not None:
            shown.append(f"{predictions.probabilities[position].max():.3f}")
        table.add_row(*shown)
    console.print(table)
    if len(predictions.rows) > ROWS_SHOWN:
        console.print(f"... {len(predictions.rows) - ROWS_SHOWN:,} more rows; --json gives all", style="dim")
    if predictions.score is not None:
        console.print(f"{predictions.metric} {predictions.score:.4f}", style="bold green")
