"""``import clearprop`` loads NumPy and nothing else that has to be installed; how long it takes is a benchmark."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "clearprop"
SCRIPT = """
import sys
before = {name.partition(".")[0] for name in sys.modules}
exec(sys.argv[1])
loaded = {name.partition(".")[0] for name in sys.modules} - before
of_python = {name for name in loaded if name in sys.stdlib_module_names or name.startswith("_sysconfigdata")}
print(*sorted(loaded - of_python - {"clearprop"}))
"""


def third_party(statement: str, *path: Path) -> set[str]:
    """The installed packages that a fresh Python loads for the statement."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path)), "PYTHONDONTWRITEBYTECODE": "1"}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT, statement],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(found.stdout.split())


def test_importing_loads_numpy_alone() -> None:
    assert third_party("import clearprop") == {"numpy"}


def test_differentiating_loads_nothing_more() -> None:
    assert third_party("import clearprop as cp; cp.grad(lambda x: x * x)(3.0)") == {"numpy"}


@pytest.mark.parametrize("line", ["import rich", "import clearprop.app.cli", "from hypothesis import given"])
def test_another_package_would_be_noticed(line: str, tmp_path: Path) -> None:
    """The same test fails on a copy of the package that imports one more thing."""
    copy = tmp_path / "clearprop"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    initial = copy / "__init__.py"
    initial.write_text(f"{initial.read_text()}\n{line}\n")
    assert third_party("import clearprop", tmp_path) > {"numpy"}
