"""What is wrong: each finding with its line, its proof, its effect, and the fix."""

from clearprop.app.reading.fixes import dedented, diff
from clearprop.app.reading.page.data import Fix, Found, Neighbour, Told
from clearprop.app.reading.page.links import link
from clearprop.app.reading.script import Script
from clearprop.app.reading.terminal import fix_sentence
from clearprop.app.reading.wording import plain, sure
from clearprop.read.reading import Finding


def found(script: Script, finding: Finding) -> Found:
    return Found(
        code=finding.code,
        title=plain(finding.name),
        severity=finding.severity,
        at=link((finding.cell, finding.line)),
        quantity=finding.quantity,
        says=finding.message,
        told=tuple(told(finding)),
        fix=fix(script, finding),
    )


def told(finding: Finding) -> list[Told]:
    """What is said of a finding, by name; what is not known is left out."""
    related = tuple(map(link, finding.related_places))
    known = [
        Told(name="It equals", text=finding.equals, aside=sure(finding)),
        Told(name="Effect", text=finding.effect),
        Told(name="See also", neighbours=(Neighbour(symbol="", lines=related),) if related else ()),
    ]
    return [each for each in known if each.text or each.neighbours]


def fix(script: Script, finding: Finding) -> Fix | None:
    lines = diff(script, finding)
    return Fix(says=fix_sentence(finding), lines=tuple(dedented(lines))) if lines else None
