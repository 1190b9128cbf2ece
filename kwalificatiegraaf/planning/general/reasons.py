"""Why a problem has no answer: seen from the data alone, or found by leaving out one kind of rule."""

from collections.abc import Callable, Iterator
from itertools import chain

from kwalificatiegraaf.domain.planningsantwoord import Planningsreden
from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.planning.general.frame import Frame

NAMED = 4
"""How many reasons of one kind are given before the rest is left out."""


def plain_reasons(frame: Frame) -> tuple[Planningsreden, ...]:
    """Return why the problem cannot have an answer, without a solver; empty when nothing is seen."""
    found = (
        _nowhere(frame),
        _too_long(frame),
        _too_large(frame),
        _totals(frame),
        _counts(frame),
        _places(frame),
    )
    return tuple(chain.from_iterable(_first(reasons) for reasons in found))


def _first(reasons: Iterator[Planningsreden]) -> Iterator[Planningsreden]:
    yield from (reason for reason, _ in zip(reasons, range(NAMED), strict=False))


def _reason(place: str, text: str, remedy: str) -> Planningsreden:
    return Planningsreden(plaats=place, tekst=text, remedie=remedy)


def _item(frame: Frame, index: int) -> str:
    """Return the JSON path of an item."""
    code = frame.works[index].code
    return f"$.items[{next(n for n, item in enumerate(frame.problem.items) if item.code == code)}]"


def _nowhere(frame: Frame) -> Iterator[Planningsreden]:
    for index, work in enumerate(frame.works):
        if (
            not work.times
            and not work.optional
            and (index in frame.closed or frame.earliest[index] <= frame.latest[index])
        ):
            yield _reason(
                _item(frame, index),
                f"{work.code} heeft geen plaats en periode die vrij is van $.vast en $.verboden",
                "schrap een verbod, of leg het item elders vast",
            )


def _too_long(frame: Frame) -> Iterator[Planningsreden]:
    if frame.blocked:
        codes = " → ".join(frame.works[index].code for index in frame.blocked)
        one = len(frame.blocked) == 1
        yield _reason(
            _item(frame, frame.blocked[0]) if one else "$.volgorde",
            f"{codes} past niet in de perioden die vrij zijn"
            if one
            else f"de keten {codes} vraagt meer perioden na elkaar dan er vrij zijn (van {frame.count})",
            "schrap een stap van de volgorde of een vaste plaatsing, of voeg perioden toe",
        )


def _too_large(frame: Frame) -> Iterator[Planningsreden]:
    for t, period in enumerate(frame.problem.perioden):
        if (frame.room(t) or 0) < 0:
            yield _reason(
                f"$.perioden[{t}].meeste_belasting",
                f"de eigen belasting van {period.code} ({frame.base[t]}) is te groot voor die grens",
                "verhoog de meeste belasting of verklein de eigen belasting",
            )
    for index, work in enumerate(frame.works):
        rooms = [frame.room(t) for t in work.times]
        largest = sum(sorted((room for room in rooms if room is not None), reverse=True)[: work.span])
        if work.optional or not rooms or None in rooms or largest >= work.least:
            continue
        yield _reason(
            _item(frame, index),
            f"{work.code} vraagt {work.least}; in {work.span} van zijn perioden kan hoogstens {largest}",
            "verklein het item, laat het over meer perioden lopen (meeste_perioden), "
            "of verhoog de meeste belasting",
        )


def _totals(frame: Frame) -> Iterator[Planningsreden]:
    least = sum(work.least for work in frame.works if not work.optional)
    most = sum(work.most for work in frame.works) + sum(frame.base)
    rooms = [frame.room(t) for t in range(frame.count)]
    have = sum(room for room in rooms if room is not None)
    asked = sum(period.minste_belasting for period in frame.problem.perioden)
    if None not in rooms and least > have:
        yield _reason(
            "$.perioden",
            f"de items vragen samen minstens {least}; in de perioden is er hoogstens {have}",
            "verhoog de meeste belasting, voeg perioden toe, of neem minder of kleinere items",
        )
    if asked > most:
        yield _reason(
            "$.perioden",
            f"de perioden vragen samen minstens {asked}; de items geven hoogstens {most}",
            "verlaag de minste belasting, of neem meer of grotere items",
        )


