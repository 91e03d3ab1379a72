"""Programs as JavaScript, for pages in a browser: every quantity kept, sizes read at run time."""

from clearprop.render.formulas import lacks
from clearprop.render.javascript.module import source

__all__ = ["lacks", "source"]
