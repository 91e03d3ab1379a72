"""The tutorial's program as it ships: its text, and what running it or a copy of it defines."""

from importlib.resources import files
from typing import Any

TEXT = files("clearprop.read").joinpath("examples", "tutorial.py").read_text(encoding="utf-8")


def executed(text: str, name: str = "program") -> dict[str, Any]:
    """The names of a program that was run; it trains where its ``name`` is "__main__"."""
    names: dict[str, Any] = {"__name__": name}
    exec(compile(text, "program.py", "exec"), names)
    return names
