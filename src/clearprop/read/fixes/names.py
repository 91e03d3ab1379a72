"""What a script calls the quantities of its network: the names that values got while it ran."""

import ast
from collections import defaultdict
from functools import cached_property
from typing import Any

from clearprop.read.diagnoses.case import Case
from clearprop.read.recover.steps import Run, Step

Quantities = dict[tuple[str, int], list[str]]


class Names:
    """z and a of each layer, parameters, and derivatives, as the script writes them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.run: Run = case.points[0][0]
        self.step: Step = case.points[0][1][0]

    @cached_property
    def bound(self) -> Quantities:
        """("z" or "a", layer) -> the names, as targets of assignments."""
        kinds: dict[int, tuple[str, int]] = {}
        for block in self.step.layers.blocks:
            kinds[block.activation] = ("a", block.layer)
            kinds |= dict.fromkeys(block.sources, ("z", block.layer))
        found: Quantities = defaultdict(list)
        for node, site, name in self.run.graph.tape.passes:
            kind = kinds.get(self.beneath(node))
            text = self.target(site, name) if kind and name else ""
            if kind and text and text not in found[kind]:
                found[kind].append(text)
        return found

    def beneath(self, node: int) -> int:
        graph = self.run.graph
        while graph.ops[node] in ("pass", "copy") and graph.operands[node]:
            node = graph.operands[node][0]
        return node

    def target(self, site: int, name: str) -> str:
        """What stands left of the equals sign, where that is one thing."""
        statement = self.run.text.statement(self.run.graph.tape.table[site])
        if (
            isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and not isinstance(statement.targets[0], ast.Tuple)
        ):
            return self.written(statement.targets[0])
        return name

    def written(self, node: ast.expr) -> str:
        """The expression's text, with the quotes that the script uses."""
        text = ast.unparse(node)
        other = text.replace("'", '"')
        return other if any(other in line for line in self.run.text.lines) else text

    def layer_of(self, text: str) -> int | None:
        return next((layer for (_, layer), names in self.bound.items() if text in names), None)

    @cached_property
    def parameters(self) -> dict[tuple[int, bool], list[str]]:
        """(layer, whether they are weights) -> what the updates change, as it is written."""
        found: dict[tuple[int, bool], list[str]] = defaultdict(list)
        for lineage in self.case.parameters:
            role = self.case.roles.get(lineage)
            statement = self.update(lineage)
            if role is None or statement is None:
                continue
            target = statement.target if isinstance(statement, ast.AugAssign) else statement.targets[0]
            text = self.written(target)
            if text not in found[role.layer, role.weights]:
                found[role.layer, role.weights].append(text)
        return found

    def update(self, lineage: int) -> Any:
        """The statement that updates a parameter."""
        site = self.run.graph.tape.table[self.run.lineages[lineage].site]
        statement = self.run.text.statement(site)
        return statement if isinstance(statement, ast.AugAssign | ast.Assign) else None

    def activation(self, layer: int) -> str:
        return self.case.activation(layer)
