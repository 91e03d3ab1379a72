"""The page of public names, written from ``clearprop.__all__`` when the documentation is built."""

import clearprop

HERE = "<!-- names: written here when the documentation is built -->"


def with_names(page: str) -> str:
    """The page with a section for each public name in the place that it keeps for them."""
    return page.replace(HERE, "\n\n".join(map(section, clearprop.__all__)))


def section(name: str) -> str:
    """The name as a heading, and what Sphinx reads from its docstring."""
    kind = "class" if isinstance(getattr(clearprop, name), type) else "function"
    members = "\n   :members:" if kind == "class" else ""
    return f"## {name}\n\n```{{eval-rst}}\n.. auto{kind}:: clearprop.{name}{members}\n```"
