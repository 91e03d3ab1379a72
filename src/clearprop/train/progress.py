"""Progress while training: a bar in the terminal, or a function of the user's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from clearprop.explain.health import Health
from clearprop.train.history import Record

Report = Callable[[Record, int], object]


@contextmanager
def reporting(progress: bool | Report, epochs: int, metric_name: str, done: int = 0) -> Iterator[Report]:
    """A function that is told each record and how many epochs there will be; so many are done already."""
    if progress is not True:
        yield progress or (lambda record, epochs: None)
        return
    # rich takes a tenth of a second to import, and only a bar needs it
    console = import_module("rich.console").Console(stderr=True)
    with bar(console, metric_name, epochs, done) as report:
        yield report


@contextmanager
def bar(console: Any, metric_name: str, epochs: int, done: int = 0, transient: bool = False) -> Iterator[Report]:
    """A bar in the terminal, with the loss, the metric and the gradient's health as it was last looked at."""
    bars = import_module("rich.progress")
    columns = (
        bars.BarColumn(bar_width=12), bars.MofNCompleteColumn(), bars.TimeElapsedColumn(),
        bars.TextColumn("{task.fields[figures]}"),
    )  # fmt: skip
    seen: list[Health] = []
    with bars.Progress(*columns, console=console, transient=transient) as shown:
        task = shown.add_task("training", total=epochs, completed=done, figures="")

        def report(record: Record, total: int) -> None:
            seen[:] = [record.health] if record.health else seen
            text = "  ".join([figures(record, metric_name), *map(condition, seen)])
            shown.update(task, advance=1, total=total, figures=text)

        yield report


def figures(record: Record, metric_name: str) -> str:
    """``loss 0.1234  accuracy 0.967 (validation 0.950)``."""
    text = f"loss {record.loss:.4g}  {metric_name} {record.metric:.3f}"
    return text if record.validation_metric is None else f"{text} (validation {record.validation_metric:.3f})"


def condition(health: Health) -> str:
    """``∂z first/last 0.13  dead 4%``: the gradient at the first layer over that at the last, and the shares of units."""
    parts = [f"∂z first/last {health.reach:.2g}"] if len(health.layers) > 1 else []
    parts += [
        f"{what} {share:.0%}" for what, share in (("dead", health.dead), ("saturated", health.saturated)) if share
    ]
    return "  ".join(parts)
