"""What the page of a trajectory shows: the week, the verdicts per norm, the place of every competence."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.aandeel import Bijdrage, places_that_count
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing, Traject, Trajectkader
from kwalificatiegraaf.services.share_check import check_trajectory

TIME = "uren"
SHARE = "aandeel"
"""The norm that the bar of the week can show: a share of hours."""


class Strook(NamedTuple):
    """A strip of the bar: its label, component, weekly hours, and start and width in percent."""

    label: str
    component: str
    hours: Fraction
    start: float
    width: float


class Onderdeelregel(NamedTuple):
    """An item of the trajectory: what it brings, and where and why it is learned."""

    bijdrage: Bijdrage
    plaatsen: tuple[tuple[str, bool, Fraction], ...]
    redenen: tuple[str, ...]
    perioden: tuple[int, ...]


class Normblok(NamedTuple):
    """The verdicts of one norm: its own basis first, then the other readings."""

    eigen: Toets
    andere: tuple[Toets, ...]


def strips(frame: Trajectkader) -> tuple[Strook, ...]:
    """Return the week as strips, the workplace first."""
    lines = sorted(frame.uurverdeling, key=lambda line: line.component != "werkplek")
    total = frame.weekuren() or Fraction(1)
    found, start = [], Fraction(0)
    for line in lines:
        width = line.weekuren * 100 / total
        found.append(
            Strook(line.vak, line.component, line.weekuren, round(float(start), 3), round(float(width), 3))
        )
        start += width
    return tuple(found)


def norm_blocks(verdicts: Iterable[Toets]) -> tuple[Normblok, ...]:
    """Return the verdicts by norm, in the order of the check."""
    blocks = []
    for _, group in groupby(verdicts, key=lambda verdict: verdict.norm):
        members = list(group)
        own = next((one for one in members if one.eigen_grondslag), members[0])
        blocks.append(Normblok(own, tuple(one for one in members if one is not own)))
    return tuple(blocks)


def item_rows(systeem: Systeem, traject: Traject, given: Sequence[Bijdrage]) -> tuple[Onderdeelregel, ...]:
    """Return a row for every item, with its hours per place and the sentences of its placements."""
    schema = systeem.repository.places()
    work = places_that_count(schema, "werkplek")
    names = {place.code: place.label for place in schema.leerplaatsen}
    table = traject.hours_by_onderdeel()
    rows = []
    for one in given:
        placed = [p for p in traject.toewijzingen if p.onderdeel == one.onderdeel]
        hours = tuple(
            (names[code], code in work, amount) for code, amount in sorted(table[one.onderdeel].items())
        )
        rows.append(Onderdeelregel(one, hours, _reasons(placed), tuple(sorted({p.periode for p in placed}))))
    return tuple(rows)


def learned_at_work(schema: Leerplaatsschema, traject: Traject) -> list[Onderdeel]:
    """Return the competences that have hours at the workplace: what a company may be unable to teach."""
    work = places_that_count(schema, "werkplek")
    there = {placed.onderdeel for placed in traject.toewijzingen if placed.leerplaats in work}
    return [item for item in traject.onderdelen if item.soort == "beroepsgericht" and item.code in there]


def _reasons(placed: Iterable[Toewijzing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.motivering for one in placed if one.motivering))


def trajectory_context(
    systeem: Systeem, traject: Traject, day: date, checked: Aandeelcontrole | None = None
) -> dict[str, Any]:
    """Return what `traject.html` and the start page need."""
    checked = checked or check_trajectory(systeem.repository, traject, day)
    rows = item_rows(systeem, traject, checked.bijdragen)
    versions = [systeem.repository.find_version(code) for code in traject.kader.kwalificaties]
    blocks = norm_blocks(checked.toetsen)
    return {
        "traject": traject,
        "kader": traject.kader,
        "controle": checked,
        "stroken": strips(traject.kader),
        "werkplekuren": traject.kader.weekuren(component="werkplek"),
        "schooluren": traject.kader.weekuren(component="school"),
        "totaal": traject.kader.weekuren(),
        "normen": blocks,
        "grens": next((b for b in blocks if b.eigen.grondslag == TIME and b.eigen.eenheid == SHARE), None),
        "beroepsgericht": [row for row in rows if row.bijdrage.soort == "beroepsgericht"],
        "algemeen": [row for row in rows if row.bijdrage.soort == "algemeen"],
        "kwalificaties": versions,
        "keuzes": learned_at_work(systeem.repository.places(), traject),
        "eigen_woorden": any(version.tekststatus == "eigen-formulering" for version in versions),
    }
