"""Blocking sets, repairs, status and highest value agree with trying everything, on small random tasks."""

from fractions import Fraction

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.opdracht import Bouwgrenzen, Trajectopdracht
from kwalificatiegraaf.planning.checkblocking import check_blocking, check_repair
from kwalificatiegraaf.planning.explain import explain
from kwalificatiegraaf.planning.explorer import Explorer
from kwalificatiegraaf.planning.highest import Heights
from kwalificatiegraaf.planning.oracle import Oracle
from kwalificatiegraaf.planning.repair import repair
from kwalificatiegraaf.planning.target import Target
from tests.domain.voorbeelden import SCHEMA, STREEF, STREEF_TIJD
from tests.planning.opdrachten import LES, WERK, competentie, opdracht
from tests.planning.uitputtend import Uitputtend, Wereld

SMALL = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
TWO_PLACES = SCHEMA.model_copy(
    update={
        "leerplaatsen": tuple(
            place for place in SCHEMA.leerplaatsen if place.code in ("klas", "werkplek", LES, WERK)
        )
    }
)
NORMS = (
    None,
    STREEF,
    STREEF_TIJD,
    STREEF.model_copy(update={"code": "H", "grondslag": "competenties-hoofdplaats"}),
    STREEF.model_copy(update={"code": "G", "grondslag": "gewicht", "bereik": "beroepsgericht"}),
    STREEF.model_copy(
        update={"code": "V", "operator": "minstens", "drempel": Fraction(4, 5), "bereik": "beroepsgericht"}
    ),
)
places = st.sampled_from([(LES,), (LES,), (WERK,), (LES, WERK)])


def everything(target: Target) -> Uitputtend:
    return Uitputtend(target.given, target.norm, target.ruimte.uren, target.ruimte.perioden)


@st.composite
def aggregates(draw: st.DrawFn) -> Target:
    """One period: only sizes, places and hours count."""
    count = draw(st.integers(2, 8))
    items = [competentie(n, *draw(places), gewicht=draw(st.integers(1, 3))) for n in range(1, count + 1)]
    task = opdracht(
        *items,
        school=draw(st.integers(1, 3)),
        werk=draw(st.integers(1, 3)),
        weken=(draw(st.integers(2, 3)),),
        algemeen=(("pav", 1),) if draw(st.booleans()) else (),
        leerplaatsen=TWO_PLACES,
    )
    room = Speelruimte(uren=draw(st.integers(0, 1)), perioden=draw(st.integers(0, 1)))
    return Target(task, draw(st.sampled_from(NORMS)), (), room)


@st.composite
def calendars(draw: st.DrawFn) -> Target:
    """Two periods with an order and a tolerance; hours fixed, so that trying everything stays possible."""
    count = draw(st.integers(2, 3))
    first = [competentie(n, *draw(places), gewicht=draw(st.integers(1, 2))) for n in range(1, count + 1)]
    last = competentie(count + 1, *draw(places), na=(draw(st.integers(1, count)),))
    task = opdracht(
        *first,
        last,
        school=1,
        werk=draw(st.integers(1, 2)),
        weken=(2, 2),
        grenzen=Bouwgrenzen(tolerantie=draw(st.sampled_from([Fraction(0), Fraction(1, 2)]))),
        leerplaatsen=TWO_PLACES,
    )
    return Target(task, draw(st.sampled_from(NORMS[:2])), (), Speelruimte(uren=0, perioden=0))


def blocking_of(target: Target, *, calendar: bool) -> tuple[set[frozenset[str]], bool]:
    """All of them: eight items can have over a hundred blocking sets and repairs, so the search gets room."""
    explorer = Explorer(Oracle(target), calendar=calendar, limit=5000)
    return set(explorer.all_blocking(5000)), explorer.is_cut_short


@settings(SMALL, max_examples=40)
@given(aggregates())
def test_without_calendar_everything_agrees(target: Target) -> None:
    whole = everything(target)
    present = Wereld(frozenset(), target.given.kader, frozenset(), Fraction(0))
    oracle = Oracle(target)
    is_met = whole.is_met(present, order=False, tight=False)
    event("reached" if is_met else "blocked")
    assert (oracle.can(frozenset()).answer == "ja") == is_met
    if target.norm and (values := whole.values(present, order=False, tight=False)):
        highest = Heights(target.given).of(target.norm)[0]
        assert (highest.waarde, highest.status) == (max(values), "optimaal")
    if is_met:
        return
    found, cut_short = blocking_of(target, calendar=False)
    assert not cut_short
    assert found == whole.blocking
    agrees_on_repairs(target, whole)


@settings(SMALL, max_examples=15)
@given(calendars())
def test_with_order_and_tolerance_everything_agrees(target: Target) -> None:
    whole = everything(target)
    assume(not whole.is_met(Wereld(frozenset(), target.given.kader, frozenset(), Fraction(0))))
    loose = any(
        "tolerantie" not in one and not any(f.startswith("voorkennis") for f in one) for one in whole.blocking
    )
    event("without calendar" if loose else "calendar")
    if not loose:
        found, cut_short = blocking_of(target, calendar=True)
        assert not cut_short
        assert found == whole.blocking
    agrees_on_repairs(target, whole)


def agrees_on_repairs(target: Target, whole: Uitputtend) -> None:
    """The same least number and hours; every repair is accepted, and hits every blocking set."""
    plan = repair(target, wanted=200)
    if not whole.repairs:
        assert plan.status == "onmogelijk"
        return
    assert plan.status == "bewezen"
    sets = {frozenset(one.kost.codes): one for one in plan.herstellingen}
    assert set(sets) <= whole.repairs
    least = min((len(one), whole.prices[one]) for one in whole.repairs)
    assert (plan.herstellingen[0].kost.aantal, plan.herstellingen[0].kost.uren) == least
    for codes, one in sets.items():
        assert one.kost.uren == whole.prices[codes]
        assert check_repair(target.given, target.norm, (), one) == ()
        assert all(codes & blocking for blocking in whole.blocking)


@settings(SMALL, max_examples=25)
@given(aggregates())
def test_the_checker_accepts_every_certificate_and_no_set_without_one_of_its_facts(target: Target) -> None:
    for explained in explain(target.given, [target.norm] if target.norm else [], (), target.ruimte):
        norm = target.norm if explained.norm else None
        for one in explained.blokkeringen:
            assert check_blocking(target.given, norm, target.ruimte, one).is_aanvaard
            for fact in one.feiten:
                less = one.model_copy(update={"feiten": tuple(f for f in one.feiten if f != fact)})
                rules = {f.regel for f in check_blocking(target.given, norm, target.ruimte, less).bevindingen}
                assert "geen-blokkering" in rules


@settings(SMALL, max_examples=10)
@given(aggregates())
def test_the_same_task_gives_the_same_bytes(target: Target) -> None:
    norms = [target.norm] if target.norm else []
    first, again = (explain(target.given, norms, (), target.ruimte) for _ in range(2))
    assert [one.model_dump_json() for one in first] == [one.model_dump_json() for one in again]
    assert repair(target).model_dump_json() == repair(target).model_dump_json()


def test_a_task_with_nothing_to_explain() -> None:
    task: Trajectopdracht = opdracht(competentie(1, WERK), school=0, werk=1, normen=(STREEF,))
    assert repair(Target(task, STREEF)).status == "niet nodig"
