"""Texts that are run as if they belonged to the script, so that what they compute is recorded like its own lines."""

from pathlib import Path

TEXTS = {path.stem: path.read_text() for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__"}
"""Read at once: where a script runs, our own modules are not to be had any more."""


def text_of(name: str) -> str:
    """The text of the module with this name in this folder."""
    return TEXTS[name]
