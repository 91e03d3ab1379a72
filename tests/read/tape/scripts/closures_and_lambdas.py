from functools import reduce
import operator
def make(w0, rate=0.1):
    w, count = w0, 0
    def step(x, t):
        nonlocal w, count
        err = (lambda a: a - t)(w * x)
        w = w - rate * err * x
        count += 1
        return w
    return step
step = make(0.7)  # start
for n in range(6):
    last = reduce(lambda acc, pair: step(*pair), [(1.0, 2.0), (0.5, -1.0)], 0.0)
    product = reduce(operator.mul, [last, 2.0, 0.5])
    print(last, product, list(map(lambda v: v * v, [last])), sum(map(abs, [last, -last])))
