"""Real courses: seconds to the explanation of every norm and the best repair of each (wanted: under 3)."""

from typing import Any

import pytest

from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag
from kwalificatiegraaf.planning.explain import explain
from kwalificatiegraaf.planning.repair import repair_all
from kwalificatiegraaf.services.patching import apply_patch
from kwalificatiegraaf.services.trajectory import load_trajectory, select_norms

COLOURING = dict.fromkeys(("BK-0090-2.15", "BK-0090-2.16"), ("praktijklokaal",))
ASKED = {
    "115": Uitlegvraag(traject="115"),
    "115 geblokkeerd": Uitlegvraag(traject="115", plaatsen=COLOURING, werkplekuren=16),
    "1": Uitlegvraag(traject="1"),
    "38 met wetten": Uitlegvraag(traject="38"),
}


@pytest.mark.parametrize("name", ASKED)
def test_explanation_and_best_repair(benchmark: Any, name: str) -> None:
    """Explain both targets and repair each with one change set, from the task on."""
    benchmark.group = "uitleg en beste herstelling"
    repository, vraag = boot().repository, ASKED[name]
    traject = load_trajectory(repository, vraag.traject or "")
    task = apply_patch(repository, traject, vraag.aanpassing()).task()
    laws = select_norms(repository, ("VL-SAO-BAND", "VL-WEEK-28")) if "wetten" in name else ()

    def both() -> int:
        found = explain(task, task.normen, laws)
        return len(found) + len(repair_all(task, task.normen, laws, wanted=1))

    assert benchmark.pedantic(both, rounds=3) >= 3
