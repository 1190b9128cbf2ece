"""The oracle against the constraint model alone: arithmetic decides nothing otherwise than the model."""

from fractions import Fraction
from itertools import product

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Bouwgrenzen, Deelgrens, Periodegrens, Plaatsing
from kwalificatiegraaf.domain.toetsing import verdicts_of
from kwalificatiegraaf.domain.traject import Traject, Uurverdeling
from kwalificatiegraaf.domain.uitleg import Hoogsteplaats
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.checkhighest import check_highest, witness_of
from kwalificatiegraaf.planning.explorer import Explorer
from kwalificatiegraaf.planning.highest import Heights
from kwalificatiegraaf.planning.oracle import Oracle, forms_of, solve
from kwalificatiegraaf.planning.repair import repair
from kwalificatiegraaf.planning.target import Codes, Target
from kwalificatiegraaf.planning.timetables import Timetable
from tests.domain.voorbeelden import OAO, STREEF, STREEF_TIJD, WEEK
from tests.planning.opdrachten import GESIMULEERD, LES, PRAKTIJK, WERK, competentie, opdracht, regel

PLAIN = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NORMS: tuple[Norm | None, ...] = (
    None,
    STREEF,
    STREEF_TIJD,
    STREEF.model_copy(update={"code": "H", "grondslag": "competenties-hoofdplaats"}),
    STREEF.model_copy(update={"code": "G", "grondslag": "gewicht", "bereik": "beroepsgericht"}),
    STREEF.model_copy(update={"code": "R", "grondslag": "uren", "telt": "reele-werkplek"}),
    STREEF.model_copy(update={"code": "C", "telt": "reele-werkplek", "operator": "minstens"}),
    STREEF.model_copy(
        update={"code": "B", "operator": "band", "drempel": Fraction(1, 3), "bovengrens": Fraction(1, 2)}
    ),
    OAO.model_copy(update={"drempel": Fraction(2)}),
)
LAWS = (
    WEEK.model_copy(update={"drempel": Fraction(4)}),
    WEEK.model_copy(
        update={
            "code": "W",
            "telt": "werkplek",
            "operator": "band",
            "drempel": Fraction(2),
            "bovengrens": Fraction(4),
        }
    ),
    WEEK.model_copy(update={"code": "BG", "bereik": "beroepsgericht", "drempel": Fraction(4)}),
)
LINES: tuple[tuple[Uurverdeling, ...], ...] = (
    (regel("school", 2), regel("werkplek", 2)),
    (regel("school", 1), regel("werkplek", 3, plaats=WERK)),
    (regel("school", 2), regel("werkplek", 2, plaats=WERK), regel("werkplek", 1, plaats=GESIMULEERD)),
    (regel("school", 1.5), regel("werkplek", 2.5)),
    (regel("werkplek", 3),),
)
both = st.tuples(st.sampled_from([LES, PRAKTIJK]), st.sampled_from([WERK, GESIMULEERD])).flatmap(
    st.permutations
)
few = st.lists(st.sampled_from([LES, PRAKTIJK, WERK, GESIMULEERD]), min_size=1, max_size=3, unique=True)
leaves = st.one_of(both, both, few)
seldom = st.sampled_from([True, False, False, False])


@st.composite
def bounds(draw: st.DrawFn, items: list[tuple[str, tuple[str, ...]]], periods: int) -> Bouwgrenzen:
    code, places = draw(st.sampled_from(items))
    other, its_places = draw(st.sampled_from(items))
    part = Deelgrens(onderdeel=code, leerplaats=places[0], minstens=Fraction(1, 3), hoogstens=Fraction(1))
    return Bouwgrenzen(
        tolerantie=draw(st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1)])),
        delen=(part,) if draw(seldom) else (),
        vast=(Plaatsing(onderdeel=code, periode=1),) if draw(seldom) else (),
        verboden=(Plaatsing(onderdeel=other, leerplaats=its_places[-1]),) if draw(seldom) else (),
        perioden=(Periodegrens(periode=periods, meeste_uren=Fraction(draw(st.integers(10, 30)))),)
        if draw(seldom)
        else (),
    )


