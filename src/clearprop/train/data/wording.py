"""Small pieces of the sentences that this package says: counts, lists of names, "did you mean"."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


def counted(number: int, thing: str, plural: str = "") -> str:
    """'1 row', '2 rows', '20,640 rows'."""
    return f"{number:,} {thing if number == 1 else plural or thing + 's'}"


def listed(names: Sequence[str], most: int = 8) -> str:
    """'a, b, c', and '... (12 in all)' where there are more than `most`."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown}, ... ({len(names):,} in all)"


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """' (did you mean 'area'?)', or nothing where no candidate is near; begins with a space, to be put after a name."""
    spelled = {candidate.casefold(): candidate for candidate in candidates}
    near = get_close_matches(word.casefold(), spelled, n=1)
    return f" (did you mean {spelled[near[0]]!r}?)" if near else ""
