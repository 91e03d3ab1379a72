"""Parameters in dictionaries, lists and tuples, nested, unpacked, updated and iterated over."""

import math
from collections import ChainMap, OrderedDict, defaultdict

import numpy as np

from .case import Case, fractions, integers, normal


def params_dict(params, x, y):
    h = np.tanh(x @ params["W1"] + params["b1"])
    y_hat = h @ params["W2"] + params["b2"]
    return np.mean((y_hat - y) ** 2)


def forward_with_cache(params, X, Y):
    def forward(X, params):
        cache = {"A0": X}
        depth = len(params) // 2
        for layer in range(1, depth + 1):
            Z = cache[f"A{layer - 1}"] @ params[f"W{layer}"] + params[f"b{layer}"]
            cache[f"Z{layer}"] = Z
            cache[f"A{layer}"] = np.maximum(0, Z) if layer < depth else Z
        return cache[f"A{depth}"], cache

    out, cache = forward(X, params)
    penalty = sum(np.abs(cache[name]).sum() for name in cache if name.startswith("Z"))
    return ((out - Y) ** 2).sum() / 2 + 0.01 * penalty


def nested_encoder_decoder(model, x):
    enc, dec = model["encoder"], model["decoder"]
    z = np.tanh(x @ enc["weight"] + enc["bias"])
    out = z @ dec["weight"] * dec["scale"]
    return np.sum((out - x) ** 2)


def list_of_dicts(layers, x):
    activations = {"tanh": np.tanh, "exp": np.exp, "none": lambda z: z}
    for layer in layers:
        x = activations[layer["activation"]](x @ layer["W"] + layer["b"])
    return x.sum()


def keyword_unpacking(params, x):
    def model(x, *, slope, intercept, power=2):
        return (slope * x + intercept) ** power

    return model(x, **params).mean()


def dict_comprehension_update(params, grads):
    """One step of gradient descent, then a penalty on what came out."""
    stepped = {name: params[name] - 0.1 * grads[name] for name in params}
    stepped.update(b=stepped["b"] * 2)
    return sum(np.sum(v**2) for v in stepped.values())


def momentum_dict(params, velocity):
    velocity = {k: 0.9 * v for k, v in velocity.items()}
    for key in sorted(params):
        velocity[key] = velocity[key] - 0.1 * np.cos(params[key])
        params[key] = params[key] + velocity[key]
    return math.fsum(float(np.sum(params[k] ** 3)) for k in ()) + sum((params[k] ** 3).sum() for k in params)


def tree_of_tuples(tree):
    (a, (b, c)), d = tree
    return np.dot(a, b) * c + d[0] * d[1].sum()


def recursive_tree_sum(tree):
    if isinstance(tree, dict):
        return sum(recursive_tree_sum(tree[k]) for k in tree)
    if isinstance(tree, (list, tuple)):
        return sum(recursive_tree_sum(t) for t in tree)
    return np.sum(np.sin(tree))


def defaultdict_of_lists(points):
    groups = defaultdict(list)
    for i, point in enumerate(points):
        groups[i % 2].append(point)
    centers = {k: np.mean(v, axis=0) for k, v in groups.items()}
    return np.sum((centers[0] - centers[1]) ** 2)


def ordered_and_chained(params, override):
    settings = ChainMap(override, OrderedDict(params))
    return settings["a"] * np.log(settings["b"]) + settings["c"] @ settings["c"]


def adam_in_a_dict(theta, gradient):
    state = dict(m=np.zeros_like(theta), v=np.zeros_like(theta), t=0)  # noqa: C408
    for _ in range(3):
        state["t"] += 1
        state["m"] = 0.9 * state["m"] + 0.1 * gradient
        state["v"] = 0.999 * state["v"] + 0.001 * gradient**2
        m_hat = state["m"] / (1 - 0.9 ** state["t"])
        v_hat = state["v"] / (1 - 0.999 ** state["t"])
        theta = theta - 0.5 * m_hat / (np.sqrt(v_hat) + 0.5)
    return (theta**2).sum()


