"""Small functions that emitted JavaScript defines where it uses them: what ``Math`` lacks or means otherwise than NumPy."""

import re

DEFINED = {
    "shapeOf": """/** The shape of an input; one size that is open (null) follows from the number of elements. */
function shapeOf(value, expected) {
    if (value?.data) return value.shape;
    const shape = [];
    for (let part = value; Array.isArray(part); part = part[0]) shape.push(part.length);
    if (!ArrayBuffer.isView(value)) return shape;
    const known = expected.reduce((product, size) => product * (size ?? 1), 1);
    const open = value.length / known;
    if (expected.includes(null)) return Number.isInteger(open) ? expected.map((size) => size ?? open) : [value.length];
    return value.length === known ? expected : [value.length];
}""",
    "numbers": """/** The elements of an input row by row: of nested arrays, a typed array, or { shape, data }. */
function numbers(name, value, shape, Kind = Float64Array) {
    const given = shapeOf(value, shape);
    const data = Array.isArray(value) ? Kind.from(value.flat(Infinity)) : value?.data ?? value;
    const count = shape.reduce((product, size) => product * size, 1);
    if (String(given) !== String(shape) || data?.length !== count) {
        const expected = shape.map((size) => size ?? "any").join(", ");
        throw new Error(`${name}: expected an array of shape [${expected}], got [${given.join(", ")}].`);
    }
    return data instanceof Kind ? data : Kind.from(data);
}""",
    "number": """/** An input that is one number. */
function number(name, value) {
    const [one, ...more] = value?.data ?? [value];
    const given = more.length ? `an array of ${more.length + 1}` : one;
    if (typeof given !== "number" && typeof given !== "boolean") {
        throw new Error(`${name}: expected one number, got ${given}.`);
    }
    return Number(given);
}""",
    "at": """/** An index that is data: a negative one counts from the end. */
function at(index, size) {
    if (!(-size <= index && index < size)) throw new Error(`an index is ${index}; expected one below ${size}.`);
    return index < 0 ? index + size : index;
}""",
    "roundHalfEven": """/** The nearest whole number; the even one of two that are equally near. */
function roundHalfEven(x) {
    if (!Number.isFinite(x)) return x;
    const down = Math.floor(x);
    const up = x - down > 0.5 || (x - down === 0.5 && down % 2 !== 0);
    return (up ? down + 1 : down) || 0 * x;
}""",
    "modulo": """/** The remainder of a / b, with the sign of b. */
function modulo(a, b) {
    const rest = a % b;
    if (rest === 0) return b < 0 ? -0 : 0;
    return (rest < 0) !== (b < 0) ? rest + b : rest;
}""",
    "floorQuotient": """/** a / b, rounded down. */
function floorQuotient(a, b) {
    if (b === 0) return a / b;
    const rest = a % b;
    const quotient = (a - rest) / b;
    return roundHalfEven(rest !== 0 && (rest < 0) !== (b < 0) ? quotient - 1 : quotient) || 0 * (a / b);
}""",
    "wholeModulo": """/** The remainder of whole numbers, with the sign of b; 0 for a b of 0. */
function wholeModulo(a, b) {
    return b === 0 ? 0 : a - b * Math.floor(a / b);
}""",
    "wholeQuotient": """/** The quotient of whole numbers, rounded down; 0 for a b of 0. */
function wholeQuotient(a, b) {
    return b === 0 ? 0 : Math.floor(a / b);
}""",
    "wholeRest": """/** The remainder of whole numbers, with the sign of a; 0 for a b of 0. */
function wholeRest(a, b) {
    return b === 0 ? 0 : a % b;
}""",
    "power": """/** x to the y; 1 where x is 1, and where x is -1 and y infinite. */
function power(x, y) {
    return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}""",
    "sign": """/** -1, 0 or 1; NaN for NaN. */
function sign(x) {
    return x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : NaN;
}""",
    "copysign": """/** The size of x with the sign of y. */
function copysign(x, y) {
    return signbit(y) ? -Math.abs(x) : Math.abs(x);
}""",
    "signbit": """/** Whether x is negative, or -0. */
function signbit(x) {
    return x < 0 || Object.is(x, -0);
}""",
    "fmax": """/** The larger one; the other one where one is NaN. */
function fmax(a, b) {
    return Number.isNaN(a) || b > a ? b : a;
}""",
    "fmin": """/** The smaller one; the other one where one is NaN. */
function fmin(a, b) {
    return Number.isNaN(a) || b < a ? b : a;
}""",
    "gamma": """/** Γ(x), by Lanczos's approximation; 1 · 2 · ... where x is whole and small. */
function gamma(x) {
    if (x <= 0) return Number.isInteger(x) ? (x === 0 ? 1 / x : NaN) : Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
    if (Number.isInteger(x) && x < 24) return Array.from({ length: x - 1 }, (_, k) => k + 1).reduce((a, b) => a * b, 1);
    const y = x + 6.02468004077673 - 0.5, root = y ** (x / 2 - 0.25);
    return x > 171.7 ? Infinity : ((lanczos(x) * root) / Math.exp(y)) * root;
}""",
    "lgamma": """/** ln |Γ(x)|, by Lanczos's approximation. */
function lgamma(x) {
    if (x === 1 || x === 2) return 0;
    if (Math.abs(x) === Infinity || (x <= 0 && Number.isInteger(x))) return Infinity;
    if (x < 0) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
    return Math.log(lanczos(x)) - 6.02468004077673 + (x - 0.5) * (Math.log(x + 6.02468004077673 - 0.5) - 1);
}""",
    "lanczos": """/** The sum in Lanczos's approximation, g = 6.0247, 13 terms; coefficients of Boost's lanczos13m53. */
function lanczos(x) {
    const above = [
        23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
        248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816,
        210.82427775157935, 2.5066282746310002,
    ];
    const below = [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1];
    const order = above.map((_, k) => (x < 5 ? 12 - k : k)); // powers of x, or of 1 / x, without overflow
    const sum = (terms) => order.reduce((total, k) => (x < 5 ? total * x : total / x) + terms[k], 0);
    return sum(above) / sum(below);
}""",
    "erf": """/** 2/√π ∫₀ˣ e^(-t²) dt: the series of Abramowitz and Stegun, 7.1.6, where it converges fast. */
function erf(x) {
    if (Math.abs(x) >= 1.5) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
    let total = 0;
    for (let k = 25.5; k > 1; k--) total = 2 + (x * x * total) / k;
    return (total * x * Math.exp(-x * x)) / Math.sqrt(Math.PI);
}""",
    "erfc": """/** 1 - erf(x), to full precision for a large x: the continued fraction of Abramowitz and Stegun, 7.1.14. */
function erfc(x) {
    if (!(Math.abs(x) >= 1.5)) return 1 - erf(x);
    if (x < 0) return 2 - erfc(-x);
    if (x > 30) return 0;
    let a = 0, step = 0.5, p = 1, pBefore = 0, q = 0.5 + x * x, qBefore = 1;
    for (let k = 0; k < 50; k++) {
        a += step;
        step += 2;
        const b = step + x * x;
        [p, pBefore] = [b * p - a * pBefore, p];
        [q, qBefore] = [b * q - a * qBefore, q];
    }
    return ((p / q) * x * Math.exp(-x * x)) / Math.sqrt(Math.PI);
}""",
}
"""By name; one may call another."""

