"""Where the demo is printed."""

from rich.console import Console
from rich.rule import Rule

WIDTH = 88
console = Console(width=WIDTH, highlight=False)


def heading(text: str) -> None:
    console.print()
    console.print(Rule(text, align="left", style="cyan"))
