"""The checker judges a value with the periods: it agrees with trying everything, and says where it stops."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Deelgrens, Periodegrens, Plaatsing
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.nazicht import Nazicht
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.uitleg import Blokkering, Hoogste, Opheffing
from kwalificatiegraaf.planning import checkblocking, checkhighest
from kwalificatiegraaf.planning.checkblocking import check_blocking
from kwalificatiegraaf.planning.checkcalendar import Effort, Found, seek
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.checkframes import Frames
from kwalificatiegraaf.planning.checkhighest import check_highest
from kwalificatiegraaf.planning.explain import explain
from kwalificatiegraaf.planning.target import Target
from tests.domain.voorbeelden import STREEF
from tests.planning.opdrachten import LES, WERK, competentie, opdracht
from tests.planning.test_exhaustive import SMALL, calendars, everything
from tests.planning.uitputtend import Wereld

NORM = STREEF.model_copy(update={"bereik": "beroepsgericht"})
STRICT = Bouwgrenzen(tolerantie=Fraction(0))


def ordered(*after: int, grenzen: Bouwgrenzen = STRICT, weken: tuple[int, ...] = (10, 10)) -> Trajectopdracht:
    """The hours at school cost least in the large competence; `after` it come those that are named.

    Then it ends in the first period, and the hours at school of the second cost more.
    """
    large = competentie(1, WERK, LES, gewicht=2)
    small = [competentie(n, WERK, LES, na=(1,) if n in after else ()) for n in (2, 3)]
    return opdracht(large, *small, school=1, werk=3, weken=weken, normen=(NORM,), grenzen=grenzen)


def sought(task: Trajectopdracht, least: Fraction, *without: str, effort: int = 10_000) -> Found:
    """Return whether an allocation is worth so much, when all facts but some are kept."""
    facts = frozenset(Target(task, NORM).facts) - set(without)
    frames = Frames(task, NORM, Speelruimte(), facts)
    return seek(frames, frames.kader, lambda value: value is not None and value >= least, Effort(effort))


@pytest.fixture
def task() -> Trajectopdracht:
    return ordered(2, 3)


@pytest.fixture
def highest(task: Trajectopdracht) -> Hoogste:
    found = explain(task, (NORM,))[0].hoogst_mogelijk
    assert found is not None
    return found


def verdict(task: Trajectopdracht, claim: Hoogste) -> tuple[str, str]:
    found = check_highest(task, NORM, claim, Target(task, NORM).facts)
    return found.oordeel, found.reden


def test_an_order_lowers_the_highest_value_and_the_checker_sees_it(task: Trajectopdracht) -> None:
    assert sought(ordered(), Fraction(5, 6)).antwoord == "ja"
    assert sought(task, Fraction(5, 6)).antwoord == "nee"
    found = sought(task, Fraction(3, 4))
    assert (found.antwoord, found.waarde) == ("ja", Fraction(3, 4))
    assert found.traject is not None
    assert check(task, Traject.model_validate({**dict(found.traject), "onderdelen": task.onderdelen})) == ()
    loose = [f"voorkennis:C.01>C.0{n}:strikt" for n in (2, 3)]
    assert sought(task, Fraction(5, 6), *loose).antwoord == "ja"
    assert sought(task, Fraction(5, 6), "tolerantie").antwoord == "ja"


def test_the_value_under_the_calendar_is_confirmed(task: Trajectopdracht, highest: Hoogste) -> None:
    assert (highest.waarde, highest.grens) == (Fraction(3, 4), Fraction(3, 4))
    assert verdict(task, highest) == (
        "nagerekend",
        "75 % (3/4) wordt bereikt, en meer laat de kalender niet toe",
    )


@pytest.mark.parametrize(
    ("value", "bound", "said"),
    [
        (Fraction(2, 3), Fraction(2, 3), "haalt al 75 % (3/4)"),
        (Fraction(4, 5), Fraction(4, 5), "de verdeling die het zou bereiken, haalt 75 % (3/4)"),
        (Fraction(3, 4), Fraction(4, 5), None),
    ],
)
def test_another_value_is_not_confirmed(
    task: Trajectopdracht, highest: Hoogste, value: Fraction, bound: Fraction, said: str | None
) -> None:
    found, reason = verdict(task, highest.model_copy(update={"waarde": value, "grens": bound}))
    assert found == ("weerlegd" if said else "niet-nagerekend")
    assert (said or "of het bereikt wordt, zei de oplosser") in reason


def test_a_bound_that_an_allocation_passes_is_refused(task: Trajectopdracht, highest: Hoogste) -> None:
    lower = {"waarde": Fraction(2, 3), "grens": Fraction(2, 3), "bereikt_met": ()}
    found, reason = verdict(task, highest.model_copy(update=lower))
    assert (found, reason) == ("weerlegd", "er is een verdeling die 75 % (3/4) haalt")


def test_without_an_allocation_only_the_bound_under_the_calendar_is_confirmed(
    task: Trajectopdracht, highest: Hoogste
) -> None:
    found, reason = verdict(task, highest.model_copy(update={"bereikt_met": ()}))
    assert (found, reason) == (
        "niet-nagerekend",
        "meer dan 75 % (3/4) kan niet; of het bereikt wordt, zei de oplosser",
    )


def test_what_takes_too_many_steps_is_left_to_the_solver(
    task: Trajectopdracht, highest: Hoogste, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkhighest, "Effort", lambda: Effort(0))
    found, reason = verdict(task, highest)
    assert found == "niet-nagerekend"
    assert "de uren laten 83,3 % (5/6) toe; dat de kalender minder toelaat, zei de oplosser" in reason
    assert sought(task, Fraction(3, 4), effort=1).antwoord == "onbekend"


@pytest.mark.parametrize(
    ("bounds", "least", "answer"),
    [
        ({"verboden": (Plaatsing(onderdeel="C.01", leerplaats=LES, periode=2),)}, Fraction(5, 6), "nee"),
        ({"vast": (Plaatsing(onderdeel="C.01", periode=1),)}, Fraction(5, 6), "nee"),
        (
            {"delen": (Deelgrens(onderdeel="C.01", leerplaats=LES, hoogstens=Fraction(1, 4)),)},
            Fraction(5, 6),
            "nee",
        ),
        (
            {"delen": (Deelgrens(onderdeel="C.01", leerplaats=LES, hoogstens=Fraction(1, 4)),)},
            Fraction(3, 4),
            "ja",
        ),
        ({"perioden": (Periodegrens(periode=1, meeste_competenties=0),)}, Fraction(3, 4), "onbekend"),
    ],
)
def test_bounds_count_in_time(bounds: dict[str, object], least: Fraction, answer: str) -> None:
    grenzen = STRICT.model_copy(update=bounds)
    assert sought(ordered(grenzen=grenzen), least).antwoord == answer


@pytest.mark.parametrize(("hours", "answer"), [(10, "nee"), (12, "ja")])
def test_a_run_that_the_flow_breaks_is_mended(hours: int, answer: str) -> None:
    """Only C.01 can fill the school in the periods 1 and 3, and it may not pause: that takes hours in 2."""
    items = [competentie(1, LES, WERK, uren=hours), competentie(2, WERK, LES, uren=60 - hours)]
    shut = [Plaatsing(onderdeel="C.01", leerplaats=LES, periode=2)]
    shut += [Plaatsing(onderdeel="C.02", leerplaats=LES, periode=n) for n in (1, 3)]
    grenzen = STRICT.model_copy(update={"verboden": tuple(shut)})
    task = opdracht(*items, school=1, werk=3, weken=(5, 5, 5), normen=(NORM,), grenzen=grenzen)
    found = sought(task, Fraction(0))
    assert found.antwoord == answer
    rows = found.traject.toewijzingen if found.traject else ()
    assert {row.periode for row in rows if row.onderdeel == "C.01"} == ({1, 2, 3} if rows else set())


@settings(SMALL, max_examples=40)
@given(calendars(), st.sampled_from(["competenties", "competenties-hoofdplaats", "gewicht"]))
def test_it_agrees_with_trying_everything(target: Target, basis: str) -> None:
    norm = NORM.model_copy(update={"grondslag": basis})
    whole = replace(target, norm=norm)
    present = Wereld(frozenset(), target.given.kader, frozenset(), Fraction(0))
    frames = Frames(target.given, norm, target.ruimte, frozenset(whole.facts))
    values = everything(whole).values(present, order=True, tight=True)
    top = max(values, default=Fraction(-1))
    event("measured" if values else "no allocation")

    def more(value: Fraction | None) -> bool:
        return value is not None and value > top

    assert seek(frames, frames.kader, more, Effort()).antwoord == "nee"
    if values:
        found = seek(frames, frames.kader, lambda value: value is not None and value >= top, Effort())
        assert (found.antwoord, found.waarde) == ("ja", top)


@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_the_solver_on_more_periods(seed: int) -> None:
    """The solver's proved optimum is reached, and nothing passes it."""
    draw = Random(seed)
    items = [
        competentie(
            n,
            *draw.choice([(WERK, LES), (LES, WERK), (WERK,), (LES,)] if n > 2 else [(WERK, LES)]),
            gewicht=draw.randint(1, 5),
            na=(draw.randint(1, n - 1),) if n > 1 and draw.random() < 0.4 else (),
        )
        for n in range(1, 8)
    ]
    grenzen = Bouwgrenzen(tolerantie=Fraction(draw.randint(0, 2), 20))
    task = opdracht(*items, school=2, werk=4, weken=(6, 9, 6), normen=(STREEF,), grenzen=grenzen)
    facts = frozenset(Target(task, STREEF).facts)
    (explained,) = explain(task, (STREEF,))
    if explained.norm is None:
        frames = Frames(task, None, Speelruimte(), facts)
        assert seek(frames, frames.kader, lambda _: True, Effort()).antwoord == "nee"
    for one in explained.hoogste:
        if one.waarde is None or one.status != "optimaal":
            continue
        reading = {"grondslag": one.grondslag, "bereik": one.bereik}
        frames = Frames(task, STREEF.model_copy(update=reading), Speelruimte(), facts)
        top = one.waarde
        above = seek(frames, frames.kader, lambda v, top=top: v is not None and v > top, Effort())
        reached = seek(frames, frames.kader, lambda v, top=top: v is not None and v >= top, Effort())
        assert (above.antwoord, reached.antwoord, reached.waarde) == ("nee", "ja", top)


