"""The room of a step: arrays that live at the same time never lie in the same place, and others may."""

from hypothesis import given
from hypothesis import strategies as st

from clearprop.execute.native.room import ALIGNED, Lodger, lodgers, places

lives = st.tuples(st.integers(1, 5000), st.integers(0, 30), st.integers(0, 30))


@given(st.lists(lives, max_size=25))
def test_who_lives_at_the_same_time_lies_apart(drawn):
    found = [Lodger(f"a{k}", size, min(lines), max(lines)) for k, (size, *lines) in enumerate(drawn)]
    offsets = places(found)
    for one in found:
        for other in found:
            if one is not other and one.meets(other):
                first, second = sorted((one, other), key=lambda lodger: offsets[lodger.name])
                assert offsets[first.name] + first.size <= offsets[second.name]


def test_a_place_is_used_again():
    found = [Lodger("first", 640, 0, 3), Lodger("second", 640, 4, 6), Lodger("third", 640, 6, 9)]
    assert places(found) == {"first": 0, "second": 0, "third": 640}


def test_an_array_lives_from_its_declaration_to_the_last_line_that_names_it():
    lines = ["float *z = 0;", "z[0] = x[0];  // z and a", "float *a = 0;", "a[0] = az[0];", "y[0] = z[0];"]
    assert lodgers(lines, {"z": 40, "a": 70}) == [Lodger("z", ALIGNED, 0, 4), Lodger("a", 2 * ALIGNED, 2, 3)]
