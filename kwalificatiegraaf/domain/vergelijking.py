"""Two trajectories side by side: hours, shares, norms and every part (dual beside full-time)."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from kwalificatiegraaf.domain.aandeel import Aandeel, Bijdrage
from kwalificatiegraaf.domain.leerplaats import Component, Leerplaatsschema
from kwalificatiegraaf.domain.norm import Bereik, Grondslag, Norm
from kwalificatiegraaf.domain.opleiding import Zekerheid
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole, verdicts_of
from kwalificatiegraaf.domain.traject import Leerweg, Soort, Traject
from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde

COMPONENTEN: tuple[Component, ...] = ("school", "werkplek")
SOORTEN: tuple[Soort, ...] = ("algemeen", "beroepsgericht")


class Zijde(Waarde):
    """One of the two trajectories in short; hours are weekly."""

    traject: str
    titel: str
    leerweg: Leerweg
    kwalificaties: tuple[str, ...]
    zekerheid: Zekerheid
    toelichting: str | None
    weken: int
    weekuren: Uren


class Urenpaar(Waarde):
    """Weekly hours and hours in all, of one component and kind, in both trajectories."""

    component: Component
    soort: Soort
    eerste_weekuren: Uren
    tweede_weekuren: Uren
    eerste_uren: Uren
    tweede_uren: Uren


class Aandeelpaar(Waarde):
    """The share on one basis and scope in both; `verschil` is the second less the first."""

    grondslag: Grondslag
    bereik: Bereik
    eerste: Aandeel
    tweede: Aandeel
    verschil: Breuk | None


class Normpaar(Waarde):
    """A norm on its own basis in both; `geldt_…` tells whether it binds that trajectory on that day."""

    norm: str
    label: str
    zekerheid: Zekerheid
    bron: str
    geldig_tot: date | None
    ter_vergelijking: bool
    geldt_eerste: bool
    geldt_tweede: bool
    eerste: Toets
    tweede: Toets


class Onderdeelpaar(Waarde):
    """One item with what it gets in each trajectory; None where it is no part of it."""

    onderdeel: str
    titel: str
    soort: Soort
    eerste: Bijdrage | None
    tweede: Bijdrage | None


class Vergelijking(Waarde):
    """Two trajectories side by side.

    `gedeelde_kwalificaties` are those that both lead to; `zelfde_kwalificaties` says that these are all.
    """

    eerste: Zijde
    tweede: Zijde
    gedeelde_kwalificaties: tuple[str, ...]
    zelfde_kwalificaties: bool
    uren: tuple[Urenpaar, ...]
    aandelen: tuple[Aandeelpaar, ...]
    normen: tuple[Normpaar, ...]
    onderdelen: tuple[Onderdeelpaar, ...]


Kant = tuple[Traject, Aandeelcontrole, frozenset[str]]
"""A trajectory, its check with the norms to compare with, and the codes of the norms that bind it."""


def compare(first: Kant, second: Kant, norms: Iterable[Norm], schema: Leerplaatsschema) -> Vergelijking:
    """Put two checked trajectories side by side; a norm of one side is measured on the other too."""
    one, two = first[0].kader, second[0].kader
    shared = tuple(code for code in one.kwalificaties if code in two.kwalificaties)
    return Vergelijking(
        eerste=_side(first[0]),
        tweede=_side(second[0]),
        gedeelde_kwalificaties=shared,
        zelfde_kwalificaties=set(one.kwalificaties) == set(two.kwalificaties),
        uren=tuple(_hours(first[0], second[0])),
        aandelen=tuple(_shares(first[1], second[1])),
        normen=tuple(_norms(first, second, norms, schema)),
        onderdelen=tuple(_items(first[1], second[1])),
    )


def _side(traject: Traject) -> Zijde:
    frame = traject.kader
    return Zijde(
        traject=frame.code,
        titel=frame.titel,
        leerweg=frame.leerweg,
        kwalificaties=frame.kwalificaties,
        zekerheid=frame.zekerheid,
        toelichting=frame.toelichting,
        weken=frame.weken,
        weekuren=frame.weekuren(),
    )


def _hours(first: Traject, second: Traject) -> Iterator[Urenpaar]:
    for component in COMPONENTEN:
        for kind in SOORTEN:
            one = first.kader.weekuren(component=component, soort=kind)
            two = second.kader.weekuren(component=component, soort=kind)
            if one or two:
                yield Urenpaar(
                    component=component,
                    soort=kind,
                    eerste_weekuren=one,
                    tweede_weekuren=two,
                    eerste_uren=one * first.kader.weken,
                    tweede_uren=two * second.kader.weken,
                )


def _shares(first: Aandeelcontrole, second: Aandeelcontrole) -> Iterator[Aandeelpaar]:
    others = {(share.grondslag, share.bereik): share for share in second.aandelen}
    for share in first.aandelen:
        other = others[share.grondslag, share.bereik]
        yield Aandeelpaar(
            grondslag=share.grondslag,
            bereik=share.bereik,
            eerste=share,
            tweede=other,
            verschil=_difference(share.aandeel, other.aandeel),
        )


def _difference(one: Fraction | None, two: Fraction | None) -> Fraction | None:
    return None if one is None or two is None else two - one


def _norms(first: Kant, second: Kant, norms: Iterable[Norm], schema: Leerplaatsschema) -> Iterator[Normpaar]:
    checked = [
        {toets.norm: toets for toets in side[1].toetsen if toets.eigen_grondslag} for side in (first, second)
    ]
    for norm in sorted(norms, key=lambda one: one.code):
        if norm.code not in checked[0] and norm.code not in checked[1]:
            continue
        one = checked[0].get(norm.code) or _own(norm, first[0], schema)
        two = checked[1].get(norm.code) or _own(norm, second[0], schema)
        binds = [norm.code in side[2] for side in (first, second)]
        yield Normpaar(
            norm=norm.code,
            label=norm.label,
            zekerheid=norm.zekerheid,
            bron=norm.bron,
            geldig_tot=norm.geldig_tot,
            ter_vergelijking=not any(binds),
            geldt_eerste=binds[0],
            geldt_tweede=binds[1],
            eerste=one,
            tweede=two,
        )


def _own(norm: Norm, traject: Traject, schema: Leerplaatsschema) -> Toets:
    return next(toets for toets in verdicts_of(norm, traject, schema) if toets.eigen_grondslag)


def _items(first: Aandeelcontrole, second: Aandeelcontrole) -> Iterator[Onderdeelpaar]:
    mine = {one.onderdeel: one for one in first.bijdragen}
    theirs = {one.onderdeel: one for one in second.bijdragen}
    for code in dict.fromkeys([*mine, *theirs]):
        known = mine.get(code) or theirs[code]
        yield Onderdeelpaar(
            onderdeel=code,
            titel=known.titel,
            soort=known.soort,
            eerste=mine.get(code),
            tweede=theirs.get(code),
        )
