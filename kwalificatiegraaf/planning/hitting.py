"""The smallest set that hits every given set: the step between blocking sets and repairs (their duality)."""

from collections.abc import Callable, Collection, Sequence
from math import inf

from ortools.sat.python import cp_model

from kwalificatiegraaf.planning.solver import new_solver
from kwalificatiegraaf.planning.target import Codes


def smallest_hitting_set(
    choices: Sequence[str], hit: Collection[Codes], avoid: Collection[Codes], most: int | None = None
) -> Codes | None:
    """Return a smallest subset of `choices` that meets every set of `hit` and holds no set of `avoid` whole.

    Of equal sizes the one of the first choices; at most `most` elements. None when there is none.
    """
    model = cp_model.CpModel()
    taken = {code: model.new_bool_var(code) for code in choices}
    for wanted in hit:
        model.add_bool_or([taken[code] for code in choices if code in wanted])
    for barred in avoid:
        if barred <= set(choices):
            model.add_bool_or([taken[code].negated() for code in choices if code in barred])
    if most is not None:
        model.add(cp_model.LinearExpr.sum(list(taken.values())) <= most)
    above = sum(range(len(choices) + 1)) + 1
    model.minimize(
        cp_model.LinearExpr.weighted_sum(
            list(taken.values()), [above + number for number in range(len(choices))]
        )
    )
    solver = new_solver(inf)
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return frozenset(code for code, var in taken.items() if solver.value(var))


def irreducible(codes: Sequence[str], holds: Callable[[Sequence[str]], bool]) -> Codes:
    """Return a subset for which `holds` still is true and from which nothing can be dropped.

    `holds` is true of all codes, and of every set that holds one of which it is true. Large chunks are
    dropped first; of single codes the first ones.
    """
    left, size = list(codes), len(codes)
    while size:
        position = 0
        while position < len(left):
            rest = left[:position] + left[position + size :]
            if holds(rest):
                left = rest
            else:
                position += size
        size //= 2
    return frozenset(left)
