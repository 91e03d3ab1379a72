"""What only IPython understands: %magics, %%cell magics, !commands, questions with a ?."""

import re

TIMED = re.compile(r"^(\s*)(%%?(?:time|timeit|prun|capture)\b(?:\s+-\S+(?:\s+\d+)?)*)\s*(.*)$")
MAGIC = re.compile(r"^(\s*)(%%?[A-Za-z_]|!|\?)")
ASSIGNED = re.compile(r"^(\s*[\w.,\s]+?=)\s*[!%][A-Za-z_.].*$")
QUESTION = re.compile(r"^(\s*)%?[\w.*]+\?\??\s*$")
FOREIGN = re.compile(
    r"^\s*%%(?:bash|sh|html|HTML|javascript|js|latex|markdown|writefile|file|cmd|perl|ruby|R|svg|script|cython|sql)\b"
)


def without_magics(text: str) -> str | None:
    """The text with every such line doing nothing; None if it has none."""
    lines = text.split("\n")
    if lines and any(FOREIGN.match(line) for line in lines[: first_code(lines) + 1]):
        return "\n".join("" for _ in lines)
    mended = [plain(line) for line in lines]
    return None if mended == lines else "\n".join(mended)


def first_code(lines: list[str]) -> int:
    return next((at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)


def plain(line: str) -> str:
    """One line without its magic, as deep as it was; the code behind %time stays."""
    if found := TIMED.match(line):
        return found[1] + (found[3] or "pass")
    if (found := MAGIC.match(line)) or (found := QUESTION.match(line)):
        return found[1] + "pass"
    found = ASSIGNED.match(line)
    return f"{found[1]} []" if found else line
