"""What a child sends, heard by two threads: the frames of its answer, and the text that it prints.

Printed text is read as fast as it comes, and cut, so that no script waits for somebody to read.
"""

import hmac
import json
import os
import threading

from clearprop.read.contained import message
from clearprop.read.contained.limits import Limits
from clearprop.read.contained.message import HEAD, SECRET

CHUNK = 1 << 16


class Hearing:
    """Listens from its making on; ``over`` is set when nothing more is to be waited for."""

    def __init__(self, answer: int, output: int, secret: bytes, limits: Limits) -> None:
        self.secret, self.limits = secret, limits
        self.held: tuple[str, ...] | None = None  # None until the child is protected
        self.last: tuple[bytes, bytes] | None = None  # kind and content of the frame that ends a run
        self.forged = self.too_much = self.let_go = False
        self.kept, self.printed = bytearray(), 0
        self.over = threading.Event()
        self.threads = [
            threading.Thread(target=self.hear_answer, args=(answer,), daemon=True),
            threading.Thread(target=self.hear_output, args=(output,), daemon=True),
        ]
        for thread in self.threads:
            thread.start()

    def hear_answer(self, answer: int) -> None:
        try:
            while self.last is None and self.hear_frame(answer):
                pass
        finally:
            os.close(answer)
            self.over.set()

    def hear_frame(self, answer: int) -> bool:
        """Whether one came that is true."""
        head = exactly(answer, HEAD.size)
        if not hmac.compare_digest(head[:SECRET], self.secret[: len(head)]):
            self.forged = True
            return False
        if len(head) < HEAD.size:
            self.let_go = True
            return False
        _, kind, size = HEAD.unpack(head)
        if size > self.limits.output:
            self.too_much = True
            return False
        if len(content := exactly(answer, size)) < size:
            self.let_go = True
            return False
        if kind == message.READY:
            self.held = tuple(json.loads(content))
        else:
            self.last = kind, content
        return True

    def hear_output(self, output: int) -> None:
        try:
            while chunk := os.read(output, CHUNK):
                self.printed += len(chunk)
                self.kept += chunk[: max(0, self.limits.kept - len(self.kept))]
                if self.printed > self.limits.output:
                    self.too_much = True
                    self.over.set()  # and on, so that the script is stopped rather than told
        finally:
            os.close(output)

    def finish(self) -> None:
        """Waits for what is still in the pipes of a process that has ended."""
        for thread in self.threads:
            thread.join(1.0)


def exactly(descriptor: int, size: int) -> bytes:
    """So many bytes, or fewer where the other side let go."""
    chunks = []
    while size and (chunk := os.read(descriptor, min(size, 1 << 20))):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
