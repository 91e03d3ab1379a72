"""Bytes of a script as text with plain line ends, in whatever encoding it was saved."""

import codecs
import io
import tokenize

from clearprop.read.source.errors import SourceError

WITH_MARK = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, file: str) -> tuple[str, str | None]:
    """The text, and the encoding if it is not UTF-8. Raises SourceError for what is no text."""
    encoding = next((name for mark, name in WITH_MARK if data.startswith(mark)), None) or declared(data)
    for name in dict.fromkeys((encoding, "utf-8", "latin-1")):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise SourceError(f"{file} is not text: it holds zero bytes. Give a .py or .ipynb file.")
        return plain_ends(text), None if name in ("utf-8", "utf-8-sig") else name
    raise AssertionError("latin-1 decodes everything")


def declared(data: bytes) -> str:
    """The encoding that the first two lines name, as Python looks for it."""
    try:
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except SyntaxError:
        return "utf-8"


def plain_ends(text: str) -> str:
    """Lines that end in a line feed alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
