"""A trajectory with an allocation of the user: checked against the frame, the items and the places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.opdrachtcontrole import check_leaf, require_known
from kwalificatiegraaf.domain.taal import format_number, format_percent
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing, Traject, Trajectkader
from kwalificatiegraaf.domain.verdelingsvraag import Plaatsvraag
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.planning.sizes import grain_of, sizes_of
from kwalificatiegraaf.services.trajectory import LESPLAATS, make_task
from kwalificatiegraaf.store.repository import Repository

ALLES = Fraction(1)
REGEL = "eigen-verdeling"


def allocate_own(repository: Repository, frame: Trajectkader, asked: Sequence[Plaatsvraag]) -> Traject:
    """Return the trajectory of `frame` with the allocation that is asked.

    General education that is not allocated follows the timetable. InvalidInput names what is unknown,
    a part above 100 %, parts that are not the whole, and hours that the frame does not have.
    """
    task = make_task(repository, frame)
    hours = _hours_of_items(task)
    placed = [_place(task, hours, number, one) for number, one in enumerate(asked)]
    _require_whole_parts(asked)
    named = {one.onderdeel for one in asked}
    placed += [one for item in task.clusters if item.code not in named for one in _as_timetable(frame, item)]
    _require_hours(frame, placed)
    return Traject(kader=frame, onderdelen=task.onderdelen, toewijzingen=tuple(placed))


def _hours_of_items(task: Trajectopdracht) -> Mapping[str, Fraction]:
    grain = grain_of(task)
    sizes = {code: size * grain for code, size in sizes_of(task, grain).items()}
    return sizes | {item.code: item.uren or Fraction(0) for item in task.clusters}


def _place(
    task: Trajectopdracht, hours: Mapping[str, Fraction], number: int, asked: Plaatsvraag
) -> Toewijzing:
    place = f"toewijzingen[{number}]"
    items = {item.code: item for item in task.onderdelen}
    require_known(asked.onderdeel, items, "onderdeel", f"{place}.onderdeel")
    check_leaf(asked.leerplaats, task.leerplaatsen, f"{place}.leerplaats")
    possible = items[asked.onderdeel].leerplaatsen
    if asked.leerplaats not in possible:
        raise InvalidInput(
            f"{asked.onderdeel} kan niet geleerd worden op '{asked.leerplaats}'",
            place=f"{place}.leerplaats",
            remedy=f"kies uit: {', '.join(possible)}",
        )
    periods = [period.nummer for period in task.kader.perioden]
    if asked.periode is not None and asked.periode not in periods:
        raise InvalidInput(
            f"periode {asked.periode} bestaat niet",
            place=f"{place}.periode",
            remedy=f"kies uit: {', '.join(map(str, periods))}",
        )
    return Toewijzing(
        onderdeel=asked.onderdeel,
        leerplaats=asked.leerplaats,
        periode=asked.periode or periods[0],
        uren=_amount(asked, hours[asked.onderdeel], place),
        regel=REGEL,
    )


def _amount(asked: Plaatsvraag, size: Fraction, place: str) -> Fraction:
    if (asked.uren is None) == (asked.deel is None):
        raise InvalidInput(
            f"{asked.onderdeel} vraagt uren of een deel",
            place=place,
            remedy="geef 'uren' of 'deel', niet beide",
        )
    if asked.deel is not None and not 0 < asked.deel <= ALLES:
        raise InvalidInput(
            f"een aandeel van {format_percent(asked.deel)} bestaat niet",
            place=f"{place}.deel",
            remedy="geef een deel boven 0 en hoogstens 1 (100 %)",
        )
    amount = asked.uren if asked.uren is not None else (asked.deel or Fraction(0)) * size
    if amount <= 0:
        raise InvalidInput(
            f"{asked.onderdeel} krijgt {format_number(amount)} uur",
            place=f"{place}.uren",
            remedy="geef meer dan 0 uur, of laat de regel weg",
        )
    return amount


def _require_whole_parts(asked: Iterable[Plaatsvraag]) -> None:
    parts: dict[str, Fraction] = defaultdict(Fraction)
    for one in asked:
        if one.deel is not None:
            parts[one.onderdeel] += one.deel
    for code, part in parts.items():
        if part != ALLES:
            raise InvalidInput(
                f"de delen van {code} zijn samen {format_percent(part)}",
                place="toewijzingen",
                remedy="verdeel elke competentie helemaal: de delen zijn samen 1 (100 %)",
            )


def _as_timetable(frame: Trajectkader, item: Onderdeel) -> Iterator[Toewijzing]:
    for line in frame.uurverdeling:
        if line.cluster == item.code and line.weekuren:
            for period in frame.perioden:
                yield Toewijzing(
                    onderdeel=item.code,
                    leerplaats=line.leerplaats or LESPLAATS,
                    periode=period.nummer,
                    uren=line.weekuren * period.weken,
                    regel="uurverdeling",
                )


def _require_hours(frame: Trajectkader, placed: Iterable[Toewijzing]) -> None:
    given = sum((one.uren for one in placed), Fraction(0))
    there = frame.weekuren() * frame.weken
    if given > there:
        raise InvalidInput(
            f"er zijn {format_number(given)} uren toegewezen, het kader telt er {format_number(there)}",
            place="toewijzingen",
            remedy="verminder de uren, of verhoog de weekuren of weken van het kader",
        )
