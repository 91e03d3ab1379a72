"""Progress while training: a bar in the terminal, or a function of the user's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

from clearprop.train.history import Record

Report = Callable[[Record, int], object]


@contextmanager
def reporting(progress: bool | Report, epochs: int, metric_name: str) -> Iterator[Report]:
    """A function that is told each record and how many epochs there will be."""
    if progress is not True:
        yield progress or (lambda record, epochs: None)
        return
    # rich takes a tenth of a second to import, and only a bar needs it
    console, bars = import_module("rich.console"), import_module("rich.progress")
    columns = (
        bars.TextColumn("{task.description}"), bars.BarColumn(bar_width=30), bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[figures]}"), bars.TimeElapsedColumn(),
    )  # fmt: skip
    with bars.Progress(*columns, console=console.Console(stderr=True)) as bar:
        task = bar.add_task("training", total=epochs, figures="")
        yield lambda record, total: bar.update(task, advance=1, total=total, figures=figures(record, metric_name))


def figures(record: Record, metric_name: str) -> str:
    """``loss 0.1234  accuracy 0.9667  (validation 0.95)``."""
    text = f"loss {record.loss:.4g}  {metric_name} {record.metric:.3f}"
    return text if record.validation_metric is None else f"{text}  (validation {record.validation_metric:.3f})"
