import ast

import pytest

from clearprop.render.wrapping import wrapped

LONG = " + ".join(f"quantity_{k} * weight_{k}" for k in range(9))


@pytest.mark.parametrize(
    "text",
    [
        f"result = {LONG}",
        f"result = np.sum({LONG})",
        f"result = [[{LONG} for j in range(4)] for i in range(5)]",
        f"result = f({', '.join(f'argument_{k}' for k in range(20))})",
        f"result = [{', '.join(str(k / 7) for k in range(50))}]",
        f"return value, {{{', '.join(f'{chr(34)}W{k}{chr(34)}: dW{k}' for k in range(20))}}}",
        f"x[0] += sum({LONG} for i in range(3) for j in range(5))",
        f"result = ({LONG}) if a > 0 else ({LONG})",
    ],
)
def test_a_long_line_is_broken_and_means_the_same(text: str) -> None:
    lines = wrapped(text, "    ")
    assert all(len(line) <= 100 for line in lines)
    body = "def f():\n" + "\n".join(lines)
    assert ast.dump(ast.parse(body)) == ast.dump(ast.parse(f"def f():\n    {text}"))


def test_a_short_line_stays() -> None:
    assert wrapped("z1 = x @ W1 + b1", "    ") == ["    z1 = x @ W1 + b1"]
