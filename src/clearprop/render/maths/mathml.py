"""Mathematics as MathML: one ``<math>`` a line; what shows a quantity carries its name, so that pages can link it."""

from html import escape

from clearprop.ir import Program
from clearprop.render.maths.lines import Line, lines
from clearprop.render.maths.tree import (
    Accent,
    Big,
    Box,
    Cases,
    Fence,
    Figure,
    Fraction,
    Index,
    Letter,
    Quantity,
    Root,
    Row,
    Scripts,
    Sign,
    Words,
)

INVISIBLE = {"times": '<mo lspace="0" rspace="0.15em">&#x2062;</mo>', "apply": "<mo>&#x2061;</mo>"}
MARKS = {"hat": "^", "bar": "¯", "tilde": "~"}
TALL = (Fraction, Cases, Big, Root)


def source(
    program: Program,
    per_element: bool = False,
    definitions: bool = True,
    shapes: bool = False,
    prefix: str = "maths",
) -> str:
    """The Program as a ``<div>`` of lines, each with the id of its equation after the prefix and a ``<math>`` inside."""
    seen: dict[str, int] = {}
    rows = [
        row(line, unique(f"{prefix}-{'function-' * (line.part == 'definition')}{line.name}", seen), shapes)
        for line in lines(program, per_element, definitions)
    ]
    return "\n".join(['<div class="maths">', *rows, "</div>"]) + "\n"


def unique(wanted: str, seen: dict[str, int]) -> str:
    seen[wanted] = seen.get(wanted, 0) + 1
    return wanted if seen[wanted] == 1 else f"{wanted}-{seen[wanted]}"


def row(line: Line, identifier: str, shapes: bool) -> str:
    linked = f' data-equation="{escape(line.name)}"' if line.part not in ("definition", "condition") else ""
    body = markup(line.box)
    if shapes and line.shape is not None:
        sizes = '<mo lspace="0" rspace="0">×</mo>'.join(f"<mn>{size}</mn>" for size in line.shape)
        space = f"<msup><mi>ℝ</mi><mrow>{sizes}</mrow></msup>" if sizes else "<mi>ℝ</mi>"
        body += f'<mspace width="2em"/><mo>∈</mo>{space}'
    math = f'<math displaystyle="true"{linked}><mrow>{body}</mrow></math>'
    return f'<div id="{escape(identifier)}" class="{line.part}">{math}</div>'


def markup(box: Box) -> str:
    match box:
        case Letter(content, upright):
            normal = ' mathvariant="normal"' if upright and len(content) == 1 else ""
            return f"<mi{normal}>{escape(content)}</mi>"
        case Figure(content):
            return f"<mn>{escape(content)}</mn>"
        case Words(content):
            return f"<mtext>{escape(content).replace(' ', '&#xA0;')}</mtext>"
        case Sign():
            return sign(box)
        case Row(parts):
            return "".join(map(markup, parts))
        case Quantity(name, body):
            return linked(markup(body), name)
        case Scripts(base, sub, sup):
            return scripts(base, sub, sup)
        case Index(base, items, low):
            indices = "<mo>,</mo>".join(map(grouped, items))
            if low:
                return f"<msub>{grouped(base)}<mrow>{indices}</mrow></msub>"
            return f"<mrow>{markup(base)}{fenced('[', indices, ']', False)}</mrow>"
        case Accent(base, mark):
            return f'<mover accent="true">{grouped(base)}<mo>{MARKS[mark]}</mo></mover>'
        case Fraction(top, bottom):
            return f"<mfrac>{grouped(top)}{grouped(bottom)}</mfrac>"
        case Root(body, degree):
            return f"<mroot>{grouped(body)}<mn>{degree}</mn></mroot>" if degree else f"<msqrt>{markup(body)}</msqrt>"
        case Fence(opening, body, closing):
            return fenced(opening, markup(body), closing, is_tall(body))
        case Big():
            return big(box)
        case Cases(rows):
            return cases(rows)
    raise TypeError(f"{box!r} cannot be printed.")


