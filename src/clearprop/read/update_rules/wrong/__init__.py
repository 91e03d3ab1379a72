"""The wrong rules: standard ones with one mistake put in. One class, one file, found automatically."""

from importlib import import_module
from pkgutil import iter_modules

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.decay import Decay
from clearprop.read.update_rules.rules import below

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")

WRONG_RULES: tuple[WrongRule, ...] = tuple(sorted((kind() for kind in below(WrongRule)), key=lambda rule: rule.name))
WRONG_DECAYS: tuple[Decay, ...] = tuple(kind() for kind in below(Decay) if kind.code)
