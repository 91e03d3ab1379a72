"""CP209: the backward pass reads a value of an earlier pass."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.earlier import with_earlier
from clearprop.read.diagnoses.example import ONE_ROW, Example
from clearprop.read.diagnoses.lacking import last_binding, same_values
from clearprop.read.diagnoses.passed_once import computed_once
from clearprop.read.diagnoses.products import product_pulls
from clearprop.read.diagnoses.relations import by_ratio, shared
from clearprop.read.diagnoses.scales import way_to
from clearprop.read.diagnoses.stale_slopes import where_slope_is_taken, with_old_slopes
from clearprop.read.diagnoses.sweep import Adjoints, swept
from clearprop.read.diagnoses.wrong_values import line_of_statement, place
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step


class StaleValue(Diagnosis):
    """An activation, or a δ, is that of the pass before."""

    code = "CP209"
    name = "stale-value"
    why = (
        "The three factors belong to one forward pass. With one of them from the pass before, the product is the "
        "gradient of nothing: the slope is taken at one point, the error at another."
    )
    wrong = "dW2 = np.outer(h_previous, delta2)"
    right = "dW2 = np.outer(h, delta2)"
    sure = "From the second step on the changes equal those with the value of the step before, at every fresh point."
    example = Example(
        ONE_ROW,
        "        h = np.tanh(W @ x + b)\n        o = V @ h + c\n        d = o - y\n"
        "        below = (V.T @ d) * (1 - h**2)\n        V -= 0.1 * np.outer(d, h)\n",
        "        before, h = h, np.tanh(W @ x + b)\n        o = V @ h + c\n        d = o - y\n"
        "        below = (V.T @ d) * (1 - h**2)\n        V -= 0.1 * np.outer(d, before)\n",
        shows="np.outer(d, before)",
    )

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        yield from self.of_inputs(case)
        yield from computed_once(self, case)
        if all(len(steps) > 1 for _, steps in case.points):
            yield from self.of_slopes(case)
        if all(updated_before_any_pass(run) for run, _ in case.points):
            yield from self.of_whole_pass(case)

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        """Every update is the gradient, but of the pass before, held against this pass's targets."""
        run = case.original
        begun = all(run.lineages[case.lineage(i)].members[0] <= run.steps[0].start for i in case.parameters)
        if case.fit.holds and begun and updated_before_any_pass(run):
            yield self.whole_pass(case)
        if case.fit.holds:
            yield from computed_once(self, case)

    def of_whole_pass(self, case: Case) -> Iterator[Hypothesis]:
        """The first update is made of what was never computed; all others are the gradient, or mix it with this x."""
        rate = case.fit.rates[-1] if len(case.fit.rates) > 1 else 0.0
        if rate > 0:
            for layers in ((), (1,)):
                yield self.whole_pass(case, partial(with_input_of, case, layers, set(case.parameters), following, rate))

    def whole_pass(self, case: Case, gradient: Callable[[int, int], dict[int, Any]] | None = None) -> Hypothesis:
        depth = case.points[0][1][-1].layers.depth
        l = subscript(depth)
        return Hypothesis(
            self,
            depth,
            case.true,
            set(case.parameters),
            f"∂L/∂a{l}",
            f"made of the a{l} of the pass before; at the first update there was none",
            f"made of this pass's a{l}",
            kind="seed",
            gradient=gradient,
        )

    def of_inputs(self, case: Case) -> Iterator[Hypothesis]:
        """A weight's gradient is made with what went into it in an earlier step."""
        rate = shared(by_ratio(case))
        every = tuple(range(1, case.depth + 1))
        for layers in dict.fromkeys([*((layer,) for layer in every), every]):
            sees = {i for i in case.of_layer(*layers) if case.roles[i].weights}
            if rate and len(layers) == 1:
                gradient = partial(with_input_of, case, layers, sees, previous, rate)
                yield self.of_input(case, layers, sees, gradient, "the step before", weight=2)
            gradient = partial(with_input_of, case, layers, sees, very_first, None)
            yield self.of_input(
                case, layers, sees, gradient, "the first step of all", weight=3, locate=where_first_is_kept
            )

    def of_input(
        self, case: Case, layers: tuple[int, ...], sees: set[int], gradient: Any, when: str, **more: Any
    ) -> Hypothesis:
        l = subscript(max(layers))
        source = f"a{subscript(max(layers) - 1)}" if max(layers) > 1 else "x"
        return Hypothesis(
            self,
            max(layers),
            case.true,
            sees,
            f"∂L/∂W{l}",
            f"δ{l} times the {source} of {when}",
            f"δ{l} times {source}",
            gradient=gradient,
            found={"later": True},
            **more,
        )

    def of_slopes(self, case: Case) -> Iterator[Hypothesis]:
        """A layer's δ is made with the slope of its activation in the step before."""
        rate = shared(by_ratio(case)) or 1.0  # where all are wrong, nothing tells what the first step has to give
        bent = tuple(layer for layer in range(1, case.depth + 1) if case.activation(layer) != "identity")
        for layers in dict.fromkeys([*((layer,) for layer in bent), *([bent] if bent else [])]):
            l, sees = subscript(max(layers)), case.of_layer(*range(1, max(layers) + 1))
            yield Hypothesis(
                self,
                max(layers),
                case.true,
                sees,
                f"δ{l}",
                f"∂L/∂a{l} · φ'(z{l} of the step before)",
                f"∂L/∂a{l} · φ'(z{l})",
                gradient=partial(with_old_slopes, case, layers, sees, rate),
                weight=2 + len(layers),
                found={"group": layers},
                locate=where_slope_is_taken,
            )


def previous(number: int) -> int:
    return number - 1


def following(number: int) -> int:
    return number + 1


def very_first(number: int) -> int:
    return 0


def with_input_of(
    case: Case,
    layers: tuple[int, ...],
    sees: set[int],
    other: Callable[[int], int],
    rate: float | None,
    point: int,
    number: int,
) -> dict[int, Any]:
    """The gradients with another step's inputs; at the first step ``rate`` tells what they are, where there is one."""

    def changed(run: Run, steps: list[Step]) -> Adjoints:
        step, there = steps[number], steps[other(number)]

        def old(run: Run, step: Step, product: Product) -> Any:
            same = [p for p in there.layers.products if p.layer == product.layer]
            now = [p for p in step.layers.products if p.layer == product.layer]
            return run.graph.values[same[now.index(product)].input] if len(same) == len(now) else None

        pulls = [product_pulls(run, step, layer, old, toward_input=False) for layer in layers]
        every = {node: pull for found in pulls for node, pull in found.items()}
        return swept(run, step, case.seeds(run, step), every)

    return with_earlier(case, sees, rate, point, number, changed)


def where_first_is_kept(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """Where the first step's input got the name under which later steps find it; related, where they use it."""
    run, step = place(case)
    first = {p.input for p in case.points[case.shown][1][0].layers.products} - {p.input for p in step.layers.products}
    for node in sorted(way_to(run, step, hypothesis.sees) & step.backward):
        for operand in run.graph.operands[node]:
            kept = first & same_values(run, operand, node)
            line = last_binding(run, operand, node) if kept else None
            if line is not None:
                return line, (line_of_statement(run, run.graph.sites[node]),)
    return None


def updated_before_any_pass(run: Run) -> bool:
    """Whether parameters were updated before anything was ever multiplied with them as a forward pass does."""
    first = min(run.lineages[i].members[0] for i in run.parameters)
    places = {run.graph.sites[product.node] for step in run.steps[1:] for product in step.layers.products}
    return bool(places) and places.isdisjoint(run.graph.sites[:first])
