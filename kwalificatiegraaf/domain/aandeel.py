"""The share learned at the workplace, on five bases, as exact fractions (PLANNING: shares).

`W` are the leaf places that a norm counts. Scope keeps all items or the vocational ones. What is
missing is listed and makes the share undetermined; nothing is estimated.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from kwalificatiegraaf.domain.competentie import Tekststatus
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.norm import (
    AANDEELGRONDSLAGEN,
    Bereik,
    Grondslag,
    Telling,
    soort_of,
)
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.traject import Onderdeel, Soort, Traject
from kwalificatiegraaf.domain.waarde import Breuk, Uren, Waarde

HALF = Fraction(1, 2)
Urentabel = Mapping[str, Mapping[str, Fraction]]
"""Hours per item and place."""
Weekmeting = tuple[Fraction | None, Fraction | None, tuple[str, ...]]
"""Weekly hours in W, weekly hours in all, and what is missing."""
BEREIKEN: tuple[Bereik, ...] = ("alle", "beroepsgericht")


class Aandeel(Waarde):
    """A share with its numerator and denominator; `aandeel` is None when something is missing."""

    grondslag: Grondslag
    bereik: Bereik
    telt: Telling = "werkplek"
    teller: Breuk | None = None
    noemer: Breuk | None = None
    aandeel: Breuk | None = None
    ontbreekt: tuple[str, ...] = ()


class Bijdrage(Waarde):
    """What one item brings: its hours, those at the workplace, and the part they are of the item."""

    onderdeel: str
    titel: str
    soort: Soort
    gewicht: int | None = None
    uren: Uren | None = None
    werkplekuren: Uren | None = None
    reele_werkplekuren: Uren | None = None
    deel: Breuk | None = None
    leerplaatsen: tuple[str, ...] = ()
    tekststatus: Tekststatus | None = None


def places_that_count(schema: Leerplaatsschema, telt: Telling) -> frozenset[str]:
    """Return the codes of the leaf places in `W`."""
    if telt == "totaal":
        return frozenset(place.code for place in schema.bladeren)
    flag = "telt_voor_twintig_uren" if telt == "reele-werkplek" else "telt_als_werkplek"
    return frozenset(place.code for place in schema.bladeren if getattr(place, flag))


def _hours_in(row: Mapping[str, Fraction], places: Iterable[str]) -> Fraction:
    return sum((row.get(place, Fraction(0)) for place in places), Fraction(0))


def contributions(traject: Traject, schema: Leerplaatsschema) -> tuple[Bijdrage, ...]:
    """Return what every item brings, in the order of the trajectory's items."""
    table = traject.hours_by_onderdeel()
    work = places_that_count(schema, "werkplek")
    real = places_that_count(schema, "reele-werkplek")
    return tuple(_contribution(item, table[item.code], work, real) for item in traject.onderdelen)


def _contribution(
    item: Onderdeel, row: Mapping[str, Fraction], work: frozenset[str], real: frozenset[str]
) -> Bijdrage:
    total = sum(row.values(), Fraction(0))
    known = total > 0
    at_work = _hours_in(row, work)
    return Bijdrage(
        onderdeel=item.code,
        titel=item.titel,
        soort=item.soort,
        gewicht=item.gewicht,
        uren=total if known else None,
        werkplekuren=at_work if known else None,
        reele_werkplekuren=_hours_in(row, real) if known else None,
        deel=at_work / total if known else None,
        leerplaatsen=tuple(sorted(row)),
        tekststatus=item.tekststatus,
    )


class _Meting:
    """The items of one scope with their hours and their hours in W."""

    def __init__(self, items: Iterable[Onderdeel], table: Urentabel, places: frozenset[str]) -> None:
        self.items = list(items)
        self.total = {i.code: sum(table[i.code].values(), Fraction(0)) for i in self.items}
        self.counted = {i.code: _hours_in(table[i.code], places) for i in self.items}

    def part(self, item: Onderdeel) -> Fraction:
        return self.counted[item.code] / self.total[item.code]

    def missing_hours(self) -> list[str]:
        if not self.items:
            return ["geen enkel onderdeel in dit bereik"]
        return [f"uren van {i.code} ({i.titel})" for i in self.items if not self.total[i.code]]

    def missing_weights(self) -> list[str]:
        return [f"gewicht van {i.code} ({i.titel})" for i in self.items if i.gewicht is None]


