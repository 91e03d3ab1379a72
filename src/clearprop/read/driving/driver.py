"""A Driver: statements to be run after a file, in its namespace, and a sentence that says so to people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Driver:
    """``code`` makes up data, builds the network and trains it; ``says`` tells how, in one sentence.

    ``deeper`` does the same with more layers, where that runs lines that this one may leave out; ``turned`` with the error
    that is made up for it the other way round.
    """

    code: str
    says: str
    deeper: "Driver | None" = None
    turned: "Driver | None" = None

    @classmethod
    def given(cls, expression: str) -> "Driver":
        """What a person asked to be run after the file. Raises SyntaxError if it is no Python."""
        compile(expression, "--run", "exec")
        return cls(expression, f"The file was driven by {expression!r}, as asked.")
