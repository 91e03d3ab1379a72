"""Lines of mathematics as a block of text for the terminal: signs of equality below each other, at most 100 columns."""

from itertools import groupby

from clearprop.ir import Program
from clearprop.render.maths.lines import Line, lines
from clearprop.render.maths.unicode import text, width

COLUMNS = 100
INDENT = 2
RIGHT = 56  # likewise a longer right side
LEFT = 24  # a longer left side does not push the others to the right
HEADINGS = {"forward": "Forward", "backward": "Backward", "update": "Update", "definition": "where"}
DEEPEST = 5  # brackets in brackets
BREAKS = (" + ", " − ", " with ", " = ", "; ", " ⊙ ", " ")


def source(program: Program, per_element: bool = False, definitions: bool = True, shapes: bool = False) -> str:
    """The Program as text."""
    found = lines(program, per_element, definitions)
    equations = [line for line in found if line.part != "definition"]
    left = {True: widest(found[len(equations) :]), False: widest(equations)}
    right = max((width(text(line.right)) for line in equations if width(text(line.right)) <= RIGHT), default=0)
    parts: list[str] = []
    for part, group in groupby(found, key=lambda line: "forward" if line.part == "condition" else line.part):
        parts += ["", HEADINGS[part]]
        for line in group:
            parts += printed(line, left[part == "definition"], right if shapes else None)
    return "\n".join(parts[1:]) + "\n"


def widest(found: list[Line]) -> int:
    """The columns that the left sides take."""
    widths = [width(text(line.left)) for line in found if line.sign]
    return max((one for one in widths if one <= LEFT), default=0)


def printed(line: Line, left: int, right: int | None) -> list[str]:
    head, body = text(line.left), text(line.right)
    if line.sign:
        head = f"{head}{' ' * (left - width(head))} {line.sign} "
    shape = ""
    if right is not None and line.shape is not None:
        shape = f"{' ' * max(right - width(body), 0)}  ∈ {space(line.shape)}"
    indent = min(width(head), LEFT + 3)
    first, *rest = broken(body, COLUMNS - INDENT - width(head) - width(shape), COLUMNS - INDENT - indent - 2)
    return [
        f"{' ' * INDENT}{head}{first}{shape}",
        *(f"{' ' * (INDENT + indent + 2)}{more}" for more in rest),
    ]


def space(shape: tuple[int, ...]) -> str:
    """ℝ⁵ˣ⁴."""
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "ℝ" + "ˣ".join(str(size) for size in shape).translate(raised)


def broken(content: str, first: int, columns: int) -> list[str]:
    """The text in pieces: broken outside of brackets if that is possible, before a sign."""
    if width(content) <= first:
        return [content]
    places = (last_place(content, sign, first, depth) for depth in range(DEEPEST) for sign in BREAKS)
    place = next((at for at in places if at > first // 3), first)
    return [content[:place].rstrip(), *broken(content[place:].lstrip(), columns, columns)]


def last_place(content: str, sign: str, before: int, deepest: int) -> int:
    """The last place of the sign that lies in no more brackets than that; 0 where there is none."""
    depth, found = 0, 0
    for at, one in enumerate(content[: max(before, 1)]):
        depth += (one in "([{") - (one in ")]}")
        if depth <= deepest and content.startswith(sign, at):
            found = at + (len(sign) if sign == "; " else 0)
    return found
