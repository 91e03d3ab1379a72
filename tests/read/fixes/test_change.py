"""Changes of a text: what they make of it, how large they are, how they are told."""

from clearprop.read.fixes.change import MOVED, Change, Piece

TEXT = "a = 1\nb = a\nc = b\n"


def test_pieces_are_applied_at_their_old_places() -> None:
    change = Change((Piece(4, 5, "123"), Piece(10, 11, "a + a")))
    assert change.applied(TEXT) == "a = 123\nb = a + a\nc = b\n"


def test_only_what_differs_counts() -> None:
    assert Change((Piece(6, 11, "b = a * 2"),)).size(TEXT) == 4
    assert Change((Piece(6, 11, "b = 1"),)).size(TEXT) == 2


def test_a_move_is_small_however_long_the_lines() -> None:
    assert Change((Piece(0, 12, ""), Piece(18, 18, "a = 1\nb = a\n"))).size(TEXT) == MOVED


def test_a_changed_line_is_told_with_its_difference() -> None:
    fix = Change((Piece(10, 11, "2"),)).fix(TEXT, 2)
    assert (fix.line, fix.replacement, fix.verified) == (2, "b = 2", True)
    assert "-b = a\n+b = 2" in fix.diff


def test_a_new_line_is_told_with_the_line_before_it() -> None:
    fix = Change((Piece(6, 6, "x = 0\n"),)).fix(TEXT, 2)
    assert (fix.line, fix.replacement) == (1, "a = 1\nx = 0")


def test_of_two_places_the_blamed_line_is_told() -> None:
    change = Change((Piece(0, 6, ""), Piece(18, 18, "a = 1\n")))
    assert change.fix(TEXT, 1).line == 1
    assert change.fix(TEXT, 1).replacement == ""
    assert change.fix(TEXT, 4).replacement == "c = b\na = 1"
