"""Random numbers as a function of a key and a counter: what dropout draws, the same bits in every language."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ir import DTYPES, Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each, indices

KEYS = 2**53
"""Keys lie below: emitted C is given its integers as doubles."""
FIRST, SECOND = 0xD2511F53, 0xCD9E8D57
FIRST_KEY, SECOND_KEY = 0x9E3779B9, 0xBB67AE85
"""The multipliers of a round, and what is added to the key after it."""


def philox(key: int, step: int, shape: tuple[int, ...], stream: int, dtype: type = np.float64) -> np.ndarray:
    """Numbers from 0 to 1 by Philox4x32-10, each a function of key, step, stream and its place alone."""
    rows, columns, bits = int(np.prod(shape[:-1])), shape[-1], 24 if dtype == np.float32 else 32
    blocks = (columns + 3) // 4
    c = np.zeros((4, rows, blocks), dtype=np.uint64)
    c[1], c[0] = np.indices((rows, blocks))
    c[2], c[3] = int(step) % 2**32, stream
    k0, k1 = int(key) % 2**32, int(key) // 2**32 % 2**32
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c[0], c[1] = p1 >> 32 ^ c[1] ^ k0, p1 & 0xFFFFFFFF
        c[2], c[3] = p0 >> 32 ^ c[3] ^ k1, p0 & 0xFFFFFFFF
        k0, k1 = (k0 + 0x9E3779B9) % 2**32, (k1 + 0xBB67AE85) % 2**32
    words = np.moveaxis(c, 0, -1).reshape(rows, 4 * blocks)[:, :columns]
    return ((words >> (32 - bits)) / 2.0**bits).reshape(shape).astype(dtype)


@dataclass(frozen=True)
class Philox(Op):
    """u = random numbers, 0 ≤ u < 1, by Philox4x32-10, without a gradient.   key: i[], step: i[] -> u: f[*shape].

    Four numbers are the block of the counter (place in the row / 4, row, step, stream), and whole multiples of 2⁻³²
    (of 2⁻²⁴ in single precision). Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
    """

    shape: tuple[int, ...]
    stream: int = 0
    dtype: str = "f64"

    numpy_definition = staticmethod(philox)
    examples = (
        example(np.array(3), np.array(1), shape=(3, 6), stream=2),
        example(np.array(2**52 + 7), np.array(2**32 + 5), shape=(5,)),
        example(np.array(0), np.array(0), shape=(2, 3, 4), stream=2**32 - 1),
        example(np.array(1), np.array(9), shape=(3, 5), dtype="f32"),
        example(np.array(1), np.array(1), shape=(0, 5)),
    )

    def evaluate(self, key: Any, step: Any) -> Any:
        return philox(key, step, self.shape, self.stream, DTYPES[self.dtype].type)

    def infer(self, key: Type, step: Type) -> Type:
        if not self.shape or self.dtype not in ("f64", "f32"):
            raise ValueError(f"philox of {self.dtype}{list(self.shape)}: expected f64 or f32 with an axis or more.")
        if key.shape or step.shape:
            raise ValueError(f"philox of a key {key} and a step {step}: expected one whole number each.")
        return Type(self.dtype, self.shape)

    def vjp(self, g: Any, u: Any, key: Any, step: Any) -> tuple[None, None]:
        return None, None

    def numpy(self, *operands: Expression) -> Expression:
        options = () if self.dtype == "f64" else (("dtype", self.dtype),)
        return Call("philox", operands, (("shape", self.shape), ("stream", self.stream), *options))

    def loops(self, result: Any, key: Any, step: Any) -> None:
        columns = self.shape[-1]
        whole_key = int(key[()])
        whole_step = int(step[()])
        words = indices(4)
        row = 0
        for at in each(self.shape[:-1]):
            for block in range((columns + 3) // 4):
                c0 = block
                c1 = row
                c2 = whole_step % 2**32
                c3 = self.stream
                k0 = whole_key % 2**32
                k1 = whole_key // 2**32
                for turn in range(10):  # noqa: B007  (a name for every language)
                    low0 = FIRST * (c0 % 65536)  # products in two halves, so that no language runs out of bits
                    low1 = SECOND * (c2 % 65536)
                    high0 = FIRST * (c0 // 65536) + low0 // 65536
                    high1 = SECOND * (c2 // 65536) + low1 // 65536
                    c0 = high1 // 65536 ^ c1 ^ k0
                    c1 = high1 % 65536 * 65536 + low1 % 65536
                    c2 = high0 // 65536 ^ c3 ^ k1
                    c3 = high0 % 65536 * 65536 + low0 % 65536
                    k0 = (k0 + FIRST_KEY) % 2**32
                    k1 = (k1 + SECOND_KEY) % 2**32
                words[0] = c0
                words[1] = c1
                words[2] = c2
                words[3] = c3
                for i in range(4):
                    if 4 * block + i < columns:
                        word = words[i]
                        if self.dtype == "f32":
                            result[*at, 4 * block + i] = (word // 256) / 2**24
                        else:
                            result[*at, 4 * block + i] = word / 2**32
            row += 1  # noqa: SIM113
