"""What the answer rests on: loss, network and run in a few words; layers and parameters as tables."""

from collections.abc import Iterator

from clearprop.app.reading.page.data import Fact, Table
from clearprop.app.reading.wording import loss_sentence, network_sentence, plain, recorded_sentence
from clearprop.read.reading import Reading
from clearprop.train.data.wording import counted


def facts(reading: Reading) -> Iterator[Fact]:
    """Those that are known."""
    if reading.loss:
        _, _, rest = loss_sentence(reading.loss).partition(", ")
        yield Fact(name="Loss that is descended", value=plain(reading.loss.name), more=rest)
    if reading.layers:
        yield Fact(name="Network", value=counted(len(reading.layers), "layer"), more=network_sentence(reading))
    if reading.lines:
        labelled = len({(line.cell, line.line) for line in reading.lines})
        yield Fact(name="Lines understood", value=f"{labelled:,}", more="each label held at every fresh point")
    if reading.recorded:
        updates = counted(reading.recorded.updates, "update")
        yield Fact(name="Recorded", value=updates, more=recorded_sentence(reading))


def tables(reading: Reading) -> Iterator[Table]:
    """Both tables of the network; none where no network is known."""
    if reading.layers:
        yield Table(
            caption="Layers",
            head=("layer", "inputs", "units", "activation"),
            rows=tuple((str(x.layer), str(x.inputs), str(x.units), x.activation) for x in reading.layers),
        )
    if reading.parameters:
        yield Table(
            caption="Parameters, as the code calls them",
            head=("name", "layer", "shape", "holds", "updated"),
            rows=tuple(
                (x.name, str(x.layer or ""), " × ".join(map(str, x.shape)), x.holds, "yes" if x.updated else "never")
                for x in reading.parameters
            ),
        )
