"""Mathematics as LaTeX: one aligned environment that plain amsmath sets."""

import unicodedata
from itertools import pairwise

from clearprop.ir import Program
from clearprop.render.maths.lines import Line, lines
from clearprop.render.maths.symbols import GREEK
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

ESCAPED = {"_": r"\_", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "{": r"\{", "}": r"\}", "^": r"\^{}",
           "~": r"\~{}", "\\": r"\textbackslash{}"}  # fmt: skip
LETTERS = {letter: f"\\{name}" for name, letter in GREEK.items() if name not in ("eps", "lam", "omicron")}
LETTERS |= {letter: rf"\mathrm{{{plain}}}" for letter, plain in zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧ", "ABEZHIKMNOPTX", strict=True)}
LETTERS |= {"ε": r"\varepsilon", "φ": r"\varphi", "ο": "o", "Υ": r"\Upsilon"}
SIGNS = {
    "⊙": r"\odot", "·": r"\cdot", "−": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≮": r"\not<", "≯": r"\not>",
    "≰": r"\not\le", "≱": r"\not\ge", "∧": r"\land", "∨": r"\lor", "¬": r"\lnot", "∂": r"\partial", "∞": r"\infty",
    "∗": r"\ast", "⊤": r"\top", "∑": r"\sum", "∏": r"\prod", "′": r"\prime", "+=": r"\mathrel{+}=",
}  # fmt: skip
FENCES = {"|": (r"\lvert", r"\rvert"), "‖": (r"\lVert", r"\rVert"), "⌊": (r"\lfloor", ""), "⌋": ("", r"\rfloor"),
          "⌈": (r"\lceil", ""), "⌉": ("", r"\rceil")}  # fmt: skip
OPERATORS = {"max", "min", "ln", "log", "exp", "det"} | {
    f"{arc}{name}" for arc in ("", "arc") for name in ("sin", "cos", "tan")
}
OPERATORS |= {"sinh", "cosh", "tanh"}
ACCENTS = {"hat": r"\hat", "bar": r"\bar", "tilde": r"\tilde"}
TALL = (Fraction, Cases, Big, Fence, Root)


def source(program: Program, per_element: bool = False, definitions: bool = True, shapes: bool = False) -> str:
    r"""The Program as an ``aligned`` environment, for ``\[ ... \]``."""
    found = lines(program, per_element, definitions)
    rows = [f"  {row(line, shapes)}{end(line, after)}" for line, after in pairwise(found)]
    rows += [f"  {row(line, shapes)}" for line in found[-1:]]
    return "\n".join([r"\begin{aligned}", *rows, r"\end{aligned}"]) + "\n"


def end(line: Line, after: Line) -> str:
    """More space between the parts."""
    return r" \\[1ex]" if line.part != after.part and after.part != "condition" else r" \\"


def row(line: Line, shapes: bool) -> str:
    if not line.sign:
        return f"&{text(line.left)} {text(line.right)}"
    sizes = r" \times ".join(map(str, line.shape or ()))
    shape = rf" &&\in \mathbf{{R}}{f'^{{{sizes}}}' if sizes else ''}" if shapes and line.shape is not None else ""
    return f"{text(line.left)} &{SIGNS.get(line.sign, line.sign)} {text(line.right)}{shape}"


def text(box: Box) -> str:
    match box:
        case Letter(content, upright):
            return letter(content, upright)
        case Figure(content):
            return content.replace("…", r"\ldots")
        case Words(content):
            return rf"\text{{{escaped(content)}}}"
        case Sign():
            return sign(box)
        case Row(parts):
            return " ".join(filter(None, map(text, parts)))
        case Quantity(_, body):
            return text(body)
        case Scripts(base, sub, sup):
            below = "" if sub is None else f"_{{{text(sub)}}}"
            above = "" if sup is None else f"^{{{text(sup)}}}"
            return f"{base_text(base)}{below}{above}"
        case Index(base, items, low):
            indices = ", ".join(map(text, items))
            return f"{base_text(base)}_{{{indices}}}" if low else f"{text(base)}[{indices}]"
        case Accent(base, mark):
            return f"{ACCENTS[mark]}{{{text(base)}}}"
        case Fraction(top, bottom):
            return rf"\frac{{{text(top)}}}{{{text(bottom)}}}"
        case Root(body, degree):
            return rf"\sqrt{f'[{degree}]' if degree else ''}{{{text(body)}}}"
        case Fence(opening, body, closing):
            return fence(opening, body, closing)
        case Big():
            return big(box)
        case Cases(rows):
            lines = [rf"{text(value)} & {condition(when)}" for value, when in rows]
            return r"\begin{cases} " + r" \\ ".join(lines) + r" \end{cases}"
    raise TypeError(f"{box!r} cannot be printed.")


def letter(content: str, upright: bool) -> str:
    if content in OPERATORS:
        return f"\\{content}"
    if content in LETTERS:
        return LETTERS[content]
    if len(content) == 1 and not upright:
        return plain(content)
    return rf"\mathrm{{{''.join(map(plain, content))}}}"


def plain(one: str) -> str:
    return ESCAPED.get(one) or LETTERS.get(one) or accented(one)


def accented(one: str) -> str:
    """ŷ is a letter and its accent."""
    parts = unicodedata.normalize("NFD", one)
    marks = {"\N{COMBINING CIRCUMFLEX ACCENT}": "hat", "\N{COMBINING MACRON}": "bar", "\N{COMBINING TILDE}": "tilde"}
    return f"{ACCENTS[marks[parts[1]]]}{{{parts[0]}}}" if len(parts) == 2 and parts[1] in marks else one


def escaped(content: str) -> str:
    return "".join(ESCAPED.get(one, one) for one in content)


def base_text(base: Box) -> str:
    """In braces where the base has scripts of its own."""
    found = text(base)
    body = base.body if isinstance(base, Quantity) else base
    return f"{{{found}}}" if isinstance(body, Scripts | Index | Fraction) else found


def sign(box: Sign) -> str:
    if box.kind in ("times", "apply"):
        return r"\," if box.kind == "times" else ""
    if box.kind == "prime":
        return " ".join(r"\prime" for _ in box.text)
    return SIGNS.get(box.text, box.text)


def fence(opening: str, body: Box, closing: str) -> str:
    left, right = FENCES.get(opening, (opening, ""))[0], FENCES.get(closing, ("", closing))[1]
    if any(isinstance(part, TALL) for part in parts_below(body)):
        left, right = rf"\left{left}", rf"\right{right}"
    return f"{left} {text(body)} {right}" if left.startswith("\\") else f"{left}{text(body)}{right}"


def parts_below(body: Box) -> tuple[Box, ...]:
    return (body, *body.parts) if isinstance(body, Row) else (body,)


def big(box: Big) -> str:
    name = SIGNS.get(box.sign) or letter(box.sign, upright=True)
    under = ", ".join(map(text, box.under))
    if box.last is not None:
        return f"{name}_{{{under}=0}}^{{{text(box.last)}}}"
    return f"{name}_{{{under}}}" if under else name


def condition(when: Box | None) -> str:
    return r"\text{otherwise}" if when is None else rf"\text{{if }} {text(when)}"
