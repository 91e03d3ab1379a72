"""What is said of a network's health."""

from clearprop.explain.health import Health, LayerHealth
from clearprop.explain.verdicts import verdicts


def looks(*healths, units=10, dead=0, saturated=0):
    return [
        (k, Health(tuple(LayerHealth(f"z{n}", size, units, dead, saturated) for n, size in enumerate(sizes, 1))))
        for k, sizes in enumerate(healths, 1)
    ]


def said(*healths, **units):
    return " ".join(verdicts(looks(*healths, **units), 64))


def test_facts_come_first_then_what_they_mean():
    assert said((1e-6, 0.1, 0.5)).startswith("∂L/∂z has the size 1·10⁻⁶ at z₁")
    assert "0.5 at z₃, the last" in said((1e-6, 0.1, 0.5)) and "The gradient vanishes" in said((1e-6, 0.1, 0.5))
    assert "The gradient explodes" in said((60.0, 0.1, 0.5)) and "120 times" in said((60.0, 0.1, 0.5))
    assert "neither vanishes nor explodes" in said((0.1, 0.2, 0.5))
    assert "no gradient reaches the first layer" in said((0.0, 0.2, 0.5))


def test_a_gradient_that_came_back():
    found = said((1e-6, 0.5), (1e-5, 0.5), (0.2, 0.5), (0.3, 0.5))
    assert "after epoch 1 only 2·10⁻⁶ times as much arrived" in found and "since epoch 3" in found
    assert "Before" not in said((0.2, 0.5), (0.3, 0.5)) and "Before" not in said((0.2, 0.5), (1e-6, 0.5))


def test_units_that_do_not_learn():
    assert "3 of the 10 units of z₁ are dead" in said((0.1, 0.2), dead=3) and "64 rows" in said((0.1, 0.2), dead=3)
    assert "All 10 units of z₂ are dead" in said((0.1, 0.2), dead=10) and "Nothing passes back" in said((0.1,), dead=10)
    assert "1 of the 10 units of z₁ is dead: its slope" in said((0.1,), dead=1)
    assert "4 of the 10 units of z₁ are saturated" in said((0.1,), saturated=4)
    assert "dead" not in said((0.1, 0.2)) and "saturated" not in said((0.1, 0.2))


def test_one_layer_and_a_gradient_of_nothing_say_nothing():
    assert verdicts(looks((0.5,)), 64) == [] and verdicts(looks((0.0, 0.0)), 64) == []
