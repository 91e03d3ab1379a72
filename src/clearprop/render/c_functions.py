"""Small functions that emitted C defines where it uses them: what NumPy has and math.h lacks or means otherwise."""

DEFINED = {
    "maximum": """/* The larger one; nan where one is nan. */
static double maximum(double a, double b)
{
    return a >= b || isnan(a) ? a : b;
}""",
    "minimum": """/* The smaller one; nan where one is nan. */
static double minimum(double a, double b)
{
    return a <= b || isnan(a) ? a : b;
}""",
    "sign": """/* -1, 0 or 1; nan for nan. */
static double sign(double x)
{
    return x > 0 ? 1.0 : x < 0 ? -1.0 : x;
}""",
    "square": """static double square(double x)
{
    return x * x;
}""",
    "modulo": """/* a - b * floor(a / b): the remainder, with the sign of b. */
static double modulo(double a, double b)
{
    double rest = fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}""",
    "floor_quotient": """/* a / b, rounded down. */
static double floor_quotient(double a, double b)
{
    double rest = fmod(a, b);
    double quotient = (a - rest) / b;
    return rint(rest != 0 && (rest < 0) != (b < 0) ? quotient - 1 : quotient);
}""",
    "at": """/* An index that is data: a negative one counts from the end. */
static int at(double index, int size)
{
    int place = (int)index;
    assert(-size <= place && place < size && "an index is out of range");
    return place < 0 ? place + size : place;
}""",
}

SPELLED = {
    "abs": "fabs", "round": "rint", "remainder": "modulo", "floor_divide": "floor_quotient", "gamma": "tgamma",
    "power": "pow", "absolute": "fabs", "fmax": "fmax", "fmin": "fmin",
}  # fmt: skip
"""Functions that C has under another name, or that are defined above under another."""

PREDICATES = {"isnan", "isinf", "isfinite", "signbit"}
