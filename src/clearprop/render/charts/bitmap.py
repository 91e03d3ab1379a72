"""Small grey images as PNG, within the page."""

import struct
import zlib
from base64 import b64encode

import numpy as np


def png(shades: np.ndarray) -> bytes:
    """shades: f[high, wide] from 0, black, to 1, white."""
    high, wide = shades.shape
    grey = np.round(np.clip(np.nan_to_num(shades), 0, 1) * 255).astype(np.uint8)
    rows = np.hstack([np.zeros((high, 1), np.uint8), grey])  # each row begins with its filter: none
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def chunk(kind: bytes, data: bytes) -> bytes:
    """Its length, its kind, the data, and a checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def image(shades: np.ndarray, text: str) -> str:
    """An image in HTML; ``text`` is plain, without quotes."""
    high, wide = shades.shape
    source = b64encode(png(shades)).decode("ascii")
    return f'<img src="data:image/png;base64,{source}" width="{wide}" height="{high}" alt="{text}">'
