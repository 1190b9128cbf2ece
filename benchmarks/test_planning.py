"""Generated balanced curricula: seconds to the proven optimum (wanted: under 5 each), and a kept limit."""

import random
from typing import Any

import pytest

from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.planning.general.solve import solve
from tests.planning.general.problemen import curriculum, problem

SIZES = ((40, 8), (50, 10), (60, 10), (70, 12))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("courses", "periods"), SIZES)
def test_balanced_curriculum(benchmark: Any, courses: int, periods: int, seed: int) -> None:
    """Solve one instance from its data to the proof."""
    benchmark.group = f"planning {courses} vakken, {periods} perioden"
    problem = curriculum(seed, courses, periods)
    answer = benchmark.pedantic(solve, args=(problem,), rounds=3)
    assert answer.status == "optimaal"


def crowded() -> Planningsprobleem:
    """Return the most items there may be, as many as the periods hold, with thousands of steps."""
    dice = random.Random(3)
    codes = [f"i{number}" for number in range(1000)]
    pairs = sorted({tuple(sorted(dice.sample(range(1000), 2))) for _ in range(3000)})
    return problem(
        perioden=[{"code": f"S{n}", "meeste_items": 50, "meeste_belasting": 90_000} for n in range(20)],
        items={code: dice.randint(1, 3000) for code in codes},
        volgorde=[{"eerst": codes[a], "dan": codes[b]} for a, b in pairs],
    )


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_the_limit_is_kept_while_the_model_is_built(benchmark: Any, limit: int) -> None:
    """Stop within a tenth of the limit, whatever the computation is at by then."""
    benchmark.group = f"planning 1000 items, 20 perioden, grens {limit} s"
    answer = benchmark.pedantic(solve, args=(crowded(),), kwargs={"limit": limit}, rounds=1)
    assert answer.seconden <= limit * 1.1
