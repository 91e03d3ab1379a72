"""The pieces of a network as one script: each a function in JavaScript that takes networks of any size."""

import json
from collections.abc import Callable

from clearprop.app.emitted.pieces import Sizes
from clearprop.ir import Program
from clearprop.render import javascript
from clearprop.render.page.alive import expression

BUILT_FOR = (Sizes(7, 3, 5), Sizes(12, 4, 6), Sizes(13, 9, 8))
"""What differs between Programs for these sizes is read at run time; two sizes are never the same, and some are even."""


def script(pieces_for: Callable[[Sizes], dict[str, Program]]) -> str:
    """``clearprop.pieces``: the name of each piece -> { inputs: their names in order, run: the function }."""
    first, *others = map(pieces_for, BUILT_FOR)
    found = []
    for name, program in first.items():
        code = javascript.source(program, name, others=[other[name] for other in others])
        inputs = json.dumps([variable.name for variable in program.inputs])
        found.append(f"{json.dumps(name)}: {expression(code, f'{{ inputs: {inputs}, run: {name} }}')}")
    return "clearprop.pieces = {\n" + ",\n".join(found) + "\n};\n"
