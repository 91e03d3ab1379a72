"""What variables are called in a picture: the same symbols as in the mathematics, in Unicode."""

from collections.abc import Iterable

from clearprop.ir import Program, Variable
from clearprop.render.maths.shown import Shown
from clearprop.render.maths.unicode import text


class Symbols:
    """Symbols by variable; one without a name gets a letter when it is first asked for."""

    def __init__(self, program: Program) -> None:
        self.shown = Shown(program)
        self.value = text(self.shown.value)

    def __call__(self, variable: Variable) -> str:
        self.shown.letter(variable)
        return text(self.shown(variable)[0])

    def element(self, variable: Variable, index: Iterable[int]) -> str:
        """W₁[0, 2]; the symbol itself for a number."""
        places = ", ".join(map(str, index))
        return f"{self(variable)}[{places}]" if places else self(variable)

    def gradient(self, symbol: str) -> str:
        return f"∂{self.value}/∂{symbol}"
