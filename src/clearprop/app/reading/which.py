"""Options that go with one script only, or with a folder only."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clearprop.train.data.errors import OptionError


def check_options(script: str, for_one: Mapping[str, Any], for_many: Mapping[str, Any]) -> None:
    """Raises OptionError for one that does not go with what is read."""
    folder = Path(script).is_dir()
    goes_with, what = ("one script", "a folder") if folder else ("a folder of scripts", "not one")
    for option, given in (for_one if folder else for_many).items():
        if given is not None:
            raise OptionError(f"{option} {given}: this option goes with {goes_with}, and {script} is {what}.")
