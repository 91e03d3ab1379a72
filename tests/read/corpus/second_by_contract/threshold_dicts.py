import random, math

random.seed(1989)
RATE = 0.1

def rnd():
    return random.gauss(0, 0.5)

def build(nin, nhid, nout):
    net = []
    for n, m in ((nin, nhid), (nhid, nout)):
        net.append({'w': [[rnd() for _ in range(n)] for _ in range(m)],
                    'theta': [rnd() for _ in range(m)],
                    'y': [0.0] * m, 'd': [0.0] * m})
    return net

def propagate(net, pattern):
    signal = pattern
    for L in net:
        for j in range(len(L['w'])):
            s = -L['theta'][j]
            for i in range(len(signal)):
                s = s + L['w'][j][i] * signal[i]
            L['y'][j] = math.tanh(s)
        signal = L['y']
    return signal

def adapt(net, pattern, wanted):
    propagate(net, pattern)
    hid, out = net
    for k in range(len(out['y'])):
        y = out['y'][k]
        out['d'][k] = (wanted[k] - y) * (1 - y) * (1 + y)
    for j in range(len(hid['y'])):
        back = 0.0
        for k in range(len(out['y'])):
            back = back + out['d'][k] * out['w'][k][j]
        hid['d'][j] = back * (1 - hid['y'][j] ** 2)
    below = pattern
    for L in net:
        for j in range(len(L['w'])):
            for i in range(len(below)):
                L['w'][j][i] = L['w'][j][i] + RATE * L['d'][j] * below[i]
            L['theta'][j] = L['theta'][j] - RATE * L['d'][j]
        below = L['y']

def energy(net, data):
    return sum(0.5 * sum((a - b) ** 2 for a, b in zip(propagate(net, p), t)) for p, t in data)

data = []
for _ in range(15):
    p = [random.uniform(-1, 1), random.uniform(-1, 1)]
    data.append((p, [0.8 * math.sin(2 * p[0]), p[0] * p[1]]))
net = build(2, 5, 2)
for cycle in range(200):
    for p, t in data:
        adapt(net, p, t)
    if cycle % 40 == 0:
        print('cycle %d energy %g' % (cycle, energy(net, data)))