# A network of dictionaries: no arrays anywhere, each neuron remembers what it answered.
def answer_of(neuron, inputs):
    total = neuron["weights"][-1]
    for i in range(len(neuron["weights"]) - 1):
        total += neuron["weights"][i] * inputs[i]
    return 1.0 / (1.0 + math.exp(-total))


def network_of_neurons(network, row, expected):
    inputs = row
    for layer in network:
        outputs = []
        for neuron in layer:
            neuron["output"] = answer_of(neuron, inputs)
            outputs.append(neuron["output"])
        inputs = outputs
    return sum([(expected[i] - inputs[i]) ** 2 for i in range(len(expected))])


def dataset_rows(network, dataset, n_outputs):
    """Whole rows, the class is the last entry."""
    sum_error = 0
    for row in dataset:
        values = row[:-1]
        for layer in network:
            values = [answer_of(neuron, values) for neuron in layer]
        wanted = [0 for _ in range(n_outputs)]
        wanted[int(row[-1])] = 1
        sum_error += sum((w - v) ** 2 for w, v in zip(wanted, values, strict=True))
    return sum_error


def lists_of_lists(weights, x):
    """Matrix times vector by hand."""
    out = [0.0] * len(weights)
    for i, row in enumerate(weights):
        for j, w in enumerate(row):
            out[i] += w * x[j]
    return sum(math.tanh(o) for o in out)


def mazur(weights, biases):
    """Two inputs, two hidden units, two outputs, all by scalars."""
    w1, w2, w3, w4, w5, w6, w7, w8 = weights
    b1, b2 = biases
    i1, i2, target1, target2 = 0.05, 0.10, 0.01, 0.99
    squash = lambda net: 1 / (1 + math.exp(-net))
    h1 = squash(w1 * i1 + w2 * i2 + b1)
    h2 = squash(w3 * i1 + w4 * i2 + b1)
    o1 = squash(w5 * h1 + w6 * h2 + b2)
    o2 = squash(w7 * h1 + w8 * h2 + b2)
    return 0.5 * (target1 - o1) ** 2 + 0.5 * (target2 - o2) ** 2


def merged_dicts(base, extra):
    both = {**base, **extra} | {"w": base["w"] * extra["v"]}
    return np.prod(both["w"]) + both["v"].max() - both.get("missing", 0)


def keys_with_odd_names(params, x):
    return np.sum(x * params["layer.0/weight"] + params["lambda"])


def table_of_rates(rates, visits):
    total = 0.0
    for (place, hour), n in visits.items():
        total += n * rates[place] * math.exp(-0.1 * hour)
    return math.log(total)


def setdefault_and_pop(params, x):
    work = dict(params)
    scale = work.pop("scale")
    shift = work.setdefault("shift", 0.25)
    return scale * np.sum(np.sqrt(np.square(x) + shift)) + sum(np.sum(w) ** 2 for w in work.values())


def swap_items(pair):
    pair[0], pair[1] = pair[1], pair[0] * 2.0
    first, *rest = pair
    return first * rest[0] ** 2


def neuron(*weights):
    return {"weights": list(weights)}


