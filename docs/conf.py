"""Sphinx's settings: MyST pages, notebooks, the furo theme, and the public names with their docstrings as written."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from mistakes import with_mistakes
from names import with_names
from rules import with_rules

project = "clearprop"
author = "the clearprop authors"
release = installed_version("clearprop")
version = release

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.mathjax"]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
html_theme = "furo"
html_title = f"clearprop {version}"

myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # a test runs the notebooks, and holds their outputs against those that they show

autodoc_typehints = "none"
autodoc_member_order = "alphabetical"


def keep_as_written(app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Docstrings are formulas, shapes and examples in our own notation, not reStructuredText: show them unchanged."""
    if any(line.strip() for line in lines):
        lines[:] = ["::", "", *(f"    {line}" for line in lines), ""]


def write_pages(app: Any, page: str, source: list[str]) -> None:
    """The table of all ops, the public names and the mistakes, on the pages that have a place for them."""
    source[0] = with_mistakes(with_names(with_rules(source[0])))


def setup(app: Any) -> None:
    app.connect("source-read", write_pages)
    app.connect("autodoc-process-docstring", keep_as_written)
