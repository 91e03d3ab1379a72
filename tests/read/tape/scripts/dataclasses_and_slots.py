from dataclasses import dataclass, field
from collections import namedtuple, defaultdict, deque, OrderedDict
from typing import NamedTuple
Sample = namedtuple("Sample", "x t")
class Point(NamedTuple):
    x: float
    y: float = 0.5
@dataclass
class Unit:
    w: float = 0.4  # start
    b: float = 0.1
    history: list = field(default_factory=list)
    def step(self, s):
        e = self.w * s.x + self.b - s.t
        self.w -= 0.1 * e * s.x
        self.b -= 0.1 * e
        self.history.append(e)
class Slotted:
    __slots__ = ("value",)
    def __init__(self, value):
        self.value = value
u, s = Unit(), Slotted(2.0)
sums = defaultdict(float)
window = deque(maxlen=3)
named = OrderedDict(a=0.5)
for i in range(5):
    for sample in (Sample(1.0, 2.0), Sample(-1.0, 0.5)):
        u.step(sample)
    s.value = s.value - 0.1 * u.w
    sums["w"] += u.w
    window.append(u.b)
    named["a"] -= 0.1 * named["a"]
    print(u, s.value, dict(sums), sum(window), Point(u.w), named, repr(Sample(u.w, 1)))
