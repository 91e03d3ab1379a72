"""What load_source raises."""


class SourceError(ValueError):
    """What was handed over cannot be read as Python; ``line`` is where, if that is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line
