"""Small functions that emitted Python defines where it uses them: infinities where ``math`` raises and NumPy does not.

What NumPy answers with nan (the root of -1) and division by zero raise in emitted Python, as plain Python does.
"""

OVERFLOW = '''def {name}(x):
    """math.{name}, and infinity where that overflows."""
    try:
        return math.{name}(x)
    except OverflowError:
        return {infinity}'''

LOGARITHM = '''def {name}(x):
    """math.{name}, and -infinity at {pole}."""
    return -math.inf if x == {pole} else math.{name}(x)'''

DEFINED = {
    **{name: OVERFLOW.format(name=name, infinity="math.inf") for name in ("exp", "exp2", "expm1", "cosh")},
    "sinh": OVERFLOW.format(name="sinh", infinity="math.copysign(math.inf, x)"),
    **{name: LOGARITHM.format(name=name, pole="0") for name in ("log", "log2", "log10")},
    "log1p": LOGARITHM.format(name="log1p", pole="-1"),
    "sign": '''def sign(x):
    """-1, 0 or 1."""
    return float(x > 0) - float(x < 0)''',
    "power": '''def power(x, y):
    """x to the y, and infinity where that overflows or x is 0 and y negative."""
    if x == 0 and y < 0:
        return math.inf
    try:
        return math.pow(x, y)
    except OverflowError:
        return -math.inf if x < 0 and y % 2 == 1 else math.inf''',
}

PLAIN = {"abs": "abs", "maximum": "max", "minimum": "min", "round": "round", "pow": "power", "fabs": "abs"}
"""Functions that Python has under another name, without ``math``."""

OPERATORS = {"remainder": "%", "floor_divide": "//"}

WHOLE = {"floor", "ceil", "round", "trunc"}
"""Functions that give an int in Python."""
