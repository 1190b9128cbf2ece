"""Real courses: from the task to the allocation, and to the explanation and best repair of every norm."""

from typing import Any

import pytest

from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.explain import explain
from kwalificatiegraaf.planning.repair import repair_all
from kwalificatiegraaf.services.patching import apply_patch
from kwalificatiegraaf.services.trajectory import load_trajectory, make_task, select_norms
from kwalificatiegraaf.store.repository import Repository

COURSES = ("115", "310", "307", "1", "23", "38")
COLOURING = dict.fromkeys(("BK-0090-2.15", "BK-0090-2.16"), ("praktijklokaal",))
ASKED = {course: Uitlegvraag(traject=course) for course in COURSES} | {
    "115 geblokkeerd": Uitlegvraag(traject="115", plaatsen=COLOURING, werkplekuren=16),
    "38 met wetten": Uitlegvraag(traject="38"),
}
EXPLAINED, BUILT = 3, 2
"""Seconds that are wanted."""
TIE = "volgorde"
"""The objective that only chooses between answers that are equal in all others; its proof is not asked."""


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


@pytest.mark.parametrize("course", COURSES)
def test_build(benchmark: Any, repository: Repository, course: str) -> None:
    """Build from the task on; beside the time stands which objectives are proved."""
    benchmark.group = "doel bouwen"
    task = make_task(repository, load_trajectory(repository, course).kader)
    result = benchmark.pedantic(build, args=(task,), rounds=3)
    open_goals = [f"{goal.naam} {goal.waarde} (grens {goal.grens})" for goal in result.doelen]
    proved = [goal.status != "haalbaar" for goal in result.doelen]
    told = "; ".join(text for text, sure in zip(open_goals, proved, strict=True) if not sure)
    benchmark.extra_info.update(
        wat=f"bouwen, {course} ({len(task.competenties)} competenties)",
        doel=BUILT,
        gehaald=all(sure for goal, sure in zip(result.doelen, proved, strict=True) if goal.naam != TIE),
        zei=f"niet bewezen: {told}" if told else "alles bewezen",
    )
