"""A Driver: statements to be run after a file, in its namespace, and a sentence that says so to people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Driver:
    """``code`` makes up data, builds the network and trains it; ``says`` tells how, in one sentence."""

    code: str
    says: str

    @classmethod
    def given(cls, expression: str) -> "Driver":
        """What a person asked to be run after the file. Raises SyntaxError if it is no Python."""
        compile(expression, "--run", "exec")
        return cls(expression, f"The file was driven by {expression!r}, as asked.")
