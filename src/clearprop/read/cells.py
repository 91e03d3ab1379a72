"""A notebook's answer by cell: lines of the joined text become lines of the cell that they stand in."""

from dataclasses import replace

from clearprop.read.reading import Finding, Fix, Reading, ReadLine, Remark
from clearprop.read.source import Source


def in_cells(reading: Reading, source: Source) -> Reading:
    """The same answer; of a script, as it is."""
    if not source.cells:
        return reading
    return replace(
        reading,
        lines=tuple(line_in_cell(line, source) for line in reading.lines),
        findings=tuple(finding_in_cell(finding, source) for finding in reading.findings),
        remarks=tuple(remark_in_cell(remark, source) for remark in reading.remarks),
    )


def line_in_cell(line: ReadLine, source: Source) -> ReadLine:
    cell, first = source.place(line.line)
    return replace(line, cell=cell, line=first, end_line=source.place(line.end_line)[1])


def finding_in_cell(finding: Finding, source: Source) -> Finding:
    cell, line = source.place(finding.line)
    related = [source.place(other) for other in finding.related]
    return replace(
        finding,
        cell=cell,
        line=line,
        related=tuple(other for _, other in related),
        related_cells=tuple(other or 0 for other, _ in related),
        fix=fix_in_cell(finding.fix, source),
    )


def fix_in_cell(fix: Fix | None, source: Source) -> Fix | None:
    if fix is None:
        return None
    cell, line = source.place(fix.line)
    return replace(fix, cell=cell, line=line)


def remark_in_cell(remark: Remark, source: Source) -> Remark:
    if remark.line is None:
        return remark
    cell, line = source.place(remark.line)
    return replace(remark, cell=cell, line=line)
