"""From the error that a run ended with to a sentence that says what would help."""

import re

from clearprop.read.surroundings.frameworks import FRAMEWORKS, LEFT

SENTENCES = (
    *((rf"No module named '{module}[\w.]*'", LEFT.format(name)) for module, name in FRAMEWORKS.items()),
    (
        r"No module named '([\w.]+)'",
        "it needs {0}, which neither lies beside it nor is installed: put it there, or pip install {0}.",
    ),
    (
        r"\[Errno 2\] (\S+) is missing, and nothing shows",
        "{0} is missing, and nothing shows what it holds; put it beside the script.",
    ),
    (
        r"(\S+) is missing, and nothing shows",
        "{0} is missing, and nothing shows what it holds; put it beside the script.",
    ),
    (r"FileNotFoundError: .*?'([^']+)'$", "{0} is missing; put it beside the script."),
    (r"EOFError", "it asks its user for ever, and nobody is there to answer."),
    (
        r"PermissionError|\[Errno 1\]",
        "here a script starts no process, reaches no network, signals nobody, and has no files but those beside it.",
    ),
    (r"^MemoryError", "it needs more memory than a script is given here; a smaller example would help."),
    (r"UnicodeDecodeError", "a file that it reads is not in the encoding that it expects."),
)


def what_helps(error: str) -> str | None:
    """What a person can do about it, as the end of a sentence; None where nothing general can be said."""
    for pattern, sentence in SENTENCES:
        if found := re.search(pattern, error):
            return sentence.format(*found.groups())
    return None
