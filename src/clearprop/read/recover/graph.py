"""A tape as a graph: operands, users, what depends on what, and adjoints along it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.rules import Rule, Single, rule_for
from clearprop.read.tape.tape import Tape, Template, refs

Adjoints = dict[int, Any]
THROUGH = frozenset(
    ("pass", "copy", "read", "attribute T", "attribute A", "attribute A1", "method copy", "method reshape", "method ravel",
     "method flatten", "method squeeze", "method transpose", "method item", "method astype", "call numpy.array",
     "call numpy.asarray", "call numpy.reshape", "call numpy.ravel", "call numpy.squeeze", "call numpy.transpose",
     "call numpy.copy", "call numpy.atleast_2d", "call numpy.expand_dims", "call numpy.matrix", "call numpy.asmatrix",
     "getitem")
)  # fmt: skip
"""Ops after which a value is what it was, or a part of it, in another shape."""


class Graph:
    """The nodes of one run."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.operands = [nodes_in(arguments) for arguments in tape.arguments]
        self.ops = tape.ops
        self.values = tape.values
        self.sites = tape.sites
        self.rules: dict[int, Rule | None] = {}
        self.lacking: set[int] = set()  # nodes through which no adjoint came, for want of a rule
        self.factors: dict[int, list[float | None]] = {}  # of operations on single numbers
        self.users: list[list[int]] = [[] for _ in range(len(tape))]
        for node, operands in enumerate(self.operands):
            for operand in operands:
                self.users[operand].append(node)

    def __len__(self) -> int:
        return len(self.ops)

    @cached_property
    def contexts(self) -> list[int]:
        """Of each node, the site of the call that its function was in."""
        called_at = [site for _, site in self.tape.callers]
        return [called_at[call] for call in self.tape.calls]

    def unite(self, sites: set[int]) -> None:
        """What stands at these sites is one, whichever call it was reached by."""
        for node, site in enumerate(self.sites):
            if site in sites:
                self.contexts[node] = -1

    def rule(self, node: int) -> Rule | None:
        """The rule of a node; None where there is none."""
        if node not in self.rules:
            self.rules[node] = rule_for(
                self.ops[node],
                self.tape.arguments[node],
                self.values[node],
                [self.values[o] for o in self.operands[node]],
            )
        return self.rules[node]

    @cached_property
    def given(self) -> dict[int, set[float]]:
        """The numbers without a node of their own that each place multiplied something with."""
        found: dict[int, set[float]] = {}
        for node, op in enumerate(self.ops):
            if op == "mul":
                bare = [part[1] for part in self.tape.arguments[node] if type(part) is not int and part[0] == "c"]
                found.setdefault(self.sites[node], set()).update(n for n in bare if isinstance(n, int | float))
        return found

    def depending(self, sources: Iterable[int]) -> np.ndarray:
        """bool[nodes]: whether each node was computed from one of these (or is one)."""
        found = set(sources)
        for node, operands in enumerate(self.operands):
            if not found.isdisjoint(operands):
                found.add(node)
        dependent = np.zeros(len(self), bool)
        dependent[list(found)] = True
        return dependent

    def ancestors(
        self, nodes: Iterable[int], cut: frozenset[int] | set[int] = frozenset(), since: int = -1
    ) -> set[int]:
        """The nodes that these were computed from, themselves included; not beyond those in ``cut`` or before ``since``."""
        found: set[int] = set()
        wanted, operands = list(nodes), self.operands
        while wanted:
            node = wanted.pop()
            if node in found or node < since:
                continue
            found.add(node)
            if node not in cut:
                wanted += operands[node]
        return found

    def adjoints(self, seeds: Mapping[int, Any], inside: Iterable[int], cut: frozenset[int] | set[int]) -> Adjoints:
        """The derivative of Σ seeds · values with respect to every node of ``inside``, not beyond those in ``cut``."""
        found: Adjoints = dict(seeds)
        allowed = inside if isinstance(inside, set | frozenset) else set(inside)
        operands = self.operands
        for node in sorted(allowed, reverse=True):
            g = found.get(node)
            if g is None or node in cut or not operands[node]:
                continue
            for operand, share in zip(operands[node], self.pulled(node, g), strict=True):
                if share is not None and operand in allowed:
                    before = found.get(operand)
                    found[operand] = share if before is None else before + share
        return found

    def pulled(self, node: int, g: Any) -> Any:
        """The share of each operand's adjoint; None where it gets nothing."""
        known = self.factors.get(node)
        if known is not None:
            return [None if factor is None else g * factor for factor in known]
        rule = self.rule(node)
        operands = [self.values[o] for o in self.operands[node]]
        if rule is None:
            self.lacking.add(node)
            return [None] * len(operands)
        if isinstance(rule, Single):
            self.factors[node] = rule.factors(self.values[node], operands)
            return self.pulled(node, g)
        return rule.pull(g, self.values[node], operands)


def nodes_in(arguments: Sequence[Template]) -> list[int]:
    """The nodes in the arguments, in order; most are nodes or constants, which need no looking into."""
    if any(type(part) is not int and part[0] != "c" for part in arguments):
        return list(refs(arguments))
    return [part for part in arguments if type(part) is int]
