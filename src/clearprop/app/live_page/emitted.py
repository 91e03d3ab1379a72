"""The pieces of a network as one script: each a function in JavaScript that takes networks of any size."""

import json
import re
from functools import cache

from clearprop.app.live_page.pieces import Sizes, pieces
from clearprop.app.live_page.slips import wrong_pieces
from clearprop.render import javascript

BUILT_FOR = (Sizes(7, 3, 5), Sizes(12, 4, 6), Sizes(13, 9, 8))
"""What differs between Programs for these sizes is read at run time; two sizes are never the same, and some are even."""
EXPORT = re.compile(r"^export ", re.MULTILINE)


@cache
def script() -> str:
    """``clearprop.pieces``: the name of each piece -> { inputs: their names in order, run: the function }."""
    first, *others = (pieces(sizes) | wrong_pieces(sizes) for sizes in BUILT_FOR)
    found = []
    for name, program in first.items():
        code = EXPORT.sub("", javascript.source(program, name, others=[other[name] for other in others]))
        inputs = json.dumps([variable.name for variable in program.inputs])
        found.append(f"{json.dumps(name)}: (() => {{\n{code}\nreturn {{ inputs: {inputs}, run: {name} }};\n}})()")
    return "clearprop.pieces = {\n" + ",\n".join(found) + "\n};\n"
