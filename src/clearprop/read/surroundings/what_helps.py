"""From the error that a run ended with to a sentence that says what would help."""

import re

SENTENCES = (
    (r"No module named '([\w.]+)'", "it needs {0}, which is not installed: pip install {0}, and read it again."),
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
    (r"UnicodeDecodeError", "a file that it reads is not in the encoding that it expects."),
)


def what_helps(error: str) -> str | None:
    """What a person can do about it, as the end of a sentence; None where nothing general can be said."""
    for pattern, sentence in SENTENCES:
        if found := re.search(pattern, error):
            return sentence.format(*found.groups())
    return None
