import statistics
from fractions import Fraction
from decimal import Decimal
w = 0.5  # start
f = Fraction(1, 3)
d = Decimal("0.25")
for i in range(4):
    m = statistics.mean([w, 2 * w, 1.0]) + statistics.median([w, 0.1, 3.0])
    w = w - 0.1 * m
    f = f - Fraction(1, 10) * (f * 2 - 1)
    d = d - Decimal("0.1") * (d * 2 - 1)
    print(w, f, d, float(f), float(d))
