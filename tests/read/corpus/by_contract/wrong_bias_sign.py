# Neural net as plain dictionaries, approximates z = x*y
from math import tanh
from random import Random

R = Random(500)
def unit(n):
    return {'w': [R.uniform(-1, 1) for _ in range(n)], 'bias': R.uniform(-.5, .5), 'out': None, 'grad': None}

hid = [unit(2), unit(2), unit(2)]
top = unit(3)
LR = 0.05

def calc(x, y):
    for u in hid:
        u['out'] = tanh(u['w'][0]*x + u['w'][1]*y + u['bias'])
    top['out'] = top['bias']
    for k in range(3):
        top['out'] += top['w'][k] * hid[k]['out']
    return top['out']

def teach(x, y, z):
    diff = z - calc(x, y)
    for k, u in enumerate(hid):
        u['grad'] = diff * top['w'][k] * (1 - u['out']**2)
    for k in range(3):
        top['w'][k] += LR * diff * hid[k]['out']
    top['bias'] += LR * diff
    for u in hid:
        u['w'][0] += LR * u['grad'] * x
        u['w'][1] += LR * u['grad'] * y
        u['bias'] -= LR * u['grad']
    return diff*diff

grid = [(a/3, b/3) for a in range(-3, 4) for b in range(-3, 4)]
for epoch in range(30):
    R.shuffle(grid)
    tot = 0
    for x, y in grid:
        tot += teach(x, y, x*y)
    if epoch % 10 == 0: print(epoch, tot/len(grid))
