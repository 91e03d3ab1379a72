"""The author's own parameters, where an argument is a dict, a list, a tuple or an object that holds arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final


class NoDefault:
    """The default of a parameter that has none."""

    def __repr__(self) -> str:
        return "NO_DEFAULT"


NO_DEFAULT: Final = NoDefault()

Path = tuple[tuple[str, Any], ...]
"""Steps from a parameter to a leaf: ("key", "W"), ("item", 0), ("attribute", "W")."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of the author's function, and the Program's inputs that are found in it.

    A parameter without leaves (a text, None, an option) had the value ``default`` when recorded; code asserts it.
    """

    name: str
    leaves: tuple[tuple[Path, str], ...] = ()
    default: Any = NO_DEFAULT

    @property
    def plain(self) -> bool:
        """Whether the parameter is an input itself."""
        return len(self.leaves) == 1 and not self.leaves[0][0]


def reached(name: str, path: Path) -> str:
    """``params["layers"][0].W``: the text that reads a leaf."""
    return name + "".join(f".{step}" if kind == "attribute" else f"[{step!r}]" for kind, step in path)


def parameters_of(inputs: Sequence[str], signature: Sequence[Parameter] | None) -> list[Parameter]:
    """The signature, or one plain parameter for each input where there is none."""
    if signature is None:
        return [Parameter(name, (((), name),)) for name in inputs]
    return list(signature)
