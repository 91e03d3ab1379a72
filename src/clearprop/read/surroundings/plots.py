"""What stand-ins for drawing must still do: count panels, run an animation's frames, pass a loop's values through."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.permissive import Nothing
from clearprop.read.surroundings.stand_ins import Fill

FRAMES = 50  # of an animation; training is often one frame a step


def subplots(rows: int = 1, columns: int = 1, **named: Any) -> tuple[Nothing, Nothing]:
    """A figure and its panels."""
    count = int(named.get("nrows", rows)), int(named.get("ncols", columns))
    return Nothing(), Nothing(count[0] if count[0] > 1 else count[1] if count[1] > 1 else 0)


def animate(figure: Any, function: Callable[..., Any], frames: Any = None, *more: Any, **named: Any) -> Nothing:
    """Every frame, as a window would ask for them."""
    if callable(frames):
        frames = frames()
    numbers: Iterable[Any] = (
        range(frames if frames is not None else FRAMES) if not hasattr(frames, "__iter__") else frames
    )
    for frame in islice(numbers, FRAMES):
        function(frame, *(named.get("fargs") or ()))
    return Nothing()


class Progress:
    """tqdm: the iterable itself; told to write, close or update, it does nothing."""

    def __init__(self, iterable: Iterable[Any] = (), *more: Any, **named: Any) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)  # type: ignore[arg-type]

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *problem: Any) -> None: ...

    def __getattr__(self, name: str) -> Any:
        return Nothing()


def progress(iterable: Iterable[Any] = (), *more: Any, **named: Any) -> Any:
    """tqdm(iterable): a list or range stays what it is, so that nothing comes between it and the loop."""
    return Progress(iterable, *more, **named)


def ranges(*bounds: int, **named: Any) -> Progress:
    return Progress(range(*bounds))


def fill_pyplot(module: ModuleType) -> None:
    vars(module).update(subplots=subplots)


def fill_pylab(module: ModuleType) -> None:
    """Fill in NumPy and pyplot, both of which pylab is."""
    for source in (np.random, np):
        vars(module).update({name: getattr(source, name) for name in source.__all__ if not hasattr(type, name)})
    fill_pyplot(module)


def fill_animation(module: ModuleType) -> None:
    vars(module).update(FuncAnimation=animate)


def fill_tqdm(module: ModuleType) -> None:
    vars(module).update(tqdm=progress, trange=ranges, tqdm_notebook=progress, tnrange=ranges)


FILLS: dict[str, Fill] = {
    "matplotlib.pyplot": fill_pyplot,
    "pylab": fill_pylab,
    "matplotlib.pylab": fill_pylab,
    "matplotlib.animation": fill_animation,
    "tqdm": fill_tqdm,
    "tqdm.auto": fill_tqdm,
    "tqdm.notebook": fill_tqdm,
}
