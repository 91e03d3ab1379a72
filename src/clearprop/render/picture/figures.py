"""Numbers in a picture: short where they are drawn, with six digits where they are read out."""

import math

import numpy as np

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
FEW = 3  # numbers of an array that are written out


def short(value: float, digits: int = 3) -> str:
    """0.0823, −1.5, 1.2·10⁻⁵."""
    if not math.isfinite(value):
        return "NaN" if value != value else "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if -4 < int(exponent) < 6:
        decimals = max(digits - 1 - int(exponent), 0)
        return without_zeros(f"{float(f'{value:.{digits - 1}e}'):.{decimals}f}")
    return f"{without_zeros(mantissa)}·10{str(int(exponent)).translate(RAISED)}"


def without_zeros(text: str) -> str:
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def exact(value: float) -> str:
    """Six digits, as Python reads them but for the sign."""
    return short(value) if not math.isfinite(value) else f"{value:.6g}".replace("-", "−")


def summary(array: np.ndarray) -> str:
    """A number, a few numbers, or from where to where they go."""
    array = np.asarray(array)
    if array.dtype.kind == "b":
        return ("yes" if array else "no") if array.ndim == 0 else f"{int(array.sum())} of {array.size} hold"
    if array.ndim == 0:
        return short(array.item())
    if not array.size:
        return "empty"
    if array.size <= FEW:
        return f"[{', '.join(short(one) for one in array.ravel().tolist())}]"
    return f"{short(float(array.min()))} … {short(float(array.max()))}"


def shape(sizes: tuple[int, ...]) -> str:
    return "×".join(map(str, sizes))


def size_of(array: np.ndarray) -> float:
    """The absolute value of a number, the norm of an array."""
    return float(np.linalg.norm(np.asarray(array, float).ravel()))
