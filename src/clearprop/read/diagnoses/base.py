"""What a diagnosis is: a mistake, as a change of the true backward pass that must reproduce the learner's numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import Example
from clearprop.read.recover.steps import Run, Step

DIAGNOSES: dict[str, type["Diagnosis"]] = {}
"""Every diagnosis by its code; found automatically."""

Backward = Callable[[Run, Step], dict[int, Any]]


@dataclass
class Hypothesis:
    """One mistake at one place: the adjoints that it would give, and the parameters that would see them.

    ``kind`` says how the line is found: ``missing`` (a factor or a term is left out: the line is that of the value which
    lacks it), ``wrong`` (a value is another one: the line is where it is first computed) or ``change`` (the statement that
    changes the parameter).
    """

    diagnosis: "Diagnosis"
    layer: int | None
    adjoints: Backward
    sees: set[int]
    quantity: str  # in maths
    equals: str
    instead: str
    kind: str = "wrong"
    gradient: Callable[[int, int], dict[int, Any]] | None = (
        None  # where it is no mere sweep: (point, step) -> by lineage
    )
    lines: tuple[int, ...] = ()  # known without looking
    values: Callable[[Run, Step], list[Any]] | None = None  # what the first wrong value must be one of
    related: tuple[int, ...] = ()
    weight: int = 0  # among hypotheses with the same numbers the lightest is named
    found: dict[str, Any] = field(default_factory=dict)
    locate: Callable[[Case, "Hypothesis"], Any] | None = None  # (line, related), where the kind does not tell

    def predicted(self, case: Case) -> Callable[[int, int], dict[int, Any]]:
        """(point, step number) -> the gradients by lineage that this mistake gives."""
        if self.gradient is not None:
            return self.gradient

        def at(point: int, number: int) -> dict[int, Any]:
            run, steps = case.points[point]
            true = case.true_gradients(run, steps[number])
            mutated = case.mutated(self.adjoints, run, steps[number])
            return {i: mutated[i] if i in self.sees else true[i] for i in true}

        return at


class Diagnosis:
    """One finding of the contract. A subclass is one file, and its docstring is what the page says.

    ``why`` is why it matters, with the formula; ``wrong`` and ``right`` are the same lines with and without the mistake,
    ``example`` a whole script that is run.
    """

    code: ClassVar[str] = ""
    name: ClassVar[str] = ""
    severity: ClassVar[str] = "wrong"
    why: ClassVar[str] = ""
    wrong: ClassVar[str] = ""
    right: ClassVar[str] = ""
    sure: ClassVar[str] = ""
    example: ClassVar[Example | None] = None
    said_by: ClassVar[tuple[str, ...]] = ()  # codes beside which it adds nothing
    starts: ClassVar[bool] = False  # whether mending it changes the values that training starts from
    stage: ClassVar[str] = (
        "sweep"  # ratio: of changes and gradients; sweep: a changed backward pass; rule: a changed update; last
    )

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.code:
            DIAGNOSES[cls.code] = cls

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        """The mistakes of this kind that could have been made, where the updates are not the gradient."""
        return iter(())

    def at_stage(self, case: Case, stage: str) -> Iterator[Hypothesis]:
        """Those of one stage; a diagnosis that has some at another one than its own says so here."""
        return self.hypotheses(case) if stage == self.stage else iter(())

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        """Mistakes of this kind that are there, and leave every update the gradient of what it is taken of."""
        return iter(())

    def aim(self, case: Case) -> Case:
        """The case by whose loss the updates have to go once the mistake is mended."""
        return case
