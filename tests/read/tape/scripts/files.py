import csv
import io
import json
import os
import tempfile
import numpy as np
folder = tempfile.mkdtemp()
w = np.array([0.5, -0.25])  # start
b = 0.125  # start
for i in range(4):
    np.save(os.path.join(folder, "w.npy"), w)
    with open(os.path.join(folder, "b.json"), "w") as f:
        json.dump([b], f)
    v = np.load(os.path.join(folder, "w.npy"))
    with open(os.path.join(folder, "b.json")) as f:
        c = json.load(f)[0]
    np.savez(os.path.join(folder, "all.npz"), v=v)
    v = np.load(os.path.join(folder, "all.npz"))["v"]
    w = v - 0.1 * (v + c)
    b = c - 0.1 * c
    text = io.StringIO("1.5,2.5\n0.5,-1.0\n")
    rows = [[float(x) for x in row] for row in csv.reader(text)]
    w -= 0.01 * np.array(rows).sum(axis=0)
    print(w, b)
del folder, f
