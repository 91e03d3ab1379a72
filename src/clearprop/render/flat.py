"""Where an element lies in an array whose numbers lie row by row."""

from clearprop.expression import Expression, Name, Number, Operator


def not_negative(node: Expression) -> bool:
    match node:
        case Number(value):
            return value >= 0
        case Name():
            return True
        case Operator("+" | "*" | "//" | "%", operands):
            return all(map(not_negative, operands))
    return False


def product_of(node: Expression, size: int) -> Expression:
    if isinstance(node, Number):
        return Number(int(node.value) * size)
    return node if size == 1 else node * size


def sum_of(left: Expression, right: Expression) -> Expression:
    if isinstance(left, Number) and isinstance(right, Number):
        return Number(int(left.value) + int(right.value))
    if isinstance(right, Number) and right.value == 0:
        return left
    if isinstance(right, Operator) and right.symbol == "+":
        return sum_of(sum_of(left, right.operands[0]), right.operands[1])
    return right if isinstance(left, Number) and left.value == 0 else left + right
