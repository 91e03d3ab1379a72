"""The table of a folder: a row for each finding, or one for a file without any, in the order of files and lines."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from clearprop.read.reading import Finding, Reading

COLUMNS = (
    "file", "verdict", "code", "name", "severity", "cell", "line", "layer", "quantity", "message", "fix", "loss",
    "network", "labelled_lines", "reason", "same_as",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(readings: Mapping[str, Reading], same_as: Mapping[str, str]) -> list[dict[str, Any]]:
    """``same_as``: the first file with the same content, for those that are not the first."""
    return [row for file in sorted(readings) for row in rows_of(file, readings[file], same_as.get(file, ""))]


def rows_of(file: str, reading: Reading, same_as: str) -> Iterator[dict[str, Any]]:
    common = {
        "file": file, "verdict": reading.verdict, "loss": reading.loss.name if reading.loss else "",
        "network": sizes(reading), "labelled_lines": len({(x.cell, x.line) for x in reading.lines}),
        "reason": reading.reason or "", "same_as": same_as,
    }  # fmt: skip
    for finding in sorted(reading.findings, key=lambda found: (found.cell or 0, found.line, found.code)):
        yield common | of(finding)
    if not reading.findings:
        yield common


def of(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code, "name": finding.name, "severity": finding.severity, "cell": finding.cell,
        "line": finding.line, "layer": finding.layer, "quantity": finding.quantity, "message": finding.message,
        "fix": finding.fix.replacement if finding.fix else "",
    }  # fmt: skip


def sizes(reading: Reading) -> str:
    """``2-3-1``; empty where no layers are known."""
    layers = reading.layers
    return "-".join(str(size) for size in [layers[0].inputs, *(layer.units for layer in layers)]) if layers else ""


def written(found: list[dict[str, Any]]) -> str:
    """As CSV. Texts that a spreadsheet would take for a formula get an apostrophe: they are other people's."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: safe(value) for name, value in row.items()} for row in found)
    return text.getvalue()


def safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
