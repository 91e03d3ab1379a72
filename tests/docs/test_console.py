"""What the README and the guide show of the command line is what it prints: every block of commands is run again."""

from pathlib import Path

import pytest

from tests.docs.console import PAGES, ROOT, blocks, plain, printed


@pytest.mark.parametrize("block", [pytest.param(block, id=place) for place, block in blocks()])
def test_commands_print_what_is_shown(block: str, tmp_path: Path) -> None:
    assert plain(printed(block, tmp_path)) == plain(block), "if that is right: python -m tests.docs.console"


def test_there_are_commands_to_run() -> None:
    assert {"README.md", "guide.md"} <= {
        page.name for page in PAGES if "$ clearprop" in page.read_text(encoding="utf-8")
    }


def test_the_file_that_the_readme_shows_is_the_one_that_it_runs() -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "examples" / "net.py").read_text(encoding="utf-8").split('"""\n\n', 1)[1].rstrip() in shown


def test_output_of_another_kind_is_noticed(tmp_path: Path) -> None:
    shown = "$ clearprop check net.py:loss --shape W1=3,2 --shape b1=2 --shape x=5,3 --shape y=5,2\nW1 wrong\n"
    assert plain(printed(shown, tmp_path)) != plain(shown)
