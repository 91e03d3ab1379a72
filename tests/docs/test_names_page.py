"""The page of public names shows every one of them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import clearprop

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def names() -> ModuleType:
    spec = importlib.util.spec_from_file_location("names", DOCS / "names.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_public_name_is_shown(names: ModuleType) -> None:
    page = names.with_names((DOCS / "api.md").read_text(encoding="utf-8"))
    assert names.HERE not in page
    for name in clearprop.__all__:
        thing = getattr(clearprop, name)
        if isinstance(thing, ModuleType):
            assert f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {thing.__name__}\n   :members:\n" in page
            continue
        kind = "class" if isinstance(thing, type) else "function"
        assert f"## {name}\n\n```{{eval-rst}}\n.. auto{kind}:: clearprop.{name}\n" in page
