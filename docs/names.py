"""The page of public names, written from ``clearprop.__all__`` when the documentation is built."""

from types import ModuleType

import clearprop

HERE = "<!-- names: written here when the documentation is built -->"


def with_names(page: str) -> str:
    """The page with a section for each public name in the place that it keeps for them."""
    return page.replace(HERE, "\n\n".join(map(section, clearprop.__all__)))


def section(name: str) -> str:
    """The name as a heading, and what Sphinx reads from its docstring."""
    thing = getattr(clearprop, name)
    if isinstance(thing, ModuleType):  # one of names that belong together
        return f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {thing.__name__}\n   :members:\n```"
    kind = "class" if isinstance(thing, type) else "function"
    members = "\n   :members:" if kind == "class" else ""
    return f"## {name}\n\n```{{eval-rst}}\n.. auto{kind}:: clearprop.{name}{members}\n```"
