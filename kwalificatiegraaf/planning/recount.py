"""The objectives of a trajectory computed again in hours, and the bounds that follow without a solver."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.domain.bouwresultaat import NORMDOEL, Doelresultaat
from kwalificatiegraaf.domain.narekening import Doelcontrole, Grensoordeel
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import own_verdict
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.checksums import expected_sizes
from kwalificatiegraaf.planning.checkwholes import least_divided, least_periods
from kwalificatiegraaf.planning.proofwords import Ground, count_sentence, grounds_of, norm_sentence

Count = Callable[[Trajectopdracht, Traject], Fraction]
Recounted = tuple[Fraction | None, Grensoordeel, str, set[str]]
"""The value, what can be said of the bound and why, and the sentences that fit the claim."""


def recount(
    opdracht: Trajectopdracht, traject: Traject, claimed: tuple[Doelresultaat, ...]
) -> tuple[Doelcontrole, ...]:
    """Return every claimed objective with its value computed again and what can be said of its bound."""
    return tuple(_recounted(opdracht, traject, goal) for goal in claimed)


def _recounted(opdracht: Trajectopdracht, traject: Traject, goal: Doelresultaat) -> Doelcontrole:
    counted = _of_norm if goal.naam.startswith(NORMDOEL) else _of_count
    value, verdict, reason, sentences = counted(opdracht, traject, goal)
    if value is not None and value != goal.waarde:
        verdict, reason = "weerlegd", f"de waarde is niet {goal.waarde} maar {value}"
    elif verdict != "weerlegd" and goal.bewijs not in sentences:
        verdict, reason = "weerlegd", "de zin van het bewijs past niet bij waarde, grens en status"
    return Doelcontrole(doel=goal.naam, gezegd=goal.waarde, berekend=value, grens=verdict, reden=reason)


def _of_count(opdracht: Trajectopdracht, traject: Traject, goal: Doelresultaat) -> Recounted:
    for kind in VALUES:
        if kind == goal.naam:
            least = LEAST[kind](opdracht, traject)
            verdict, reason = _bound(goal, least, opdracht.grenzen.tolerantie)
            said = {count_sentence(kind, goal.waarde, goal.grens, one) for one in grounds_of(goal)}
            return VALUES[kind](opdracht, traject), verdict, reason, said
    return None, "weerlegd", "dit doel bestaat niet", set()


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


def _of_norm(opdracht: Trajectopdracht, traject: Traject, goal: Doelresultaat) -> Recounted:
    for norm in opdracht.normen:
        if f"{NORMDOEL}{norm.code}" == goal.naam:
            toets = own_verdict(norm, traject, opdracht.leerplaatsen)
            is_met = toets.oordeel == "gehaald"
            grounds: tuple[Ground | None, ...] = (None,) if is_met else grounds_of(goal)
            said = {norm_sentence(norm, toets.eenheid, goal.waarde, goal.grens, one) for one in grounds}
            if toets.waarde is None:
                return None, "weerlegd", "de norm is onbepaald: er is geen waarde", said
            return (toets.waarde, *_norm_bound(norm, goal, is_met=is_met), said)
    return None, "weerlegd", "deze norm hoort niet bij het traject", set()


def _norm_bound(norm: Norm, goal: Doelresultaat, *, is_met: bool) -> tuple[Grensoordeel, str]:
    """Judge the bound of a norm: its threshold when it is met, else the most that can be."""
    if is_met and (goal.grens, goal.status) != (norm.drempel, "optimaal"):
        return "weerlegd", f"de norm is gehaald: haar grens is de drempel {norm.drempel}"
    if is_met:
        return "nagerekend", "de norm is gehaald, er is niets te bewijzen"
    if goal.status == "optimaal" and goal.grens != goal.waarde:
        return "weerlegd", "de waarde heet optimaal, maar haalt de grens niet"
    if norm.operator in ("groter-dan", "minstens") and goal.grens < goal.waarde:
        return "weerlegd", "de waarde zelf ligt boven de grens"
    return "niet-nagerekend", "dat de norm niet dichterbij kan, kan enkel een oplosser bevestigen"


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
    """Periods between where competences run and where their codes put them, for each run apart."""
    own = _own_periods(opdracht)
    times = [period.nummer for period in opdracht.kader.perioden]
    pairs = {(code, period) for code, _, period, _ in _rows(opdracht, traject)}
    return Fraction(sum(abs(times.index(period) - own[code]) for code, period in pairs))


def _own_periods(opdracht: Trajectopdracht) -> dict[str, int]:
    """Return how many periods are over when a competence begins, all after another in order of code."""
    kader, sizes = opdracht.kader, expected_sizes(opdracht)
    hours = sum(sizes.values(), Fraction(0))
    begin, own = Fraction(0), {}
    for item in opdracht.competenties:
        weeks, own[item.code] = Fraction(0), 0
        for period in kader.perioden[:-1]:
            weeks += period.weken
            own[item.code] += begin * kader.weken >= weeks * hours
        begin += sizes[item.code]
    return own


def _nothing(opdracht: Trajectopdracht, traject: Traject) -> Fraction:
    """Every competence where its code puts it."""
    return Fraction(0)


VALUES: Mapping[Doelnaam, Count] = {
    "belasting": _load,
    "perioden": _periods,
    "verdeling": _divided,
    "voorkeur": _preference,
    "volgorde": _order,
}
LEAST: Mapping[Doelnaam, Count] = {
    "belasting": _mean_load,
    "perioden": least_periods,
    "verdeling": least_divided,
    "voorkeur": _best_open_places,
    "volgorde": _nothing,
}
"""Bounds that anyone can compute by hand."""
