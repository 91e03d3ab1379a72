"""Names of modules, exchanged for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ABSENT = object()


@contextmanager
def replaced(owner: Any, **names: Any) -> Iterator[None]:
    """``owner`` with these attributes instead of its own; afterwards as it was."""
    before = {name: vars(owner).get(name, ABSENT) for name in names}
    for name, value in names.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, value)
