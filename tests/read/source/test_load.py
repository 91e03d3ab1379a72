"""What is handed over becomes text and a tree; what cannot is refused in one sentence."""

import ast
import json

import pytest

from clearprop.read.source import SourceError, load_source, parse_source


def test_a_path_and_a_text_are_told_apart(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("x = 1\n")
    assert load_source(path).text == load_source(str(path)).text == load_source("x = 1\n").text == "x = 1\n"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.py", b"", "empty"),
        ("a.py", b"\x00\x01\x02", "not text"),
        ("a.py", b"x = (\n", "line 1"),
        ("a.py", b"x = 1\ndef f(:\n    pass\n", "line 2"),
        ("a.py", b"#" * (2**20 + 1), "1,048,577 bytes"),
        ("a.py", b"(" * 5000, "line 1"),
        ("a.ipynb", b"{", "JSON"),
        ("a.ipynb", b'{"cells": []}', "no code cell"),
        ("a.ipynb", b'[[["x"]]]', "no code cell"),
    ],
)
def test_what_is_no_script_is_refused_in_a_sentence(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=said) as refused:
        load_source(tmp_path / name)
    assert "\n" not in str(refused.value) and str(refused.value).endswith(".")


def test_missing_files_and_folders_are_named(tmp_path):
    with pytest.raises(SourceError, match=r"nowhere\.py does not exist"):
        load_source(tmp_path / "nowhere.py")
    with pytest.raises(SourceError, match="cannot be read"):
        load_source(tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfx = 'a'\r\ny = 2\r\n",
        "x = 'a'\ny = 2\n".encode("utf-16"),
        b"x = 'a'\ry = 2\r",
    ],
)
def test_marks_and_line_ends_do_not_matter(tmp_path, data):
    (tmp_path / "a.py").write_bytes(data)
    assert load_source(tmp_path / "a.py").text == "x = 'a'\ny = 2\n"


def test_other_encodings_are_read_and_remarked_on(tmp_path):
    (tmp_path / "cookie.py").write_bytes("# -*- coding: cp1252 -*-\nx = 'é€'\n".encode("cp1252"))
    (tmp_path / "plain.py").write_bytes("x = 'é'\n".encode("latin-1"))
    assert "é€" in load_source(tmp_path / "cookie.py").text
    source = load_source(tmp_path / "plain.py")
    assert "é" in source.text and [remark.name for remark in source.remarks] == ["encoding"]


def test_columns_are_characters_not_bytes():
    source = parse_source("gewichtsänderung = größe * Δ + 1\n")
    products = [node for node in ast.walk(source.tree) if isinstance(node, ast.BinOp)]
    assert sorted(source.segment(node) for node in products) == ["größe * Δ", "größe * Δ + 1"]
    assert min(node.col_offset for node in products) == len("gewichtsänderung = ")


NOTEBOOK = {
    "nbformat": 4,
    "cells": [
        {"cell_type": "markdown", "source": "# Title"},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "import numpy as np\n", "w = 1.0"]},
        {"cell_type": "code", "source": "  "},
        {
            "cell_type": "code",
            "source": "!pip install numpy\nfiles = !ls\nnp.dot?\nfor i in range(3):\n    w -= 0.1 * w\n",
        },
        {"cell_type": "code", "source": "%%bash\nrm -rf x"},
        {"cell_type": "code", "source": "%time w = w / 2"},
    ],
}


def test_a_notebooks_cells_are_one_script_and_keep_their_places(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(NOTEBOOK))
    source = load_source(path)
    names = {"range": range}
    exec(compile(source.tree, "a", "exec"), names)
    assert names["w"] == pytest.approx(0.9**3 / 2) and names["files"] == []
    update = next(node for node in ast.walk(source.tree) if isinstance(node, ast.AugAssign))
    assert source.place(update.lineno) == (4, 5) and source.segment(update) == "w -= 0.1 * w"
    halving = next(node for node in ast.walk(source.tree) if isinstance(node, ast.Div))
    assert isinstance(halving, ast.Div) and source.place(source.tree.body[-1].lineno) == (6, 1)
    assert "ipython" in {remark.name for remark in source.remarks}


def test_a_notebook_with_an_error_names_the_cell(tmp_path):
    path = tmp_path / "a.ipynb"
    cells = [{"cell_type": "markdown", "source": "a"}, {"cell_type": "code", "source": "x = 1\ny = = 2"}]
    path.write_text(json.dumps({"cells": cells}))
    with pytest.raises(SourceError, match="cell 2, line 2"):
        load_source(path)


def test_old_notebooks_have_worksheets():
    cells = [{"cell_type": "code", "input": ["x = 1"]}]
    assert parse_source(json.dumps({"worksheets": [{"cells": cells}]}), "a.ipynb").text == "x = 1"


def test_what_lies_beside_is_taken_along(tmp_path):
    (tmp_path / "main.py").write_text(
        "import layers\nfrom nets.deep import Deep\nimport numpy\nopen('data/points.csv')\n"
        "open('C:\\\\me\\\\other.txt')\n"
    )
    (tmp_path / "layers.py").write_text("import tools\nprint 'old'\n")
    (tmp_path / "tools.py").write_text("x = 1\n")
    (tmp_path / "unused.py").write_text("x = 2\n")
    (tmp_path / "nets").mkdir()
    (tmp_path / "nets" / "__init__.py").write_text("")
    (tmp_path / "nets" / "deep.py").write_text("class Deep: pass\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "points.csv").write_text("1,2\n")
    (tmp_path / "other.txt").write_text("3\n")
    (tmp_path / "secret.txt").write_text("not named\n")
    (tmp_path / "linked.txt").symlink_to("/etc/hostname")
    source = load_source(tmp_path / "main.py")
    assert set(source.beside) == {
        "layers.py", "tools.py", "nets/__init__.py", "nets/deep.py", "data/points.csv", "other.txt",
    }  # fmt: skip
    assert source.beside["layers.py"] == b"import tools\nprint('old')\n"


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_text("secret")
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "out.txt")
    (tmp_path / "in" / "main.py").write_text("open('out.txt')\nopen('../out.txt')\n")
    assert load_source(tmp_path / "in" / "main.py").beside == {}
