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

/** The nearest whole number; the even one of two that are equally near. */
function roundHalfEven(x) {
    if (!Number.isFinite(x)) return x;
    const down = Math.floor(x);
    const up = x - down > 0.5 || (x - down === 0.5 && down % 2 !== 0);
    return (up ? down + 1 : down) || 0 * x;
}

/** The remainder of a / b, with the sign of b. */
function modulo(a, b) {
    const rest = a % b;
    if (rest === 0) return b < 0 ? -0 : 0;
    return (rest < 0) !== (b < 0) ? rest + b : rest;
}

/** a / b, rounded down. */
function floorQuotient(a, b) {
    if (b === 0) return a / b;
    const rest = a % b;
    const quotient = (a - rest) / b;
    return roundHalfEven(rest !== 0 && (rest < 0) !== (b < 0) ? quotient - 1 : quotient) || 0 * (a / b);
}

/**
 * The result of rounded.
 * Returns { values, outputs }: every quantity by its name, and the results by theirs.
 *
 * x: f64[3], labels: i64[2]
 */
export function run(x, labels) {
    x = numbers("x", x, [3]);
    labels = numbers("labels", labels, [2]);

    // t1: f64[] = x[0]
    const t1 = x[0];
    // t2: bool[] = t1 > 0
    const t2 = t1 > 0;
    if (!t2) throw new Error("line 33: x[0] > 0 was True when recorded");
    // x_2: f64[3] = x * 2
    const x_2 = new Float64Array(3);
    for (let i = 0; i < 3; i++) {
        x_2[i] = x[i] * 2;
    }
    // t3: i64[] = labels[0]
    const t3 = labels[0];
    if (t3 !== 2) throw new Error("line 37: labels[k] was 2 when recorded");
    // t4: f64[] = x_2[2]
    const t4 = x_2[2];
    // t5: f64[] = t4 % 0.75
    const t5 = modulo(t4, 0.75);
    // total: f64[] = 0 + t5
    const total = 0 + t5;
    // t6: i64[] = labels[1]
    const t6 = labels[1];
    if (t6 !== 0) throw new Error("line 37: labels[k] was 0 when recorded");
    // t7: f64[] = x_2[0]
    const t7 = x_2[0];
    // t8: f64[] = t7 % 0.75
    const t8 = modulo(t7, 0.75);
    // total_2: f64[] = total + t8
    const total_2 = total + t8;
    // t9: f64[3] = np.round(x_2)
    const t9 = new Float64Array(3);
    for (let i = 0; i < 3; i++) {
        t9[i] = roundHalfEven(x_2[i]);
    }
    // t10: f64[] = t9[0]
    const t10 = t9[0];
    // t11: f64[] = t10 // 0.5
    const t11 = floorQuotient(t10, 0.5);
    // value: f64[] = total_2 + t11
    const value = total_2 + t11;

    const values = {
        t1,
        t2,
        x_2: { shape: [3], data: x_2 },
        t3,
        t4,
        t5,
        total,
        t6,
        t7,
        t8,
        total_2,
        t9: { shape: [3], data: t9 },
        t10,
        t11,
        t12: value,
    };
    const outputs = {
        value: values.t12,
    };
    return { values, outputs };
}
