"""Why a weight's gradient is what it is, for a weight of a script."""

from dataclasses import dataclass
from typing import Any

from clearprop.app.reading.script import Script, example
from clearprop.app.reading.wording import loss_name, where_and_what
from clearprop.explain.why.answer import Answer
from clearprop.read.forward import forward
from clearprop.read.reading import Reading
from clearprop.read.recover.steps import NotFollowed
from clearprop.read.runs import NotRun
from clearprop.train.data.errors import DataError, OptionError

ENDINGS = (".py", ".ipynb")


def is_script(argument: str) -> bool:
    """Whether it names a script rather than a model."""
    return argument.endswith(ENDINGS) or example(argument) is not None


@dataclass(frozen=True)
class Explained:
    """The answer, and what has to be said before it."""

    before: str
    answer: Answer

    def to_json(self) -> dict[str, Any]:
        return {"before": self.before, **self.answer.to_json()}


def explained(script: Script, weight: str, run: str | None, expected: float | None) -> Explained:
    """The true gradient at the script's first update. DataError for what cannot be followed, OptionError for no weight."""
    try:
        found = forward(script.path or script.text, run)
        name, index = found.element(weight)
        answer = found.derivation.why(name, index, expected=expected)
    except (NotFollowed, NotRun) as problem:
        raise DataError(f"{script.name} cannot be explained: {problem}") from None
    except (KeyError, IndexError) as problem:
        raise OptionError(str(problem.args[0])) from None
    return Explained(before(found.reading, weight, answer), answer)


def before(reading: Reading, weight: str, answer: Answer) -> str:
    """What the weight is called below, where the gradient is taken, and whether the script's own is another one."""
    said = [f"At the script's first update, for {loss_name(reading.loss)}."]
    if answer.weight != weight:
        said.append(f"{weight} is called {answer.weight} below.")
    wrong = [where_and_what(finding) for finding in reading.findings if finding.severity == "wrong"]
    if wrong:
        said.append(f"The script computes another gradient ({', '.join(wrong)}); this is the true one.")
    return " ".join(said)
