"""What makes the frame or the items of a task unsound, each with its place and its remedy."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.taal import format_number, join_nl
from kwalificatiegraaf.domain.traject import Onderdeel, Trajectkader
from kwalificatiegraaf.errors import InvalidInput, suggest

KWARTIER = Fraction(1, 4)


def require_known(code: str, choices: Iterable[str], kind: str, place: str) -> None:
    """Raise InvalidInput, with the nearest choice, unless `code` is one of `choices`."""
    codes = sorted(set(choices))
    if code not in codes:
        remedy = f"kies uit: {', '.join(codes)}" if codes else f"schrap '{code}', of voeg het toe"
        raise InvalidInput(f"{kind} '{code}' bestaat niet{suggest(code, codes)}", place=place, remedy=remedy)


def require_unique(codes: Iterable[Hashable], kind: str, place: str) -> None:
    """Raise InvalidInput when one of `codes` stands there twice."""
    double = sorted(str(code) for code, count in Counter(codes).items() if count > 1)
    if double:
        raise InvalidInput(
            f"{kind} {join_nl(double)} staat er meer dan een keer", place=place, remedy="schrap er een"
        )


def check_leaf(code: str, schema: Leerplaatsschema, place: str) -> None:
    """Raise InvalidInput unless `code` is a place without narrower ones."""
    schema.get(code, place)
    leaves = schema.leaves_of(code)
    if leaves != (code,):
        raise InvalidInput(
            f"leerplaats '{code}' is te ruim: uren horen bij een plaats zonder smallere",
            place=place,
            remedy=f"kies uit: {', '.join(leaves)}",
        )


def check_frame(kader: Trajectkader, items: Sequence[Onderdeel], schema: Leerplaatsschema) -> None:
    """Periods in order, timetable lines on known places and clusters, quarters of an hour, contexts."""
    numbers = [period.nummer for period in kader.perioden]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise InvalidInput(
            "de perioden staan niet in volgorde",
            place="kader.perioden",
            remedy="nummer ze oplopend, elk een keer",
        )
    clusters = {item.code for item in items if item.soort == "algemeen"}
    for number, line in enumerate(kader.uurverdeling):
        place = f"kader.uurverdeling[{number}]"
        if line.cluster is not None:
            require_known(line.cluster, clusters, "cluster", f"{place}.cluster")
        if line.leerplaats is not None:
            _check_line_place(line.leerplaats, line.component, schema, f"{place}.leerplaats")
        for period in kader.perioden:
            require_quarters(line.weekuren * period.weken, f"{line.vak} in periode {period.nummer}", place)
    _check_contexts(kader, {item.code for item in items})


def _check_line_place(code: str, component: str, schema: Leerplaatsschema, place: str) -> None:
    found = schema.get(code, place)
    if found.component != component:
        raise InvalidInput(
            f"leerplaats '{code}' hoort bij {found.component}, de regel bij {component}",
            place=place,
            remedy=f"kies een plaats van {component}, of verplaats de regel",
        )
    of_component = set(schema.leaves_in(component))
    if set(schema.leaves_of(code)) != of_component:
        check_leaf(code, schema, place)


def require_quarters(hours: Fraction, what: str, place: str) -> None:
    """Raise InvalidInput unless `hours` is a whole number of quarters."""
    if (hours / KWARTIER).denominator != 1:
        raise InvalidInput(
            f"{what}: {format_number(hours, 4)} uur is geen geheel aantal kwartieren",
            place=place,
            remedy="pas de weekuren of het aantal weken aan",
        )


def _check_contexts(kader: Trajectkader, codes: set[str]) -> None:
    rule, place = kader.verplichte_context, "kader.contextkeuzes"
    require_unique([choice.context for choice in kader.contextkeuzes], "context", place)
    for number, choice in enumerate(kader.contextkeuzes):
        if rule is not None and rule.contexten:
            require_known(choice.context, rule.contexten, "context", f"{place}[{number}].context")
        for code in choice.competenties:
            require_known(code, codes, "competentie", f"{place}[{number}].competenties")
    if rule is None:
        return
    covered = sum(bool(choice.competenties) for choice in kader.contextkeuzes)
    if covered < rule.aantal or (rule.regel == "exact" and covered > rule.aantal):
        how = "precies" if rule.regel == "exact" else "minstens"
        raise InvalidInput(
            f"het traject moet {how} {rule.aantal} contexten dekken; {covered} keuzes hebben competenties",
            place=place,
            remedy=f"kies {how} {rule.aantal} uit: {', '.join(rule.contexten)}" if rule.contexten else None,
        )


def check_items(kader: Trajectkader, items: Sequence[Onderdeel], schema: Leerplaatsschema) -> None:
    """Unique codes, known places, a size or a weight, and sums that can come out."""
    if not items:
        raise InvalidInput(
            "er zijn geen onderdelen", place="onderdelen", remedy="geef minstens een competentie"
        )
    require_unique([item.code for item in items], "onderdeel", "onderdelen")
    taught = {line.cluster for line in kader.uurverdeling if line.cluster}
    for item in items:
        place = f"onderdelen[{item.code}]"
        require_unique(item.leerplaatsen, "leerplaats", f"{place}.leerplaatsen")
        for code in item.leerplaatsen:
            check_leaf(code, schema, f"{place}.leerplaatsen")
        if item.soort == "algemeen":
            require_known(item.code, taught, "cluster in de uurverdeling", place)
        else:
            _check_competence(item, place)
    _check_sums(kader, [item for item in items if item.soort == "beroepsgericht"])


def _check_competence(item: Onderdeel, place: str) -> None:
    if not item.leerplaatsen:
        raise InvalidInput(
            f"{item.titel} heeft geen enkele leerplaats",
            place=f"{place}.leerplaatsen",
            remedy="geef minstens een plaats waar de competentie geleerd kan worden",
        )
    if item.uren is None and (item.gewicht is None or item.gewicht < 1):
        raise InvalidInput(
            f"{item.titel} heeft uren noch gewicht",
            place=place,
            remedy="geef een gewicht van 1 tot 5, of uren",
        )
    if item.uren is not None:
        if item.uren <= 0:
            raise InvalidInput(
                f"{item.titel} heeft geen uren", place=f"{place}.uren", remedy="geef meer dan 0 uur"
            )
        require_quarters(item.uren, item.titel, f"{place}.uren")


def _check_sums(kader: Trajectkader, items: Sequence[Onderdeel]) -> None:
    hours = kader.weekuren(soort="beroepsgericht") * kader.weken
    given = sum((item.uren for item in items if item.uren is not None), Fraction(0))
    open_items = [item for item in items if item.uren is None]
    place, said = "onderdelen", f"het kader telt {format_number(hours)} beroepsgerichte uren"
    if not items and hours:
        raise InvalidInput(f"{said}, maar er zijn geen competenties", place=place, remedy="geef competenties")
    if (not open_items and given != hours) or (open_items and given + len(open_items) * KWARTIER > hours):
        raise InvalidInput(
            f"{said}, de competenties vragen er {format_number(given)}"
            + (f" en {len(open_items)} andere moeten ook uren krijgen" if open_items else ""),
            place=place,
            remedy="pas de uren van de competenties aan, of de weekuren of weken van het kader",
        )