def linked(inner: str, name: str) -> str:
    """The element with the quantity's name; one that is several gets a row around it."""
    opening = inner.find(">")
    start = inner[:opening].split(" ")[0][1:].rstrip("/")
    alone = inner.endswith(f"</{start}>") and inner.count(f"<{start}") == inner.count(f"</{start}>")
    if alone and whole(inner, start):
        return f'{inner[: len(start) + 1]} data-equation="{escape(name)}"{inner[len(start) + 1 :]}'
    return f'<mrow data-equation="{escape(name)}">{inner}</mrow>'


def whole(inner: str, tag: str) -> bool:
    """Whether the first element ends where the text ends."""
    depth, at = 0, 0
    while at < len(inner):
        if inner.startswith(f"</{tag}>", at):
            depth -= 1
            if depth == 0:
                return at + len(tag) + 3 == len(inner)
        elif inner.startswith((f"<{tag}>", f"<{tag} "), at):
            depth += 1
        at += 1
    return False


def grouped(box: Box) -> str:
    inner = markup(box)
    return f"<mrow>{inner}</mrow>" if isinstance(box, Row | Fence) else inner


def sign(box: Sign) -> str:
    if box.kind in INVISIBLE:
        return INVISIBLE[box.kind]
    if box.kind == "prefix":
        return f'<mo form="prefix" lspace="0" rspace="0">{escape(box.text)}</mo>'
    if box.kind in ("transpose", "prime"):
        return f'<mo lspace="0" rspace="0">{box.text}</mo>'
    if box.kind == "fence":
        return f'<mo stretchy="false">{box.text}</mo>'
    return f"<mi>{box.text}</mi>" if box.kind == "ordinary" else f"<mo>{escape(box.text)}</mo>"


def scripts(base: Box, sub: Box | None, sup: Box | None) -> str:
    inner = grouped(base)
    if isinstance(sup, Sign) and sup.kind == "prime":
        return f"<mrow>{inner}{markup(sup)}</mrow>"
    if sub is None or sup is None:
        tag, script = ("msup", sup) if sub is None else ("msub", sub)
        return inner if script is None else f"<{tag}>{inner}{grouped(script)}</{tag}>"
    return f"<msubsup>{inner}{grouped(sub)}{grouped(sup)}</msubsup>"


def is_tall(body: Box) -> bool:
    return any(isinstance(part, TALL) for part in (body.parts if isinstance(body, Row) else (body,)))


def fenced(opening: str, inner: str, closing: str, tall: bool) -> str:
    stretchy = "" if tall else ' stretchy="false"'
    left = f'<mo form="prefix" fence="true"{stretchy}>{opening}</mo>'
    return f'<mrow>{left}{inner}<mo form="postfix" fence="true"{stretchy}>{closing}</mo></mrow>'


def big(box: Big) -> str:
    name = f"<mo>{box.sign}</mo>" if len(box.sign) == 1 else f'<mo movablelimits="true" rspace="0.17em">{box.sign}</mo>'
    if not box.under:
        return name
    letters = "<mo>,</mo>".join(map(markup, box.under))
    if box.last is not None:
        return f"<munderover>{name}<mrow>{letters}<mo>=</mo><mn>0</mn></mrow>{grouped(box.last)}</munderover>"
    return f"<munder>{name}<mrow>{letters}</mrow></munder>"


def cases(rows: tuple[tuple[Box, Box | None], ...]) -> str:
    cells = [(markup(value), "<mtext>otherwise</mtext>" if when is None else f"<mtext>if&#xA0;</mtext>{markup(when)}")
             for value, when in rows]  # fmt: skip
    table = "".join(f"<mtr><mtd>{value}</mtd><mtd>{when}</mtd></mtr>" for value, when in cells)
    return f'<mrow><mo form="prefix" fence="true">{{</mo><mtable columnalign="left left">{table}</mtable></mrow>'
