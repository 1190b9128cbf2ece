"""An individual trajectory from a request: what is left, shortened periods, shares, proofs, warnings.

Every competence keeps the place and the period of the standard trajectory, so its order holds; a
period takes the weeks that its remaining hours need at the hours a week that the person can give. A
school year counts a few days more than its weeks: none of the later periods begins in its last week.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import chain

from kwalificatiegraaf.domain.aandeel import BEREIKEN, Aandeel, Meter
from kwalificatiegraaf.domain.individueel import (
    Aandeelpaar,
    IndividueelTraject,
    Individueleperiode,
    Individuelevraag,
    Onderdeelrest,
)
from kwalificatiegraaf.domain.kalender import EERSTE_JAAR, LAATSTE_JAAR, Schoolafwijking
from kwalificatiegraaf.domain.kalenderperioden import DAGEN_PER_WEEK
from kwalificatiegraaf.domain.kalenderregel import make_kalender
from kwalificatiegraaf.domain.norm import Bereik, Grondslag, soort_of
from kwalificatiegraaf.domain.opleiding import Opleidingserkenning
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole
from kwalificatiegraaf.domain.traject import Periode, Toewijzing, Traject, Uurverdeling
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.guidance import company_of, warnings_for
from kwalificatiegraaf.services.pace import Pace, pace_without
from kwalificatiegraaf.services.proving import Proved, prove
from kwalificatiegraaf.services.reachable import reachable_proofs
from kwalificatiegraaf.services.share_check import check_trajectory
from kwalificatiegraaf.services.trajectory import find_accreditation, load_trajectory
from kwalificatiegraaf.store.repository import Repository

GRONDSLAGEN: tuple[Grondslag, ...] = ("competenties", "competenties-hoofdplaats", "gewicht", "uren")
"""Bases whose numerators add up, so that both denominators can stand beside each other."""

NIETS = Aandeel(grondslag="uren", bereik="alle", teller=Fraction(0), noemer=Fraction(0))
"""The share of nothing: none of nothing at the workplace, so that it has no value itself."""

MEESTE_WEKEN = 60
EERSTE_MAAND = 9


def individual(repository: Repository, vraag: Individuelevraag) -> IndividueelTraject:
    """Return the individual trajectory of the request; nothing is kept.

    InvalidInput names an unknown course, proof, competence or branch, and hours that are too few.
    """
    found = _Individual(repository, vraag, load_trajectory(repository, vraag.opleiding))
    periods = found.periods
    frame = found.standard.kader
    end = periods[-1].tot_en_met if periods else None
    controle = found.controle
    company = company_of(repository, vraag, found.remaining)
    left = sum((row.uren for row in found.remaining), Fraction(0))
    whole = sum((row.uren for row in found.standard.toewijzingen), Fraction(0))
    return IndividueelTraject(
        traject=frame.code,
        titel=frame.titel,
        opleiding=frame.opleiding,
        startdatum=vraag.startdatum,
        einddatum=end,
        antwoord=_answer(found, periods, left, whole),
        resterende_uren=left,
        standaarduren=whole,
        onderdelen=tuple(found.items()),
        perioden=periods,
        aandelen=tuple(found.shares()),
        toetsen=controle.toetsen if controle else (),
        overeenkomst=controle.overeenkomst if controle else None,
        bewijzen=tuple(
            reachable_proofs(found.standard, found.accreditation, found.proved, periods, vraag.startdatum)
        ),
        waarschuwingen=(
            *warnings_for(
                repository,
                vraag,
                found.days(vraag.startdatum),
                at_work=found.goes_to_work,
                found=company.found,
            ),
            *company.warnings,
            *found.proved.warnings,
        ),
        regels=vraag.regels,
        niet_gedekt=company.uncovered,
    )


def _answer(
    found: "_Individual", periods: tuple[Individueleperiode, ...], left: Fraction, whole: Fraction
) -> str:
    proved = len(found.proved.reasons)
    total = len(found.standard.onderdelen)
    said = (
        f"Bewezen zijn {proved} van de {total} onderdelen; er blijven {format_number(left)} van de "
        f"{format_number(whole)} uren."
    )
    if not periods:
        return f"{said} Er is niets meer te leren."
    weeks = sum(period.weken for period in periods)
    last = periods[-1].tot_en_met
    standard = found.standard.kader.weken
    return f"{said} Dat zijn {weeks} weken (standaard {standard}), tot en met {last:%d-%m-%Y}."


def _outside(what: str) -> InvalidInput:
    known = f"van 01-09-{EERSTE_JAAR} tot en met 31-08-{LAATSTE_JAAR + 1}"
    return InvalidInput(what, place="startdatum", remedy=f"de schoolkalender gaat {known}; start daarbinnen")


class _Agenda:
    """Training days that are taken one after the other, from lists of them per school year."""

    def __init__(self, years: Iterator[list[date]]) -> None:
        self.years = years
        self.left: list[date] = []

    def skip_last_week(self) -> None:
        """Drop what is left of a school year when that is less than a week: nothing begins then."""
        if len(self.left) < DAGEN_PER_WEEK:
            self.left = []

    def take(self, count: int) -> list[date]:
        """Return the next days."""
        while len(self.left) < count:
            self.left += next(self.years)
        taken, self.left = self.left[:count], self.left[count:]
        return taken


@dataclass(frozen=True)
class _Individual:
    """One request with what the graph says about it."""

    repository: Repository
    vraag: Individuelevraag
    standard: Traject

    @cached_property
    def accreditation(self) -> Opleidingserkenning | None:
        return find_accreditation(self.repository, self.standard.kader, self.vraag.startdatum)

    @cached_property
    def proved(self) -> Proved:
        codes = self.accreditation.kwalificaties if self.accreditation else ()
        partials = [code for code in codes if "-DBK-" in code]
        return prove(self.standard, self.vraag.bewijzen, self.vraag.regels, partials)

    @cached_property
    def pace(self) -> Pace:
        """What is still to be done of the standard trajectory, and how long it takes."""
        return pace_without(self.standard, self.proved.reasons, self.repository.places())

    @property
    def remaining(self) -> tuple[Toewijzing, ...]:
        """The placements of the standard trajectory that are still to be done."""
        return self.pace.remaining

    @property
    def goes_to_work(self) -> bool:
        """Whether hours at the workplace are left."""
        return any(row.leerplaats in self.pace.at_work for row in self.remaining)

    def weeks(self, period: Periode) -> int:
        """Return the weeks that the rest of a period needs, within the hours that are available."""
        needed = self.pace.weeks(period, self.vraag.weekuren, self.vraag.werkplekuren)
        if not self.vraag.regels.kortere_duur:
            needed = max(needed, period.weken)
        if needed > MEESTE_WEKEN:
            raise InvalidInput(
                f"{period.label} zou {needed} weken duren; hoogstens {MEESTE_WEKEN} kan",
                place="weekuren",
                remedy="geef meer beschikbare uren per week",
            )
        return needed

    def days(self, start: date) -> Iterator[date]:
        """Yield the training days from `start`, school year after school year."""
        return chain.from_iterable(self._years(start))

    def _years(self, start: date) -> Iterator[list[date]]:
        """Yield the training days from `start` per school year."""
        year = start.year if start.month >= EERSTE_MAAND else start.year - 1
        if not EERSTE_JAAR <= year <= LAATSTE_JAAR:
            raise _outside(f"{start:%d-%m-%Y} valt buiten de schoolkalender")
        while True:
            if year > LAATSTE_JAAR:
                raise _outside(f"wie start op {start:%d-%m-%Y}, loopt voorbij de schoolkalender")
            calendar = make_kalender(f"{year}-{year + 1}", Schoolafwijking(), None, place="startdatum")
            yield [day for day in calendar.training_days if day >= start]
            year += 1

    @cached_property
    def periods(self) -> tuple[Individueleperiode, ...]:
        """The shortened periods with their dates; a period without hours falls away."""
        ends = self._ends()
        days = _Agenda(self._years(self.vraag.startdatum))
        made: list[Individueleperiode] = []
        for period in self.standard.kader.perioden:
            weeks = self.weeks(period)
            if not weeks or not any(row.periode == period.nummer for row in self.remaining):
                continue
            if made:
                days.skip_last_week()
            dates = days.take(weeks * DAGEN_PER_WEEK)
            active = {row.onderdeel for row in self.remaining if row.periode == period.nummer}
            made.append(
                Individueleperiode(
                    nummer=period.nummer,
                    label=period.label,
                    weken=weeks,
                    weken_standaard=period.weken,
                    van=dates[0],
                    tot_en_met=dates[-1],
                    weekuren_school=self.pace.hours(period.nummer, work=False) / weeks,
                    weekuren_werkplek=self.pace.hours(period.nummer, work=True) / weeks,
                    onderdelen=tuple(sorted(active)),
                    afgerond=tuple(sorted(code for code in active if ends[code] == period.nummer)),
                )
            )
        return tuple(made)

    def _ends(self) -> dict[str, int]:
        """Return the last period of every remaining item."""
        ends: dict[str, int] = {}
        for row in self.remaining:
            ends[row.onderdeel] = max(ends.get(row.onderdeel, 0), row.periode)
        return ends

    def items(self) -> Iterator[Onderdeelrest]:
        """Yield every item with its hours, and whether it is proved."""
        table = self.standard.hours_by_onderdeel()
        for item in self.standard.onderdelen:
            row = table[item.code]
            yield Onderdeelrest(
                onderdeel=item.code,
                titel=item.titel,
                uren=sum(row.values(), Fraction(0)),
                werkplekuren=sum((h for place, h in row.items() if place in self.pace.at_work), Fraction(0)),
                bewezen=item.code in self.proved.reasons,
                reden=self.proved.reasons.get(item.code),
            )

    @cached_property
    def rest(self) -> Traject | None:
        """The remaining items as a trajectory with its own weeks and hours; None when nothing is left."""
        if not self.periods:
            return None
        periods = tuple(Periode(nummer=p.nummer, label=p.label, weken=p.weken) for p in self.periods)
        left = {row.onderdeel for row in self.remaining}
        frame = self.standard.kader.model_copy(
            update={
                "perioden": periods,
                "uurverdeling": tuple(self._lines(sum(p.weken for p in periods))),
                "jaren": None,
                "zekerheid": "aanname",
                "toelichting": "De weken en weekuren volgen uit wat nog te leren blijft.",
            }
        )
        items = tuple(item for item in self.standard.onderdelen if item.code in left)
        return Traject(kader=frame, onderdelen=items, toewijzingen=self.remaining)

    def _lines(self, weeks: int) -> Iterator[Uurverdeling]:
        """Yield a line per cluster and per place, with average weekly hours."""
        titles = {item.code: item.titel for item in self.standard.onderdelen if item.soort == "algemeen"}
        hours: dict[tuple[str | None, str], Fraction] = {}
        for row in self.remaining:
            key = (row.onderdeel if row.onderdeel in titles else None, row.leerplaats)
            hours[key] = hours.get(key, Fraction(0)) + row.uren
        schema = self.repository.places()
        for (cluster, place), amount in sorted(hours.items(), key=lambda one: (one[0][0] or "", one[0][1])):
            yield Uurverdeling(
                vak=titles[cluster] if cluster else schema.get(place).label,
                component=schema.get(place).component,
                weekuren=amount / weeks,
                cluster=cluster,
                leerplaats=place,
            )

    @cached_property
    def controle(self) -> Aandeelcontrole | None:
        """The share check of what is left; its norms are those in force on the first day."""
        if self.rest is None:
            return None
        return check_trajectory(self.repository, self.rest, self.vraag.startdatum)

    def _is_left(self, scope: Bereik) -> bool:
        """Whether anything in this scope is still to be learned."""
        kinds = {item.code: item.soort for item in self.standard.onderdelen}
        return any(soort_of(scope) in (None, kinds[row.onderdeel]) for row in self.remaining)

    def shares(self) -> Iterable[Aandeelpaar]:
        """Yield every share with both denominators."""
        schema = self.repository.places()
        whole = Meter(self.standard, schema)
        rest = Meter(self.rest, schema) if self.rest else None
        for basis in GRONDSLAGEN:
            for scope in BEREIKEN:
                of_all = whole.measure(basis, scope).noemer
                found = rest.measure(basis, scope) if rest and self._is_left(scope) else NIETS
                counted = found.teller
                yield Aandeelpaar(
                    grondslag=basis,
                    bereik=scope,
                    teller=counted,
                    noemer_resterend=found.noemer,
                    aandeel_resterend=found.aandeel,
                    noemer_alle=of_all,
                    aandeel_alle=counted / of_all if counted is not None and of_all else None,
                )
