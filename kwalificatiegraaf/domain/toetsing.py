"""Norms against a trajectory: what applies, the value, the verdict and one sentence (DOMAIN: norms)."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from kwalificatiegraaf.domain.aandeel import BEREIKEN, Aandeel, Bijdrage, Meter, contributions
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.norm import AANDEELGRONDSLAGEN, Norm, Oordeel
from kwalificatiegraaf.domain.opleiding import Opleidingserkenning, Zekerheid
from kwalificatiegraaf.domain.overeenkomst import Overeenkomst, decide_contract
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toets import DAGEN, Toets, explain
from kwalificatiegraaf.domain.traject import Traject, Trajectkader
from kwalificatiegraaf.domain.waarde import Waarde

DUAAL_SO = "duaal-so"
"""The code of the application that a dual trajectory of secondary education falls under."""

AANDUIDING = ("de overeenkomst die het register voor de opleiding aanduidt",)
"""What is missing when a norm holds for one contract and the designated contract was not read."""

_EENHEID = {"weekuren": "uur per week", "jaaruren": "uur per jaar", "dagen": DAGEN}


class Aandeelcontrole(Waarde):
    """The whole check of one trajectory on one date."""

    traject: str
    titel: str
    opleiding: str | None
    datum: date
    zekerheid: Zekerheid
    toelichting: str | None
    toetsen: tuple[Toets, ...]
    overeenkomst: Overeenkomst
    aandelen: tuple[Aandeel, ...]
    bijdragen: tuple[Bijdrage, ...]


def applies_to(norm: Norm, traject: Traject, erkenning: Opleidingserkenning | None, day: date) -> bool:
    """Whether a Flemish norm binds this trajectory on `day`, as far as the designated contract is known."""
    if not norm.is_valid_on(day) or DUAAL_SO not in norm.toepassing or traject.kader.leerweg != "duaal":
        return False
    if norm.vereist_overeenkomst is None:
        return not norm.bij_afwijking
    deviates = erkenning is not None and erkenning.laat_afwijking_toe
    if norm.operator == "band" and norm.bij_afwijking != deviates:
        return False
    return not _is_designated(erkenning) or norm.vereist_overeenkomst == _contract(erkenning)


def _contract(erkenning: Opleidingserkenning | None) -> str | None:
    return erkenning.contract if erkenning else None


def _is_designated(erkenning: Opleidingserkenning | None) -> bool:
    return _contract(erkenning) is not None


def verdicts_of(norm: Norm, traject: Traject, schema: Leerplaatsschema) -> tuple[Toets, ...]:
    """Return the verdicts of one norm: on every basis for a share, on its own for hours."""
    return _verdicts(norm, Meter(traject, schema))


def own_verdict(norm: Norm, traject: Traject, schema: Leerplaatsschema) -> Toets:
    """Return the verdict of a norm on the basis and scope that it names itself."""
    return next(toets for toets in verdicts_of(norm, traject, schema) if toets.eigen_grondslag)


def _verdicts(norm: Norm, meter: Meter, missing: tuple[str, ...] = ()) -> tuple[Toets, ...]:
    if not norm.is_share:
        return (_hours_verdict(norm, meter, missing),)
    return tuple(
        _share_verdict(norm, meter.measure(basis, scope, norm.telt))
        for basis in AANDEELGRONDSLAGEN
        for scope in BEREIKEN
    )


def _share_verdict(norm: Norm, share: Aandeel) -> Toets:
    own = share.grondslag == norm.grondslag and share.bereik == norm.bereik
    return _verdict(norm, share, share.aandeel, own=own, unit="aandeel")


def _hours_verdict(norm: Norm, meter: Meter, missing: tuple[str, ...]) -> Toets:
    share, unknown = _hours(norm, meter)
    known = share.model_copy(update={"ontbreekt": (*missing, *share.ontbreekt, *unknown)})
    value = None if known.ontbreekt else known.teller
    unit = "uur" if norm.noemeruren is not None else _EENHEID[norm.grondslag]
    return _verdict(norm, known, value, own=True, unit=unit)


def _hours(norm: Norm, meter: Meter) -> tuple[Aandeel, tuple[str, ...]]:
    """Return hours a week, a year or in all as numerator, and what keeps the norm from being decided."""
    unknown = Aandeel(grondslag=norm.grondslag, bereik=norm.bereik, telt=norm.telt)
    if norm.grondslag == "dagen":
        return unknown, ("de verdeling in dagen",)
    if norm.telt == "begeleid":
        return unknown, ("het aantal begeleide uren",)
    weekly = meter.measure("weekuren", norm.bereik, norm.telt)
    if norm.grondslag == "weekuren" or weekly.teller is None or weekly.noemer is None:
        return weekly, ()
    kader = meter.traject.kader
    if norm.noemeruren is not None:
        whole = _times(weekly, norm, Fraction(kader.weken))
        return whole, _other_size(norm.noemeruren, weekly.noemer * kader.weken)
    if kader.jaren is None:
        return weekly, ("het aantal schooljaren",)
    return _times(weekly, norm, Fraction(kader.weken, kader.jaren)), ()


def per_week(norm: Norm, kader: Trajectkader) -> Norm:
    """Return a norm on hours a year as one on hours a week, where the frame has years; any other as it is.

    The two have the same verdict, for hours a year are those a week times the weeks of a year.
    """
    if norm.grondslag != "jaaruren" or norm.noemeruren is not None or kader.jaren is None:
        return norm
    if norm.telt == "begeleid":
        return norm
    weeks = Fraction(kader.weken, kader.jaren)
    least = norm.drempel / weeks
    top = None if norm.bovengrens is None else norm.bovengrens / weeks
    said = f"{norm.label}, of {format_number(least)} uur per week in {format_number(weeks)} weken"
    changed = {"grondslag": "weekuren", "drempel": least, "bovengrens": top, "label": said}
    return norm.model_copy(update=changed)


def _times(weekly: Aandeel, norm: Norm, weeks: Fraction) -> Aandeel:
    hours = {"teller": (weekly.teller or 0) * weeks, "noemer": (weekly.noemer or 0) * weeks}
    return weekly.model_copy(update={"grondslag": norm.grondslag, **hours})


def _other_size(asked: int, total: Fraction) -> tuple[str, ...]:
    """Return what is missing when a norm is written for a programme of another size."""
    return () if total == asked else (f"een traject van {asked} uur (dit telt {format_number(total)} uur)",)


def _margin(norm: Norm, value: Fraction) -> Fraction:
    if norm.operator == "gelijk":
        return -abs(value - norm.drempel)
    below = value - norm.drempel
    return below if norm.bovengrens is None else min(below, norm.bovengrens - value)


def _verdict(norm: Norm, share: Aandeel, value: Fraction | None, *, own: bool, unit: str) -> Toets:
    verdict: Oordeel = "onbepaald"
    if value is not None:
        verdict = "gehaald" if norm.is_met_by(value) else "niet gehaald"
    toets = Toets(
        norm=norm.code,
        label=norm.label,
        grondslag=share.grondslag,
        bereik=share.bereik,
        eigen_grondslag=own,
        telt=norm.telt,
        eenheid=unit,
        teller=share.teller,
        noemer=share.noemer,
        aandeel=share.aandeel,
        waarde=value,
        operator=norm.operator,
        drempel=norm.drempel,
        bovengrens=norm.bovengrens,
        marge=None if value is None else _margin(norm, value),
        oordeel=verdict,
        ontbreekt=share.ontbreekt,
        uitleg="",
        aard=norm.aard,
        zekerheid=norm.zekerheid,
        bron=norm.bron,
    )
    return toets.model_copy(update={"uitleg": explain(toets)})


def check_share(
    traject: Traject,
    schema: Leerplaatsschema,
    normen: Iterable[Norm],
    erkenning: Opleidingserkenning | None,
    day: date,
    compare: Iterable[str] = (),
) -> Aandeelcontrole:
    """Check every applicable norm on every basis; `compare` adds applications (`nl-bbl`) on request."""
    wanted = set(compare)
    meter = Meter(traject, schema)
    bound: list[Toets] = []
    shown: list[Toets] = []
    for norm in sorted(normen, key=lambda n: n.code):
        if applies_to(norm, traject, erkenning, day):
            undesignated = norm.vereist_overeenkomst is not None and not _is_designated(erkenning)
            found = _verdicts(norm, meter, AANDUIDING if undesignated else ())
            bound.extend(found)
            shown.extend(found)
        elif wanted & set(norm.toepassing):
            shown.extend(_beside(toets, norm, day) for toets in _verdicts(norm, meter))
    kader = traject.kader
    return Aandeelcontrole(
        traject=kader.code,
        titel=kader.titel,
        opleiding=kader.opleiding,
        datum=day,
        zekerheid=kader.zekerheid,
        toelichting=kader.toelichting,
        toetsen=tuple(shown),
        overeenkomst=decide_contract(traject, erkenning, bound, day),
        aandelen=meter.measure_all(),
        bijdragen=contributions(traject, schema),
    )


def _beside(toets: Toets, norm: Norm, day: date) -> Toets:
    """Return the verdict of a norm that is shown for comparison; it says so when it is not in force."""
    if norm.is_valid_on(day):
        return toets
    return toets.model_copy(update={"uitleg": f"Niet van kracht op {day:%d-%m-%Y}. {toets.uitleg}"})
