"""What a user asks the builder for: a course or qualifications, and a timetable in plain numbers."""

from typing import Annotated

from pydantic import Field

from kwalificatiegraaf.domain.kalenderperioden import explain_periods, periods_of
from kwalificatiegraaf.domain.opleiding import VerplichteContext
from kwalificatiegraaf.domain.traject import (
    Contextkeuze,
    Leerweg,
    Periode,
    Trajectkader,
    Uurverdeling,
    Weken,
)
from kwalificatiegraaf.domain.waarde import Code, Uren, Waarde
from kwalificatiegraaf.errors import InvalidInput

WEKEN_PER_JAAR = 36
"""Weeks of a school year where the user gives none; an assumption, and marked so."""

PERIODEN = 4
"""Least number of periods where the user gives none."""

Dagtekst = Annotated[str, Field(max_length=22)]
"""A school year, a day or days in a row, as text: what is wrong with it is said with a remedy."""


class Bouwvraag(Waarde):
    """A trajectory in plain numbers; hours are weekly.

    Without hours the stored trajectory of `opleiding` gives the frame. `algemene_vorming` maps codes
    of clusters to hours; `perioden` holds the weeks of every period, else two equal ones a year and
    at least four, so that chains of prerequisites find their place.

    `schooljaren` (`2026-2027`, in a row) take the weeks from the school calendar instead; a new period
    starts on each of `splitsingen` (jjjj-mm-dd); `vrije_dagen` (a day, or `2026-11-12..2026-11-13`) and
    `lesdagen` (a day of a holiday on which there are lessons all the same) are those of the school itself.
    """

    opleiding: str | None = None
    kwalificaties: tuple[str, ...] = Field(default=(), max_length=10)
    titel: str | None = Field(default=None, max_length=200)
    leerweg: Leerweg = "duaal"
    jaren: int | None = Field(default=None, ge=1, le=6)
    weken_per_jaar: int | None = Field(default=None, ge=2, le=52)
    perioden: tuple[Weken, ...] = Field(default=(), max_length=24)
    schooljaren: tuple[Dagtekst, ...] = Field(default=(), max_length=6)
    splitsingen: tuple[Dagtekst, ...] = Field(default=(), max_length=23)
    vrije_dagen: tuple[Dagtekst, ...] = Field(default=(), max_length=60)
    lesdagen: tuple[Dagtekst, ...] = Field(default=(), max_length=60)
    werkplekuren: Uren | None = Field(default=None, ge=0, le=60)
    schooluren_beroepsgericht: Uren | None = Field(default=None, ge=0, le=60)
    algemene_vorming: dict[Code, Annotated[Uren, Field(ge=0, le=60)]] = Field(
        default_factory=dict, max_length=20
    )
    nastreeft: tuple[Code, ...] | None = Field(default=None, max_length=10)

    @property
    def has_timetable(self) -> bool:
        """Whether the user gives hours of his own."""
        return self.werkplekuren is not None or self.schooluren_beroepsgericht is not None


def calendar_periods(vraag: Bouwvraag) -> tuple[Periode, ...]:
    """Return the periods of the school years of a request, none when it names no year.

    InvalidInput when it also gives numbers of weeks or of other years.
    """
    if not vraag.schooljaren:
        if vraag.splitsingen or vraag.vrije_dagen or vraag.lesdagen:
            raise InvalidInput(
                "splitsingen, vrije dagen en lesdagen vragen een schooljaar",
                place="schooljaren",
                remedy="geef ook het schooljaar, zoals 2026-2027",
            )
        return ()
    counted = vraag.perioden or vraag.weken_per_jaar
    if counted or vraag.jaren not in (None, len(vraag.schooljaren)):
        raise InvalidInput(
            "schooljaren geven zelf het aantal jaren en weken",
            place="perioden" if vraag.perioden else "weken_per_jaar" if counted else "jaren",
            remedy="geef schooljaren, of aantallen, niet beide",
        )
    return periods_of(vraag.schooljaren, vraag.splitsingen, vraag.vrije_dagen, vraag.lesdagen)


def with_calendar(vraag: Bouwvraag, frame: Trajectkader) -> Trajectkader:
    """Return the frame with the periods of the school years that the request names, if any."""
    periods = calendar_periods(vraag)
    if not periods:
        return frame
    source = explain_periods(vraag.schooljaren)
    return frame.model_copy(
        update={
            "perioden": periods,
            "jaren": len(vraag.schooljaren),
            "toelichting": f"{frame.toelichting} {source}" if frame.toelichting else source,
        }
    )


def _weeks(vraag: Bouwvraag) -> tuple[int, ...]:
    if vraag.perioden:
        return vraag.perioden
    years = vraag.jaren or 1
    weeks = years * (vraag.weken_per_jaar or WEKEN_PER_JAAR)
    count = max(PERIODEN, 2 * years)
    return tuple(weeks // count + (number < weeks % count) for number in range(count))


def _lines(vraag: Bouwvraag, clusters: dict[str, str]) -> tuple[Uurverdeling, ...]:
    general = [
        Uurverdeling(vak=clusters[code], component="school", weekuren=hours, cluster=code)
        for code, hours in sorted(vraag.algemene_vorming.items())
        if hours
    ]
    school = Uurverdeling(
        vak="Beroepsgerichte vorming op school",
        component="school",
        weekuren=vraag.schooluren_beroepsgericht or 0,
    )
    work = Uurverdeling(vak="Werkplek", component="werkplek", weekuren=vraag.werkplekuren or 0)
    return (*general, *(line for line in (school, work) if line.weekuren))


def frame_of(
    vraag: Bouwvraag,
    clusters: dict[str, str],
    *,
    context: VerplichteContext | None = None,
    choices: tuple[Contextkeuze, ...] = (),
    accreditation: str | None = None,
) -> Trajectkader:
    """Return the frame of a request with a timetable; `clusters` are the known ones by code."""
    lines = _lines(vraag, clusters)
    if not any(line.soort == "beroepsgericht" for line in lines):
        raise InvalidInput(
            "er zijn geen beroepsgerichte uren", place="werkplekuren", remedy="geef uren per week boven 0"
        )
    return with_calendar(vraag, _frame(vraag, lines, context, choices, accreditation))


def _frame(
    vraag: Bouwvraag,
    lines: tuple[Uurverdeling, ...],
    context: VerplichteContext | None,
    choices: tuple[Contextkeuze, ...],
    accreditation: str | None,
) -> Trajectkader:
    weeks = _weeks(vraag)
    return Trajectkader(
        code="gevraagd-traject",
        titel=vraag.titel or "Gevraagd traject",
        opleiding=vraag.opleiding,
        erkenning=accreditation,
        leerweg=vraag.leerweg,
        jaren=vraag.jaren,
        kwalificaties=tuple(sorted(vraag.kwalificaties)),
        perioden=tuple(
            Periode(nummer=n, label=f"periode {n}", weken=count) for n, count in enumerate(weeks, start=1)
        ),
        uurverdeling=lines,
        nastreeft=vraag.nastreeft or (),
        verplichte_context=context,
        contextkeuzes=choices,
        zekerheid="aanname",
        toelichting="De uren komen uit de vraag van de gebruiker."
        if vraag.schooljaren
        else "De uren en weken komen uit de vraag van de gebruiker.",
    )
