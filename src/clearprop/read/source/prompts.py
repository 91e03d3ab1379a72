"""Code pasted with its prompts, >>> or In [3]:, and with the answers between them."""

import re

PROMPT = re.compile(r"^(\s*)(>>> ?|\.\.\. ?|In \[\d*\]: ?|\s+\.\.\.: ?)")
STARTS = re.compile(r"^\s*(>>>|In \[\d*\]:)")


def without_prompts(text: str) -> str | None:
    """The code behind the prompts, every other line emptied; None if the text has none."""
    lines = text.split("\n")
    if not any(STARTS.match(line) for line in lines):
        return None
    return "\n".join(behind_prompt(line) for line in lines)


def behind_prompt(line: str) -> str:
    found = PROMPT.match(line)
    return line[found.end() :] if found else ""
