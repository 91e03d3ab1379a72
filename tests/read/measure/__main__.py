"""``python -m tests.read.measure``: how well the reader reads, on right scripts, mutants and rewrites."""

import argparse
import json
from fnmatch import fnmatch
from pathlib import Path

from tests.read.measure.cases import Case, right_scripts, sample, scripts_in
from tests.read.measure.mutants import mutants
from tests.read.measure.outcomes import remember
from tests.read.measure.report import as_json, as_markdown, printed
from tests.read.measure.rewriting import rewrites
from tests.read.measure.score import READER, scored

CORPORA = ("ours", "by_contract", "second_by_contract", "mutants", "rewrites")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.read.measure", description=__doc__)
    parser.add_argument("--corpus", choices=[*CORPORA, "all"], default="all")
    parser.add_argument("--folder", type=Path, help="scripts with their NAME.json, in the place of a corpus")
    parser.add_argument("--only", metavar="PATTERN", help="names that contain it, or match it with * and ?")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for each script")
    parser.add_argument("--json", type=Path, metavar="OUT", help="every judgement")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="the tables, for the documentation")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the scripts there instead of reading them")
    parser.add_argument("--sample", type=int, metavar="N", help="so many, spread over codes, rules and scripts")
    parser.add_argument(
        "--remember", action="store_true", help="run all mutants and rewrites, and remember what they did"
    )
    parser.add_argument("--reader", default=READER, metavar="MODULE:FUNCTION")
    return parser.parse_args()


def cases_of(corpus: str) -> list[Case]:
    if corpus == "mutants":
        return mutants()
    return rewrites() if corpus == "rewrites" else right_scripts(corpus)


def chosen(options: argparse.Namespace) -> list[Case]:
    """By corpus or folder, then by name."""
    if options.folder:
        cases = scripts_in(options.folder, options.folder.name)
    else:
        corpora = CORPORA if options.corpus == "all" else [options.corpus]
        cases = [case for corpus in corpora for case in cases_of(corpus)]
    pattern = options.only or ""
    cases = [case for case in cases if pattern in case.name or fnmatch(case.name, pattern)]
    return sample(cases, options.sample) if options.sample else cases


def write(cases: list[Case], folder: Path) -> None:
    for case in cases:
        path = folder / case.corpus / f"{case.name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case.text, encoding="utf-8")
        path.with_suffix(".json").write_text(json.dumps(case.expected.to_json(), indent=1) + "\n", encoding="utf-8")


def main() -> None:
    options = arguments()
    if options.remember:
        mutants()
        rewrites()
        return print(f"{remember()} outcomes remembered")
    cases = chosen(options)
    if options.write:
        return write(cases, options.write)
    judgements = scored(cases, options.reader, options.jobs, options.limit)
    print(printed(judgements))
    if options.json:
        options.json.write_text(json.dumps(as_json(judgements), indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(as_markdown(judgements), encoding="utf-8")


if __name__ == "__main__":
    main()
