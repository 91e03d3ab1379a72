"""The network that is not there: addresses of data are read as missing files of that name."""

import io
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import MappingProxyType, ModuleType
from typing import Any
from urllib.error import URLError

from clearprop.read.surroundings.files.missing import Shelf, missing, name_of
from clearprop.read.surroundings.replacing import replaced


class Answer(io.BytesIO):
    """What urlopen and requests.get give: bytes to read, and the same as text."""

    status_code = status = code = 200
    ok = True
    headers: Mapping[str, str] = MappingProxyType({})

    @property
    def content(self) -> bytes:
        return self.getvalue()

    @property
    def text(self) -> str:
        return self.getvalue().decode(errors="replace")

    def iter_lines(self, *arguments: Any, **named: Any) -> Iterator[bytes]:
        return iter(self.getvalue().splitlines())

    def iter_content(self, *arguments: Any, **named: Any) -> Iterator[bytes]:
        return iter([self.getvalue()])

    def raise_for_status(self) -> None: ...


@contextmanager
def no_network(shelf: Shelf) -> Iterator[None]:
    """Let urllib and requests answer with made-up files, or not at all."""

    def answer(address: Any, *more: Any, **named: Any) -> Answer:
        name = name_of(getattr(address, "full_url", None) or str(address))
        data = shelf.bytes_of(name)
        if data is None:
            raise URLError(missing(name or str(address)))
        return Answer(data)

    def retrieve(address: Any, filename: Any = None, *more: Any, **named: Any) -> tuple[str, dict[str, str]]:
        data = answer(address).getvalue()
        if filename is None:
            return shelf.kept(name_of(str(address)), data), {}
        with open(filename, "wb") as file:
            file.write(data)
        return str(filename), {}

    requests = ModuleType("requests")
    vars(requests).update(get=answer, post=answer, RequestException=OSError)
    with ExitStack() as stack:
        stack.enter_context(replaced(urllib.request, urlopen=answer, urlretrieve=retrieve))
        before = sys.modules.get("requests")
        sys.modules["requests"] = requests
        try:
            yield
        finally:
            sys.modules.pop("requests", None)
            if before is not None:
                sys.modules["requests"] = before
