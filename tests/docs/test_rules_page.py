"""The page of all rules lists every op, with what the op itself says."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from clearprop.ops import OPS, Kink

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rules", DOCS / "rules.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rules"] = module
    spec.loader.exec_module(module)
    return module


def rows(page: str) -> dict[str, list[str]]:
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return {row[0].strip("`"): row for row in cells}


def test_every_op_has_its_row(rules: ModuleType) -> None:
    page = rules.with_rules((DOCS / "ops.md").read_text(encoding="utf-8"))
    assert rules.HERE not in page
    assert set(rows(page)) == set(OPS)
    assert all(len(row) == 5 for row in rows(page).values())


def test_a_row_is_what_the_op_says(rules: ModuleType) -> None:
    found = rows(rules.table_of_ops())
    assert found["tanh"] == [
        "`tanh`",
        "`math.tanh`, `np.tanh`",
        r"a = tanh(z), a' = 1 - a².   z: f\[\*s\] -\> a: f\[\*s\].",
        "",
        "",
    ]
    assert "at 0: 0 (as for z below 0)" in found["relu"][3]
    assert r"x: f\[k\], y: f\[k\] -\> r: f\[\]." in found["matmul"][2]


def test_functions_without_an_op_are_named(rules: ModuleType) -> None:
    text = rules.functions_made_of_ops()
    assert "`np.kron`" in text and "`np.linalg.multi_dot`" in text and "`np.exp`" not in text
    assert "`accumulate` of `np.add`" in text


def test_an_op_that_a_language_lacks_is_marked(rules: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules.MODULES["c"], "lacks", lambda op: op is OPS["tanh"])
    found = rows(rules.table_of_ops())
    assert found["tanh"][4] == "c" and found["exp"][4] == ""


def test_a_new_op_gets_a_row_by_itself(rules: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    class Cubed:
        """r = x³, r' = 3 x².   x: T[*s] -> r: T[*s]."""

        element, loops = str, None
        kinks = (Kink(at=(0.0, np.inf), derivative=(0.5, 0.25)),)

    monkeypatch.setitem(OPS, "cubed", Cubed)  # type: ignore[arg-type]
    assert rows(rules.table_of_ops())["cubed"][3] == "at (0, inf): (0.5, 0.25)"
