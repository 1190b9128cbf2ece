"""Reports of the solver: the same answer with a listener as without, and better and better pairs."""

from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.progress import Step, enter_phase, listening
from kwalificatiegraaf.planning.repair import repair_all
from tests.domain.voorbeelden import STREEF
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


def test_repairs_tell_their_norm_and_the_fewest_changes() -> None:
    """Two of four competences can only be learned in class, and fill it: two changes are needed."""
    items = [competentie(1, "leslokaal"), competentie(2, "praktijklokaal"), competentie(3), competentie(4)]
    blocked = opdracht(*items, werk=1, normen=(STREEF,))
    heard: list[Step] = []
    with listening(heard.append):
        (plan,) = repair_all(blocked, (STREEF,))
    assert plan == repair_all(blocked, (STREEF,))[0]
    phases = [step.fase for step in heard if step.fase]
    assert phases == ["nagaan of er een verdeling is", "VL-STREEF-60 herstellen"]
    told = [step for step in heard if step.doel == "wijzigingen"]
    assert told[0].waarde is None
    assert (told[-1].waarde, told[-1].grens) == (plan.herstellingen[0].kost.aantal,) * 2
    assert all(step.grens <= step.waarde for step in told if step.waarde is not None)
