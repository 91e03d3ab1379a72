"""The code panel: each language's text, its lines marked with the quantities that they bind, its names with theirs."""

import re
from collections.abc import Sequence
from html import escape

from clearprop.ir import Program
from clearprop.render.page.listing import CodeLine, Names, listings
from clearprop.render.page.shell import choice, options, panel
from clearprop.render.signature import Parameter

TITLES = {"numpy": "NumPy", "python": "Python", "c": "C"}
TOKEN = re.compile(
    r"(?P<comment>(?:#|//).*)|(?P<prose>\"\"\".*|/\*.*)|(?P<string>\"(?:[^\"\\]|\\.)*\")|(?P<name>[^\W\d]\w*)|(?P<rest>[\d.]+\w*|.)"
)


def code_panel(program: Program, signature: Sequence[Parameter] | None) -> str:
    """``program``: fused, as code is printed from it."""
    parts = [(TITLES[language], listed(lines)) for language, lines in listings(program, signature).items()]
    return panel("code", "Code", options(parts), choice("Language of the code", "language", TITLES))


def listed(lines: Sequence[CodeLine]) -> str:
    rows = "".join(row(number, line) for number, line in enumerate(lines, 1))
    return f'<pre class="code"><code>{rows}</code></pre>'


def row(number: int, line: CodeLine) -> str:
    if not line.binds:
        return f'<span class="row"><span class="gutter">{number}</span>{marked(line.text, line.names)}\n</span>'
    names = escape(" ".join(line.binds))
    says = f"line {number}: {escape(', '.join(line.binds))}"
    target = f"#number-{escape(line.binds[0])}"
    handle = f'<a class="handle gutter" href="{target}" data-quantity="{names}" aria-label="{says}">{number}</a>'
    return f'<span class="row" data-quantity="{names}">{handle}{marked(line.text, line.names)}\n</span>'


def marked(text: str, names: Names) -> str:
    """The line with its quantities, comments and prose told apart; C's comments are formulas and keep their names."""
    parts = []
    for token in TOKEN.finditer(text):
        found, kind = token[0], token.lastgroup
        if kind == "comment" and found.startswith("// "):
            parts.append(f'<span class="aside">// {marked(found[3:], names)}</span>')
        elif kind in ("comment", "prose"):
            parts.append(f'<span class="aside">{escape(found)}</span>')
        elif kind == "name" and found in names:
            parts.append(f'<var data-quantity="{escape(" ".join(names[found]))}">{found}</var>')
        else:
            parts.append(escape(found, quote=False))
    return "".join(parts)
