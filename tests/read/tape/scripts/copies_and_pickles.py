import copy
import json
import pickle
import numpy as np
w = {"a": 0.5, "b": [0.25, -0.5], "M": np.array([[0.1, 0.2]])}  # start
class Model:
    def __init__(self):
        self.w = np.array([0.3, 0.7])  # start
        self.c = 0.2  # start
m = Model()
for i in range(4):
    old = copy.deepcopy(w)
    w = {"a": old["a"] - 0.1 * old["b"][0], "b": [v * 0.9 for v in old["b"]], "M": old["M"] - 0.1 * old["M"].T[0]}
    w["a"] = json.loads(json.dumps({"a": w["a"]}))["a"]
    w = pickle.loads(pickle.dumps(w))
    m2 = copy.deepcopy(m)
    m2.w -= 0.1 * m.w * m.c
    m2.c = m2.c - 0.1 * m.c
    m = copy.copy(m2)
    m.w = m.w.copy() - 0.01
    w["a"] = float(str(w["a"])) * 0.99
    w["b"][0] = float("%.17g" % w["b"][0]) - 0.1
    print(w, m.w, m.c)
