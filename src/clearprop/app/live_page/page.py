"""The page as one file: style, the script that was built from web/, the emitted pieces, and the lessons' data."""

import json
from dataclasses import asdict
from importlib.resources import files

from clearprop.app.live_page.emitted import script
from clearprop.app.live_page.presets import BUILDERS
from clearprop.app.live_page.templates import templates
from clearprop.render.page.assets import font_face
from clearprop.render.page.shell import POLICY


def live_page() -> str:
    """A whole page of HTML that needs nothing else."""
    data = {"templates": asdict(templates()), "presets": [asdict(build()) for build in BUILDERS]}
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="clearprop">
<title>Which line made this number?</title>
<style>
{font_face()}
{bundled("page.css")}
</style>
</head>
<body>
<script>
globalThis.clearprop = {{}};
clearprop.data = {safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))};
{safe(script())}
</script>
<script type="module">
{safe(bundled("page.js"))}
</script>
</body>
</html>
"""


def bundled(name: str) -> str:
    """A file that was built from web/. RuntimeError where the package was put together without."""
    file = files("clearprop.app").joinpath("bundle", name)
    if not file.is_file():
        raise RuntimeError("This copy of clearprop lacks its web part; install it with pip, which builds it.")
    return file.read_text(encoding="utf-8")


def safe(text: str) -> str:
    """Text that cannot end the script that it stands in."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
