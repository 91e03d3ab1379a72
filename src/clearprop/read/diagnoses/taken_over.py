"""Whether an update takes over a gradient that was made for another parameter, or makes the same numbers by itself.

By numbers δ without its input is the bias's gradient; the text tells which was meant.
"""

from typing import Any

from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.lacking import statements, targets, words
from clearprop.read.diagnoses.scales import scales, way_to
from clearprop.read.diagnoses.wrong_values import place
from clearprop.read.recover.rows import rows_at
from clearprop.read.recover.steps import Run, Step


def lacks_input(case: Case, one: int, other: int) -> bool:
    """Whether weights get what their bias or another of their layer's weights gets, but it is no gradient that is shared."""
    known = case.roles.get(one), case.roles.get(other)
    if None in known or case.layer(one) != case.layer(other) or not case.roles[one].weights:
        return False
    run, step = place(case)
    common = way_to(run, step, [case.lineage(one)]) & way_to(run, step, [case.lineage(other)])
    shared = [node for node, _ in scales(case, other) if node in common]
    if not shared:
        return True
    alone = case.roles[other].bias and not case.roles[other].weights
    return alone and rows_at(run, step) == 1 and not renamed(run, step, case.lineage(one), shared[0])


def renamed(run: Run, step: Step, one: int, delta: int) -> bool:
    """Whether the update knows δ by a name that it was given after it was computed, as a gradient is."""
    own = run.text.statement(run.graph.tape.site(delta))
    terms: list[Any] = [run.text.statement(run.graph.tape.site(node)) for node in step.terms[one]]
    used = {word for statement in terms for word in words(getattr(statement, "value", None) or statement)}
    given = [run.text.statement(run.graph.tape.table[site]) for site in statements(run, delta, step.end)]
    naming = [statement for statement in given if used & targets(statement)]
    return bool(naming) and own not in naming
