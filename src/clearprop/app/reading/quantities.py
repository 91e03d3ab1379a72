"""What a label computes, by the name that pages have for it."""

from clearprop.read.reading import ReadLine

KINDS = {
    "pre_activation": "z", "activation": "a", "activation_derivative": "slope", "activation_gradient": "da",
    "delta": "delta", "weight_gradient": "dW", "bias_gradient": "db",
}  # fmt: skip


def quantity(line: ReadLine) -> str | None:
    """The page's name of what an expression computes: ``delta2``; None for what the page has no place for."""
    if line.role == "loss":
        return "L"
    if line.layer is None:
        return None
    if line.role == "update":
        return f"{'db' if '∂b' in line.formula else 'dW'}{line.layer}"
    kind = KINDS.get(line.role)
    return f"{kind}{line.layer}" if kind else None
