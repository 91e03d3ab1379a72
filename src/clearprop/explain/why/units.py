"""Which axis of a parameter counts the units that it belongs to."""

from clearprop.explain.reach import one, reached
from clearprop.explain.why.case import Case


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
        mask = reached(use.to_z, case.run.values, {use.parameter: one(use.parameter, other)}).get(use.z)
        if mask is not None and mask.any() and not any(mask[place] for place in here):
            return axis
    return None
