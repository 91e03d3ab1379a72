import contextlib
import functools
def logged(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner
@functools.lru_cache(maxsize=None)
def scale(n):
    return 0.5 / n
class Timer:
    def __enter__(self):
        self.total = 0.0
        return self
    def __exit__(self, *problem):
        return False
@contextlib.contextmanager
def rate(value):
    yield value * 0.1
@logged
def update(w, *, by=0.5, **more):
    return w - by * (w - 1.0) * more.get("scale", 1.0)
w = 3.0  # start
for n in range(1, 6):
    with Timer() as timer, rate(2.0) as r:
        w = update(w, by=r, scale=scale(n))
        timer.total += w
    half = functools.partial(update, by=0.25)
    w = half(w)
    print(w, timer.total)
