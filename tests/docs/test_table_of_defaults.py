"""The guide's table of defaults is that of `clearprop train`."""

import inspect
from pathlib import Path

from clearprop.app.commands.train import train
from clearprop.app.settings import LARGE
from clearprop.train.defaults import BATCH, FEWEST, MOST, UPDATES

GUIDE = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
ROWS = {line.split("`")[1]: line for line in GUIDE.splitlines() if line.startswith("| `--")}
OPTIONS = {
    f"--{name.replace('_', '-')}": parameter.default
    for name, parameter in inspect.signature(train).parameters.items()
    if name not in ("data", "as_json", "debug")
}


def test_every_option_has_its_row() -> None:
    assert set(ROWS) == set(OPTIONS)


def test_the_defaults_are_those_of_the_command() -> None:
    wrong = {
        option: default
        for option, default in OPTIONS.items()
        if default is not None and ("off" if default is False else str(default)) not in ROWS[option].split("|")[2]
    }
    assert not wrong


def test_the_numbers_are_those_of_the_settings() -> None:
    assert f"about {UPDATES:,} updates, from {FEWEST} to {MOST}" in ROWS["--epochs"]
    assert str(BATCH) in ROWS["--batch-size"]
    assert f"Features with {LARGE:,} numbers or more" in GUIDE
