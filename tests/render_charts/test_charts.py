import math
import re
import struct
import zlib

import numpy as np
import pytest

from clearprop.render.charts.bars import Bar, bar_chart
from clearprop.render.charts.bitmap import image, png
from clearprop.render.charts.confusion import confusion_chart
from clearprop.render.charts.figure import figure, numbers, table
from clearprop.render.charts.frame import tick_texts
from clearprop.render.charts.scatter import Dot, scatter_chart
from tests.render_charts.svg import SVG, apart, parsed, texts

COUNTS = np.array([[9, 1, 0], [2, 8, 0], [0, 0, 0]])


def confusion(counts, classes):
    return parsed(confusion_chart("c", "Confusion", "d", counts, classes))


def test_the_matrix_has_every_count_and_the_share_that_is_found_of_each_class():
    root = confusion(COUNTS, ["a", "b", "c"])
    cells = [cell for cell in root.iter(f"{SVG}g") if cell.get("class") == "cell"]
    shown = [(cell[0].text, cell[1].get("class"), cell[2].text) for cell in cells]
    assert shown[:2] == [("a, said a: 9 of 10", "right", "9"), ("a, said b: 1 of 10", "wrong", "1")]
    assert shown[4] == ("b, said b: 8 of 10", "right", "8") and shown[8][1:] == ("none", "·")
    assert {"90\N{NO-BREAK SPACE}%", "80\N{NO-BREAK SPACE}%", "–"} <= set(texts(root))


def test_a_few_mistakes_are_seen_beside_many():
    root = confusion(np.array([[999, 1], [0, 1000]]), ["a", "b"])
    depth = {rect.get("class"): rect.get("style") for rect in root.iter(f"{SVG}rect")}
    assert depth["wrong"] >= "--depth: 24%" and depth["none"] is None


@pytest.mark.parametrize("classes", [2, 3, 10, 20])
@pytest.mark.parametrize("name", ["{}", "a long class name {}", "W&<{}>"])
@pytest.mark.parametrize("count", [1, 1234])
def test_texts_of_the_matrix_keep_clear(classes, name, count):
    root = confusion(count * np.ones((classes, classes), int), [name.format(k) for k in range(classes)])
    assert apart(root)
    assert ("fits" in (root.get("class") or "")) == (float(root.get("width", "0")) <= 377)


def test_dots_of_perfect_predictions_lie_on_the_diagonal():
    dots = [Dot(float(k), float(k), f"row {k}", k == 3) for k in range(0, 50, 3)]
    root = parsed(scatter_chart("c", "h", "d", dots, ("actual", "predicted"), "diagonal", "predicted = actual"))
    guide = next(path for path in root.iter(f"{SVG}path") if path.get("class") == "guide")
    x0, y0, x1, y1 = (float(n) for n in re.findall(r"[\d.]+", guide.get("d", "")))
    for circle in root.iter(f"{SVG}circle"):
        x, y = float(circle.get("cx", "")), float(circle.get("cy", ""))
        assert (x - x0) / (x1 - x0) == pytest.approx((y - y0) / (y1 - y0), abs=0.005)
    marked = [circle[0].text for circle in root.iter(f"{SVG}circle") if circle.get("class") == "dot marked"]
    assert marked == ["row 3"] and apart(root)


def test_residuals_have_their_line_at_zero_and_what_is_not_finite_is_left_out():
    dots = [Dot(1.0, -3.0), Dot(2.0, 5.0), Dot(3.0, math.inf)]
    root = parsed(scatter_chart("c", "h", "d", dots, ("predicted", "left"), "zero", ""))
    assert len([*root.iter(f"{SVG}circle")]) == 2 and "0" in texts(root)


def test_bars_are_as_long_as_their_numbers():
    bars = [Bar("ham", [("first", 30, "")], "30"), Bar("spam", [("first", 10, ""), ("second", 5, "")], "15")]
    root = parsed(bar_chart("c", "h", "d", bars))
    long, short, more = (float(rect.get("width", "")) for rect in root.iter(f"{SVG}rect"))
    assert short / long == pytest.approx(1 / 3, abs=0.01) and more / short == pytest.approx(0.5, abs=0.01)
    assert apart(root)


def test_ticks_are_all_powers_of_ten_or_none():
    assert tick_texts([1e-7, 1e-5, 1e-3]) == ["10⁻⁷", "10⁻⁵", "10⁻³"]
    assert tick_texts([0.0001, 0.001]) == ["0.0001", "0.001"]
    assert tick_texts([-20, 0, 2000]) == ["−20", "0", "2,000"] and tick_texts([0.5, 1]) == ["0.5", "1"]


def test_tables_escape_and_write_numbers():
    found = table("A & B", ["x", "y"], [["<b>", 1234, -0.5, None]])
    assert "A &amp; B" in found and "&lt;b&gt;" in found
    assert "<td>1,234</td><td>−0.5</td><td>–</td>" in found
    closed = numbers("c", ["x"], [["1"]], "5 of 9 rows.")
    assert closed.startswith("<details") and "5 of 9 rows." in closed
    assert "&lt;h&gt;" in figure("<h>", "<svg/>")


def test_an_image_comes_back_as_it_was():
    shades = np.array([[0.0, 0.5, 1.0], [1.0, 2.0, np.nan]])
    content = png(shades)
    wide, high = struct.unpack(">II", content[16:24])
    assert (wide, high) == (3, 2) and content.startswith(b"\x89PNG")
    data = content[content.index(b"IDAT") + 4 :]
    rows = np.frombuffer(zlib.decompressobj().decompress(data), np.uint8).reshape(2, 4)
    assert rows.tolist() == [[0, 0, 128, 255], [0, 255, 255, 0]]
    assert 'alt="row 3"' in image(shades, "row 3")
