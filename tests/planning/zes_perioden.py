"""The embedded courses of 20 to 60 competences over six periods, for tests and benchmarks."""

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Periode
from kwalificatiegraaf.services.trajectory import load_trajectory, make_task
from kwalificatiegraaf.store.repository import Repository

LARGE = ("115", "310", "1", "38")
"""Courses of 20 to 60 competences."""
MAIN: tuple[Doelnaam, ...] = ("normen", "belasting", "perioden", "verdeling")
"""The objectives of weight; those after them choose between answers that are equal in these."""


def in_six(
    repository: Repository,
    course: str,
    goals: tuple[Doelnaam, ...] | None = None,
    weeks: tuple[int, ...] = (12, 12, 12, 12, 12, 12),
) -> Trajectopdracht:
    """Return the task of a course, for its own or these objectives, in six periods of these weeks."""
    frame = load_trajectory(repository, course).kader
    periods = tuple(Periode(nummer=n, label=f"periode {n}", weken=w) for n, w in enumerate(weeks, start=1))
    task = make_task(repository, frame.model_copy(update={"perioden": periods}))
    bounds = task.grenzen.model_copy(update={"doelen": goals or task.grenzen.doelen})
    return task.model_copy(update={"grenzen": bounds})
