"""A network's parameters, and its running statistics, as mappings from names to arrays."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import numpy as np


class Parameters(MutableMapping[str, np.ndarray]):
    """Parameters by name. Setting one checks its shape; changing the elements of one in place is allowed too.

    ``changed`` is called after one was set.
    """

    kind = "parameter"

    def __init__(self, arrays: Mapping[str, np.ndarray], changed: Callable[[], None] | None = None) -> None:
        self.arrays = dict(arrays)
        self.changed = changed

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self.arrays:
            raise KeyError(f"no {self.kind} {name!r}; the {self.kind}s are {', '.join(self.arrays) or 'none'}.")
        return self.arrays[name]

    def __setitem__(self, name: str, value: Any) -> None:
        old = self[name]
        new = np.array(value, dtype=old.dtype)
        if new.shape != old.shape:
            raise ValueError(
                f"{name} has the shape {list(old.shape)}; an array of the shape {list(new.shape)} does not fit."
            )
        self.arrays[name] = new
        if self.changed:
            self.changed()

    def __contains__(self, name: object) -> bool:
        return name in self.arrays

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"the {self.kind} {name} belongs to the network and cannot be deleted.")

    def __iter__(self) -> Iterator[str]:
        return iter(self.arrays)

    def __len__(self) -> int:
        return len(self.arrays)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}: {list(array.shape)}' for name, array in self.items())})"


class Statistics(Parameters):
    """What layers keep from step to step without learning it, by name: running means and variances."""

    kind = "running statistic"
