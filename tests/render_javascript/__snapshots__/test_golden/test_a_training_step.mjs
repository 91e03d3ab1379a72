/** The shape of an input; one size that is open (null) follows from the number of elements. */
function shapeOf(value, expected) {
    if (value?.data) return value.shape;
    const shape = [];
    for (let part = value; Array.isArray(part); part = part[0]) shape.push(part.length);
    if (!ArrayBuffer.isView(value)) return shape;
    const known = expected.reduce((product, size) => product * (size ?? 1), 1);
    const open = value.length / known;
    if (expected.includes(null)) return Number.isInteger(open) ? expected.map((size) => size ?? open) : [value.length];
    return value.length === known ? expected : [value.length];
}

/** The elements of an input row by row: of nested arrays, a typed array, or { shape, data }. */
function numbers(name, value, shape, Kind = Float64Array) {
    const given = shapeOf(value, shape);
    const data = Array.isArray(value) ? Kind.from(value.flat(Infinity)) : value?.data ?? value;
    const count = shape.reduce((product, size) => product * size, 1);
    if (String(given) !== String(shape) || data?.length !== count) {
        const expected = shape.map((size) => size ?? "any").join(", ");
        throw new Error(`${name}: expected an array of shape [${expected}], got [${given.join(", ")}].`);
    }
    return data instanceof Kind ? data : Kind.from(data);
}

/** An input that is one number. */
function number(name, value) {
    const [one, ...more] = value?.data ?? [value];
    const given = more.length ? `an array of ${more.length + 1}` : one;
    if (typeof given !== "number" && typeof given !== "boolean") {
        throw new Error(`${name}: expected one number, got ${given}.`);
    }
    return Number(given);
}

/** a = σ(z) = 1 / (1 + e^-z), a' = a (1 - a). */
function sigmoid(z) {
    return (z >= 0 ? 1 : Math.exp(-Math.abs(z))) / (1 + Math.exp(-Math.abs(z)));
}

/**
 * The result of step.
 * Returns { values, outputs }: every quantity by its name, and the results by theirs.
 *
 * W1: f64[3, 2], b1: f64[2], step_: i64[], x: f64[rows, 3], y: f64[rows, 2]
 */
export function step(W1, b1, step_, x, y) {
    const [rows] = shapeOf(x, [null, 3]);
    W1 = numbers("W1", W1, [3, 2]);
    b1 = numbers("b1", b1, [2]);
    step_ = number("step", step_);
    x = numbers("x", x, [rows, 3]);
    y = numbers("y", y, [rows, 2]);

    // Forward
    // t1: f64[rows, 2] = x @ W1
    const t1 = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            let total = 0;
            for (let k = 0; k < 3; k++) {
                total += x[i * 3 + k] * W1[k * 2 + j];
            }
            t1[i * 2 + j] = total;
        }
    }
    // z1: f64[rows, 2] = t1 + b1
    const z1 = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            z1[i * 2 + j] = t1[i * 2 + j] + b1[j];
        }
    }
    // y_hat: f64[rows, 2] = sigmoid(z1)
    const y_hat = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            y_hat[i * 2 + j] = sigmoid(z1[i * 2 + j]);
        }
    }
    // L: f64[] = np.mean(np.sum((y_hat - y) ** 2 / 2, axis=1))
    let L_total = 0;
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            L_total += (y_hat[i * 2 + j] - y[i * 2 + j]) ** 2 / 2;
        }
    }
    const L = L_total / rows;

    // Backward
    // t2: f64[rows, 2] = y_hat - y
    const t2 = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            t2[i * 2 + j] = y_hat[i * 2 + j] - y[i * 2 + j];
        }
    }
    // dy_hat: f64[rows, 2] = t2 / rows
    const dy_hat = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            dy_hat[i * 2 + j] = t2[i * 2 + j] / rows;
        }
    }
    // t3: f64[rows, 2] = 1 - y_hat
    const t3 = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            t3[i * 2 + j] = 1 - y_hat[i * 2 + j];
        }
    }
    // t4: f64[rows, 2] = y_hat * t3
    const t4 = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            t4[i * 2 + j] = y_hat[i * 2 + j] * t3[i * 2 + j];
        }
    }
    // delta1: f64[rows, 2] = dy_hat * t4
    const delta1 = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) {
            delta1[i * 2 + j] = dy_hat[i * 2 + j] * t4[i * 2 + j];
        }
    }
    // db1: f64[2] = np.sum(delta1, axis=0)
    const db1 = new Float64Array(2);
    for (let i = 0; i < 2; i++) {
        let total = 0;
        for (let j = 0; j < rows; j++) {
            total += delta1[j * 2 + i];
        }
        db1[i] = total;
    }
    // t5: f64[3, rows] = x.T
    const t5 = new Float64Array(rows * 3);
    for (let i = 0; i < 3; i++) {
        for (let j = 0; j < rows; j++) {
            t5[i * rows + j] = x[j * 3 + i];
        }
    }
    // dW1: f64[3, 2] = t5 @ delta1
    const dW1 = new Float64Array(6);
    for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 2; j++) {
            let total = 0;
            for (let k = 0; k < rows; k++) {
                total += t5[i * rows + k] * delta1[k * 2 + j];
            }
            dW1[i * 2 + j] = total;
        }
    }
    // t6: f64[3, 2] = 0.1 * dW1
    const t6 = new Float64Array(6);
    for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 2; j++) {
            t6[i * 2 + j] = 0.1 * dW1[i * 2 + j];
        }
    }
    // W1_new: f64[3, 2] = W1 - t6
    const W1_new = new Float64Array(6);
    for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 2; j++) {
            W1_new[i * 2 + j] = W1[i * 2 + j] - t6[i * 2 + j];
        }
    }
    // t7: f64[2] = 0.1 * db1
    const t7 = new Float64Array(2);
    for (let i = 0; i < 2; i++) {
        t7[i] = 0.1 * db1[i];
    }
    // b1_new: f64[2] = b1 - t7
    const b1_new = new Float64Array(2);
    for (let i = 0; i < 2; i++) {
        b1_new[i] = b1[i] - t7[i];
    }

    const values = {
        t1: { shape: [rows, 2], data: t1 },
        z1: { shape: [rows, 2], data: z1 },
        y_hat: { shape: [rows, 2], data: y_hat },
        L,
        t2: { shape: [rows, 2], data: t2 },
        dy_hat: { shape: [rows, 2], data: dy_hat },
        t3: { shape: [rows, 2], data: t3 },
        t4: { shape: [rows, 2], data: t4 },
        delta1: { shape: [rows, 2], data: delta1 },
        db1: { shape: [2], data: db1 },
        t5: { shape: [3, rows], data: t5 },
        dW1: { shape: [3, 2], data: dW1 },
        t6: { shape: [3, 2], data: t6 },
        W1_new: { shape: [3, 2], data: W1_new },
        t7: { shape: [2], data: t7 },
        b1_new: { shape: [2], data: b1_new },
    };
    const outputs = {
        W1: values.W1_new,
        b1: values.b1_new,
        L: values.L,
        y_hat: values.y_hat,
    };
    return { values, outputs };
}
