"""The nodes of one step that are held against what is true, and what each of them depends on."""

from dataclasses import dataclass
from functools import cached_property

from clearprop.read.match.truths import Truths
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.steps import Run, Step


@dataclass
class Point:
    """A step of a run, with its truths."""

    run: Run
    step: Step
    truths: Truths

    @property
    def graph(self) -> Graph:
        return self.run.graph

    @cached_property
    def nodes(self) -> list[int]:
        """Everything that was computed in the step, in order."""
        return sorted({*self.truths.window, *self.step.forward, *self.step.backward})

    @cached_property
    def after_prediction(self) -> set[int]:
        """What was computed from the predictions."""
        return self.computed_from(
            {meeting.prediction for meeting in (*self.step.meetings, *self.truths.aside.meetings)}
        )

    @cached_property
    def forward(self) -> set[int]:
        """The nodes of forward passes, trained on or not."""
        return self.step.forward | self.truths.aside.nodes

    def unbent(self, node: int) -> bool:
        """Whether a node is a pre-activation that leaves its layer as it is."""
        return node in self.truths.parts.unbent or node in self.truths.aside.unbent

    def role(self, node: int) -> tuple[str, int] | None:
        """Role and layer that a forward pass gives a node."""
        return self.truths.parts.roles.get(node) if node in self.step.forward else self.truths.aside.roles.get(node)

    @cached_property
    def after_error(self) -> set[int]:
        """What was computed from predictions and targets both: only this can be a gradient."""
        met = {meeting.node for meeting in self.step.meetings}
        targets = {meeting.source for meeting in self.step.meetings if meeting.source is not None}
        return self.computed_from(met) | (self.after_prediction & self.computed_from(targets))

    def computed_from(self, sources: set[int]) -> set[int]:
        found = set(sources)
        operands = self.graph.operands
        for node in self.nodes:
            if node not in found and any(operand in found for operand in operands[node]):
                found.add(node)
        return found
