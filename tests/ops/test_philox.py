"""The random numbers are Philox4x32-10's, bit for bit, in every language."""

import math

import numpy as np
import pytest

from clearprop.ir import Type
from clearprop.ops.philox import KEYS, Philox
from tests.render.running import COMPILER, Library, needs_compiler, program_of, run_numpy, run_python

Words = tuple[int, ...]

KNOWN = [  # counter, key and result as published with Random123, in kat_vectors
    ((0,) * 4, (0,) * 2, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((2**32 - 1,) * 4, (2**32 - 1,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
CONSTANTS = {
    32: (0xD2511F53, 0xCD9E8D57, 0x9E3779B9, 0xBB67AE85),
    64: (0xD2E7470EE14C6C93, 0xCA5A826395121157, 0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B),
}
"""Multipliers and what is added to the key, in Salmon and others 2011, for words of 32 and of 64 bits."""


def philox_by_hand(counter: Words, key: Words, bits: int = 32) -> Words:
    """The block of the counter, with Python's integers."""
    first, second, first_key, second_key = CONSTANTS[bits]
    (a, b, c, d), (k, j) = counter, key
    for _ in range(10):
        p, q = first * a, second * c
        a, b, c, d = (q >> bits) ^ b ^ k, q % 2**bits, (p >> bits) ^ d ^ j, p % 2**bits
        k, j = (k + first_key) % 2**bits, (j + second_key) % 2**bits
    return a, b, c, d


def by_hand(op: Philox, key: int, step: int) -> np.ndarray:
    bits = 24 if op.dtype == "f32" else 32
    rows, columns = math.prod(op.shape[:-1]), op.shape[-1]
    words = [
        philox_by_hand((place // 4, row, step % 2**32, op.stream), (key % 2**32, key // 2**32))[place % 4]
        for row in range(rows)
        for place in range(columns)
    ]
    return np.array([(word >> (32 - bits)) / 2**bits for word in words]).reshape(op.shape)


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN)
def test_the_judge_gives_the_published_blocks(counter: Words, key: Words, expected: Words) -> None:
    assert philox_by_hand(counter, key) == expected


def test_the_judge_gives_the_bits_of_numpys_generator() -> None:
    generator = np.random.Philox(key=7 + (5 << 64), counter=3 + (9 << 64))  # NumPy counts before it draws
    assert philox_by_hand((4, 9, 0, 0), (7, 5), bits=64) == tuple(map(int, generator.random_raw(4)))


@pytest.mark.parametrize("key", [0, 1, 2**32, 2**32 - 1, KEYS - 1, 123_456_789_012_345])
@pytest.mark.parametrize("step", [0, 1, 2**32 - 1, 2**32 + 7])
@pytest.mark.parametrize(
    "op", [Philox((3, 6), 4), Philox((5,)), Philox((2, 1, 4), 2**32 - 1), Philox((3, 5), 1, "f32")], ids=str
)
def test_it_is_philox(op: Philox, key: int, step: int) -> None:
    found = op(np.array(key), np.array(step))
    np.testing.assert_array_equal(found, by_hand(op, key, step))
    assert found.dtype == (np.float32 if op.dtype == "f32" else np.float64)


def test_the_first_known_block_is_the_first_four_numbers() -> None:
    found = Philox((4,))(np.array(0), np.array(0))
    assert [int(word) for word in found * 2**32] == list(KNOWN[0][2])


@needs_compiler
@pytest.mark.native
@pytest.mark.parametrize("op", [Philox((3, 6), 4), Philox((7,), 2**32 - 1), Philox((3, 5), 1, "f32")], ids=str)
def test_every_language_has_the_same_bits(op: Philox) -> None:
    assert COMPILER
    program = program_of(lambda key, step: {"u": op(key, step)}, key=Type("i64"), step=Type("i64"))
    library = Library({"drawn": program})
    for key, step in ((0, 0), (KEYS - 1, 2**32 + 3), (2**33 + 5, 17)):
        inputs = {"key": np.array(key), "step": np.array(step)}
        expected = op(np.array(key), np.array(step))
        for found in (run_python(program, inputs), run_numpy(program, inputs), library.run("drawn", inputs)):
            np.testing.assert_array_equal(found["u"], expected)


def test_keys_steps_streams_rows_and_columns_are_told_apart() -> None:
    op = Philox((2, 5), 3)
    blocks = [op(np.array(key), np.array(step)) for key, step in ((1, 1), (1, 2), (2, 1), (2**32 + 1, 1))]
    blocks += [Philox((2, 5), stream)(np.array(1), np.array(1)) for stream in (0, 4)]
    assert len({number for block in blocks for number in block.ravel()}) == 6 * 10


def test_they_are_spread_evenly() -> None:
    u = Philox((500, 80))(np.array(11), np.array(3))
    assert 0 <= u.min() < u.max() < 1
    counts = np.histogram(u, bins=20, range=(0, 1))[0]
    assert np.sum((counts - 2000) ** 2 / 2000) < 43.8  # χ² of 19 degrees of freedom, once in a thousand
    assert abs(np.corrcoef(u[:, 0], u[:, 1])[0, 1]) < 0.15


def test_what_it_refuses() -> None:
    key, rows = Type("i64"), Type("i64", (3,))
    with pytest.raises(ValueError, match=r"philox of f16\[2, 3\]: expected f64 or f32"):
        Philox((2, 3), dtype="f16").infer(key, key)
    with pytest.raises(ValueError, match="with an axis or more"):
        Philox(()).infer(key, key)
    with pytest.raises(ValueError, match="expected one whole number each"):
        Philox((3,)).infer(key, rows)
