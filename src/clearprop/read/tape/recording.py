"""What the parts of a recorder ask of it."""

from typing import Any, Protocol


class Recording(Protocol):
    """The recorder, as buffers, frames, templates, round trips and stopping see it. ``Any`` are those parts themselves."""

    ops: list[str]
    arguments: list[Any]
    values: list[Any]
    sites: list[int]
    index: dict[int, int]
    tested: list[int]
    alive: list[Any]
    ordinals: dict[int, int]
    buffers: Any
    frames: Any
    stopping: Any

    def node(self, op: str, site: int, arguments: Any, value: Any) -> int: ...
    def event(self, op: str, site: int, arguments: Any, value: Any) -> int: ...
    def number(self, op: str, site: int, arguments: Any, value: Any) -> Any: ...
    def array(self, op: str, site: int, arguments: Any, value: Any) -> Any: ...
    def found(self, op: str, site: int, arguments: Any, value: Any) -> Any: ...
    def leaf(self, site: int, value: Any, op: str = "leaf") -> Any: ...
    def reference(self, value: Any) -> int | None: ...
    def note(self, use: str, value: Any, site: int) -> None: ...
