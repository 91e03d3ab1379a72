"""Which axis of a parameter counts the units that it belongs to."""

from collections.abc import Iterator

from clearprop.explain.reach import one, places_in_z
from clearprop.explain.why.case import Case
from clearprop.ir import Variable


def unit_axis(case: Case) -> int | None:
    """The axis along which another element of the parameter makes another unit's z; None where there is none."""
    if len(case.factors.uses) != 1 or not case.factors.rows:
        return None
    use = case.factors.uses[0]
    shape, index = use.parameter.type.shape, case.factors.index
    here = {row.at for row in case.factors.rows}
    for axis in reversed(range(len(shape))):
        if shape[axis] < 2:
            continue
        other = (*index[:axis], (index[axis] + 1) % shape[axis], *index[axis + 1 :])
        mask = places_in_z(use, case.run.values, one(use.parameter, other))
        if mask.any() and not any(mask[place] for place in here):
            return axis
    return None


def unit_parameters(case: Case, parameter: Variable, axis: int) -> Iterator[tuple[Variable, int]]:
    """The parameter, and those that go into the same z, each with the axis that counts the units."""
    yield parameter, axis
    use = case.factors.uses[0]
    for name in case.run.wrt:
        other = case.run.program.input(name)
        same = any(each.z is use.z for each in case.run.uses(other))
        if other is not parameter and same and other.type.ndim:
            fits = [k for k, size in enumerate(other.type.shape) if size == parameter.type.shape[axis]]
            if fits:
                yield other, fits[-1]
