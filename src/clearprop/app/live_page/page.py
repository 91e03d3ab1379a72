"""The page of all lessons."""

from dataclasses import asdict

from clearprop.app.emitted.pieces import pieces
from clearprop.app.emitted.script import script
from clearprop.app.live_page.presets import BUILDERS
from clearprop.app.live_page.slips import wrong_pieces
from clearprop.app.live_page.templates import templates
from clearprop.render.page.alive import alive


def live_page() -> str:
    """A whole page of HTML that needs nothing else."""
    data = {"templates": asdict(templates()), "presets": [asdict(build()) for build in BUILDERS]}
    return alive(
        "Which line made this number?", "lesson", data, script(lambda sizes: pieces(sizes) | wrong_pieces(sizes))
    )