SPELLED = {
    "acos": "Math.acos", "acosh": "Math.acosh", "asin": "Math.asin", "asinh": "Math.asinh", "atan": "Math.atan",
    "atan2": "Math.atan2", "atanh": "Math.atanh", "cbrt": "Math.cbrt", "ceil": "Math.ceil", "cos": "Math.cos",
    "cosh": "Math.cosh", "exp": "Math.exp", "expm1": "Math.expm1", "floor": "Math.floor", "hypot": "Math.hypot",
    "log": "Math.log", "log10": "Math.log10", "log1p": "Math.log1p", "log2": "Math.log2", "sin": "Math.sin",
    "sinh": "Math.sinh", "sqrt": "Math.sqrt", "tan": "Math.tan", "tanh": "Math.tanh", "trunc": "Math.trunc",
    "abs": "Math.abs", "fabs": "Math.abs", "maximum": "Math.max", "minimum": "Math.min", "fround": "Math.fround",
    "isnan": "Number.isNaN", "isfinite": "Number.isFinite", "boolean": "Boolean",
    "round": "roundHalfEven", "sign": "sign", "erf": "erf", "erfc": "erfc", "copysign": "copysign",
    "signbit": "signbit", "fmax": "fmax", "fmin": "fmin", "gamma": "gamma", "lgamma": "lgamma",
}  # fmt: skip
"""The functions of expression trees, by the name that they have in JavaScript."""


def needed(text: str) -> list[str]:
    """The functions above that the text calls, and those that these call, in the order above."""
    found: set[str] = set()
    texts = [text]
    while texts:
        called = {name for name in DEFINED if re.search(rf"(?<![\w.]){name}\(", texts[0])} - found
        found |= called
        texts = [*texts[1:], *(DEFINED[name] for name in called)]
    return [DEFINED[name] for name in DEFINED if name in found]
