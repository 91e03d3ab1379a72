"""CP305: some weights never change."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import ROW_BY_ROW, Example
from clearprop.read.diagnoses.frozen import kept


class ParameterNotUpdated(Diagnosis):
    """The last weight of each neuron, or a whole layer, is left out of the update."""

    code = "CP305"
    name = "parameter-not-updated"
    why = (
        "A weight that is never moved keeps the value that chance gave it. The others learn around it, and "
        "accuracy may not show it at all: the tutorial's bug of 2016 scored the same in every fold."
    )
    wrong = "for j in range(len(inputs) - 1):\n    weights[j] -= lr * delta * inputs[j]"
    right = "for j in range(len(inputs)):\n    weights[j] -= lr * delta * inputs[j]"
    sure = (
        "The value was the same at every pass of every run, while the loss's gradient with respect to it was not zero."
    )
    example = Example(ROW_BY_ROW, 'for i in range(len(n["w"])):', 'for i in range(len(n["w"]) - 1):')
    stage = "ratio"

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        yield from kept(self, case, "weights", "0: it is never changed", "- rate times ∂L/∂W")
