"""Generated balanced curricula: seconds to the proven optimum (wanted: under 5 each)."""

from typing import Any

import pytest

from kwalificatiegraaf.planning.general.solve import solve
from tests.planning.general.problemen import curriculum

SIZES = ((40, 8), (50, 10), (60, 10), (70, 12))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("courses", "periods"), SIZES)
def test_balanced_curriculum(benchmark: Any, courses: int, periods: int, seed: int) -> None:
    """Solve one instance from its data to the proof."""
    benchmark.group = f"planning {courses} vakken, {periods} perioden"
    problem = curriculum(seed, courses, periods)
    answer = benchmark.pedantic(solve, args=(problem,), rounds=3)
    assert answer.status == "optimaal"
