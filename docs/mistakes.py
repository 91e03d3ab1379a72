"""The page of all mistakes, written from the diagnoses when the documentation is built."""

import inspect

from clearprop.read.diagnoses import DIAGNOSES, Diagnosis

HERE = "<!-- mistakes: written here when the documentation is built -->"


def with_mistakes(page: str) -> str:
    """The page with a section for each diagnosis in the place that it keeps for them."""
    return page.replace(HERE, "\n\n".join(section(diagnosis) for _, diagnosis in sorted(DIAGNOSES.items())))


def section(diagnosis: type[Diagnosis]) -> str:
    """What it finds, why it matters, wrong and right, and how sure it is."""
    says = " ".join(inspect.cleandoc(diagnosis.__doc__ or "").split())
    return "\n\n".join(
        (
            f"## {diagnosis.code} {diagnosis.name}",
            f"*{diagnosis.severity}.* {says}",
            diagnosis.why,
            f"```python\n# wrong\n{diagnosis.wrong}\n\n# right\n{diagnosis.right}\n```",
            f"How sure: {diagnosis.sure}",
        )
    )
