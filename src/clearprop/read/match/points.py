"""The nodes of one step that are held against what is true, and what each of them depends on."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clearprop.read.match.truths import Truths
from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.layers import Product
from clearprop.read.recover.meets import meeting_at
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
        return sorted({*self.truths.window, *self.step.forward, *self.backward})

    @cached_property
    def backward(self) -> set[int]:
        """What this step's changes were computed from, and not an earlier step's values that went into them too."""
        begin = self.truths.window.start
        return {node for node in self.step.backward if node >= begin}

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
    def met(self) -> set[int]:
        """Where a prediction meets its target, each time that it does."""
        graph, text, dependent = self.graph, self.run.text, self.run.dependent
        predictions = {meeting.prediction for meeting in self.step.meetings}
        found = {meeting.node for meeting in self.step.meetings}
        wanted = list(predictions)
        while wanted:
            for user in graph.users[wanted.pop()]:
                if graph.ops[user] in THROUGH and len(graph.operands[user]) == 1:
                    wanted.append(user)
                elif any(meeting.prediction in predictions for meeting in meeting_at(graph, text, dependent, user)):
                    found.add(user)
        return found

    @cached_property
    def rows(self) -> int:
        """How many rows the step's loss is over: as often as the last layer's weights are used, for as many rows each."""
        products = [product for product in self.step.layers.products if product.layer == self.step.layers.depth]
        if not products:
            return 1
        counts = Counter(self.weight_key(product.weight) for product in products)
        return max(counts.values()) * max(self.rows_of(product) for product in products)

    def weight_key(self, weight: int) -> str:
        """The same for each reading of the same element."""
        return str(weight) if weight in self.step.layers.parameters else str(self.graph.tape.arguments[weight])

    def rows_of(self, product: Product) -> int:
        value, weight = self.graph.values[product.node], self.graph.values[product.weight]
        if np.ndim(value) < 2:
            return int(np.size(value)) if np.ndim(weight) < 2 and np.size(value) != np.size(weight) else 1
        first = self.graph.operands[product.node][:1] == [product.input]
        return int(np.shape(value)[0 if first else -1])

    @cached_property
    def after_error(self) -> set[int]:
        """What was computed from predictions and targets both: only this can be a gradient."""
        targets = {meeting.source for meeting in self.step.meetings if meeting.source is not None}
        return self.computed_from(self.met) | (self.after_prediction & self.computed_from(targets))

    def computed_from(self, sources: set[int]) -> set[int]:
        found, cut = set(sources), self.run.cut
        operands = self.graph.operands
        for node in self.nodes:
            if node not in cut and any(operand in found for operand in operands[node]):
                found.add(node)
        return found
