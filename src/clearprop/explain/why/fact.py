"""What a fact is: something that was found true of a weight's gradient, with the numbers that show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from clearprop.explain.why.case import Case


@dataclass(frozen=True)
class Fact:
    """``kind`` says what was found ("zero", "small", ...), ``text`` states it, ``numbers`` are those in the text."""

    kind: str
    text: str
    numbers: Mapping[str, Any] = field(default_factory=dict)


FACTS: list[type["Look"]] = []
"""Every kind of fact, in the order in which an answer states them."""


class Look:
    """A kind of fact: one class, one file, found automatically. ``order``: where it stands in an answer."""

    kind: ClassVar[str]
    order: ClassVar[int]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        FACTS.append(cls)
        FACTS.sort(key=lambda look: look.order)

    def at(self, case: Case) -> Fact | None:
        """The fact, if it holds."""
        raise NotImplementedError

    def fact(self, text: str, **numbers: Any) -> Fact:
        return Fact(self.kind, text, numbers)
