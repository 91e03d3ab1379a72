"""Modules that draw, show or report: imported as stand-ins, whether they are installed or not."""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from types import ModuleType
from typing import Any

from clearprop.read.surroundings.permissive import Nothing, missing_attribute
from clearprop.read.surroundings.star import unbound_names

DRAWING = {
    "matplotlib", "mpl_toolkits", "pylab", "seaborn", "plotly", "bokeh", "altair", "pygal", "ggplot",
    "plotnine", "turtle", "tkinter", "Tkinter", "pygame", "graphviz", "pydot", "networkx", "IPython",
    "ipywidgets", "wandb", "tensorboard", "tensorboardX", "visdom", "comet_ml", "mlflow", "prettytable",
    "tabulate", "termcolor", "colorama", "progressbar", "alive_progress", "drawnow", "celluloid", "scikitplot",
    "yellowbrick", "tqdm", "ipdb", "pdb", "pyglet", "vispy", "mayavi", "PyQt4", "PyQt5", "PySide2", "PySide6",
    "wx", "kivy", "streamlit", "gradio", "dash", "playsound", "winsound", "pyttsx3",
}  # fmt: skip

SHOWING = {"imageio", "moviepy", "psutil", "rich", "pyfiglet", "sklearn_evaluation", "humanize"}
"""What only shows how training went, unless pictures are read with it: stands in where it is not installed."""

Fill = Callable[[ModuleType], None]


class StandIn(ModuleType):
    """A module that has every name: Nothing, unless it was filled."""

    def __getattr__(self, name: str) -> Any:
        return missing_attribute(name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds stand-ins for the modules of some packages, filled by name."""

    def __init__(self, packages: set[str], fills: dict[str, Fill], text: str = "") -> None:
        self.packages, self.fills, self.text = packages, fills, text

    @cached_property
    def names(self) -> list[str]:
        """Those that the script makes nowhere."""
        return unbound_names(self.text)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        if fullname.split(".")[0] not in self.packages:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: Any) -> ModuleType:
        return StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """``import *`` gets the names that the script makes nowhere else."""
        if module.__name__ in self.fills:
            self.fills[module.__name__](module)
        module.__dict__["__all__"] = [*self.names, *(name for name in vars(module) if not name.startswith("_"))]


@contextmanager
def finding(finder: Finder, first: bool) -> Iterator[None]:
    """The finder asked first, or last; afterwards none of its modules is left."""
    loaded = {name: sys.modules.pop(name) for name in list(sys.modules) if first and owns(finder, name)}
    sys.meta_path.insert(0 if first else len(sys.meta_path), finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [
            name for name, module in sys.modules.items() if isinstance(module, StandIn) and owns(finder, name)
        ]:
            sys.modules.pop(name, None)
        sys.modules.update(loaded)


def owns(finder: Finder, name: str) -> bool:
    return name.split(".")[0] in finder.packages


def nothing(*arguments: Any, **named: Any) -> Nothing:
    """A function that does nothing."""
    return Nothing()
