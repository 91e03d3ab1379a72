"""A figure agrees or it does not, and the page shows what the tests of a source compute, and nothing else."""

import re
from pathlib import Path

import pytest

from tests.published.figures import as_printed, figure, rows_on_the_page, with_tables

SOURCES = {path.stem.removeprefix("test_"): path for path in Path(__file__).parent.glob("test_*.py")}
del SOURCES["page"]


@pytest.mark.parametrize(
    ("printed", "computed", "agreement"),
    [
        (".298371109", 0.2983711087, "every digit"),
        ("-0.77 0.5", [-0.7651, 0.4999], "every digit"),
        ("92.857% 90%", [92.8571, 90.0], "every digit"),
        ("5.5e-6", 5.5357e-6, "every digit"),
        ("0.13436424411240122", 0.13436424411240133, "12 decimals"),
        (".298371109", 0.2983711191, "differs by 1.0e-08"),
        ("5.5e-6", 5.56e-6, "differs by 6.0e-08"),
        ("92.857%", 95.238, "differs by 2.38"),
        ("9542", 8586, "differs by 956"),
        ("0.13436424411240122", 0.13436424411, "differs by 2.4e-12"),
    ],
)
def test_agreement(printed: str, computed: object, agreement: str) -> None:
    found = figure("it", printed, computed)
    assert (found.agreement, found.agrees) == (agreement, not agreement.startswith("differs"))


def test_a_figure_may_differ_where_that_is_said() -> None:
    assert figure("it", "9129", 9050.0, within=80).agrees
    assert not figure("it", "9129", 9048.0, within=80).agrees


def test_as_many_numbers_as_were_published() -> None:
    with pytest.raises(ValueError, match=r"^it: 2 numbers were published and 3 computed\.$"):
        figure("it", "1 2", [1, 2, 3])


def test_our_number_is_printed_as_theirs() -> None:
    assert as_printed(".30", 0.2983) == ".30" and as_printed("0.30", 0.2983) == "0.30"
    assert as_printed("-0.5", -0.52) == "-0.5" and as_printed("12", 11.7) == "12"
    assert as_printed("93.3%", 93.3333) == "93.3%" and as_printed("5.5e-6", 5.5357e-6) == "5.5e-6"
    with pytest.raises(ValueError, match="'about'"):
        as_printed("about", 1.0)


def test_the_row_on_the_page() -> None:
    exact, near = figure("it", ".30", 0.2983), figure("it", "9129", 9050, within=80)
    assert exact.is_shown_by(exact.row) and not exact.is_shown_by(exact.row.replace(".30", ".31"))
    assert near.is_shown_by("| it | 9129 | 9061 | differs by 68 |")  # another machine wrote it
    assert not near.is_shown_by("| it | 9129 | 9300 | differs by 171 |")
    assert not near.is_shown_by("| that | 9129 | 9050 | differs by 79 |")


def test_tables_are_written_where_their_place_is() -> None:
    page = "a\n<!-- figures: one -->\nold\n<!-- end -->\nb\n<!-- figures: two -->\nkept\n<!-- end -->\n"
    written = with_tables(page, {"one": [figure("it", ".30", 0.2983)]})
    assert "old" not in written and "| it | .30 | .30 | every digit |" in written and "kept" in written


def test_every_source_has_its_table() -> None:
    rows = rows_on_the_page()
    assert set(rows) == {*SOURCES, "nielsen_in_full"} and all(rows.values())


@pytest.mark.parametrize("source", SOURCES)
def test_every_row_is_some_tests(source: str) -> None:
    """What is left of a figure that was renamed, or is computed no more, is found here."""
    text = re.sub(r' "\n\s*"', " ", SOURCES[source].read_text(encoding="utf-8"))  # long ones stand on two lines
    rows = rows_on_the_page()[source]
    published = [row.split(" | ")[1] for row in rows]
    assert not [each for each in published if f'"{each}"' not in text]
