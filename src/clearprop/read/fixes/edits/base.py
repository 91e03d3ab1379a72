"""What an edit is: a way to mend mistakes of some kinds."""

from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.place import Place


class Edit:
    """One kind of change. ``codes``: the findings that it may mend, and how unlikely that is."""

    codes: ClassVar[dict[str, int]] = {}

    def changes(self, place: Place) -> Iterator[Change]:
        """The ways to do it near the blamed statement."""
        return iter(())