@settings(SMALL, max_examples=15)
@given(calendars())
def test_no_blocking_set_is_refused(target: Target) -> None:
    norms = (target.norm,) if target.norm else ()
    for explained in explain(target.given, norms, (), target.ruimte):
        for one in explained.blokkeringen:
            norm = target.norm if explained.norm else None
            found = check_blocking(target.given, norm, target.ruimte, one)
            event(one.certificaat.wijze)
            assert (found.oordeel, {fact.oordeel for fact in found.feiten}) in (
                ("nagerekend", {"nagerekend"}),
                ("nagerekend", set()),
            )


@pytest.fixture
def blocked() -> tuple[Trajectopdracht, Blokkering]:
    """What comes after can only be learned at work, so that the second period has nothing for the school."""
    items = [competentie(1, WERK, LES, gewicht=2), *(competentie(n, WERK, na=(1,)) for n in (2, 3))]
    task = opdracht(*items, school=1, werk=3, normen=(NORM,), grenzen=STRICT)
    (explained,) = explain(task, (NORM,), (), Speelruimte(uren=0, perioden=0))
    return task, explained.blokkeringen[0]


def nazicht(task: Trajectopdracht, one: Blokkering, **certificate: object) -> Nazicht:
    changed = one.certificaat.model_copy(update=certificate)
    claim = one.model_copy(update={"certificaat": changed})
    return check_blocking(task, None, Speelruimte(uren=0, perioden=0), claim)


