"""Scripts with their expectations, by corpus, and the hash that says which ones a score is about."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from tests.read.measure.expectation import Expectation, expectation_beside
from tests.read.measure.notebook import flat_expectation, joined

CORPUS = Path(__file__).parents[1] / "corpus"


@dataclass(frozen=True)
class Case:
    """A script to be read: its text, what is expected, and the rule that made it from another, if any did."""

    name: str
    corpus: str
    text: str
    expected: Expectation
    rule: str = ""
    notebook: str = ""  # the file itself, where the text is the code of its cells

    @property
    def code(self) -> str:
        """The first code that is expected, or none."""
        needed = [each for each in self.expected.findings if not each.optional]
        return needed[0].codes[0] if needed else "none"


def scripts_in(folder: Path, corpus: str) -> list[Case]:
    """Every script and notebook of a folder that has its expectation beside it, in the order of names."""
    found = [path for path in sorted(folder.glob("**/*")) if path.suffix in (".py", ".ipynb")]
    return [case_at(path, folder, corpus) for path in found if path.with_suffix(".json").is_file()]


def case_at(path: Path, folder: Path, corpus: str) -> Case:
    name, text = str(path.relative_to(folder).with_suffix("")), path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return Case(name, corpus, text, expectation_beside(path))
    code, among_all, _ = joined(text)
    data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return Case(name, corpus, code, Expectation.from_json(flat_expectation(data, among_all)), notebook=text)


def right_scripts(corpus: str) -> list[Case]:
    return scripts_in(CORPUS / corpus, corpus)


def sample(cases: Sequence[Case], number: int) -> list[Case]:
    """At most so many, always the same: one of each corpus, code and rule in turn, then a second, by a hash of the names."""
    groups: dict[tuple[str, str, str], list[Case]] = {}
    for case in sorted(cases, key=lambda each: hashlib.sha256(each.name.encode()).hexdigest()):
        groups.setdefault((case.corpus, case.code, case.rule), []).append(case)
    rounds = zip_longest(*(groups[key] for key in sorted(groups)))
    return [case for turn in rounds for case in turn if case][:number]


def hash_of(cases: Iterable[Case]) -> str:
    """Depends on every text and every expectation, and on nothing else."""
    digest = hashlib.sha256()
    for case in sorted(cases, key=lambda each: (each.corpus, each.name)):
        written = [case.corpus, case.name, case.text, case.expected.to_json()]
        digest.update(json.dumps(written, sort_keys=True).encode())
    return digest.hexdigest()[:16]
