"""A line of a printed Program, read from the left."""

import re
from json import JSONDecoder

from clearprop.ir.printing import PLAIN_NAME
from clearprop.ir.types import Literal, Type, Variable
from clearprop.ir.values import literal_of

TYPE = re.compile(r"\w+\[[\d, ]*\]")
NUMBER = re.compile(r"(?=[-+\d]|True\b|False\b)[^\s,]+")
JSON = JSONDecoder()


class Cursor:
    """A line, and how far it has been read. ValueError where something else stands than what is expected."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.at = 0

    @property
    def rest(self) -> str:
        return self.line[self.at :]

    @property
    def done(self) -> bool:
        """Whether only a comment may follow."""
        return self.rest.lstrip()[:1] in ("", "#")

    def take(self, word: str) -> bool:
        """Whether the word comes next; if so it is read."""
        found = self.line.startswith(word, self.at)
        self.at += len(word) * found
        return found

    def expect(self, word: str) -> None:
        if not self.take(word):
            raise ValueError(f"expected {word!r} before {self.rest!r}")

    def found(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What the pattern matches here, which is then read; None where it does not match."""
        match = pattern.match(self.line, self.at)
        self.at = match.end() if match else self.at
        return match

    def match(self, pattern: re.Pattern[str], what: str) -> re.Match[str]:
        match = self.found(pattern)
        if match is None:
            raise ValueError(f"expected {what} before {self.rest!r}")
        return match

    def skip_to_comment(self) -> None:
        while self.take(" "):
            pass

    def quoted(self) -> str:
        """A string as JSON writes it."""
        value, self.at = JSON.raw_decode(self.line, self.at)
        return str(value)

    def opens(self, letter: str) -> bool:
        return self.line.startswith(letter, self.at)

    def name(self) -> str:
        return self.quoted() if self.opens('"') else self.match(PLAIN_NAME, "a name")[0]

    def type(self) -> Type:
        return Type.parse(self.match(TYPE, "a type such as f64[5, 3]")[0])

    def declared(self) -> Variable:
        name = self.name()
        self.expect(": ")
        return Variable(name, self.type())

    def literal(self) -> Literal | None:
        """The number that comes next; None where a name does."""
        match = self.found(NUMBER)
        return literal_of(match[0]) if match else None

    def array(self) -> str:
        """The text of an array: a nested list, a number, or compressed bytes."""
        start = self.at
        if self.take("zlib "):
            self.quoted()
        elif self.opens("["):
            self.bracketed()
        else:
            self.match(re.compile(r"\S+"), "a number")
        return self.line[start : self.at]

    def bracketed(self) -> str:
        """What stands between brackets that open here; brackets and quotation marks inside are heeded."""
        start, depth, quote = self.at + 1, 0, ""
        for at in range(self.at, len(self.line)):
            letter = self.line[at]
            if quote:
                quote = "" if letter == quote else quote
            elif letter in "'\"":
                quote = letter
            else:
                depth += (letter in "[(") - (letter in ")]")
            if depth == 0:
                self.at = at + 1
                return self.line[start:at]
        raise ValueError(f"no bracket closes {self.line[start - 1 :]!r}")
