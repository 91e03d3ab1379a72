"""What `clearprop cache` shows in a terminal."""

from datetime import datetime

from clearprop.app.compiled_steps import Cleared, Stored
from clearprop.app.reporting import console
from clearprop.execute.native.kept import MOST, MOST_BYTES


def print_stored(stored: Stored) -> None:
    console.print(str(stored.folder), markup=False)
    if not stored.steps:
        console.print("no compiled training steps yet", markup=False)
        return
    first, last = (datetime.fromtimestamp(stored.steps[k].used) for k in (-1, 0))
    console.print(f"{counted(len(stored.steps))}, {size(stored.bytes)}", style="bold", markup=False)
    console.print(f"last used {last:%Y-%m-%d %H:%M}; the one used longest ago {first:%Y-%m-%d %H:%M}", markup=False)
    console.print(f"at most {MOST} and {size(MOST_BYTES)}; --clear removes them", style="dim", markup=False)


def print_cleared(cleared: Cleared) -> None:
    console.print(str(cleared.folder), markup=False)
    console.print(f"removed {counted(len(cleared.removed))}, freed {size(cleared.bytes)}", style="bold", markup=False)


def counted(steps: int) -> str:
    return f"{steps} compiled training step{'s' * (steps != 1)}"


def size(count: int) -> str:
    """In bytes, kB or MB."""
    for unit, of in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= of:
            return f"{count / of:.1f} {unit}"
    return f"{count} bytes"
