"""What a notebook shows of a derivation."""

import numpy as np

import clearprop as cp
from tests.render_page.test_page import parsed, small


def test_its_repr_is_one_short_line_and_dumps_no_array():
    assert repr(small()).startswith("Derivation(loss = 0.")
    assert repr(small()).endswith(": dW1[3, 2], db1[2], dx[5, 3], dy[5, 2])")
    many = cp.derive(lambda layers: sum(np.sum(w**2) for w in layers), [np.ones(2)] * 12)
    assert repr(many).endswith(", and 4 more)") and len(repr(many)) < 200


def test_the_bundle_has_four_forms_and_no_script():
    bundle = small()._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/svg+xml", "text/latex"}
    assert bundle["text/plain"] == repr(small())
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["text/latex"].startswith("$$\n\\begin{aligned}") and bundle["text/latex"].endswith("$$")
    html = bundle["text/html"]
    parsed(html)
    assert "<script" not in html and "<math" in html and "<table" in html and "<svg" in html
    assert "url(" not in html and len(html) < 100_000


def test_only_what_is_asked_for_is_made():
    assert set(small()._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert set(small()._repr_mimebundle_(exclude=["text/html", "image/svg+xml"])) == {"text/plain", "text/latex"}


def test_it_takes_its_colours_from_where_it_stands():
    html = small()._repr_mimebundle_(include=["text/html"])["text/html"].split("<svg")[0]
    assert "color: inherit" in html and "background: #" not in html and "color: #" not in html
