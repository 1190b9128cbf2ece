"""Random tasks: every answer passes the checker, the same task gives the same bytes, spoiled ones fail."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import HealthCheck, event, given, reject, settings
from hypothesis import strategies as st

from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Bouwgrenzen, Bouwresultaat, Trajectopdracht
from kwalificatiegraaf.errors import Unreachable
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.checker import check, check_result
from tests.domain.voorbeelden import STREEF, STREEF_TIJD
from tests.planning.opdrachten import GESIMULEERD, LES, PRAKTIJK, WERK, competentie, opdracht

NORMEN = (
    STREEF,
    STREEF_TIJD,
    STREEF.model_copy(update={"code": "H", "grondslag": "competenties-hoofdplaats"}),
    STREEF.model_copy(update={"code": "W", "grondslag": "gewicht", "bereik": "beroepsgericht"}),
    STREEF.model_copy(
        update={"code": "R", "grondslag": "uren", "telt": "reele-werkplek", "operator": "minstens"}
    ),
)
LIMIT = 0.1
MOSTLY_FEASIBLE = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
both = st.tuples(st.sampled_from([LES, PRAKTIJK]), st.sampled_from([WERK, GESIMULEERD])).flatmap(
    st.permutations
)
few = st.lists(st.sampled_from([LES, PRAKTIJK, WERK, GESIMULEERD]), min_size=1, max_size=4, unique=True)
places = st.one_of(both, both, both, few)


@st.composite
def tasks(draw: st.DrawFn) -> Trajectopdracht:
    """A small task; prerequisites point to lower numbers, so that there is no circle."""
    count = draw(st.integers(1, 8))
    items = [
        competentie(
            number,
            *draw(places),
            gewicht=draw(st.integers(1, 5)),
            na=(draw(st.integers(1, number - 1)),) if number % 3 == 0 and draw(st.booleans()) else (),
        )
        for number in range(1, count + 1)
    ]
    return opdracht(
        *items,
        school=draw(st.integers(0, 4)),
        werk=draw(st.integers(1, 6)),
        weken=tuple(draw(st.lists(st.integers(4, 12), min_size=1, max_size=4))),
        algemeen=(("pav", 2),) if draw(st.booleans()) else (),
        normen=tuple(draw(st.lists(st.sampled_from(NORMEN), max_size=3, unique_by=lambda norm: norm.code))),
        grenzen=Bouwgrenzen(tolerantie=draw(st.sampled_from([Fraction(0), Fraction(1, 20), Fraction(1, 2)]))),
    )


def build_or_skip(task: Trajectopdracht) -> Bouwresultaat:
    try:
        return build(task, LIMIT)
    except Unreachable as refusal:
        event("unreachable")
        explained = bool(refusal.message and refusal.place and refusal.remedy)
    assert explained
    return reject()


@settings(MOSTLY_FEASIBLE, max_examples=60)
@given(tasks())
def test_every_answer_passes_the_checker(task: Trajectopdracht) -> None:
    result = build_or_skip(task)
    assert check_result(task, result) == ()
    for goal in result.doelen:
        assert goal.status == "optimaal" or goal.waarde != goal.grens


@settings(MOSTLY_FEASIBLE, max_examples=20)
@given(tasks(), st.randoms(use_true_random=False))
def test_the_same_task_gives_the_same_bytes(task: Trajectopdracht, random: object) -> None:
    first = build_or_skip(task)
    assert build(task, LIMIT).model_dump_json() == first.model_dump_json()


@settings(MOSTLY_FEASIBLE, max_examples=40)
@given(tasks(), st.data())
def test_a_spoiled_answer_is_refused(task: Trajectopdracht, data: st.DataObject) -> None:
    traject = build_or_skip(task).traject
    rows = list(traject.toewijzingen)
    index = data.draw(st.integers(0, len(rows) - 1))
    row = rows[index]
    kind = data.draw(st.sampled_from(["more", "gone", "elsewhere"]))
    if kind == "more":
        rows[index] = row.model_copy(update={"uren": row.uren + 1})
    elif kind == "gone":
        del rows[index]
    else:
        outside = {"school": WERK, "werkplek": LES}[task.leerplaatsen.get(row.leerplaats).component]
        rows[index] = row.model_copy(update={"leerplaats": outside})
    assert check(task, traject.model_copy(update={"toewijzingen": tuple(rows)}))


def divisions(task: Trajectopdracht, sizes: dict[str, int], school: int) -> Iterator[dict[str, int]]:
    """Yield every way to give the competences hours at work, in a task with one period."""
    ranges = []
    for item in task.competenties:
        low = 0 if LES in item.leerplaatsen else sizes[item.code]
        high = sizes[item.code] if WERK in item.leerplaatsen else 0
        ranges.append(range(low, high + 1))
    for chosen in product(*ranges):
        if sum(sizes.values()) - sum(chosen) == school:
            yield dict(zip(sizes, chosen, strict=True))


def best_share(task: Trajectopdracht, sizes: dict[str, int], school: int) -> Fraction | None:
    shares = [
        sum((Fraction(work[code], sizes[code]) for code in sizes), Fraction(0)) / len(sizes)
        for work in divisions(task, sizes, school)
    ]
    return max(shares, default=None)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([(LES,), (WERK,), (LES, WERK)]), st.integers(1, 5)), min_size=2, max_size=4
    ),
    st.data(),
)
def test_the_highest_share_is_that_of_an_exhaustive_search(
    drawn: list[tuple[tuple[str, ...], int]], data: st.DataObject
) -> None:
    items = [competentie(n, *where, uren=size) for n, (where, size) in enumerate(drawn, start=1)]
    sizes = {item.code: int(item.uren or 0) for item in items}
    school = data.draw(st.integers(0, sum(sizes.values())))
    always: Norm = STREEF.model_copy(update={"drempel": Fraction(1), "operator": "minstens"})
    try:
        task = opdracht(
            *items, school=school, werk=sum(sizes.values()) - school, weken=(1,), normen=(always,)
        )
        result = build(task)
    except Unreachable:
        task = opdracht(*items, school=0, werk=sum(sizes.values()), weken=(1,), normen=(always,))
        assert best_share(task, sizes, school) is None
        return
    goal = next(goal for goal in result.doelen if goal.naam.startswith("norm"))
    assert goal.status == "optimaal"
    assert goal.waarde == best_share(task, sizes, school)