CASES = [
    Case(
        params_dict,
        (
            {"W1": normal(1, 4, 3), "b1": normal(2, 3), "W2": normal(3, 3, 2), "b2": normal(4, 2)},
            normal(5, 5, 4),
            normal(6, 5, 2),
        ),
    ),
    Case(
        forward_with_cache,
        (
            {"W1": normal(1, 4, 3), "b1": normal(2, 3), "W2": normal(3, 3, 2), "b2": normal(4, 2)},
            normal(5, 5, 4),
            normal(6, 5, 2),
        ),
    ),
    Case(
        nested_encoder_decoder,
        (
            {
                "encoder": {"weight": normal(1, 4, 3), "bias": normal(2, 3)},
                "decoder": {"weight": normal(3, 3, 4), "scale": 0.7},
            },
            normal(4, 5, 4),
        ),
    ),
    Case(
        list_of_dicts,
        (
            [
                {"W": normal(1, 4, 3), "b": normal(2, 3), "activation": "tanh"},
                {"W": normal(3, 3, 5), "b": normal(4, 5), "activation": "exp"},
                {"activation": "none", "b": normal(5, 2), "W": normal(6, 5, 2)},
            ],
            normal(7, 2, 4),
        ),
    ),
    Case(keyword_unpacking, ({"slope": 1.5, "intercept": -0.3}, normal(1, 5))),
    Case(
        dict_comprehension_update,
        ({"W": normal(1, 4, 3), "b": normal(2, 3)}, {"b": normal(4, 3), "W": normal(3, 4, 3)}),
    ),
    Case(momentum_dict, ({"z": normal(1, 3), "a": normal(2, 4, 2)}, {"z": normal(3, 3), "a": normal(4, 4, 2)})),
    Case(tree_of_tuples, (((normal(1, 4), (normal(2, 4), 0.8)), [1.7, normal(3, 2, 3)]),)),
    Case(recursive_tree_sum, ({"a": [normal(1, 3), {"deep": (normal(2, 2, 4), 0.3)}], "b": normal(3, 5)},)),
    Case(defaultdict_of_lists, (normal(1, 5, 3),)),
    Case(ordered_and_chained, ({"a": 1.2, "b": 0.4, "c": normal(1, 3)}, {"b": 2.5})),
    Case(adam_in_a_dict, (normal(1, 4, 3), normal(2, 4, 3))),
    Case(
        network_of_neurons,
        (
            [
                [neuron(0.13, 0.85, 0.76), neuron(-0.5, 0.2, 0.1), neuron(0.4, 0.9, -0.7)],
                [neuron(0.26, 0.5, -0.3, 0.45), neuron(0.65, 0.53, 0.1, -0.2)],
            ],
            [1.0, -0.4],
            [0, 1],
        ),
        tags={"mutates its argument", "integer data"},
    ),
    Case(
        dataset_rows,
        (
            [[neuron(0.13, 0.85, 0.76), neuron(-0.5, 0.2, 0.1)], [neuron(0.26, 0.5, -0.3), neuron(0.65, 0.5, 0.1)]],
            [[2.78, 2.55, 0], [1.46, 2.36, 0], [7.62, 2.76, 1]],
            2,
        ),
        wrt=(0,),
        tags={"integer data"},
    ),
    Case(lists_of_lists, ([[0.1, -0.7, 0.4], [0.8, 0.5, -0.2]], [1.5, 0.3, -0.6])),
    Case(mazur, ([0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55], (0.35, 0.60))),
    Case(merged_dicts, ({"w": normal(1, 3), "u": 0.5}, {"v": normal(2, 4, 1)})),
    Case(
        keys_with_odd_names,
        ({"layer.0/weight": normal(1, 3), "lambda": normal(2, 4, 1)}, normal(3, 4, 3)),
        tags={"odd names"},
    ),
    Case(
        table_of_rates, ({"north": 1.5, "south": 0.25}, {("north", 3): 4, ("south", 7): 9}), wrt=(0,), tags={"python"}
    ),
    Case(setdefault_and_pop, ({"scale": 1.4, "W": normal(1, 3, 2), "b": normal(2, 3)}, normal(3, 5))),
    Case(swap_items, ([1.3, -0.4],), tags={"mutates its argument"}),
    Case(
        lambda batch, W: sum(((x @ W) ** 2).sum() * t for x, t in batch),
        ([(normal(1, 3), 1.0), (normal(2, 3), -0.5)], normal(3, 3, 2)),
        id="list of pairs",
    ),
    Case(
        lambda p: p["a"]["x"][0] * p["a"]["x"][1] ** 2 / (1 + p["b"] ** 2),
        ({"a": {"x": (1.5, -0.7)}, "b": 0.3},),
        id="path into a tree",
    ),
    Case(
        lambda rows, w: np.sum(np.array(rows) @ w),
        ([[1.0, 2.0, 0.5], [0.3, -1.0, 4.0]], normal(1, 3)),
        id="array of lists",
    ),
    Case(
        lambda P, Y: -np.mean([math.log(p[y]) for p, y in zip(P, Y, strict=True)]),
        (fractions(1, 5, 4), integers(2, 4, 5)),
        id="rows zipped with labels",
        tags={"integer data"},
    ),
]
