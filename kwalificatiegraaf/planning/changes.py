"""The change of one fact that a repair proposes, as a Dutch sentence with its hours."""

from fractions import Fraction

from kwalificatiegraaf.domain.feit import Feit
from kwalificatiegraaf.domain.herstel import Wijziging
from kwalificatiegraaf.domain.taal import format_number, format_percent, join_nl
from kwalificatiegraaf.planning.target import Target
from kwalificatiegraaf.planning.timetables import Timetable


def change_for(
    target: Target,
    code: str,
    timetable: Timetable,
    places: dict[str, tuple[str, ...]],
    tolerance: Fraction | None,
) -> Wijziging | None:
    """Return the change of a fact to its value in this timetable, places and tolerance; None for none."""
    fact = target.facts[code]
    if fact.soort in ("uren", "algemene-uren"):
        return _hours(target, fact, timetable)
    if fact.soort == "looptijd":
        return _periods(target, fact, timetable)
    if fact.soort == "plaatsen":
        return _places(target, fact, places.get(fact.onderdeel or "", ()))
    if fact.soort == "tolerantie" and tolerance is not None:
        zin = f"Laat de uren per periode tot {format_percent(tolerance)} afwijken van de lessentabel."
        return Wijziging(feit=fact, soort="tolerantie", zin=zin, uren=Fraction(0), tolerantie=tolerance)
    return Wijziging(feit=fact, soort="grens-schrappen", zin=f"Schrap: {fact.zin}", uren=Fraction(0))


def _hours(target: Target, fact: Feit, timetable: Timetable) -> Wijziging | None:
    number = fact.nummer or 0
    line = target.opdracht.kader.uurverdeling[number]
    now, then = line.weekuren, timetable.hours[number]
    if now == then:
        return None
    sign = "+" if then > now else "−"
    step = f"{sign}{format_number(abs(then - now))}"
    moved = f"van {format_number(now)} naar {format_number(then)} uur per week ({step})"
    general = fact.soort == "algemene-uren"
    kind = "algemene vorming" if general else line.component
    return Wijziging(
        feit=fact,
        soort="algemene-uren" if general else "weekuren",
        zin=f"{line.vak} ({kind}) {moved}.",
        uren=abs(then - now) * target.opdracht.kader.weken,
        weekuren=then,
    )


def _periods(target: Target, fact: Feit, timetable: Timetable) -> Wijziging | None:
    if not timetable.extra:
        return None
    weeks = target.opdracht.kader.perioden[-1].weken
    more = "1 periode" if timetable.extra == 1 else f"{timetable.extra} perioden"
    return Wijziging(
        feit=fact,
        soort="looptijd",
        zin=f"Het traject krijgt {more} van {weeks} weken meer.",
        uren=sum(timetable.hours, Fraction(0)) * weeks * timetable.extra,
        perioden=timetable.extra,
    )


def _places(target: Target, fact: Feit, added: tuple[str, ...]) -> Wijziging | None:
    if not added:
        return None
    schema = target.opdracht.leerplaatsen
    item = next(item for item in target.opdracht.competenties if item.code == fact.onderdeel)
    labels = join_nl([schema.get(code).label for code in added])
    return Wijziging(
        feit=fact,
        soort="leerplaats-toelaten",
        zin=f"Laat toe dat {item.code} ({item.titel}) ook geleerd wordt in: {labels}.",
        uren=Fraction(0),
        leerplaatsen=added,
    )
