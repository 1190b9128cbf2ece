"""A change in the domain's words applied to the task of a trajectory; nothing is saved."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Bouwgrenzen, Trajectopdracht
from kwalificatiegraaf.domain.opdrachtcontrole import check_leaf, require_known
from kwalificatiegraaf.domain.taal import format_number, format_percent, format_value
from kwalificatiegraaf.domain.traject import (
    Contextkeuze,
    Onderdeel,
    Periode,
    Traject,
    Trajectkader,
    Uurverdeling,
)
from kwalificatiegraaf.domain.watals import Aanpassing
from kwalificatiegraaf.errors import InvalidInput, NotFound
from kwalificatiegraaf.services.trajectory import items_of
from kwalificatiegraaf.store.repository import Repository

REELE_WERKPLEK = "reele-werkplek"
COMPONENTEN = ("school", "werkplek")


@dataclass(frozen=True)
class Patched:
    """The changed frame, items and norms.

    `homeless` are items that no place is left for, `without` the codes that lost the real workplace.
    """

    frame: Trajectkader
    items: tuple[Onderdeel, ...]
    norms: tuple[Norm, ...]
    all_norms: tuple[Norm, ...]
    schema: Leerplaatsschema
    homeless: tuple[Onderdeel, ...] = ()
    without: frozenset[str] = frozenset()

    def task(self) -> Trajectopdracht:
        """Return the task of the builder; InvalidInput names what is unsound."""
        return Trajectopdracht(
            kader=self.frame,
            onderdelen=self.items,
            leerplaatsen=self.schema,
            normen=self.norms,
            grenzen=Bouwgrenzen(),
        )


def apply_patch(repository: Repository, traject: Traject, patch: Aanpassing) -> Patched:
    """Return the task of `traject` after the change; InvalidInput names what does not exist."""
    schema = repository.places()
    frame = traject.kader
    without = {*patch.zonder_werkplek, *_of_activities(repository, frame, patch.zonder_activiteit)}
    frame = _with_versions(repository, frame, patch)
    frame = _with_weeks(frame, patch.weken)
    frame = _with_hours(frame, patch.weekuren, repository.clusters(), schema)
    if patch.nastreeft is not None:
        frame = frame.model_copy(update={"nastreeft": patch.nastreeft})
    items = _with_places(items_of(repository, frame), patch, schema)
    items = _off_the_workplace(items, without)
    frame = frame.model_copy(update={"contextkeuzes": _known_choices(frame, items)})
    norms = _with_thresholds(repository.norms(), patch.normen)
    for code in frame.nastreeft:
        require_known(code, norms, "norm", "nastreeft")
    return Patched(
        frame=frame,
        items=items,
        norms=tuple(norms[code] for code in frame.nastreeft),
        all_norms=tuple(norms.values()),
        schema=schema,
        homeless=tuple(item for item in items if not item.leerplaatsen),
        without=frozenset(without),
    )


def _with_versions(repository: Repository, frame: Trajectkader, patch: Aanpassing) -> Trajectkader:
    codes = list(frame.kwalificaties)
    for old, new in sorted(patch.versies.items()):
        place = f"versies.{old}"
        require_known(old, frame.kwalificaties, "kwalificatie van het traject", place)
        _require_dossier(repository, old, new, place)
        codes[codes.index(old)] = new
    return frame.model_copy(update={"kwalificaties": tuple(sorted(set(codes)))})


def _require_dossier(repository: Repository, old: str, new: str, place: str) -> None:
    if old.rpartition("-")[0] != new.rpartition("-")[0]:
        raise InvalidInput(
            f"{new} is geen andere versie van {old}",
            place=place,
            remedy="geef een versie van hetzelfde nummer",
        )
    try:
        found = repository.find_version(new)
    except NotFound as error:
        raise InvalidInput(error.message, place=place, remedy="lees die versie eerst in") from error
    if not found.competenties:
        raise InvalidInput(
            f"van {new} is geen dossier met competenties in de graaf",
            place=place,
            remedy="lees eerst het officiële dossier in met 'kwalificatiegraaf import vks-api'",
        )


def _with_weeks(frame: Trajectkader, weeks: tuple[int, ...]) -> Trajectkader:
    if not weeks:
        return frame
    labels = {period.nummer: period.label for period in frame.perioden}
    periods = tuple(
        Periode(nummer=number, label=labels.get(number, f"periode {number}"), weken=count)
        for number, count in enumerate(weeks, start=1)
    )
    return frame.model_copy(update={"perioden": periods})


def _with_hours(
    frame: Trajectkader,
    hours: Mapping[str, Fraction],
    clusters: Mapping[str, str],
    schema: Leerplaatsschema,
) -> Trajectkader:
    lines = frame.uurverdeling
    for name in sorted(hours):
        lines = _set_hours(lines, name, hours[name], clusters, schema)
    if not lines:
        raise InvalidInput(
            "zo blijven er geen uren over", place="weekuren", remedy="laat minstens een regel boven 0"
        )
    return frame.model_copy(update={"uurverdeling": lines})


def _set_hours(
    lines: tuple[Uurverdeling, ...],
    name: str,
    hours: Fraction,
    clusters: Mapping[str, str],
    schema: Leerplaatsschema,
) -> tuple[Uurverdeling, ...]:
    """Return the lines with the one that `name` means at `hours`, made when it is not there."""
    leaves = [leaf.code for leaf in schema.bladeren]
    require_known(name, [*COMPONENTEN, *leaves, *clusters], "plaats of vak", f"weekuren.{name}")
    found = [number for number, line in enumerate(lines) if _means(line, name)]
    if len(found) > 1:
        found, hours = _rest_of(lines, found, name, hours)
    if not found:
        return (*lines, _new_line(name, hours, clusters, schema)) if hours else lines
    changed = lines[found[0]].model_copy(update={"weekuren": hours, "zekerheid": "aanname", "bron": None})
    return tuple(
        changed if number == found[0] else line
        for number, line in enumerate(lines)
        if hours or number != found[0]
    )


def _rest_of(
    lines: tuple[Uurverdeling, ...], found: list[int], name: str, hours: Fraction
) -> tuple[list[int], Fraction]:
    """Return the one line of a component that changes, and its hours when all lines together get `hours`.

    It is the line of the real workplace, or the one that leaves its place open; the others stay.
    """
    free = [number for number in found if lines[number].leerplaats in (None, REELE_WERKPLEK)]
    kept = [lines[number] for number in found if number not in free]
    names = ", ".join(line.leerplaats or line.vak for line in (lines[number] for number in found))
    rest = hours - sum((line.weekuren for line in kept), Fraction(0))
    if len(free) != 1 or rest < 0:
        few = f"; daarvan liggen er {format_number(hours - rest)} uur elders vast" if len(free) == 1 else ""
        raise InvalidInput(
            f"'{name}' heeft meer dan een regel in de lessentabel ({names}){few}",
            place=f"weekuren.{name}",
            remedy=f"noem de plaats of het vak: {names}",
        )
    return free, rest


def _means(line: Uurverdeling, name: str) -> bool:
    if name in COMPONENTEN:
        return line.cluster is None and line.component == name
    return name == line.cluster or (line.cluster is None and name == line.leerplaats)


def _new_line(
    name: str, hours: Fraction, clusters: Mapping[str, str], schema: Leerplaatsschema
) -> Uurverdeling:
    if name in clusters:
        return Uurverdeling(vak=clusters[name], component="school", weekuren=hours, cluster=name)
    if name in COMPONENTEN:
        leaf = REELE_WERKPLEK if name == "werkplek" else None
        component = "werkplek" if name == "werkplek" else "school"
        return Uurverdeling(vak=component.capitalize(), component=component, weekuren=hours, leerplaats=leaf)
    place = schema.get(name)
    return Uurverdeling(vak=place.label, component=place.component, weekuren=hours, leerplaats=name)


def _with_places(
    items: Iterable[Onderdeel], patch: Aanpassing, schema: Leerplaatsschema
) -> tuple[Onderdeel, ...]:
    found = {item.code: item for item in items}
    competences = [code for code, item in found.items() if item.soort == "beroepsgericht"]
    for code, places in sorted(patch.leerplaatsen.items()):
        where = f"leerplaatsen.{code}"
        require_known(code, competences, "competentie van het traject", where)
        for place in places:
            check_leaf(place, schema, where)
        found[code] = found[code].model_copy(update={"leerplaatsen": tuple(dict.fromkeys(places))})
    for code in patch.zonder_werkplek:
        require_known(code, competences, "competentie van het traject", "zonder_werkplek")
    return tuple(found.values())


def _of_activities(repository: Repository, frame: Trajectkader, codes: Iterable[str]) -> Iterator[str]:
    """Yield the competences that the activities exercise; they must be on the list of the course."""
    known = {one.code: one for one in repository.activities() if frame.opleiding in one.opleidingen}
    for code in codes:
        require_known(code, known, "activiteit van de opleiding", "zonder_activiteit")
        yield from known[code].competenties


def _off_the_workplace(items: Iterable[Onderdeel], codes: Collection[str]) -> tuple[Onderdeel, ...]:
    """Return the items without the real workplace as a possible place for those in `codes`."""
    return tuple(
        item.model_copy(
            update={"leerplaatsen": tuple(place for place in item.leerplaatsen if place != REELE_WERKPLEK)}
        )
        if item.code in codes
        else item
        for item in items
    )


def _known_choices(frame: Trajectkader, items: Iterable[Onderdeel]) -> tuple[Contextkeuze, ...]:
    """Return the context choices with the competences that are still there."""
    codes = {item.code for item in items}
    return tuple(
        choice.model_copy(update={"competenties": tuple(c for c in choice.competenties if c in codes)})
        for choice in frame.contextkeuzes
    )


def _with_thresholds(norms: Iterable[Norm], thresholds: Mapping[str, Fraction]) -> dict[str, Norm]:
    found = {norm.code: norm for norm in norms}
    for code, threshold in thresholds.items():
        require_known(code, found, "norm", f"normen.{code}")
        own = found[code]
        _check_threshold(own, threshold, f"normen.{code}")
        now, was = (format_value(one, share=own.is_share) for one in (threshold, own.drempel))
        label = f"{own.label}, met drempel {now} in plaats van {was}"
        found[code] = own.model_copy(update={"drempel": threshold, "label": label})
    return found


def _check_threshold(norm: Norm, threshold: Fraction, place: str) -> None:
    """Raise InvalidInput for a threshold that the norm cannot have."""
    if norm.is_share:
        if threshold > 1:
            raise InvalidInput(
                f"een aandeel van {format_percent(threshold)} bestaat niet",
                place=place,
                remedy="geef hoogstens 1: schrijf 75%, 3/4 of 0.75 voor 75 %",
            )
        return
    if 0 < threshold < 1:
        raise InvalidInput(
            f"de drempel van {norm.code} is een aantal en geen aandeel",
            place=place,
            remedy=f"geef een getal vanaf 1; nu is het {format_number(norm.drempel)}",
        )
    if norm.bovengrens is not None and threshold >= norm.bovengrens:
        raise InvalidInput(
            f"de drempel van {norm.code} moet onder de bovengrens {format_number(norm.bovengrens)} blijven",
            place=place,
            remedy=f"geef minder dan {format_number(norm.bovengrens)}",
        )
