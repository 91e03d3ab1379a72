"""Scripts with their expectations, by corpus, and the hash that says which ones a score is about."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.read.measure.expectation import Expectation, expectation_beside

CORPUS = Path(__file__).parents[1] / "corpus"


@dataclass(frozen=True)
class Case:
    """A script to be read: its text, what is expected, and the rule that made it from another, if any did."""

    name: str
    corpus: str
    text: str
    expected: Expectation
    rule: str = ""

    @property
    def code(self) -> str:
        """The first code that is expected, or none."""
        needed = [each for each in self.expected.findings if not each.optional]
        return needed[0].codes[0] if needed else "none"


def scripts_in(folder: Path, corpus: str) -> list[Case]:
    """Every script of a folder that has its expectation beside it, in the order of names."""
    found = [path for path in sorted(folder.glob("**/*.py")) if path.with_suffix(".json").is_file()]
    return [
        Case(
            str(path.relative_to(folder).with_suffix("")),
            corpus,
            path.read_text(encoding="utf-8"),
            expectation_beside(path),
        )
        for path in found
    ]


def right_scripts(corpus: str) -> list[Case]:
    return scripts_in(CORPUS / corpus, corpus)


def hash_of(cases: Iterable[Case]) -> str:
    """Depends on every text and every expectation, and on nothing else."""
    digest = hashlib.sha256()
    for case in sorted(cases, key=lambda each: (each.corpus, each.name)):
        written = [case.corpus, case.name, case.text, case.expected.to_json()]
        digest.update(json.dumps(written, sort_keys=True).encode())
    return digest.hexdigest()[:16]
