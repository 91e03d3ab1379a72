"""CONTRIBUTING.md, followed word by word in a copy of the package: an op that nobody has seen, in one file."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNSEEN = Path(__file__).parent / "unseen"
PARTS = ("gradients", "views")
SECTION = re.compile(r"^## Adding an op$(.*?)^## ", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Told:
    """What the section tells the reader to do: a file to write, and a command to run."""

    path: str
    code: str
    command: str


def told() -> Told:
    section = SECTION.search((ROOT / "CONTRIBUTING.md").read_text())[1]
    path = re.search(r"Write this to `([^`]+)`", section)[1]
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]
    command = re.search(r"```console\n\$ (.*?)\n```", section, re.DOTALL)[1]
    return Told(path, code, command)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the package and of the contract."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    shutil.copytree(ROOT / "tests" / "contract", tmp_path / "tests" / "contract", ignore=ignored)
    shutil.copy(ROOT / "tests" / "javascript.py", tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def contract(project: Path, command: str) -> subprocess.CompletedProcess[str]:
    return run(project, *command.removeprefix("python ").split(), "-q", "-p", "no:cacheprovider")


def assert_everything_follows(project: Path, name: str) -> None:
    for part in PARTS:
        found = run(project, str(UNSEEN / "use.py"), name, part)
        assert found.returncode == 0, found.stderr


def assert_the_contract_holds(project: Path, command: str) -> None:
    found = contract(project, command)
    assert found.returncode == 0, found.stdout[-4000:]
    assert int(re.search(r"(\d+) passed", found.stdout)[1]) > 30, found.stdout[-400:]


def assert_the_fault_is_noticed(project: Path, command: str, name: str) -> None:
    for part in PARTS:
        use = run(project, str(UNSEEN / "use.py"), name, part)
        assert use.returncode == 1
        assert "AssertionError" in use.stderr
    found = contract(project, command)
    assert found.returncode == 1, found.stdout[-4000:]
    assert "FAILED" in found.stdout
    assert "test_first_derivatives_are_those_of_differences" in found.stdout


def test_the_op_of_the_page(project: Path) -> None:
    page = told()
    file = project / page.path
    file.unlink(missing_ok=True)
    before = contract(project, page.command)
    assert before.returncode == 5, "the contract has tests for the op before it is there"
    file.write_text(page.code)
    assert_everything_follows(project, file.stem)
    assert_the_contract_holds(project, page.command)
    spoiled = page.code.replace("np.sign(x) * np.sign(y)", "np.sign(x) * np.sign(y) * 1.01")
    assert spoiled != page.code
    file.write_text(spoiled)
    assert_the_fault_is_noticed(project, page.command, file.stem)


def test_an_op_with_an_axis(project: Path) -> None:
    code = (UNSEEN / "nancumsum.py").read_text()
    command = told().command.replace("copysign", "nancumsum")
    file = project / "src" / "clearprop" / "ops" / "nancumsum.py"
    file.write_text(code)
    assert_everything_follows(project, "nancumsum")
    assert_the_contract_holds(project, command)
    spoiled = code.replace("np.cumsum(np.flip(g, self.axis), axis=self.axis)", "np.cumsum(g, axis=self.axis)")
    assert spoiled != code
    file.write_text(spoiled)
    assert_the_fault_is_noticed(project, command, "nancumsum")


def test_the_page_is_as_we_write(tmp_path: Path) -> None:
    """The file of the page passes the style that it asks for."""
    file = tmp_path / "copysign.py"
    file.write_text(told().code)
    options = ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    for arguments in (["check"], ["format", "--check"]):
        found = subprocess.run(
            [sys.executable, "-m", "ruff", *arguments, *options, str(file)], capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, found.stdout
