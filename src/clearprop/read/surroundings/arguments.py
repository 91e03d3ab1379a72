"""The command line that was not given: sys.argv has the script's name alone, argparse makes up what it requires."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, SupportsIndex

from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Request, Seen
from clearprop.read.surroundings.typed import Typed, suiting


@contextmanager
def no_arguments(request: Request, seen: Seen, count: int = 0) -> Iterator[None]:
    """The script's name, and ``count`` made-up arguments behind it."""
    given = Arguments([request.file, *(Typed(f"argument-{at}", "") for at in range(1, count + 1))])
    given.seen = seen
    parse = argparse.ArgumentParser.parse_known_args

    def parse_made_up(self: Any, args: Any = None, namespace: Any = None) -> Any:
        """Parse as argparse does, with what it requires made up; parse_args calls this too."""
        words = made_up(self) if args is None else args
        if args is None and words:
            seen.remark("arguments", f"The command line requires arguments; made up: {' '.join(words)}.")
        return parse(self, words, namespace)

    with ExitStack() as stack:
        stack.enter_context(replaced(sys, argv=given))
        stack.enter_context(replaced(argparse.ArgumentParser, parse_known_args=parse_made_up))
        yield


class Arguments(list[str]):
    """sys.argv; an argument that was not given is made up where it is asked for."""

    seen: Seen

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, SupportsIndex) and not -len(self) <= place.__index__() < len(self):
            self.seen.remark("arguments", f"sys.argv[{place}] was not given; a value was made up.")
            return Typed(f"argument-{place}", "")
        return super().__getitem__(place)


def made_up(parser: Any) -> list[str]:
    """The shortest command line that the parser accepts."""
    words: list[str] = []
    for action in parser._actions:
        if action.required:
            words += [*action.option_strings[:1], *values(action)]
    for group in parser._mutually_exclusive_groups:
        if group.required and (first := group._group_actions[0]):
            words += [*first.option_strings[:1], *values(first)]
    return words


def values(action: Any) -> list[str]:
    count = action.nargs if isinstance(action.nargs, int) else 0 if action.nargs in (0, "*", "?") else 1
    return [value(action)] * count


def value(action: Any) -> str:
    """A value of the kind that the argument wants."""
    if action.choices:
        return str(next(iter(action.choices)))
    number = suiting(f"{action.dest} {action.help or ''}")
    if action.type is int:
        return str(max(1, round(number)))
    return f"{number:g}" if action.type is float else action.dest
