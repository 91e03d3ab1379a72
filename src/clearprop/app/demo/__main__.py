"""``python -m clearprop.app.demo``: a network, a weight explained, a derivation, a wrong program read, and the page."""

from clearprop.app.demo.function import show_derivation
from clearprop.app.demo.network import show_one_weight, train_iris
from clearprop.app.demo.page import write_page
from clearprop.app.demo.script import show_folds, show_reading


def main() -> None:
    show_one_weight(*train_iris())
    show_derivation()
    show_folds()
    show_reading()
    write_page()


if __name__ == "__main__":
    main()
