"""Whether the functions of modules are still those that they were: a script may replace what it is recorded with."""

from collections.abc import Iterable
from types import ModuleType
from typing import TypeGuard

HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE


class Steady:
    """Remembers the functions and classes of these modules, and the functions of those classes, as they are now.

    Names in ``free`` may become others.
    """

    def __init__(self, modules: Iterable[ModuleType], free: frozenset[str] = frozenset()) -> None:
        owners: list[ModuleType | type] = list(modules)
        names = {owner.__name__ for owner in owners}
        parts = [part for owner in owners for part in vars(owner).values()]
        classes = {part for part in parts if own_class(part) and part.__module__ in names}
        self.seen = [(vars(owner), owner.__name__, functions_of(owner, free)) for owner in (*owners, *classes)]

    def changed(self) -> str:
        """The name of one that is another now, or nothing."""
        for now, owner, before in self.seen:
            for name, part in before.items():
                if now.get(name) is not part:
                    return f"{owner}.{name}"
        return ""


def functions_of(owner: ModuleType | type, free: frozenset[str]) -> dict[str, object]:
    return {name: part for name, part in vars(owner).items() if callable(part) and name not in free}


def own_class(part: object) -> TypeGuard[type]:
    """A class written in Python, which a script could change."""
    return isinstance(part, type) and bool(part.__flags__ & HEAP)
