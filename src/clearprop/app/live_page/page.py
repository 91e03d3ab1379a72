"""The page as one file: style, the script that was built from web/, the emitted pieces, and the lessons' data."""

import json
from dataclasses import asdict
from importlib.resources import files

from clearprop.app.live_page.emitted import script
from clearprop.app.live_page.presets import BUILDERS
from clearprop.app.live_page.templates import templates
from clearprop.render.page.assets import font_face
from clearprop.render.page.shell import document


def live_page() -> str:
    """A whole page of HTML that needs nothing else."""
    data = {"templates": asdict(templates()), "presets": [asdict(build()) for build in BUILDERS]}
    body = f"""<script>
globalThis.clearprop = {{}};
clearprop.data = {safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))};
{safe(script())}
</script>
<script type="module">
{safe(bundled("page.js"))}
</script>
"""
    return document("Which line made this number?", f"{font_face()}\n{bundled('page.css')}", body)


def bundled(name: str) -> str:
    """A file that was built from web/. RuntimeError where the package was put together without."""
    file = files("clearprop.app").joinpath("bundle", name)
    if not file.is_file():
        raise RuntimeError("This copy of clearprop lacks its web part; install it with pip, which builds it.")
    return file.read_text(encoding="utf-8")


def safe(text: str) -> str:
    """Text that cannot end the script that it stands in."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
