"""Numbers as the pages write them."""

import re

DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text: str) -> float:
    """``−1.5·10⁻⁷``."""
    text = text.strip().replace("−", "-")
    power = re.fullmatch(r"(.*)·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)
    if power is None:
        return float(text)
    return float(power[1]) * 10.0 ** int(power[2].translate(DIGITS))
