"""Trajectories in the size of real courses; how long they take is measured under `benchmarks/`."""

import pytest

from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.checker import check_result
from tests.planning.opdrachten import echt


@pytest.mark.parametrize(
    ("competences", "school", "work"),
    [(20, 2, 26), (59, 7, 21)],
    ids=["as course 115", "as course 1"],
)
def test_a_real_course_is_built_and_accepted(competences: int, school: int, work: int) -> None:
    task = echt(competences, school, work)
    result = build(task)
    assert check_result(task, result) == ()
    goals = {goal.naam: goal for goal in result.doelen}
    assert goals["norm VL-STREEF-60"].bewijs.endswith("gehaald.")
    assert goals["perioden"].status == "optimaal"
    assert goals["verdeling"].waarde <= goals["verdeling"].grens + 1
    assert len({row.onderdeel for row in result.traject.toewijzingen}) == competences + 4


def test_a_real_course_gives_the_same_bytes_twice() -> None:
    task = echt(59, 7, 21)
    assert build(task, 0.2).model_dump_json() == build(task, 0.2).model_dump_json()
