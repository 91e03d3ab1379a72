"""What is raised when training leaves the numbers."""

from typing import Any


class Diverged(ArithmeticError):
    """The loss or a parameter is no longer finite. The network keeps the last parameters whose loss was finite.

    ``update`` counts from 1 since the network started; ``history`` holds the epochs before.
    """

    def __init__(self, message: str, update: int, epoch: int) -> None:
        super().__init__(message)
        self.update = update
        self.epoch = epoch
        self.history: Any = None