@st.composite
def targets(draw: st.DrawFn) -> Target:
    count = draw(st.integers(2, 5))
    items = [
        competentie(
            n,
            *draw(leaves),
            gewicht=draw(st.integers(1, 3)),
            na=(n - 1,) if n > 1 and draw(seldom) else (),
        )
        for n in range(1, count + 1)
    ]
    weeks = tuple(draw(st.lists(st.sampled_from([4, 6]), min_size=1, max_size=3)))
    task = opdracht(
        *items,
        regels=draw(st.sampled_from(LINES)),
        weken=weeks,
        algemeen=(("pav", 1), ("frans", 2)) if draw(st.booleans()) else (),
        grenzen=draw(bounds([(i.code, i.leerplaatsen) for i in items], len(weeks))),
    )
    laws = tuple(draw(st.lists(st.sampled_from(LAWS), max_size=2, unique_by=lambda law: law.code)))
    return Target(
        task, draw(st.sampled_from(NORMS)), laws, Speelruimte(uren=1, perioden=draw(st.integers(0, 1)))
    )


def every_timetable(oracle: Oracle, relaxed: Codes) -> list[Timetable]:
    """All timetables of the room, by the plain product of what every line may be."""
    tables, lines = oracle.timetables, oracle.target.opdracht.kader.uurverdeling
    extras = range((oracle.target.ruimte.perioden if "looptijd" in relaxed else 0) + 1)
    values = [tables.values(n, relaxed) for n in range(len(lines))]
    found = [
        Timetable(extra, tuple(Fraction(h, tables.unit) for h in hours))
        for extra, hours in product(extras, product(*values))
    ]
    return [one for one in found if is_lawful(oracle, one, relaxed) and is_sound(oracle, one)]


def is_lawful(oracle: Oracle, one: Timetable, relaxed: Codes) -> bool:
    laws = [norm for norm in oracle.target.wetten if f"norm:{norm.code}" not in relaxed]
    rows = list(zip(oracle.target.opdracht.kader.uurverdeling, one.hours, strict=True))
    return all(
        norm.is_met_by(sum((hours for line, hours in rows if speaks_of(norm, line)), Fraction(0)))
        for norm in laws
    )


def speaks_of(norm: Norm, line: Uurverdeling) -> bool:
    return (norm.telt == "totaal" or line.component == "werkplek") and (
        norm.bereik == "alle" or line.soort == "beroepsgericht"
    )


def is_sound(oracle: Oracle, one: Timetable) -> bool:
    kader = one.frame(oracle.target.opdracht.kader)
    hours = kader.weekuren(soort="beroepsgericht") * kader.weken
    return hours > 0


def by_model(oracle: Oracle, relaxed: Codes, *, calendar: bool) -> bool:
    """Whether any timetable works by the constraint model and the norm's own measure of what it finds."""
    free = relaxed if calendar else relaxed | oracle.target.calendar
    return any(works(oracle, free, one) for one in every_timetable(oracle, free))


def works(oracle: Oracle, relaxed: Codes, one: Timetable) -> bool:
    task, problem = oracle.problem(relaxed, one)
    if any(item.size == 0 for item in problem.items) or not problem.items:
        return False
    if oracle.target.calendar <= relaxed:
        problem = problem.collapsed()
    if isinstance(solve(problem, forms_of(task, problem), 1.0)[0], str):
        return False
    norm = oracle.target.norm
    if norm is None or norm.telt != "werkplek" or norm.grondslag not in ("uren", "weekuren"):
        return True
    empty = Traject(kader=task.kader, onderdelen=task.onderdelen)
    weekly = verdicts_of(norm.model_copy(update={"grondslag": "weekuren"}), empty, task.leerplaatsen)[0]
    if weekly.teller is None or weekly.noemer is None:
        return False
    return norm.is_met_by(weekly.teller / weekly.noemer if norm.grondslag == "uren" else weekly.teller)


