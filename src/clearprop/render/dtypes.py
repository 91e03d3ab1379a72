"""The dtype of a node of an expression tree, as NumPy promotes: Python numbers are weak (``int`` and ``float`` here)."""

from collections.abc import Mapping

from clearprop.expression import Call, Cast, Element, Expression, Name, Number, Operator, Reduce, Select, Subscript

RANKS = {
    dtype: rank
    for rank, dtype in enumerate(
        ("bool", "int", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "float", "f16", "f32", "f64")
    )
}
LOGICAL = {"<", "<=", ">", ">=", "==", "!=", "and", "or", "not"}
PREDICATES = {"isnan", "isinf", "isfinite", "signbit", "array_equal", "isin", "any", "all"}
AS_OPERANDS = {"maximum", "minimum", "abs", "floor_divide", "remainder", "sign", "transpose", "broadcast_to", "reshape",
               "ravel", "sum", "max", "min", "prod", "square", "diagonal", "flip", "roll", "tile", "repeat"}  # fmt: skip
WHOLE = {"argmax", "argmin", "argsort", "searchsorted", "count_nonzero"}


def dtype_of(node: Expression, dtypes: Mapping[str, str]) -> str:
    """``dtypes`` holds the dtype of each named value; a name that it does not hold is an index."""
    match node:
        case Number(value):
            return "bool" if isinstance(value, bool) else "int" if isinstance(value, int) else "float"
        case Name(text):
            return dtypes.get(text, "i64")
        case Element(array):
            return dtypes.get(array, "f64")
        case Subscript(array):
            return dtype_of(array, dtypes)
        case Cast(dtype):
            return dtype
        case Select(_, then, otherwise):
            return common(dtype_of(then, dtypes), dtype_of(otherwise, dtypes))
        case Reduce(kind, _, _, body):
            inner = dtype_of(body, dtypes)
            return "i64" if inner == "bool" and kind in ("sum", "prod") else inner
        case Operator(symbol, operands):
            return operator_dtype(symbol, [dtype_of(operand, dtypes) for operand in operands])
        case Call(function, operands):
            return call_dtype(function, [dtype_of(operand, dtypes) for operand in operands])
    return "f64"


def operator_dtype(symbol: str, operands: list[str]) -> str:
    if symbol in LOGICAL:
        return "bool"
    found = common(*operands)
    if symbol == "/" and not is_float(found):
        return "f64"
    return "i64" if found == "bool" else found


def call_dtype(function: str, operands: list[str]) -> str:
    if function in PREDICATES:
        return "bool"
    if function in WHOLE:
        return "i64"
    if not operands:
        return "f64"
    found = common(*operands)
    return found if function in AS_OPERANDS or is_float(found) else "f64"


def common(first: str, *others: str) -> str:
    found = first
    for other in others:
        low, high = sorted((found, other), key=RANKS.__getitem__)
        found = "f64" if high == "float" and RANKS[low] > RANKS["int"] else high
    return found


def is_float(dtype: str) -> bool:
    return dtype[0] == "f"


def is_whole(dtype: str) -> bool:
    """An integer or a boolean."""
    return dtype[0] != "f"
