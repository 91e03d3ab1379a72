"""Whether the functions of modules are still those that they were: a script may replace what it is recorded with."""

from collections.abc import Iterable
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import TypeGuard

HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE
PARTS = (type, FunctionType, BuiltinFunctionType)


class Steady:
    """Remembers the functions and classes of these modules, and the functions of those classes, as they are now."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        owners: list[ModuleType | type] = list(modules)
        classes = {part for owner in owners for part in vars(owner).values() if own_class(part)}
        self.seen = [(vars(owner), owner.__name__, functions_of(owner)) for owner in (*owners, *classes)]

    def changed(self) -> str:
        """The name of one that is another now, or nothing."""
        for now, owner, before in self.seen:
            for name, part in before.items():
                if now.get(name) is not part:
                    return f"{owner}.{name}"
        return ""


def functions_of(owner: ModuleType | type) -> dict[str, object]:
    return {name: part for name, part in vars(owner).items() if isinstance(part, PARTS)}


def own_class(part: object) -> TypeGuard[type]:
    """A class written in Python, which a script could change."""
    return isinstance(part, type) and bool(part.__flags__ & HEAP)
