"""The objectives of a trajectory computed again in hours, and the bounds that follow without a solver."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from kwalificatiegraaf.domain.bouwresultaat import Doelresultaat
from kwalificatiegraaf.domain.narekening import Doelcontrole, Grensoordeel
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import verdicts_of
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.checkwholes import least_divided

Count = Callable[[Trajectopdracht, Traject], Fraction]


def recount(
    opdracht: Trajectopdracht, traject: Traject, claimed: tuple[Doelresultaat, ...]
) -> tuple[Doelcontrole, ...]:
    """Return every claimed objective with its value computed again and what can be said of its bound."""
    return tuple(_recounted(opdracht, traject, goal) for goal in claimed)


def _recounted(opdracht: Trajectopdracht, traject: Traject, goal: Doelresultaat) -> Doelcontrole:
    if goal.naam in VALUES:
        value: Fraction | None = VALUES[goal.naam](opdracht, traject)
        verdict, reason = _bound(goal, LEAST[goal.naam](opdracht, traject), opdracht.grenzen.tolerantie)
    else:
        value, verdict, reason = _norm(opdracht, traject, goal)
    return Doelcontrole(doel=goal.naam, gezegd=goal.waarde, berekend=value, grens=verdict, reden=reason)


def _bound(goal: Doelresultaat, least: Fraction, tolerance: Fraction) -> tuple[Grensoordeel, str]:
    """Judge the bound of an objective that is made small, from a bound that anyone can compute."""
    if goal.grens > goal.waarde:
        return "weerlegd", "de waarde zelf ligt onder de grens"
    if goal.status == "binnen-speelruimte" and goal.waarde > goal.grens * (1 + tolerance):
        return "weerlegd", "de waarde ligt buiten de speelruimte boven de grens"
    if goal.status == "optimaal" and goal.grens != goal.waarde:
        return "weerlegd", "de waarde heet optimaal, maar haalt de grens niet"
    if goal.grens <= least:
        return "nagerekend", "de grens volgt uit grootte, plaatsen en uren"
    return "niet-nagerekend", "enkel een oplosser kan deze grens bevestigen"


def _norm(
    opdracht: Trajectopdracht, traject: Traject, goal: Doelresultaat
) -> tuple[Fraction | None, Grensoordeel, str]:
    for norm in opdracht.normen:
        if f"norm {norm.code}" == goal.naam:
            own = [t for t in verdicts_of(norm, traject, opdracht.leerplaatsen) if t.eigen_grondslag]
            if own and own[0].oordeel == "gehaald":
                return own[0].waarde, "nagerekend", "de norm is gehaald, er is niets te bewijzen"
            reason = "dat de norm niet dichterbij kan, kan enkel een oplosser bevestigen"
            return own[0].waarde if own else None, "niet-nagerekend", reason
    return None, "niet-nagerekend", "dit doel is onbekend"


def _rows(opdracht: Trajectopdracht, traject: Traject) -> list[tuple[str, str, int, Fraction]]:
    codes = {item.code for item in opdracht.competenties}
    return [
        (r.onderdeel, r.leerplaats, r.periode, r.uren) for r in traject.toewijzingen if r.onderdeel in codes
    ]


def _load(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Hours a week of the heaviest period."""
    return max(
        sum((r.uren for r in traject.toewijzingen if r.periode == p.nummer), Fraction(0)) / p.weken
        for p in opdracht.kader.perioden
    )


def _mean_load(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """The mean weekly hours: some period has at least these."""
    return sum((r.uren for r in traject.toewijzingen), Fraction(0)) / opdracht.kader.weken


def _periods(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Pairs of item and period."""
    return Fraction(len({(code, period) for code, _, period, _ in _rows(opdracht, traject)}))


def _divided(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Items at more than one place."""
    used = {(code, place) for code, place, _, _ in _rows(opdracht, traject)}
    codes = [code for code, _ in used]
    return Fraction(sum(codes.count(code) > 1 for code in set(codes)))


def _one_period_each(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    return Fraction(len(opdracht.competenties))


def _preference(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Hours times the rank of their place for the item."""
    places = {item.code: item.leerplaatsen for item in opdracht.competenties}
    rows = _rows(opdracht, traject)
    return sum((hours * places[code].index(place) for code, place, _, hours in rows), Fraction(0))


def _best_open_places(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Every hour at the first place whose component has vocational hours at all."""
    schema, kader = opdracht.leerplaatsen, opdracht.kader
    table = traject.hours_by_onderdeel()
    least = Fraction(0)
    for item in opdracht.competenties:
        open_at = [
            rank
            for rank, place in enumerate(item.leerplaatsen)
            if kader.weekuren(component=schema.get(place).component, soort="beroepsgericht")
        ]
        least += min(open_at, default=0) * sum(table[item.code].values(), Fraction(0))
    return least


def _order(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Periods that items wait, times their place in the row counted from the end."""
    codes = [item.code for item in opdracht.competenties]
    times = [period.nummer for period in opdracht.kader.perioden]
    pairs = {(code, period) for code, _, period, _ in _rows(opdracht, traject)}
    return Fraction(sum((len(codes) - codes.index(c)) * times.index(t) for c, t in pairs))


def _nothing(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    return Fraction(0)


VALUES: Mapping[str, Count] = {
    "belasting": _load,
    "perioden": _periods,
    "verdeling": _divided,
    "voorkeur": _preference,
    "volgorde": _order,
}
LEAST: Mapping[str, Count] = {
    "belasting": _mean_load,
    "perioden": _one_period_each,
    "verdeling": least_divided,
    "voorkeur": _best_open_places,
    "volgorde": _nothing,
}
"""Bounds that anyone can compute by hand."""
