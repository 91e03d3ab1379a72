"""Charts as XML: what they say, where it stands, and whether texts keep clear of each other."""

import re
from xml.etree import ElementTree

from clearprop.render.charts.frame import SIZE
from clearprop.render.picture.measure import width

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float, str]


def parsed(chart: str) -> ElementTree.Element:
    root = ElementTree.fromstring(chart)
    assert root.tag == f"{SVG}svg" and root.get("role") == "img"
    labels = [part.get("id") for part in root if part.tag in (f"{SVG}title", f"{SVG}desc")]
    assert root.get("aria-labelledby") == " ".join(filter(None, labels)) and len(labels) == 2
    return root


def texts(root: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def boxes(root: ElementTree.Element) -> list[Box]:
    """left, top, right, bottom and text of what is written level."""
    found = []
    for text in root.iter(f"{SVG}text"):
        if text.get("transform"):
            continue
        x, y, wide = float(text.get("x", "0")), float(text.get("y", "0")), width(text.text or "", SIZE) * 0.85
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")] * wide
        found.append((left, y - 9, left + wide, y, text.text or ""))
    return found


def apart(root: ElementTree.Element) -> bool:
    """No two texts overlap, and none leaves the chart."""
    _, _, wide, high = (float(number) for number in root.get("viewBox", "").split())
    found = boxes(root)
    inside = all(
        left >= -1 and right <= wide + 1 and top >= -1 and bottom <= high for left, top, right, bottom, _ in found
    )
    clear = all(
        a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        for k, a in enumerate(found)
        for b in found[k + 1 :]
    )
    return inside and clear


def points(root: ElementTree.Element, look: str) -> list[list[tuple[float, float]]]:
    """The places that each line of such a look goes through."""
    found = []
    for group in root.iter(f"{SVG}g"):
        if (group.get("class") or "").startswith(f"series {look}"):
            for path in group.iter(f"{SVG}path"):
                if path.get("class") is None:
                    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d", ""))]
                    found.append([*zip(numbers[::2], numbers[1::2], strict=True)])
    return found
