"""The contract that follows from the hours: OAO, SAO or none, always with its reason."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from kwalificatiegraaf.domain.opleiding import Opleidingserkenning, Overeenkomstsoort
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toets import Toets, number_beside
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.waarde import Waarde


class Overeenkomst(Waarde):
    """The contract that follows: `soort` None means that neither follows, `oordeel` may be unknown."""

    soort: Overeenkomstsoort | None
    reden: str
    norm: str | None = None
    aangeduid: Overeenkomstsoort | None = None


def decide_contract(
    traject: Traject, erkenning: Opleidingserkenning | None, toetsen: Iterable[Toets], day: date
) -> Overeenkomst:
    """Return the contract that follows from real-workplace hours and the register's designation.

    `toetsen` are the verdicts of the norms that bind the trajectory, not of those it is compared with.
    """
    if traject.kader.leerweg != "duaal":
        return Overeenkomst(
            soort=None, reden="De voltijdse leerweg heeft geen overeenkomst van alternerende opleiding."
        )
    found = _by_hours(erkenning.contract if erkenning else None, tuple(toetsen), day)
    return found.model_copy(update={"reden": " ".join((found.reden, *_remarks(found, erkenning, day)))})


def _by_hours(designated: Overeenkomstsoort | None, toetsen: tuple[Toets, ...], day: date) -> Overeenkomst:
    weekly = [t for t in toetsen if t.eenheid == "uur per week" and t.telt in ("reele-werkplek", "werkplek")]
    floor = next((t for t in weekly if t.telt == "reele-werkplek"), None)
    band = next((t for t in weekly if t.operator == "band"), None)
    if floor is None:
        return _none(f"Op {day:%d-%m-%Y} is er geen contractnorm van kracht.", designated)
    if floor.oordeel == "gehaald":
        return Overeenkomst(soort="OAO", reden=_oao_reason(floor), norm=floor.norm, aangeduid=designated)
    return _below_the_floor(floor, band, designated)


def _remarks(found: Overeenkomst, erkenning: Opleidingserkenning | None, day: date) -> Iterable[str]:
    """Yield what a reader must know beside the reason: designation, exception, dates."""
    if found.soort == "OAO" and found.aangeduid == "SAO":
        yield "Het register duidt voor deze opleiding wel een SAO aan."
    if erkenning is not None and erkenning.maribel:
        yield "Bij uitzondering kan ook een deeltijdse arbeidsovereenkomst (maribel)."
    if erkenning is not None and not erkenning.is_valid_on(day):
        yield f"Let op: erkenning {erkenning.code} is niet van kracht op {day:%d-%m-%Y}."


def _real_hours(floor: Toets) -> str:
    hours = number_beside(floor.waarde or Fraction(0), floor.eenheid, floor.drempel)
    return f"Gemiddeld {hours} uur per week op een reële werkplek"


def _oao_reason(floor: Toets) -> str:
    least = format_number(floor.drempel)
    return f"{_real_hours(floor)}; vanaf {least} uur hoort daar een OAO bij, met loon ({floor.bron})."


def _none(reason: str, designated: Overeenkomstsoort | None) -> Overeenkomst:
    return Overeenkomst(soort=None, reden=reason, aangeduid=designated)


def _below_the_floor(floor: Toets, band: Toets | None, designated: Overeenkomstsoort | None) -> Overeenkomst:
    if floor.waarde is None:
        return _none(f"Onbepaald, want dit ontbreekt: {'; '.join(floor.ontbreekt)}.", designated)
    below = f"{_real_hours(floor)}, minder dan de {format_number(floor.drempel)} uur van een OAO."
    if designated is None:
        return _none(f"{below} Of een SAO kan, is niet gelezen in het register.", designated)
    if designated != "SAO" or band is None:
        return _none(f"{below} En voor een SAO is deze opleiding niet aangeduid.", designated)
    if band.oordeel != "gehaald":
        return _none(f"{below} Ook voor een SAO klopt het niet: {band.uitleg}", designated)
    hours = format_number(band.waarde or 0)
    counted = (
        f"De opleiding is aangeduid voor een SAO, zonder loon, en telt {hours} uur per week op de werkplek"
    )
    return Overeenkomst(
        soort="SAO", reden=f"{below} {counted} ({band.bron}).", norm=band.norm, aangeduid=designated
    )
