"""The page that is left behind."""

from pathlib import Path

from clearprop.app.demo.console import console, heading
from clearprop.app.live_page.page import live_page
from clearprop.train.whole_file import write_whole

PAGE = Path("build/demo/clearprop.html")


def write_page() -> None:
    heading("Which line made this number?")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    write_whole(PAGE, live_page().encode())
    console.print(f"open {PAGE} in a browser: code, network, factors and numbers of a training run.", markup=False)
    console.print("Click a weight, drag it, step through the pass, break the program, train a network of your own.")
