"""Made-up rows for whoever would download them, with a remark; and modules that hold what stands in."""

from typing import Any

from clearprop.read.surroundings.files.digits import pictures
from clearprop.read.surroundings.request import Request, Seen
from clearprop.read.surroundings.stand_ins import StandIn


class Provider:
    """Makes rows up and says so."""

    def __init__(self, request: Request, seen: Seen) -> None:
        self.text, self.seen = request.text, seen

    def pictures(self, name: str, rows: int, shape: tuple[int, ...]) -> tuple[Any, Any]:
        size = " × ".join(map(str, shape))
        self.say(f"{name} cannot be downloaded; {rows} made-up pictures of {size} stand in.")
        return pictures(rows, shape)

    def say(self, message: str) -> None:
        self.seen.remark("made-up-data", message)


def module(name: str, **contents: Any) -> Any:
    """A module with these contents; any other name in it is Nothing."""
    made = StandIn(name)
    vars(made).update(contents)
    return made
