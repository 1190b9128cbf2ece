"""The checker's rules on places, periods, order, contexts and fixings (no solver)."""

from collections.abc import Iterator
from fractions import Fraction

from kwalificatiegraaf.domain.bouwgrenzen import Plaatsing
from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing, Traject
from kwalificatiegraaf.planning.checksums import vocational


def _run(traject: Traject, code: str) -> list[int]:
    """Return the numbers of the periods in which an item has hours, in order."""
    return sorted({row.periode for row in traject.toewijzingen if row.onderdeel == code})


def check_places(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 2: an item has hours only at its possible places, general education where it is taught."""
    possible = {item.code: _places(opdracht, item) for item in opdracht.onderdelen}
    for row in traject.toewijzingen:
        if row.leerplaats not in possible[row.onderdeel]:
            where = f"{row.leerplaats}, en heeft er uren in periode {row.periode}"
            text = f"{row.onderdeel} kan niet geleerd worden op {where}"
            yield Bevinding(regel="plaats", onderdeel=row.onderdeel, periode=row.periode, tekst=text)


def _places(opdracht: Trajectopdracht, item: Onderdeel) -> set[str]:
    """Return the possible places of an item; general education has those of the lines that teach it.

    A line that names no leaf leaves the item's own places of its component, or all when it has none there.
    """
    if item.soort == "beroepsgericht":
        return set(item.leerplaatsen)
    schema, found = opdracht.leerplaatsen, set[str]()
    for line in opdracht.kader.uurverdeling:
        if line.cluster == item.code:
            named = set(schema.leaves_for(line.leerplaats, line.component))
            found |= named & set(item.leerplaatsen) or named
    return found


def check_parts(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 2: the part of a competence at a place keeps its bounds."""
    table = traject.hours_by_onderdeel()
    for bound in opdracht.grenzen.delen:
        row = table[bound.onderdeel]
        total = sum(row.values(), Fraction(0))
        part = row.get(bound.leerplaats, Fraction(0)) / total if total else Fraction(0)
        if not bound.minstens <= part <= bound.hoogstens:
            text = f"{bound.onderdeel} heeft {part} op {bound.leerplaats}, buiten zijn grenzen"
            yield Bevinding(regel="deel", onderdeel=bound.onderdeel, tekst=text)


def check_periods(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 4: load and number of competences of a period keep their bounds."""
    codes = {item.code for item in vocational(opdracht)}
    for bound in opdracht.grenzen.perioden:
        rows = [row for row in traject.toewijzingen if row.periode == bound.periode]
        load = sum((row.uren for row in rows), Fraction(0))
        count = len({row.onderdeel for row in rows} & codes)
        pairs = (
            ("uren", load, bound.minste_uren, bound.meeste_uren),
            ("competenties", Fraction(count), bound.minste_competenties, bound.meeste_competenties),
        )
        for what, found, least, most in pairs:
            if (least is not None and found < least) or (most is not None and found > most):
                wanted = f"minstens {least} en hoogstens {most} gevraagd"
                text = f"periode {bound.periode} heeft {format_number(found)} {what}; {wanted}"
                yield Bevinding(regel="periodegrens", periode=bound.periode, tekst=text)


def steps_of(opdracht: Trajectopdracht) -> Iterator[tuple[str, str, bool]]:
    """Yield (earlier, later, strict) of prerequisites inside the trajectory and of the extra pairs."""
    codes = {item.code for item in vocational(opdracht)}
    for item in vocational(opdracht):
        yield from ((code, item.code, True) for code in item.voorkennis if code in codes)
    yield from ((pair.eerst, pair.dan, pair.soort == "strikt") for pair in opdracht.grenzen.volgorde)


def check_order(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 5: a competence starts after its prerequisites end, or not before they start."""
    for earlier, later, strict in steps_of(opdracht):
        first, then = _run(traject, earlier), _run(traject, later)
        if not first or not then:
            continue
        if then[0] <= first[-1] if strict else then[0] < first[0]:
            how = f"eindigt in periode {first[-1]}" if strict else f"begint in periode {first[0]}"
            text = f"{later} begint in periode {then[0]}, maar {earlier} {how}"
            yield Bevinding(regel="voorkennis", onderdeel=later, periode=then[0], tekst=text)


def check_run(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 6: a competence runs in periods that follow each other."""
    numbers = [period.nummer for period in opdracht.kader.perioden]
    for item in vocational(opdracht):
        run = [numbers.index(number) for number in _run(traject, item.code)]
        if run and run[-1] - run[0] + 1 != len(run):
            text = f"{item.code} wordt onderbroken: periodes {', '.join(str(numbers[i]) for i in run)}"
            yield Bevinding(regel="aaneensluitend", onderdeel=item.code, tekst=text)


def check_contexts(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 7: exactly, or at least, so many contexts have a competence with hours."""
    rule = opdracht.kader.verplichte_context
    if rule is None:
        return
    placed = {row.onderdeel for row in traject.toewijzingen}
    covered = sorted(c.context for c in opdracht.kader.contextkeuzes if placed & set(c.competenties))
    wrong = len(covered) != rule.aantal if rule.regel == "exact" else len(covered) < rule.aantal
    if wrong:
        text = f"{len(covered)} contexten gedekt ({', '.join(covered)}); gevraagd: {rule.regel} {rule.aantal}"
        yield Bevinding(regel="context", tekst=text)


def check_fixings(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Bevinding]:
    """Constraint 7: fixed competences have all hours there, forbidden ones none."""
    for row in traject.toewijzingen:
        for placing in opdracht.grenzen.vast:
            if placing.onderdeel == row.onderdeel and not _covers(placing, row.leerplaats, row.periode):
                yield _misplaced("vast", row, "ligt elders vast")
        for placing in opdracht.grenzen.verboden:
            if placing.onderdeel == row.onderdeel and _covers(placing, row.leerplaats, row.periode):
                yield _misplaced("verboden", row, "is daar verboden")


def may_be_at(opdracht: Trajectopdracht, item: Onderdeel, place: str, number: int) -> bool:
    """Whether no fixing or prohibition keeps a competence from a place in a period."""
    grenzen = opdracht.grenzen
    fixed = [placing for placing in grenzen.vast if placing.onderdeel == item.code]
    forbidden = [placing for placing in grenzen.verboden if placing.onderdeel == item.code]
    return all(_covers(placing, place, number) for placing in fixed) and not any(
        _covers(placing, place, number) for placing in forbidden
    )


def _covers(placing: Plaatsing, place: str, number: int) -> bool:
    return placing.leerplaats in (None, place) and placing.periode in (None, number)


def _misplaced(rule: str, row: Toewijzing, why: str) -> Bevinding:
    text = f"{row.onderdeel} op {row.leerplaats} in periode {row.periode} {why}"
    return Bevinding(regel=rule, onderdeel=row.onderdeel, periode=row.periode, tekst=text)