def _counts(frame: Frame) -> Iterator[Planningsreden]:
    needed = sum(not work.optional for work in frame.works)
    bounds = [period.meeste_items for period in frame.problem.perioden]
    most = sum(bound for bound in bounds if bound is not None)
    if None not in bounds and needed > most:
        yield _reason(
            "$.perioden",
            f"er zijn {needed} items; de perioden laten er samen hoogstens {most} toe",
            "verhoog meeste_items, voeg perioden toe, of neem minder items",
        )
    asked = sum(period.minste_items for period in frame.problem.perioden)
    possible = sum(min(work.span, len(work.times)) for work in frame.works)
    if asked > possible:
        yield _reason(
            "$.perioden",
            f"de perioden vragen samen minstens {asked} items; er zijn er {possible} te zetten",
            "verlaag minste_items, of neem meer items",
        )


def _places(frame: Frame) -> Iterator[Planningsreden]:
    """Compare what must and what can be at some places, in some periods, with their capacity."""
    sums: dict[frozenset[str], tuple[list[int], list[int]]] = {}
    for places, times, least, most, path in frame.capacities():
        if places not in sums:
            sums[places] = _demand(frame, places)
        needs, cans = sums[places]
        key = times[0] if len(times) == 1 else frame.count
        need, can = needs[key], cans[key]
        if most is not None and need > most:
            yield _reason(
                path,
                f"{need} kan alleen op {', '.join(sorted(places))}; daar is er {most}",
                "verhoog de capaciteit, of geef items nog een andere mogelijke plaats",
            )
        if least > can:
            yield _reason(
                path,
                f"op {', '.join(sorted(places))} is minstens {least} gevraagd; er kan hoogstens {can} zijn",
                "verlaag het minste, of geef meer items deze plaats",
            )


def _demand(frame: Frame, places: frozenset[str]) -> tuple[list[int], list[int]]:
    """Return what must and what can be at the places: per period, and last over all periods."""
    need, can = [0] * (frame.count + 1), [0] * (frame.count + 1)
    for work in frame.works:
        times = {t for place, t in work.cells if place in places}
        for t in [*times, frame.count] if times else ():
            can[t] += work.most
        if work.times and not work.optional and set(work.places) <= places:
            need[frame.count] += work.least
            if len(times) == 1:
                need[min(times)] += work.least
    return need, can


def _unbounded(problem: Planningsprobleem, *fields: str) -> Planningsprobleem:
    default = {"minste_belasting": 0, "minste_items": 0}
    loose = {field: default.get(field) for field in fields}
    return problem.model_copy(
        update={"perioden": tuple(period.model_copy(update=loose) for period in problem.perioden)}
    )


def relaxations(problem: Planningsprobleem) -> Iterator[tuple[Planningsreden, Planningsprobleem]]:
    """Yield, per kind of rule that the problem has, the reason it would be and the problem without it."""
    load = ("minste_belasting", "meeste_belasting")
    count = ("minste_items", "meeste_items")
    kinds: tuple[tuple[str, str, Callable[[], Planningsprobleem]], ...] = (
        ("$.perioden[*].meeste_belasting", "grenzen op belasting", lambda: _unbounded(problem, *load)),
        ("$.perioden[*].meeste_items", "grenzen op het aantal items", lambda: _unbounded(problem, *count)),
        *(
            (f"$.{field}", words, lambda field=field: problem.model_copy(update={field: ()}))
            for field, words in _FIELDS.items()
            if getattr(problem, field)
        ),
    )
    for path, words, loosened in kinds:
        without = loosened()
        if without != problem:
            yield (
                _reason(
                    path,
                    f"alles samen kan niet; zonder de {words} is er wel een verdeling",
                    f"versoepel een van de {words}",
                ),
                without,
            )


_FIELDS = {
    "volgorde": "volgorde",
    "capaciteiten": "capaciteiten",
    "groepen": "groepen",
    "vast": "vaste plaatsingen",
    "verboden": "verboden plaatsingen",
    "aandelen": "grenzen op aandelen",
}

COMBINED = _reason(
    "$",
    "alles samen kan niet, en ook zonder een van de soorten grenzen niet",
    "versoepel grenzen van meer dan een soort: belasting, aantal, volgorde, capaciteit, plaatsing",
)
"""The reason when no kind alone blocks."""
