"""Every public name says in its first line what it promises, and is shown in the documentation."""

import inspect
import types
from pathlib import Path

import pytest

import clearprop

DOCUMENTED = [name for name in clearprop.__all__ if not isinstance(getattr(clearprop, name), types.ModuleType)]


def test_all_is_sorted_and_there() -> None:
    assert list(clearprop.__all__) == sorted(set(clearprop.__all__))
    assert set(clearprop.__all__) <= set(dir(clearprop))


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_public_name_has_a_docstring_of_its_own(name: str) -> None:
    thing = getattr(clearprop, name)
    docstring = vars(thing).get("__doc__") if isinstance(thing, type) else thing.__doc__
    assert docstring, f"clearprop.{name} has no docstring; its first line is the formula or the promise."
    first = docstring.strip().splitlines()[0]
    assert not first.startswith(f"{name}("), f"dataclasses wrote the docstring of clearprop.{name}: {first}"
    assert first == docstring.splitlines()[0], f"the docstring of clearprop.{name} begins on its first line."
    assert first.rstrip(")]`").endswith((".", ":")), f"the first line of clearprop.{name} is no whole sentence: {first}"


@pytest.mark.parametrize("name", DOCUMENTED)
def test_public_methods_have_docstrings(name: str) -> None:
    thing = getattr(clearprop, name)
    if not isinstance(thing, type):
        return
    own = [key for key, value in vars(thing).items() if inspect.isfunction(value) and not key.startswith("_")]
    silent = [key for key in own if not inspect.getdoc(getattr(thing, key))]
    assert not [key for key in silent if f".{key}(" in shown_in_the_guide()], (
        f"clearprop.{name}: {silent} have no docstring."
    )


def shown_in_the_guide() -> str:
    return (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
