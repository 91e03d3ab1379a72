"""From the bytes of a CSV file to its records: encoding, delimiter, quotes. What the cells mean is not decided here."""

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from clearprop.train.data.errors import DataError
from clearprop.train.data.wording import counted

DELIMITERS = ("\t", ";", ",")
"""In this order where several fit: a file with decimal commas between semicolons would fit the comma as well."""

ZIP = b"PK"

KNOWN_OTHERS = {
    ZIP: "a zip archive or an Excel workbook",
    b"\x1f\x8b": "compressed by gzip",
    b"PAR1": "a Parquet file (its name should end in .parquet)",
    b"\x93NUMPY": "a single NumPy array",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF": "a PDF document",
    b"\x80\x04": "a Python pickle",
}

CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1a")


def read_bytes(path: Path) -> bytes:
    """All bytes of a file. Raises DataError where it cannot be read or is empty."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise DataError(f"{path}: cannot be read: {problem.strerror or problem}.") from problem
    if not content.strip():
        raise DataError(f"{path}: the file is empty.")
    return content


def decode(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file and notes. UTF-8, with or without a byte order mark; UTF-16 with one; else Windows-1252."""
    content = read_bytes(path)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif content.translate(None, CONTROL) != content:
        raise DataError(f"{path}: not a CSV file: it is {kind_of_binary(content)}.")
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, () if encoding == "utf-8-sig" else (f"the text is read as {encoding}, since it is not UTF-8",)
    raise DataError(f"{path}: not a CSV file: its bytes are no text in UTF-8; save it as CSV in UTF-8.")


def kind_of_binary(content: bytes) -> str:
    """What the first bytes say that a file is."""
    for beginning, kind in KNOWN_OTHERS.items():
        if content.startswith(beginning):
            return kind
    return "some binary format"


def find_delimiter(text: str) -> str | None:
    """The delimiter by which most of the first lines split into equally many cells, or None where none splits them."""
    best, most = None, 0
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
        try:
            widths = Counter(len(record) for record in islice(reader, 200) if record)
        except csv.Error:
            continue
        width, lines = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
        if width > 1 and lines > most:
            best, most = delimiter, lines
    return best


def read_records(path: Path, text: str, delimiter: str) -> tuple[list[list[str]], list[int], int]:
    """The records, the line on which each begins, and how many were left out because all their cells are empty.

    Raises DataError for a record that has not as many cells as the first, and for an open quote.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    records: list[list[str]] = []
    lines: list[int] = []
    empty = 0
    line = 1
    try:
        for record in reader:
            if len(record) > 1 or (record and record[0].strip()):
                check_width(path, record, records, line, lines)
                if any(map(str.strip, record)):
                    records.append(record)
                    lines.append(line)
                else:
                    empty += 1
            line = reader.line_num + 1
    except csv.Error as problem:
        raise DataError(f"{path}: line {line}: cannot be read as CSV: {problem}; is a quote left open?") from problem
    return records, lines, empty


def check_width(path: Path, record: list[str], records: list[list[str]], line: int, lines: list[int]) -> None:
    """Raises DataError where a record has not as many cells as the first one."""
    if records and len(record) != len(records[0]):
        advice = "correct the line or remove it." if len(records[0]) > 1 else "is it a CSV file, without a title above?"
        raise DataError(
            f"{path}: line {line}: expected {counted(len(records[0]), 'value')} as in line {lines[0]}, "
            f"found {len(record)}; {advice}"
        )
