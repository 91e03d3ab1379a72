"""The update rules that are right, from the fewest constants to the most."""

from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

from clearprop.read.update_rules.base import UpdateRule

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")


Kind = TypeVar("Kind")


def below(kind: type[Kind]) -> list[type[Kind]]:
    """The subclasses, and theirs."""
    return [found for child in kind.__subclasses__() for found in (child, *below(child))]


RULES: tuple[UpdateRule, ...] = tuple(
    sorted(
        (kind() for kind in below(UpdateRule) if kind.__module__.startswith(__name__)), key=lambda r: len(r.constants)
    )
)
