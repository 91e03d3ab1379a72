"""What a script's text says that only a script meddling with its recording would say; nothing runs here.

Dynamic ways around it (a name put together from pieces) are the audit hook's matter.
"""

import ast
from collections.abc import Iterator

PACKAGE = "clearprop"
MODULES = frozenset({PACKAGE, "ctypes", "_ctypes", "ctypeslib", "_testcapi", "_testinternalcapi", "_xxsubinterpreters"})
FRAMES = frozenset({"f_back", "f_locals", "f_globals", "f_builtins", "tb_frame", "gi_frame", "cr_frame", "ag_frame"})
INSIDES = frozenset({"__globals__", "__closure__", "cell_contents", "__subclasses__", "interrupt_main"})
MEMORY = frozenset({"__array_interface__", "__array_struct__"})  # an array of any bytes of the process
HOOKS = frozenset({"settrace", "setprofile", "settrace_all_threads", "setprofile_all_threads", "addaudithook"})
SEARCHES = frozenset({"get_objects", "get_referrers", "get_referents", "_getframe", "_current_frames"})
NAMES = FRAMES | INSIDES | MEMORY | HOOKS | SEARCHES
ON_MODULES = frozenset({("inspect", "currentframe"), ("inspect", "stack"), ("inspect", "trace"), ("sys", "monitoring")})
OWN_FUNCTIONS = frozenset({"__code__"})  # reading is harmless: how many arguments a function takes


def suspicious(tree: ast.AST) -> list[tuple[int, str]]:
    """Lines, and what stands there; an empty list for an ordinary script."""
    return sorted({(getattr(node, "lineno", 0), what) for node in ast.walk(tree) for what in said(node)})


def said(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (f"import {alias.name}" for alias in names if first(alias.name) in MODULES)
        case ast.ImportFrom(module=str(module), names=names):
            if first(module) in MODULES:
                yield f"from {module} import"
            yield from (f"{module}.{each.name}" for each in names if meddles(module, each.name))
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if meddles(owner, name):
            yield f"{owner}.{name}"
        case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()) if name in OWN_FUNCTIONS:
            yield f"a change of {name}"
        case ast.Attribute(attr=name) if name in NAMES or name in MODULES:
            yield name
        case ast.Name(id=name) if name in MEMORY:
            yield name
        case ast.Constant(value=str(text)) if text in NAMES or first(text) in MODULES or text.startswith("/proc/"):
            yield repr(text)


def meddles(owner: str, name: str) -> bool:
    return name in NAMES or name in MODULES or (owner, name) in ON_MODULES


def first(name: str) -> str:
    return name.partition(".")[0]
