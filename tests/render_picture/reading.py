"""A picture read back: its elements, what they are linked with, and the boxes that its texts take."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass

from clearprop.render.picture.measure import width

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"head": 15.0, "name": 13.0, "small": 11.0}


@dataclass(frozen=True)
class Part:
    """An element, the quantities that it stands for (outermost first), and where its coordinates begin."""

    element: ElementTree.Element
    quantities: tuple[str, ...]
    x: float
    y: float

    @property
    def tag(self) -> str:
        return self.element.tag.removeprefix(SVG)

    @property
    def classes(self) -> list[str]:
        return self.element.get("class", "").split()

    @property
    def title(self) -> str:
        return self.element.findtext(f"{SVG}title", "")

    @property
    def text(self) -> str:
        return self.element.text or ""

    @property
    def stroke(self) -> float:
        return float(self.element.get("stroke-width", "nan"))


@dataclass(frozen=True)
class Box:
    text: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Picture:
    def __init__(self, source: str) -> None:
        self.root = ElementTree.fromstring(source)
        self.parts = list(walk(self.root, (), 0.0, 0.0))

    def all(self, tag: str, class_: str = "") -> list[Part]:
        return [part for part in self.parts if part.tag == tag and (not class_ or class_ in part.classes)]

    def lines(self, quantity: str) -> dict[tuple[int, ...], Part]:
        """The connections of a parameter, by index."""
        found = (p for p in self.all("path") if quantity in p.quantities and p.element.get("data-index"))
        return {tuple(map(int, part.element.attrib["data-index"].split(","))): part for part in found}

    def units(self, quantity: str) -> dict[int, Part]:
        """The units that are drawn by themselves, by number."""
        found = [p for p in self.all("g") if quantity in p.quantities and p.element.get("data-index")]
        return {int(part.element.attrib["data-index"]): part for part in found}

    def folded(self, quantity: str) -> int:
        """How many units of a layer are folded into one."""
        found = [p for p in self.all("g") if quantity in p.quantities and p.element.get("data-count")]
        return sum(int(part.element.attrib["data-count"]) for part in found)

    @property
    def quantities(self) -> set[str]:
        return {p.element.attrib["data-quantity"] for p in self.parts if "data-quantity" in p.element.attrib}

    @property
    def texts(self) -> list[str]:
        return [part.text for part in self.all("text")]

    @property
    def description(self) -> str:
        return self.root.findtext(f"{SVG}desc", "")

    def boxes(self) -> list[Box]:
        return [box_of(part) for part in self.all("text")]


def walk(element: ElementTree.Element, quantities: tuple[str, ...], x: float, y: float) -> Iterator[Part]:
    moved = re.match(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
    x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
    if "data-quantity" in element.attrib:
        quantities = (*quantities, element.attrib["data-quantity"])
    yield Part(element, quantities, x, y)
    for child in element:
        yield from walk(child, quantities, x, y)


def box_of(part: Part) -> Box:
    """A simple model: the conservative width, the height of a line."""
    size = next((SIZES[name] for name in part.classes if name in SIZES), 12.0)
    wide = width(part.text, size)
    x, y = part.x + float(part.element.attrib["x"]), part.y + float(part.element.attrib["y"])
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[part.element.attrib["text-anchor"]]
    return Box(part.text, left, left + wide, y - 0.75 * size, y + 0.22 * size)


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("∞", "inf"))


def gradient_in(title: str) -> float:
    """The number after ∂L/∂w = in a title."""
    return number(re.search(r"∂[^=]*= ([−\d.e+-]+)", title)[1])
