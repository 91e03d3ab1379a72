"""Names in emitted code: words that a language keeps for itself, names that do not collide, and letters for indices."""

import keyword
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, count

from clearprop.expression import (
    Call,
    Cast,
    Element,
    Expression,
    Name,
    Operator,
    Reduce,
    Select,
    Subscript,
)


def words(text: str) -> set[str]:
    return set(text.split())


PYTHON = {*keyword.kwlist, *keyword.softkwlist} | words("""
    _ np math abs all any bool complex dict enumerate float int isinstance len list max min object pow range round set
    sorted str sum super tuple type zip print
    """)
C_WORDS = words("""
    auto break case char const continue default do double else enum extern float for goto if inline int long register
    restrict return short signed sizeof static struct switch typedef union unsigned void volatile while asm typeof bool
    true false NULL main assert int64_t size_t memcpy memset at square errno stdin stdout stderr near far unix linux
    _Bool _Complex _Imaginary _Generic _Static_assert _Alignas _Alignof _Atomic _Noreturn _Thread_local
    """)
MATH_H = words("""
    acos asin atan atan2 acosh asinh atanh cos sin tan cosh sinh tanh exp exp2 expm1 frexp ilogb ldexp log log10 log1p
    log2 logb modf scalbn scalbln cbrt fabs hypot pow sqrt erf erfc lgamma tgamma ceil floor nearbyint rint lrint llrint
    round lround llround trunc fmod remainder remquo copysign nan nextafter nexttoward fdim fmax fmin fma abs labs llabs
    isnan isinf isfinite isnormal signbit fpclassify gamma drem significand finite j0 j1 jn y0 y1 yn exp10 pow10 sincos
    INFINITY NAN HUGE_VAL signgam scalb index rindex div ldiv random time clock double_t float_t
    """)
C = C_WORDS | MATH_H | {name + "f" for name in MATH_H} | {name + "l" for name in MATH_H}

JAVASCRIPT = words("""
    arguments async await break case catch class const continue debugger default delete do else enum eval export extends
    false finally for function get if implements import in instanceof interface let new null of package private protected
    public return set static super switch this throw true try typeof undefined var void while with yield NaN Infinity
    Array ArrayBuffer Boolean Error Float32Array Float64Array Math Number Object String Uint8Array globalThis values outputs
    shapeOf numbers number at roundHalfEven modulo floorQuotient wholeModulo wholeQuotient wholeRest power sign erf erfc
    copysign signbit fmax fmin gamma lgamma lanczos
    """)
"""The language's words, the globals that emitted code uses, and what it defines for itself."""

TEMPORARY = re.compile(r"t\d+")
LETTERS = "ijkmnpqrsuvw"


def is_temporary(name: str) -> bool:
    """Whether the name was made up by the Builder; all other names are an author's."""
    return TEMPORARY.fullmatch(name) is not None


def spelled(letter: str) -> str:
    """The letter in ASCII: alpha for α, Delta for Δ, i for ï; itself where there is no such spelling."""
    if greek := re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)", unicodedata.name(letter, "")):
        return greek[2].title() if greek[1] == "CAPITAL" else greek[2].lower()
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or letter


class Names:
    """The names of one piece of code: each is claimed once, and none is a word of the language."""

    def __init__(self, reserved: Iterable[str], ascii_only: bool = False) -> None:
        self.taken = set(reserved)
        self.ascii_only = ascii_only

    def claim(self, wanted: str) -> str:
        """The name itself, or with a trailing underscore (or a number) where it is taken."""
        wanted = "".join(map(spelled, wanted)) if self.ascii_only else wanted
        name = re.sub(r"[^A-Za-z0-9_]" if self.ascii_only else r"\W", "_", wanted) or "_"
        name = name if not name[0].isdigit() else f"_{name}"
        for candidate in self.variations(name):
            if candidate not in self.taken:
                self.taken.add(candidate)
                return candidate
        raise AssertionError("variations never end")

    def variations(self, name: str) -> Iterator[str]:
        yield name
        yield f"{name}_"
        for number in count(2):
            yield f"{name}{number}" if not name[-1].isdigit() else f"{name}_{number}"

    def local(self, wanted: str, used: Iterable[str]) -> str:
        """A name for a short-lived variable: neither a name of the code nor in ``used``; free again afterwards."""
        avoid = set(used)
        numbered = (f"{wanted}{number}" for number in count(2))
        return next(name for name in chain([wanted], numbered) if name not in avoid and name not in self.taken)

    def letters(self, used: Iterable[str] = ()) -> Iterator[str]:
        """Letters for indices that are no names of the code: i, j, k, ..., then i2, j2, ..."""
        avoid = set(used)
        for number in count(1):
            for letter in LETTERS:
                name = letter if number == 1 else f"{letter}{number}"
                if name not in avoid and name not in self.taken:
                    yield name


def with_letters(node: Expression, names: Names, scope: tuple[str, ...], renamed: dict[str, str]) -> Expression:
    """The tree with a readable letter for each index that it sums over; ``scope`` holds the letters in use around it."""

    def again(child: Expression) -> Expression:
        return with_letters(child, names, scope, renamed)

    match node:
        case Name(text):
            return Name(renamed.get(text, text))
        case Operator(symbol, operands):
            return Operator(symbol, tuple(map(again, operands)))
        case Call(function, operands, options):
            return Call(function, tuple(map(again, operands)), options)
        case Select(condition, then, otherwise):
            return Select(again(condition), again(then), again(otherwise))
        case Element(array, shape, indices):
            return Element(array, shape, tuple(map(again, indices)))
        case Cast(dtype, operand):
            return Cast(dtype, again(operand))
        case Subscript(array, items):
            return Subscript(again(array), tuple(item if item is None else again(item) for item in items))
        case Reduce(kind, index, extent, body):
            letter = next(names.letters(scope))
            inner = with_letters(body, names, (*scope, letter), {**renamed, index.text: letter})
            return Reduce(kind, Name(letter), extent, inner)
    return node
