"""sklearn's functions that deal out the rows of arrays: which rows each part got is found by dealing their numbers too."""

from typing import Any

import numpy as np

from clearprop.read.tape.recorder import Recorder, is_frame

PARTS = {"train_test_split": 2, "shuffle": 1, "resample": 1}
"""How many parts of each array these give."""


def chooses_rows(recorder: Recorder, function: Any, positional: tuple[Any, ...]) -> bool:
    """Whether it is one of them, called with arrays and nothing else, or frames whose numbers are known already."""
    return (
        getattr(function, "__name__", "") in PARTS
        and "sklearn" in (getattr(function, "__module__", None) or "")
        and bool(positional)
        and all(isinstance(g, np.ndarray) or (is_frame(g) and recorder.has_node(g)) for g in positional)
    )


def rows_chosen(
    recorder: Recorder, site: int, function: Any, positional: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """What it gives, each part known as rows of its own array."""
    count = PARTS[function.__name__]
    numbers = recorder.templates(site, positional)  # before the call: at a fresh point arrays get other values here
    dealt = function(*positional, np.arange(len(positional[0])), **named)
    parts, orders = dealt[:-count], dealt[-count:]
    for place, part in enumerate(parts):
        recorder.found("getitem", site, [numbers[place // count], ["c", orders[place % count].tolist()]], part)
    return parts if len(parts) > 1 else parts[0]
