"""What the answer to a why looks like in a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from clearprop.explain.why.answer import Answer

console = Console(highlight=False)


def print_before(text: str) -> None:
    """What has to be known before an answer."""
    console.print(Padding(Text(text, style="dim"), (0, 0, 1, 0)))


def print_answer(answer: Answer, row: int | None) -> None:
    """The facts, the gradient first; then the changes that were tried. ``row``: the only one that they are of."""
    if row is not None:
        console.print(f"[dim]On row {row} alone, as if it were all the data:[/]\n")
    for position, fact in enumerate(answer.facts):
        console.print(Padding(Text(fact.text, style="" if position else "bold"), (0, 0, 1, 0)))
    if answer.changes:
        console.print("What would change it, tried:", style="bold cyan")
        for effect in answer.changes:
            console.print(Padding(Text(str(effect)), (0, 0, 1, 2)))
