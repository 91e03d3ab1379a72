"""The mathematics of a label, in the notation of the documentation, and its numbers for one row."""

from typing import Any

import numpy as np

BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MOST = 30
"""Characters of an example."""


def formula(role: str, layer: int | None, constant: float, tier: int, holds: str = "weight_gradient") -> str:
    """δ₂ = ∂L/∂z₂, with the sign and the scale where they are not 1."""
    n = "" if layer is None else str(layer).translate(BELOW)
    before = str(layer - 1).translate(BELOW) if layer is not None and layer > 1 else ""
    below = f"a{before}" if before else "x"
    parameter = f"b{n}" if holds == "bias_gradient" else f"W{n}"
    factor = written(constant)
    part = ("", "one term of ", "partial sum of ")[tier]
    if role == "pre_activation":
        return f"z{n} = {below} W{n} + b{n}"
    if role == "activation":
        return f"a{n} = φ(z{n})"
    if role == "activation_derivative":
        return f"{factor}φ'(z{n})"
    if role == "delta":
        return f"δ{n} = ∂L/∂z{n}" if not factor else f"{factor}δ{n} = {factor}∂L/∂z{n}"
    if role == "activation_gradient":
        return f"{part}{factor}∂L/∂a{n}"
    if role == "input_gradient":
        return f"{part}{factor}∂L/∂x"
    if role == "weight_gradient":
        transposed = f"a{before}ᵀ" if before else "xᵀ"
        return f"{part}{factor}∂L/∂W{n} = {factor}{transposed}δ{n}"
    if role == "bias_gradient":
        return f"{part}{factor}∂L/∂b{n} = {factor}Σ δ{n}"
    if role == "update":
        return f"η ∂L/∂{parameter}" if constant >= 0 else f"−η ∂L/∂{parameter}"
    if role == "local_derivative":
        return f"{factor}∂a{n}/∂ its input or weight"
    return f"{part}{factor}L"


def written(constant: float) -> str:
    """A factor before a symbol: nothing for 1, a minus sign for -1."""
    if abs(abs(constant) - 1) < 1e-9:
        return "" if constant > 0 else "−"
    return f"{constant:.4g} ".replace("-", "−")


def example(value: Any) -> str:
    """The value's numbers for one row, shortened."""
    array = np.asarray(value, float)
    if array.ndim == 0:
        return f"{float(array):.6g}"
    row = array
    while row.ndim > 1:
        row = row[0]
    found = "["
    for i, number in enumerate(row):
        piece = ("" if i == 0 else " ") + f"{number:.4g}"
        if len(found) + len(piece) > MOST - 3:
            return found + " …]"
        found += piece
    return found + "]"
