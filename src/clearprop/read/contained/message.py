"""What parent and child say to each other: a request with files, and one frame that carries the answer.

A frame begins with a secret of its run. Whoever writes to the pipe without knowing it is found out by the first bytes.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SECRET = 24
HEAD = struct.Struct(f"<{SECRET}scQ")
SIZE = struct.Struct("<Q")

READY, ANSWER, SILENT, TAMPERED, MEMORY, CRASHED = b"R", b"A", b"S", b"T", b"M", b"C"


@dataclass(frozen=True)
class Request:
    """What a child is told: the entry's own request, the files for its scratch folder, and where that folder is."""

    secret: bytes
    request: dict[str, Any]
    files: Mapping[str, bytes]
    scratch: str | None  # None: the child makes one that nobody else sees

    def packed(self) -> bytes:
        """As bytes: the length of a JSON header, the header, the files one after another."""
        sizes = {name: len(data) for name, data in self.files.items()}
        header = {"secret": self.secret.hex(), "request": self.request, "files": sizes, "scratch": self.scratch}
        text = json.dumps(header).encode()
        return b"".join((SIZE.pack(len(text)), text, *self.files.values()))


def unpacked(data: bytes) -> Request:
    """The Request that ``packed`` wrote."""
    (size,) = SIZE.unpack_from(data)
    header = json.loads(data[SIZE.size : SIZE.size + size])
    files, start = {}, SIZE.size + size
    for name, length in header["files"].items():
        files[name] = data[start : start + length]
        start += length
    return Request(bytes.fromhex(header["secret"]), header["request"], files, header["scratch"])


def frame(secret: bytes, kind: bytes, content: bytes) -> bytes:
    return HEAD.pack(secret, kind, content.__len__()) + content  # len could be the script's by now
