import itertools
import operator
w = [0.5, -0.25, 0.125]  # start
xs = [1.0, 2.0, 3.0]
for i in range(4):
    partial = list(itertools.accumulate(map(operator.mul, w, xs)))
    z = partial[-1] + sum(itertools.starmap(operator.mul, zip(w, xs)))
    top = max(w, key=lambda v: abs(v))
    order = sorted(w, key=abs, reverse=True)
    w = [a - 0.01 * z * b for a, b in itertools.zip_longest(w, xs)] if z > -9 else w
    w = list(itertools.chain(w[:1], w[1:]))
    w[0] = operator.sub(w[0], 0.01 * top) + 0.0 * order[0]
    w[1] = operator.itemgetter(1)(w) * 0.9
    print(w, list(filter(lambda v: v > 0, w)), any(v > 5 for v in w))
