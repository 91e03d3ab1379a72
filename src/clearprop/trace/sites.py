"""Sites: numbered places in users' source, so that an equation's position costs one integer while recording."""

import linecache

from clearprop.ir import NOWHERE, Origin, Position

ORIGINS: list[Origin] = [NOWHERE]


def new_site(position: Position) -> int:
    ORIGINS.append(Origin(position))
    return len(ORIGINS) - 1


def source_of(position: Position | None) -> str:
    """The text that stands at the position, on one line; empty where the file is not to be had."""
    if position is None:
        return ""
    lines = [
        linecache.getline(position.file, n) for n in range(position.line, (position.end_line or position.line) + 1)
    ]
    if not any(lines):
        return ""
    if position.end_column:
        lines[-1] = lines[-1][: position.end_column]
        lines[0] = lines[0][position.column :]
    return " ".join(" ".join(lines).split())