@settings(PLAIN, max_examples=120)
@given(targets(), st.data())
def test_the_answer_is_that_of_the_model_over_all_timetables(target: Target, data: st.DataObject) -> None:
    oracle = Oracle(target)
    relaxed = frozenset(data.draw(st.lists(st.sampled_from(sorted(target.facts)), max_size=4, unique=True)))
    calendar = data.draw(st.booleans())
    answer = oracle.can(relaxed, calendar=calendar).answer
    event(answer)
    if answer != "onbekend":
        assert (answer == "ja") == by_model(oracle, relaxed, calendar=calendar)


@settings(PLAIN, max_examples=25)
@given(targets())
def test_blocking_sets_are_irreducible_whatever_the_bounds(target: Target) -> None:
    oracle = Oracle(target)
    if oracle.can(frozenset()).answer != "nee":
        return
    explorer = Explorer(oracle, calendar=True, budget=oracle.solved + 60)
    every = frozenset(target.facts)
    for found in list(explorer.all_blocking(3)):
        one = explorer.with_laws(found)
        assert oracle.can(every - one).answer == "nee"
        assert "nee" not in {oracle.can(every - (one - {fact})).answer for fact in one}
        lawful = {oracle.can(every - target.laws - (one - {fact})).answer for fact in one - target.laws}
        assert "nee" not in lawful


@settings(PLAIN, max_examples=25)
@given(targets())
def test_repairs_hold_whatever_the_bounds(target: Target) -> None:
    plan = repair(target, wanted=2)
    event(plan.status)
    for one in plan.herstellingen:
        assert len(set(one.kost.codes)) == one.kost.aantal > 0
        assert not any(change.feit.wet for change in one.wijzigingen)


@settings(PLAIN, max_examples=40)
@given(targets())
def test_the_highest_value_is_reached_and_bounds_what_is_found(target: Target) -> None:
    oracle = Oracle(target)
    if target.norm is None or not oracle.is_measurable:
        return
    if Oracle(Target(target.given, None)).can(frozenset()).answer != "ja":
        return
    heights = Heights(target.given)
    event("measured")
    highest = heights.of(target.norm)
    places = {
        Hoogsteplaats(norm=target.norm.code, grondslag=one.grondslag, bereik=one.bereik): one
        for one in highest
    }
    for one in highest:
        rows = places[one.bereikt_zoals].bereikt_met if one.bereikt_zoals else one.bereikt_met
        brought = witness_of(target.given, rows) if rows else None
        if one.waarde is not None and one.grens is not None:
            assert one.waarde <= one.grens
            assert (one.status == "optimaal") == (one.waarde == one.grens)
        counted = check_highest(target.given, target.norm, one, target.facts, brought=brought).oordeel
        event(counted)
        assert counted != "weerlegd"
    for traject in heights.found:
        assert check(target.given, traject) == ()


def chain_of_three() -> Target:
    """Return three competences after one another, of nine, over two periods, with many timetables."""
    items = [competentie(n, WERK, LES, na=(n - 1,) if n in (2, 3) else ()) for n in range(1, 10)]
    task = opdracht(*items, school=8, werk=20, weken=(36, 36), algemeen=(("frans", 2),))
    return Target(task, None, (), Speelruimte())


def test_a_chain_longer_than_the_periods_is_refused_whatever_the_hours() -> None:
    """No timetable helps, so none is solved, and no line of it is part of what blocks."""
    target = chain_of_three()
    oracle = Oracle(target)
    steps = {"voorkennis:C.01>C.02:strikt", "voorkennis:C.02>C.03:strikt"}
    hours = frozenset(target.facts) - steps - {"looptijd"}
    assert oracle.can(hours).answer == "nee"
    assert oracle.solved == 0
    blocking = Explorer(Oracle(target), calendar=True).all_blocking(3)
    assert [one for one in blocking if "looptijd" in one] == [steps | {"looptijd"}]


def test_a_chain_longer_than_the_periods_is_repaired_by_one_change() -> None:
    plan = repair(chain_of_three())
    assert plan.status == "bewezen"
    assert {one.kost.codes for one in plan.herstellingen if one.kost.aantal == 1} == {
        ("looptijd",),
        ("voorkennis:C.01>C.02:strikt",),
        ("voorkennis:C.02>C.03:strikt",),
    }
