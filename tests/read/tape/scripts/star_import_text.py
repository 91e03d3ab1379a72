from math import *
from operator import add as plus
exec("rate = 0.1")
w = 0.5  # start
for i in range(4):
    z = plus(sin(w), cos(w)) + exp(w) - pi
    w = w - rate * z
    print(f"{w:.{3}f} {w!r:>10} {z=}", "%s %r" % (w, z), "{0:.3f} {b}".format(w, b=z), sep="; ")
