"""The loss that a script computes: which of its own numbers it is, and whether that is what it descends."""

from dataclasses import dataclass
from functools import cached_property

from clearprop.read.diagnoses.numbers_aside import named_aside
from clearprop.read.diagnoses.own_numbers import OwnNumbers
from clearprop.read.losses import SAME_DIRECTION, NamedValue
from clearprop.read.recover.descent import Fit
from clearprop.read.recover.objectives import LOSSES
from clearprop.read.recover.own_losses import OwnLoss
from clearprop.read.recover.steps import Points

Number = tuple[NamedValue, OwnLoss]


@dataclass
class Computed:
    """What is known of it, held against the loss of a fit."""

    points: Points
    fit: Fit
    own_numbers: OwnNumbers

    @cached_property
    def numbers(self) -> list[Number]:
        """What the numbers that the script computes from its predictions are, as far as they have a name.

        What goes into right updates is a derivative of their loss, and no other loss: p - 1 at a label, say.
        """
        found = self.own_numbers.named
        if not self.fit.holds or self.fit.own is not None:
            return found
        return [number for number in found if self.is_descended(number[0]) or not self.goes_back(number[1])]

    def goes_back(self, own: OwnLoss) -> bool:
        """Whether the updates are made of this number."""
        run, steps = self.points[0]
        return own.node(run, steps[0]) in steps[0].backward

    def is_descended(self, named: NamedValue) -> bool:
        """Whether it has the gradient of the fit's loss, up to a constant."""
        return direction(named.name) == direction(self.fit.loss)

    def may_descend(self, named: NamedValue) -> bool:
        """Whether a number may be meant to be descended; the sizes of errors are printed by those who descend squares."""
        return named.descends and (named.name != "absolute_error" or self.is_descended(named))

    def likeliest(self, numbers: list[Number]) -> Number | None:
        """The one that is descended, where it is among them; else the first that may be."""
        losses = [number for number in numbers if self.may_descend(number[0])]
        descended = [number for number in losses if self.is_descended(number[0])]
        return next(iter(descended or losses), None)

    @cached_property
    def told(self) -> Number | None:
        """The standard loss of the updates' own predictions."""
        return self.likeliest(self.numbers) if self.fit.own is None else None

    @cached_property
    def beside(self) -> Number | None:
        """Where those tell none: the standard loss of other predictions."""
        if self.told is not None or self.fit.own is not None or self.numbers:
            return None
        return self.likeliest(named_aside(self.points))

    @property
    def number(self) -> Number | None:
        return self.told or self.beside

    @property
    def loss(self) -> NamedValue | None:
        return None if self.number is None else self.number[0]

    @property
    def line(self) -> int | None:
        return None if self.number is None else self.line_of(self.number)

    @property
    def followed(self) -> bool:
        """Whether it is the loss of the fit, up to a constant."""
        return self.loss is not None and self.is_descended(self.loss)

    @property
    def objective(self) -> str | None:
        """The loss to descend that has its gradient."""
        named = self.loss
        return None if named is None else next((n for n in LOSSES if direction(n) == direction(named.name)), None)

    @property
    def measured(self) -> Number | None:
        """A number that is computed and is no loss to descend."""
        return next((number for number in self.numbers if not self.may_descend(number[0])), None)

    def line_of(self, number: Number) -> int:
        return self.points[0][0].graph.tape.table[number[1].site].line


def direction(loss: str) -> str:
    """The name that losses with the same gradient, up to a constant, share."""
    return SAME_DIRECTION.get(loss, loss)
