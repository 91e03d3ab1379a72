"""The command line answers at once, and a command is a file."""

import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from clearprop.app import commands
from clearprop.app.cli import app


def test_help_lists_a_command_for_each_file() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == 0
    for path in Path(commands.__path__[0]).glob("[a-z]*.py"):
        assert path.stem.replace("_", "-") in result.output


def test_every_command_has_json_and_debug() -> None:
    for path in Path(commands.__path__[0]).glob("[a-z]*.py"):
        out = CliRunner().invoke(app, [path.stem, "--help"], env={"COLUMNS": "100"}).output
        assert "--json" in out and "--debug" in out


SCRIPT = """
import sys
sys.argv = ["clearprop", "--help"]
from clearprop.app.cli import main
try:
    main()
except SystemExit:
    heavy = ("clearprop.nn", "clearprop.ops", "sklearn", "safetensors", "scipy")
    print([module for module in sys.modules if module.startswith(heavy)])
"""


def test_help_imports_nothing_heavy() -> None:
    out = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"
