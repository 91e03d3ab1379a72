"""The script and its sibling modules: compiled rewritten, and imported as Python does."""

import ast
import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clearprop.read.tape.compiled import SCALARS, SCALARS_CODE, Table
from clearprop.read.tape.recorder import Recorder
from clearprop.trace.rewriting import with_dispatch


class Scripts:
    """Runs the script and its modules; all share one table of sites."""

    def __init__(self, recorder: Recorder, dispatch: dict[str, Callable[..., Any]], table: Table) -> None:
        self.recorder, self.dispatch, self.table = recorder, dispatch, table
        recorder.written = table.written

    def run(self, code: types.CodeType, file: str, namespace: dict[str, Any]) -> None:
        """Code that was rewritten."""
        self.recorder.files.add(file)
        exec(with_dispatch(code, self.dispatch), namespace)

    def run_tree(self, tree: ast.Module, text: str, file: str, namespace: dict[str, Any]) -> None:
        """The tree, rewritten and run."""
        self.recorder.files.add(file)
        self.run(self.table.compiled(tree, text, file), file, namespace)

    def run_text(self, text: str, file: str, namespace: dict[str, Any]) -> None:
        if text == SCALARS:
            self.run(SCALARS_CODE, file, namespace)
        else:
            self.run_tree(ast.parse(text, file), text, file, namespace)


class Siblings(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds modules that were sent along, or that lie in the folder that the script runs in."""

    def __init__(self, scripts: Scripts, sources: dict[str, str]) -> None:
        self.scripts, self.sources = scripts, sources
        self.modules = scripts.recorder.modules
        self.folder = Path.cwd()
        self.before = set(sys.modules)

    def __enter__(self) -> "Siblings":
        sys.meta_path.insert(0, self)
        return self

    def __exit__(self, *problem: object) -> None:
        sys.meta_path.remove(self)
        for name in (self.modules & set(sys.modules)) - self.before:
            sys.modules.pop(name, None)

    def found(self, name: str) -> tuple[str, str] | None:
        """The file and the source of a module; None where it is none of ours."""
        path = name.replace(".", "/")
        for key in (name, path, f"{path}.py", f"{path}/__init__.py"):
            if key in self.sources:
                return (key if key.endswith(".py") else f"{path}.py"), self.sources[key]
        for file in (f"{path}.py", f"{path}/__init__.py"):
            if (self.folder / file).is_file():
                return file, (self.folder / file).read_text("utf-8", "replace")
        return None

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        found = self.found(fullname)
        if found is None:
            folder = fullname.replace(".", "/") + "/"
            inside = any(key.startswith(folder) for key in self.sources)
            return importlib.machinery.ModuleSpec(fullname, None, is_package=True) if inside else None
        package = found[0].endswith("__init__.py")
        return importlib.machinery.ModuleSpec(fullname, self, origin=found[0], is_package=package)

    def exec_module(self, module: types.ModuleType) -> None:
        found = self.found(module.__name__)
        assert found is not None
        file, source = found
        self.modules.add(module.__name__)
        module.__file__ = str(self.folder / file)
        self.scripts.run_text(source, file, module.__dict__)
