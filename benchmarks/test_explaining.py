"""Real courses: from the task to the allocation, and to the explanation and best repair of every norm."""

from typing import Any

import pytest

from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.explain import explain
from kwalificatiegraaf.planning.repair import repair_all
from kwalificatiegraaf.services.patching import apply_patch
from kwalificatiegraaf.services.trajectory import load_trajectory, make_task, select_norms
from kwalificatiegraaf.store.repository import Repository
from tests.planning.zes_perioden import LARGE, MAIN, in_six

COURSES = ("115", "310", "307", "1", "23", "38")
COLOURING = dict.fromkeys(("BK-0090-2.15", "BK-0090-2.16"), ("praktijklokaal",))
ASKED = {course: Uitlegvraag(traject=course) for course in COURSES} | {
    "115 geblokkeerd": Uitlegvraag(traject="115", plaatsen=COLOURING, werkplekuren=16),
    "38 met wetten": Uitlegvraag(traject="38"),
}
EXPLAINED, BUILT = 3, 2
"""Seconds that are wanted."""


@pytest.fixture(scope="module")
def repository() -> Repository:
    """Return the embedded data."""
    return boot().repository


@pytest.mark.parametrize("name", ASKED)
def test_explanation_and_best_repair(benchmark: Any, repository: Repository, name: str) -> None:
    """Explain both targets and repair each with one change set, from the task on."""
    benchmark.group = "doel uitleg en beste herstelling"
    benchmark.extra_info.update(wat=f"uitleg en beste herstelling, {name}", doel=EXPLAINED)
    vraag = ASKED[name]
    traject = load_trajectory(repository, vraag.traject or "")
    task = apply_patch(repository, traject, vraag.aanpassing()).task()
    laws = select_norms(repository, ("VL-SAO-BAND", "VL-WEEK-28")) if "wetten" in name else ()

    def both() -> int:
        found = explain(task, task.normen, laws)
        return len(found) + len(repair_all(task, task.normen, laws, wanted=1))

    assert benchmark.pedantic(both, rounds=3) >= 3


@pytest.mark.parametrize("course", LARGE)
def test_build_over_six_periods(benchmark: Any, repository: Repository, course: str) -> None:
    """Build a course of 20 to 60 competences, cut in six, for norms, load, few periods and few divisions."""
    benchmark.group = "doel zes perioden"
    result = benchmark.pedantic(build, args=(in_six(repository, course, MAIN),), rounds=3)
    wanted(benchmark, f"bouwen over zes perioden, {course}: normen, belasting, perioden, verdeling", result)


@pytest.mark.parametrize("course", LARGE)
def test_build_over_six_periods_for_all_objectives(
    benchmark: Any, repository: Repository, course: str
) -> None:
    """The same for all objectives."""
    benchmark.group = "doel zes perioden"
    result = benchmark.pedantic(build, args=(in_six(repository, course),), rounds=3)
    wanted(benchmark, f"bouwen over zes perioden, {course}: alle doelen", result)


def wanted(benchmark: Any, what: str, result: Bouwresultaat) -> None:
    """Note what was built, that all is to be proved in time, and what is not."""
    proved = not unproved(result)
    benchmark.extra_info.update(wat=what, doel=BUILT, gehaald=proved, zei=told(result))


def unproved(result: Bouwresultaat) -> list[str]:
    return [f"{g.naam} {g.waarde} (grens {g.grens})" for g in result.doelen if g.status == "haalbaar"]


def told(result: Bouwresultaat) -> str:
    found = unproved(result)
    return f"niet bewezen: {'; '.join(found)}" if found else "alles bewezen"


@pytest.mark.parametrize("course", COURSES)
def test_build(benchmark: Any, repository: Repository, course: str) -> None:
    """Build from the task on; beside the time stands which objectives are proved."""
    benchmark.group = "doel bouwen"
    task = make_task(repository, load_trajectory(repository, course).kader)
    result = benchmark.pedantic(build, args=(task,), rounds=3)
    wanted(benchmark, f"bouwen, {course} ({len(task.competenties)} competenties)", result)
