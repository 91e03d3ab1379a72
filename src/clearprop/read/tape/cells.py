"""Containers that keep numbers but not objects: ``array.array``. What was put in is known again by place and value."""

import array
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clearprop.read.tape.recorder import Recorder


class Cells:
    """The nodes of the numbers in such containers."""

    def __init__(self, recorder: "Recorder") -> None:
        self.recorder = recorder
        self.nodes: dict[int, tuple[Any, dict[int, tuple[Any, int]]]] = {}

    def holds(self, container: Any) -> bool:
        return isinstance(container, array.array)

    def made(self, container: Any, values: Any) -> Any:
        """The container was filled with these values."""
        for i, value in enumerate(values):
            self.wrote(-1, container, i, value)
        return container

    def wrote(self, site: int, container: Any, item: Any, value: Any) -> None:
        if isinstance(item, slice):
            for i, part in zip(range(*item.indices(len(container))), value, strict=False):
                self.wrote(site, container, i, part)
            return
        number = self.recorder.reference(value)
        entries = self.nodes.setdefault(id(container), (container, {}))[1]
        place = item % len(container)
        if number is None:
            entries.pop(place, None)
        else:
            entries[place] = (container[place], number)

    def read(self, site: int, container: Any, item: Any, result: Any) -> Any:
        """``container[item]``, which gave ``result``."""
        entries = self.nodes.get(id(container), (None, {}))[1]
        if isinstance(item, slice):
            return self.made(
                result, [self.read(site, container, i, container[i]) for i in range(*item.indices(len(container)))]
            )
        if not isinstance(result, float):
            return result
        value, number = entries.get(item % len(container), (None, 0))
        if value == result:
            self.recorder.keep(result, number)
            return result
        return self.recorder.leaf(site, result * 1.0)

    def method(self, site: int, container: Any, name: str, positional: tuple[Any, ...]) -> Any:
        """A method of such a container."""
        if name == "tolist":
            return list(self.elements(site, container))
        result = getattr(container, name)(*positional)
        if name in ("append", "extend", "fromlist"):
            added = positional if name == "append" else list(positional[0])
            for i, value in enumerate(added):
                self.wrote(site, container, len(container) - len(added) + i, value)
        return result

    def elements(self, site: int, container: Any) -> Any:
        for i in range(len(container)):
            yield self.read(site, container, i, container[i])
