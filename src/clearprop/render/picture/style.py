"""The colours and fonts of pictures: light, dark and printed. Every colour has a name that a page may set."""

LIGHT = {
    "paper": "#ffffff",
    "ink": "#1b2430",
    "soft": "#55606e",
    "line": "#8b95a1",
    "card": "#f3f5f8",
    "data": "#e6edf6",
    "above": "#b4530a",
    "below": "#2463b0",
    "dead": "#f6d9d5",
    "flat": "#f7ebc2",
}
DARK = {
    "paper": "#14181e",
    "ink": "#e7ebf0",
    "soft": "#a9b3bf",
    "line": "#76818e",
    "card": "#222932",
    "data": "#1d2c40",
    "above": "#f0954a",
    "below": "#6cabf5",
    "dead": "#5a2a26",
    "flat": "#4f4416",
}
"""``above`` and ``below`` are gradients above and below zero: orange and blue, told apart by all kinds of sight."""

RULES = {
    ".paper": {"fill": "paper"},
    "text": {"fill": "ink"},
    ".soft": {"fill": "soft"},
    ".card": {"fill": "card", "stroke": "line"},
    ".data": {"fill": "data", "stroke": "line"},
    ".dead": {"fill": "dead", "stroke": "ink"},
    ".flat": {"fill": "flat", "stroke": "ink"},
    ".end": {"stroke": "ink"},
    ".cross": {"stroke": "ink"},
    ".above": {"stroke": "above"},
    ".below": {"stroke": "below"},
    ".even": {"stroke": "line"},
    ".wire": {"stroke": "line"},
    ".even-solid": {"stroke": "soft"},
    ".skip": {"stroke": "soft"},
    ".band": {"stroke": "line"},
    ".bar": {"fill": "soft"},
    ".halo": {"stroke": "paper"},
}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Math', 'DejaVu Sans', sans-serif"
FIXED = f"""
.clearprop-picture text {{ font: 12px {FONT}; stroke: none; }}
.clearprop-picture .name {{ font-weight: 600; font-size: 13px; }}
.clearprop-picture .small {{ font-size: 11px; }}
.clearprop-picture .head {{ font-weight: 600; font-size: 15px; }}
.clearprop-picture path, .clearprop-picture line {{ fill: none; stroke-linecap: butt; }}
.clearprop-picture .shape {{ stroke-width: 1.2; }}
.clearprop-picture path.data, .clearprop-picture path.card, .clearprop-picture path.dead {{ stroke-linejoin: round; }}
.clearprop-picture .end {{ stroke-width: 2.2; }}
.clearprop-picture .cross {{ stroke-width: 1.4; }}
.clearprop-picture .even, .clearprop-picture .cross {{ stroke-linecap: round; }}
.clearprop-picture .even {{ stroke-dasharray: 1 4; }}
.clearprop-picture .wire {{ stroke-width: 1; opacity: .7; }}
.clearprop-picture .skip {{ stroke-width: 1.6; }}
.clearprop-picture .band {{ opacity: .45; }}
.clearprop-picture .halo {{ stroke-width: 5px; paint-order: stroke; stroke-linejoin: round; }}
""".strip()


def sheet() -> str:
    """The style of one picture."""
    return "\n".join(
        [
            f".clearprop-picture {{ {variables(LIGHT)} }}",
            f"@media screen and (prefers-color-scheme: dark) {{ .clearprop-picture {{ {variables(DARK)} }} }}",
            FIXED,
            *(f".clearprop-picture {selector} {{ {colours(rule)} }}" for selector, rule in RULES.items()),
        ]
    )


def variables(colours: dict[str, str]) -> str:
    return " ".join(f"--picture-{name}: {colour};" for name, colour in colours.items())


def colours(rule: dict[str, str]) -> str:
    """Each colour by its name, after the light one for programs that do not know names."""
    return " ".join(
        f"{place}: {LIGHT[name]}; {place}: var(--picture-{name}, {LIGHT[name]});" for place, name in rule.items()
    )
