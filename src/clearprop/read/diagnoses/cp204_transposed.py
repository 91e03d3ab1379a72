"""CP204: weights, or a gradient, transposed."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cells import partner
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.places import of_turned_matrix
from clearprop.read.diagnoses.products import other_weights
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.scaled import named
from clearprop.read.diagnoses.versions import through_views
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step


class Transposed(Diagnosis):
    """W where its transpose belongs, or a gradient that is added to the weights transposed; square layers run
    silently.
    """

    code = "CP204"
    name = "transposed"
    why = (
        "If z = W a, then ∂L/∂a = Wᵀ δ: unit j of the layer below hears from all units of the next layer by "
        "column j of W. With W itself it hears by row j. Where the layer is as wide as the one below, nothing "
        "fails."
    )
    wrong = "delta1 = (W2 @ delta2) * a1 * (1 - a1)"
    right = "delta1 = (W2.T @ delta2) * a1 * (1 - a1)"
    sure = "The changes equal those with the transposed matrix, at every fresh point."
    example = Example(TWO_LAYERS, "dW1 = X.T @ d1", "dW1 = d1.T @ X")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        def turned(run: Run, step: Step, product: Product) -> Any:
            def value(lineage: int) -> Any:
                array = run.graph.values[step.before[lineage]]
                if np.ndim(array) == 2:
                    return np.asarray(array).T if np.shape(array)[0] == np.shape(array)[1] else None
                other = partner(case, lineage)
                return None if other is None else run.graph.values[step.before[other]]

            return through_views(run, step, product.weight, value)

        yield from other_weights(self, case, turned, "δ{l} times W{l}, not transposed")
        yield from other_weights(self, case, reshaped, "δ{l} times W{l}, reshaped and not transposed", weight=1)
        for layers in groups(case):
            yield from self.gradient(case, layers)

    def gradient(self, case: Case, layers: tuple[int, ...]) -> Iterator[Hypothesis]:
        """Of one layer; of several, where one line serves them all."""
        sees = {i for i in case.of_layer(*layers) if case.roles[i].weights}
        run, steps = case.points[0]
        square = [
            i
            for i in sees
            if is_square(run.graph.values[steps[0].before[i]])
            or partner(case, i) not in (None, i)
            or is_stretched(run, steps[0], i)
        ]
        if not square:
            return

        def gradient(point: int, number: int) -> dict[int, Any]:
            run, steps = case.points[point]
            found = case.true_gradients(run, steps[number])
            turned = dict(found)
            for i in sees:
                other = partner(case, i)
                if is_stretched(run, steps[number], i):
                    turned[i] = np.broadcast_to(np.transpose(found[i]), np.shape(steps[number].changes[i]))
                elif is_square(found[i]):
                    turned[i] = np.asarray(found[i]).T
                elif other is not None:
                    turned[i] = found[other]
            return turned

        gradients = f"∂L/∂{named(case, sees)}"
        yield Hypothesis(
            self,
            layers[0] if len(layers) == 1 else None,
            case.true,
            sees,
            gradients,
            f"the transpose of {gradients}",
            gradients,
            locate=of_turned_matrix,
            gradient=gradient,
            weight=len(layers),
        )


def reshaped(run: Run, step: Step, product: Product) -> Any:
    """The weights as they are where their rows are filled up with the columns of the transposed matrix."""

    def value(lineage: int) -> Any:
        array = np.asarray(run.graph.values[step.before[lineage]])
        return array.reshape(array.shape[::-1]).T if array.ndim == 2 else None

    return through_views(run, step, product.weight, value)


def groups(case: Case) -> Iterator[tuple[int, ...]]:
    """Each layer alone; then all whose weights do not go down the gradient."""
    for layer in range(1, case.depth + 1):
        yield (layer,)
    together = sorted({case.layer(i) for i in failing(case) if i in case.roles and case.roles[i].weights})
    if len(together) > 1:
        yield tuple(together)


def is_square(value: Any) -> bool:
    return np.ndim(value) == 2 and np.shape(value)[0] == np.shape(value)[1] > 1


def is_stretched(run: Run, step: Step, lineage: int) -> bool:
    """Whether a row and a column of the same length were added up to a square."""
    before, change = np.shape(run.graph.values[step.before[lineage]]), np.shape(step.changes[lineage])
    return bool(before != change and change == np.broadcast_shapes(before, before[::-1]))