class Meter:
    """Measures one trajectory; what several norms ask is added up once."""

    def __init__(self, traject: Traject, schema: Leerplaatsschema) -> None:
        self.traject = traject
        self.schema = schema
        self._table: Urentabel = traject.hours_by_onderdeel()
        self._metingen: dict[tuple[Bereik, Telling], _Meting] = {}
        self._shares: dict[tuple[Grondslag, Bereik, Telling], Aandeel] = {}

    def measure(self, grondslag: Grondslag, bereik: Bereik, telt: Telling = "werkplek") -> Aandeel:
        """Return the share on one basis and scope, counting the places of `telt`."""
        key = (grondslag, bereik, telt)
        if key not in self._shares:
            self._shares[key] = self._measure(*key)
        return self._shares[key]

    def measure_all(self) -> tuple[Aandeel, ...]:
        """Return the shares on every basis and scope, in a fixed order."""
        return tuple(self.measure(basis, scope) for basis in AANDEELGRONDSLAGEN for scope in BEREIKEN)

    def _meting(self, bereik: Bereik, telt: Telling) -> _Meting:
        key = (bereik, telt)
        if key not in self._metingen:
            kept = soort_of(bereik)
            items = (item for item in self.traject.onderdelen if kept in (None, item.soort))
            self._metingen[key] = _Meting(items, self._table, places_that_count(self.schema, telt))
        return self._metingen[key]

    def _measure(self, grondslag: Grondslag, bereik: Bereik, telt: Telling) -> Aandeel:
        if grondslag == "weekuren":
            return _share(grondslag, bereik, telt, *self._weekly_hours(bereik, telt))
        meting = self._meting(bereik, telt)
        missing = meting.missing_hours()
        if grondslag == "gewicht":
            missing += meting.missing_weights()
        if missing:
            return Aandeel(grondslag=grondslag, bereik=bereik, telt=telt, ontbreekt=tuple(missing))
        return _share(grondslag, bereik, telt, *_NUMERATORS[grondslag](meting), ())

    def _weekly_hours(self, bereik: Bereik, telt: Telling) -> Weekmeting:
        """Return weekly hours in W and in all from the timetable, or from the allocation where it must."""
        kader, kind = self.traject.kader, soort_of(bereik)
        total = kader.weekuren(soort=kind)
        if telt == "totaal":
            return total, total, ()
        if telt == "werkplek":
            return kader.weekuren(component="werkplek", soort=kind), total, ()
        at_work = [r for r in kader.uurverdeling if r.component == "werkplek" and kind in (None, r.soort)]
        real = places_that_count(self.schema, telt)
        if all(line.leerplaats for line in at_work):
            return sum((r.weekuren for r in at_work if r.leerplaats in real), Fraction(0)), total, ()
        return self._allocated_week(bereik, telt, total)

    def _allocated_week(self, bereik: Bereik, telt: Telling, total: Fraction) -> Weekmeting:
        """Return weekly hours in W by the allocation, only when it places all hours at the workplace."""
        missing = self._meting(bereik, telt).missing_hours()
        if missing:
            return None, None, ("welke werkplekuren reëel zijn", *missing)
        kader = self.traject.kader
        there = kader.weekuren(component="werkplek", soort=soort_of(bereik)) * kader.weken
        placed = _by_hours(self._meting(bereik, "werkplek"))[0]
        if placed < there:
            open_hours = f"{format_number(there - placed)} van de {format_number(there)} uren op de werkplek"
            return None, None, ("welke werkplekuren reëel zijn", f"een plaats voor {open_hours}")
        return _by_hours(self._meting(bereik, telt))[0] / kader.weken, total, ()


def measure(
    traject: Traject,
    schema: Leerplaatsschema,
    grondslag: Grondslag,
    bereik: Bereik,
    telt: Telling = "werkplek",
) -> Aandeel:
    """Return the share of `traject` on one basis and scope, counting the places of `telt`."""
    return Meter(traject, schema).measure(grondslag, bereik, telt)


def measure_all(traject: Traject, schema: Leerplaatsschema) -> tuple[Aandeel, ...]:
    """Return the shares on every basis and scope, in a fixed order."""
    return Meter(traject, schema).measure_all()


def _share(
    grondslag: Grondslag,
    bereik: Bereik,
    telt: Telling,
    teller: Fraction | None,
    noemer: Fraction | None,
    missing: tuple[str, ...],
) -> Aandeel:
    share = teller / noemer if teller is not None and noemer else None
    if share is None and not missing:
        missing = ("uren in dit bereik",)
    return Aandeel(
        grondslag=grondslag,
        bereik=bereik,
        telt=telt,
        teller=teller,
        noemer=noemer,
        aandeel=share,
        ontbreekt=missing,
    )


def _by_count(meting: _Meting) -> tuple[Fraction, Fraction]:
    return sum(map(meting.part, meting.items), Fraction(0)), Fraction(len(meting.items))


def _by_main_place(meting: _Meting) -> tuple[Fraction, Fraction]:
    return Fraction(sum(meting.part(i) > HALF for i in meting.items)), Fraction(len(meting.items))


def _by_weight(meting: _Meting) -> tuple[Fraction, Fraction]:
    weights = {i.code: Fraction(i.gewicht or 0) for i in meting.items}
    counted = sum((meting.part(i) * weights[i.code] for i in meting.items), Fraction(0))
    return counted, sum(weights.values(), Fraction(0))


def _by_hours(meting: _Meting) -> tuple[Fraction, Fraction]:
    return sum(meting.counted.values(), Fraction(0)), sum(meting.total.values(), Fraction(0))


_NUMERATORS = {
    "competenties": _by_count,
    "competenties-hoofdplaats": _by_main_place,
    "gewicht": _by_weight,
    "uren": _by_hours,
}
