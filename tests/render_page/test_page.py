"""The page as text: one file, small, quickly made, well formed, with nothing in it that asks for another."""

import gzip
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

import clearprop as cp
from clearprop.render.page.assets import font_face
from clearprop.render.page.shell import choice, ends, panel, shell

VOID = {"meta", "br", "input", "img", "hr", "link", "col"}


class Tags(HTMLParser):
    """Demands that each element that is opened is closed, and that no id comes twice."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.attributes = [], [], []

    def handle_starttag(self, tag, attributes):
        self.attributes += [(tag, key, value) for key, value in attributes]
        self.ids += [value for key, value in attributes if key == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.attributes += [(tag, key, value) for key, value in attributes]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(html):
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    return tags


def loss(W1, b1, x, y):
    z1 = x @ W1 + b1
    a1 = 1 / (1 + np.exp(-z1))
    return np.sum((a1 - y) ** 2) / 10


def small():
    generator = np.random.default_rng(0)
    return cp.derive(loss, generator.normal(size=(3, 2)), np.zeros(2), generator.normal(size=(5, 3)), np.zeros((5, 2)))


def large():
    generator = np.random.default_rng(0)
    net = cp.Network([784, 125, 10], activation="relu", output="softmax", loss="cross_entropy")
    return net.derive(generator.random((32, 784)), generator.integers(0, 10, 32))


def data(html):
    """What the page is made of."""
    return json.loads(re.search(r"^clearprop\.data = (.*);$", html, re.MULTILINE)[1])


@pytest.mark.parametrize("make", [small, large, lambda: cp.derive(lambda x, y: x * y + x, 2.0, 3.0)])
def test_it_is_well_formed(make):
    tags = parsed(make().to_html())
    assert len(tags.ids) == len(set(tags.ids))


def test_a_network_of_100_000_parameters_fits_into_half_a_megabyte():
    d = large()
    assert d.value > 0
    html = d.to_html()
    assert len(html.encode()) < 500_000 and len(gzip.compress(html.encode())) < 200_000
    assert "too many to change" in data(html)["still"] and "clearprop.run =" not in html


def test_few_numbers_come_with_what_computes_the_others():
    html = small().to_html()
    assert data(html)["still"] == "" and "clearprop.run = (() => {" in html
    given = {row["name"]: row["numbers"] for row in data(html)["quantities"] if row["part"] == "input"}
    assert given["x"] == {"shape": [5, 3], "data": small().inputs["x"].ravel().tolist()}


def test_nothing_is_fetched():
    html = small().to_html()
    tags = parsed(html)
    assert not [one for one in tags.attributes if one[1] in ("src", "srcset", "action", "href") or one[0] == "link"]
    assert "default-src 'none'" in html


def test_a_name_with_brackets_does_not_break_it():
    d = small()
    d.program.name = "</script><lambda>"
    html = d.to_html()
    parsed(html)
    assert "<title>&lt;/script&gt;&lt;lambda&gt;" in html and "</script><lambda>" not in html


def test_every_quantity_with_a_line_is_in_all_views():
    found = data(small().to_html())
    lines = {line["name"] for part in found["matrices"]["parts"] for line in part["first"]}
    table = {name for row in found["quantities"] for name in (row["name"], (row["gradient"] or row)["name"])}
    for quantity in ("z1", "a1", "delta1", "dW1"):
        assert quantity in lines and quantity in table
        assert f'data-quantity="{quantity}"' in found["picture"]
        assert all(any(quantity in line["quantities"] for line in code["lines"]) for code in found["code"])


def test_a_function_is_defined_once_and_opened_from_its_lines():
    found = data(small().to_html())
    for form in ("matrices", "elements"):
        assert list(found[form]["functions"]) == ["sigmoid"]
        opens = [line["opens"] for part in found[form]["parts"] for line in part["first"]]
        assert opens.count(["sigmoid"]) == 2  # forward, and its slope backward


def test_large_arrays_are_told_and_their_beginning_is_shown():
    found = data(cp.derive(lambda x: np.sum(x), np.arange(2500.0)).to_html())
    (x,) = (row for row in found["quantities"] if row["name"] == "x")
    assert x["numbers"]["rows"] == [list(range(12))] and x["numbers"]["shape"] == [2500]
    assert x["numbers"]["statistics"]["max"] == 2499 and x["numbers"]["statistics"]["zeros"] == 1 / 2500


def test_long_programs_are_cut_in_the_middle():
    def steps(x):
        for _ in range(150):
            h = np.sin(x)
            x = h * 0.9
        return x

    found = data(cp.derive(steps, 0.5).to_html())
    listed = [row for row in found["quantities"] if row["listed"] and row["part"] == "forward"]
    assert len(listed) == 80 and found["leftOut"]["forward"] > 100
    assert found["matrices"]["parts"][0]["leftOut"] > 0


def test_one_row():
    assert data(small().to_html(row=2))["row"] == 2 and data(small().to_html())["row"] is None
    rows = {row["name"]: row for row in data(large().to_html(row=2))["quantities"]}
    assert rows["x"]["numbers"]["shape"] == [784] and rows["W1"]["numbers"]["shape"] == [784, 125]
    with pytest.raises(ValueError, match="there are 5 rows"):
        small().to_html(row=5)


def test_the_shell_serves_other_pages():
    page = shell(
        "A <report>", "<h1>Report</h1>", panel("one", "One", "<p>text</p>", choice("Which", "which", {"a": "A"}))
    )
    tags = parsed(page)
    assert (
        "A &lt;report&gt;" in page
        and "one-title" in tags.ids
        and {"theme-auto", "theme-dark", "which-a"} <= set(tags.ids)
    )
    assert "<script" not in page and page.count("@font-face") == 1


def test_the_font_is_small():
    assert len(font_face()) < 110_000


def test_ends():
    assert ends([1, 2, 3], 4) == ([1, 2, 3], 0, ())
    assert ends([1, 2, 3, 4, 5], 4) == ([1, 2], 1, [4, 5])
