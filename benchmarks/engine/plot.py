"""Growth as a picture, on the peers' interpreter: ``python -m benchmarks.engine.plot RESULTS.json OUT.svg``."""

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "clearprop", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False})
from matplotlib import pyplot as plt  # noqa: E402

SHOWN = {"ours": ("#0b6e4f", "o"), "JAX": ("#c8553d", "s"), "PyTorch": ("#6f5aa8", "^"), "NumPy target": ("#777777", "v"),
         "products": ("#b0b0b0", "")}  # fmt: skip
AXES = {"depth": "layers of 64, batch 64", "width": "units of two layers, batch 64", "batch": "rows, two layers of 64"}


def draw(measured: list[dict], to: Path) -> None:
    """Microseconds per update against each thing that grows, both axes logarithmic."""
    figure, places = plt.subplots(1, len(AXES), figsize=(10.5, 3.4), sharey=True, layout="constrained")
    for place, (grows, title) in zip(places, AXES.items(), strict=True):
        for name, (colour, marker) in SHOWN.items():
            points = [
                (result["size"], result["peers"][name]["update"] * 1e6)
                for result in measured
                if result["grows"] == grows and name in result["peers"]
            ]
            if points:
                dashed = "--" if name == "products" else "-"
                label = "products alone (BLAS)" if name == "products" else name
                place.plot(*zip(*points, strict=True), dashed, color=colour, marker=marker, markersize=3.5, label=label)
        place.set(xscale="log", yscale="log", xlabel=f"{grows}: {title}")
        place.grid(color="#e8e8e8", linewidth=0.6)
    places[0].set_ylabel("microseconds per update")
    places[0].legend(frameon=False)
    figure.savefig(to, metadata={"Date": None})


if __name__ == "__main__":
    draw(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["measured"], Path(sys.argv[2]))
