"""The page as text: one file, small, quickly made, well formed, with nothing in it that asks for another."""

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


@pytest.mark.parametrize("make", [small, large, lambda: cp.derive(lambda x, y: x * y + x, 2.0, 3.0)])
def test_it_is_well_formed_and_links_lead_somewhere(make):
    tags = parsed(make().to_html())
    assert len(tags.ids) == len(set(tags.ids))
    targets = {value[1:] for _, key, value in tags.attributes if key == "href"}
    assert targets <= set(tags.ids)


def test_a_network_of_100_000_parameters_fits_into_a_megabyte():
    d = large()
    assert d.value > 0
    html = d.to_html()
    assert len(html.encode()) < 1_000_000


def test_nothing_is_fetched():
    html = small().to_html()
    assert not re.search(r"https?://(?!www\.w3\.org/)", html)
    tags = parsed(html)
    assert not [one for one in tags.attributes if one[1] in ("src", "srcset", "action") or one[0] == "link"]
    assert "default-src 'none'" in html


def test_a_name_with_brackets_does_not_break_it():
    d = small()
    d.program.name = "</script><lambda>"
    html = d.to_html()
    parsed(html)
    assert "<lambda>" not in html and "&lt;lambda&gt;" in html


def test_every_quantity_with_a_line_is_in_all_views():
    html = small().to_html()
    parts = re.split(r'<section class="panel" id="', html)[1:]
    named = {part.split('"')[0]: set(re.findall(r'data-quantity="([^"]+)"', part)) for part in parts}
    assert list(named) == ["mathematics", "numbers", "picture", "code"]
    for quantity in ("z1", "a1", "W1", "delta1", "dW1"):
        assert [panel for panel, names in named.items() if quantity not in names] == []


def test_functions_open_once_on_paper_and_everywhere_on_screens():
    html = cp.derive(lambda W, x: np.sum(np.tanh(np.tanh(x @ W) @ W) ** 2), np.eye(2), np.ones((3, 2)), wrt=0).to_html()
    opened = re.findall(r'<details class="(function[^"]*)"', html)
    assert not opened or opened.count("function") >= 1  # tanh needs no definition; σ has one
    html = small().to_html()
    assert re.findall(r'<details class="(function[^"]*)"', html).count("function") == 2  # in either form


def test_no_number_can_end_the_script_that_holds_it():
    d = cp.derive(lambda x: np.sum(x), np.arange(200.0))
    content = re.search(r'id="quantities">(.*?)</script>', d.to_html(), re.DOTALL)[1]
    assert "\\u003c 1 % zeros" in content and "<" not in content


def test_one_row():
    html = small().to_html(row=2)
    assert "row 2 of 5" in html and "all 5 rows" in small().to_html()


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
