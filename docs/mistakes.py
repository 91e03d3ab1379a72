"""The page of all mistakes, written from the diagnoses when the documentation is built; their examples are read then."""

import inspect
from difflib import unified_diff

from clearprop.read.contained import Contained
from clearprop.read.diagnoses import DIAGNOSES, Diagnosis
from clearprop.read.diagnoses.example import Example
from clearprop.read.reader import read_source
from clearprop.read.runs import box
from clearprop.read.source import load_source

HERE = "<!-- mistakes: written here when the documentation is built -->"


def with_mistakes(page: str) -> str:
    """The page with a section for each diagnosis in the place that it keeps for them."""
    if HERE not in page:
        return page
    with box() as contained:
        sections = [section(diagnosis, contained) for _, diagnosis in sorted(DIAGNOSES.items())]
    return page.replace(HERE, "\n\n".join(sections))


def section(diagnosis: type[Diagnosis], contained: Contained) -> str:
    """What it finds, why it matters, wrong and right, how sure it is, and what is said of an example."""
    says = " ".join(inspect.cleandoc(diagnosis.__doc__ or "").split())
    parts = [
        f"## {diagnosis.code} {diagnosis.name}",
        f"*{diagnosis.severity}.* {says}",
        diagnosis.why,
        f"```python\n# wrong\n{diagnosis.wrong}\n\n# right\n{diagnosis.right}\n```",
        f"How sure: {diagnosis.sure}",
    ]
    if diagnosis.example is not None:
        parts.append(told(diagnosis.example, contained))
    return "\n\n".join(parts)


def told(example: Example, contained: Contained) -> str:
    """How the example differs from a right script, and what `clearprop read` says of it."""
    before, after = example.script.split("\n"), example.mistaken.split("\n")
    difference = list(unified_diff(before, after, n=2, lineterm=""))[2:]
    found = read_source(load_source(example.mistaken), contained, fixes=False).findings
    answer = "\n".join(f"> line {finding.line}: {finding.message}" for finding in found)
    return "In a script, and what is said of it:\n\n```diff\n" + "\n".join(difference) + f"\n```\n\n{answer}"
