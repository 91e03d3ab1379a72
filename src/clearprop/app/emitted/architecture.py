"""What a dense network is, as pages read it."""

from dataclasses import dataclass

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """Sizes from the inputs to the outputs, an activation for each layer, and the loss.

    The loss is the mean over rows; where there is a ``factor``, it is the sum over rows times that.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    factor: float | None = None
