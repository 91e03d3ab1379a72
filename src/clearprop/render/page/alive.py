"""A page that lives in the browser, as one file: style, the script that was built from web/, and the page's data."""

import json
import re
from importlib.resources import files
from typing import Any, Literal

from clearprop.render.page.assets import PACKAGE, font_face
from clearprop.render.page.shell import document

Kind = Literal["lesson", "reading", "derivation"]
"""What web/src/pages has a component for."""
EXPORT = re.compile(r"^export ", re.MULTILINE)


def alive(title: str, kind: Kind, data: Any, script: str = "") -> str:
    """A whole page that needs nothing else.

    ``data``: what the kind's component is given, as plain data for JSON; ``script``: more of ``clearprop``, such as
    functions that were emitted.
    """
    body = f"""<noscript><p>This page is drawn by its own script: allow it to run, and reload.</p></noscript>
<script>
globalThis.clearprop = {{ kind: "{kind}" }};
clearprop.data = {safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))};
{safe(script)}
</script>
<script type="module">
{safe(built(f"{kind}.js"))}
</script>
"""
    return document(title, f"{font_face()}\n{built(f'{kind}.css')}", body)


def built(name: str) -> str:
    """A file that was built from web/. RuntimeError where the package was put together without."""
    file = files(PACKAGE).joinpath("bundle", name)
    if not file.is_file():
        raise RuntimeError("This copy of clearprop lacks its web part; install it with pip, which builds it.")
    return file.read_text(encoding="utf-8")


def expression(module: str, result: str) -> str:
    """The text of an ES module as an expression whose value is ``result``, in the module's own names."""
    return f"(() => {{\n{EXPORT.sub('', module)}\nreturn {result};\n}})()"


def safe(text: str) -> str:
    """Text that cannot end the script that it stands in."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
