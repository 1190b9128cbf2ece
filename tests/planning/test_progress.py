"""Reports of the solver: the same answer with a listener as without, and better and better pairs."""

from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.progress import Step, enter_phase, listening
from tests.planning.opdrachten import WERK, competentie, opdracht


def task():
    items = [competentie(n, WERK, "leslokaal", "praktijklokaal", gewicht=1 + n % 3) for n in range(1, 6)]
    return opdracht(*items, school=10, werk=16, weken=(8, 9))


def test_listening_changes_nothing() -> None:
    heard: list[Step] = []
    with listening(heard.append):
        watched = build(task())
    assert watched == build(task())
    assert heard[0] == Step(fase="uren verdelen")


def test_the_solver_tells_value_and_bound_of_each_objective() -> None:
    heard: list[Step] = []
    with listening(heard.append):
        build(task())
    told = [step for step in heard if step.doel]
    assert {"belasting", "perioden", "verdeling", "voorkeur"} <= {step.doel for step in told}
    assert any(step.waarde is not None and step.grens is not None for step in told)
    assert all(step.grens <= step.waarde for step in told if step.waarde is not None)


def test_nobody_hears_after_the_block_or_without_one() -> None:
    heard: list[Step] = []
    with listening(heard.append):
        enter_phase("binnen")
    enter_phase("buiten")
    build(task())
    assert heard == [Step(fase="binnen")]