def rules(found: Nazicht) -> list[str]:
    return [finding.regel for finding in found.bevindingen]


def test_a_block_in_which_periods_take_part_is_confirmed(
    blocked: tuple[Trajectopdracht, Blokkering], monkeypatch: pytest.MonkeyPatch
) -> None:
    task, one = blocked
    assert one.certificaat.wijze == "met-kalender"
    assert {fact.soort for fact in one.feiten} >= {"voorkennis", "tolerantie"}
    found = nazicht(task, one)
    assert found.is_aanvaard
    assert {fact.oordeel for fact in found.feiten} == {"nagerekend"}
    monkeypatch.setattr(checkblocking, "Effort", lambda: Effort(0))
    assert not nazicht(task, one).nagerekend


def test_a_block_with_a_fact_too_few_or_too_many_is_refused(
    blocked: tuple[Trajectopdracht, Blokkering],
) -> None:
    task, one = blocked
    first, *rest = one.feiten
    lifted = one.certificaat.opheffingen
    less = one.model_copy(update={"feiten": tuple(rest)})
    assert "geen-blokkering" in rules(
        nazicht(task, less, opheffingen=tuple(o for o in lifted if o.feit != first.code))
    )
    codes = {fact.code for fact in one.feiten}
    other = next(fact for code, fact in Target(task, None).facts.items() if code not in codes)
    more = one.model_copy(update={"feiten": (*one.feiten, other)})
    free = Opheffing(feit=other.code, waarde=None)
    assert rules(nazicht(task, more, opheffingen=(*lifted, free))) == ["overbodig-feit"]


def test_a_value_without_calendar_has_no_place_there(blocked: tuple[Trajectopdracht, Blokkering]) -> None:
    task, one = blocked
    assert rules(nazicht(task, one, hoogste=Fraction(1, 2))) == ["hoogste"]
    first, *rest = one.certificaat.opheffingen
    valued = (first.model_copy(update={"waarde": Fraction(1)}), *rest)
    assert rules(nazicht(task, one, opheffingen=valued)) == ["overbodig-feit"]
