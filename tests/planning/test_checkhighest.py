"""The checker confirms a highest value by counting, and refuses one that cannot be or is not reached."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.aandeel import measure
from kwalificatiegraaf.domain.nazicht import Hoogstecontrole
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_percent
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.uitleg import Hoogste, Hoogsteplaats
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.checkhighest import check_highest, witness_of
from kwalificatiegraaf.planning.explain import explain
from kwalificatiegraaf.planning.explainwords import PROOFS
from kwalificatiegraaf.planning.target import Target
from tests.domain.voorbeelden import STREEF, STREEF_TIJD
from tests.planning.opdrachten import LES, PRAKTIJK, WERK, competentie, opdracht


@pytest.fixture
def task() -> Trajectopdracht:
    """Two of four competences can only be learned in class, the others in class or at work."""
    large = [competentie(n, WERK, LES, gewicht=3) for n in (3, 4)]
    norms = (STREEF, STREEF_TIJD)
    return opdracht(competentie(1, LES), competentie(2, PRAKTIJK), *large, werk=3, normen=norms)


@pytest.fixture
def highest(task: Trajectopdracht) -> Hoogste:
    found = explain(task, (STREEF,))[0].hoogst_mogelijk
    assert found is not None
    return found


def control(
    task: Trajectopdracht, claim: Hoogste, traject: Traject | None = None, **fields: object
) -> Hoogstecontrole:
    facts = Target(task, STREEF).facts
    return check_highest(task, STREEF, claim.model_copy(update=fields), facts, traject)


def test_the_value_is_confirmed_with_the_allocation_that_reaches_it(
    task: Trajectopdracht, highest: Hoogste
) -> None:
    assert highest.waarde == Fraction(1, 2)
    assert highest.bereikt_met
    assert control(task, highest).oordeel == "nagerekend"


def test_a_value_on_hours_needs_no_allocation(task: Trajectopdracht) -> None:
    found = explain(task, (STREEF_TIJD,))[0].hoogst_mogelijk
    assert found is not None
    assert (found.waarde, found.bereikt_met) == (Fraction(3, 4), ())
    facts = Target(task, STREEF_TIJD).facts
    assert check_highest(task, STREEF_TIJD, found, facts).oordeel == "nagerekend"
    more = found.model_copy(update={"grens": Fraction(9, 10), "waarde": Fraction(4, 5)})
    assert check_highest(task, STREEF_TIJD, more, facts).oordeel == "weerlegd"


def test_without_an_allocation_only_the_bound_is_confirmed(task: Trajectopdracht, highest: Hoogste) -> None:
    found = control(task, highest, bereikt_met=())
    assert found.oordeel == "niet-nagerekend"
    assert "meer dan 50 % (1/2) kan niet" in found.reden
    traject = Traject(kader=task.kader, onderdelen=task.onderdelen, toewijzingen=highest.bereikt_met)
    assert control(task, highest, traject, bereikt_met=()).oordeel == "nagerekend"


@pytest.mark.parametrize(
    ("fields", "verdict", "reason"),
    [
        ({"waarde": Fraction(3, 5), "grens": Fraction(3, 5)}, "weerlegd", "meer dan 50 % (1/2) laten"),
        ({"waarde": Fraction(2, 5), "grens": Fraction(2, 5)}, "weerlegd", "haalt al 50 % (1/2)"),
        (
            {"waarde": Fraction(1, 2), "grens": Fraction(1, 3)},
            "weerlegd",
            "gezegd is 50 % (1/2) met als grens 33,3 % (1/3)",
        ),
        ({"waarde": None, "grens": None}, "weerlegd", "gezegd is niets"),
        (
            {"waarde": Fraction(2, 5), "grens": Fraction(2, 5), "bereikt_met": ()},
            "weerlegd",
            "laten wel meer toe: 50 % (1/2)",
        ),
        (
            {
                "waarde": Fraction(2, 5),
                "grens": Fraction(2, 5),
                "bereikt_met": (),
                "bewijs": PROOFS["search"],
            },
            "weerlegd",
            "er is een verdeling die 50 % (1/2) haalt",
        ),
    ],
)
def test_another_value_is_refused_or_left_to_the_solver(
    task: Trajectopdracht, highest: Hoogste, fields: dict[str, object], verdict: str, reason: str
) -> None:
    found = control(task, highest, **fields)
    assert (found.oordeel, reason in found.reden) == (verdict, True)


def test_an_allocation_with_a_fault_is_refused(task: Trajectopdracht, highest: Hoogste) -> None:
    found = control(task, highest, bereikt_met=highest.bereikt_met[:-1])
    assert found.oordeel == "weerlegd"
    assert "is fout" in found.reden


def test_a_missing_weight_is_nothing_to_measure(task: Trajectopdracht, highest: Hoogste) -> None:
    found = control(task, highest, grondslag="gewicht", waarde=None, grens=None, bereikt_met=())
    assert found.oordeel == ("nagerekend" if any(i.gewicht is None for i in task.onderdelen) else "weerlegd")


def test_an_allocation_that_stands_elsewhere_is_taken_from_there(
    task: Trajectopdracht, highest: Hoogste
) -> None:
    elsewhere = Hoogsteplaats(norm=STREEF.code, grondslag="gewicht", bereik="alle")
    claim = highest.model_copy(update={"bereikt_met": (), "bereikt_zoals": elsewhere})
    facts, brought = Target(task, STREEF).facts, witness_of(task, highest.bereikt_met)
    assert check_highest(task, STREEF, claim, facts, brought=brought).oordeel == "nagerekend"
    lost = check_highest(task, STREEF, claim, facts)
    assert (lost.oordeel, "staat er niet" in lost.reden) == ("weerlegd", True)
    faulty = check_highest(task, STREEF, claim, facts, brought=witness_of(task, highest.bereikt_met[1:]))
    assert (faulty.oordeel, "is fout" in faulty.reden) == ("weerlegd", True)


def test_an_allocation_that_does_not_reach_the_value_is_refused() -> None:
    """Hours at work are worth most in the small competence; this one prefers the classroom."""
    items = (competentie(1, LES), competentie(2, WERK, LES, gewicht=3), competentie(3, LES, WERK))
    task = opdracht(*items, werk=2, normen=(STREEF,))
    highest = explain(task, (STREEF,))[0].hoogst_mogelijk
    preferring = build(task.model_copy(update={"normen": ()})).traject
    share = measure(preferring, task.leerplaatsen, "competenties", "alle", STREEF.telt).aandeel
    assert highest is not None
    assert highest.waarde is not None
    assert share is not None
    assert share < highest.waarde
    found = control(task, highest, bereikt_met=preferring.toewijzingen)
    assert found.oordeel == "weerlegd"
    assert f"de verdeling die het zou bereiken, haalt {format_percent(share)}" in found.reden


def test_every_basis_that_hours_do_not_fix_has_its_allocation(task: Trajectopdracht) -> None:
    told = explain(task, (STREEF, STREEF_TIJD))
    rows = {
        Hoogsteplaats(norm=one.norm or "", grondslag=h.grondslag, bereik=h.bereik): h.bereikt_met
        for one in told
        for h in one.hoogste
    }
    brought = {place: witness_of(task, some) for place, some in rows.items() if some}
    facts = Target(task, STREEF).facts
    open_values = [h for one in told for h in one.hoogste if h.waarde is not None and h.grondslag != "uren"]
    assert len(open_values) > len(brought) > 0
    for one in open_values:
        place = one.bereikt_zoals or Hoogsteplaats(
            norm=STREEF.code, grondslag=one.grondslag, bereik=one.bereik
        )
        assert check_highest(task, STREEF, one, facts, brought=brought[place]).oordeel == "nagerekend"
