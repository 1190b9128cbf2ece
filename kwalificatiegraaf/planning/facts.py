"""The facts of a task, each with its present value as a Dutch sentence (PLANNING: explanation)."""

from collections.abc import Iterator, Sequence

from kwalificatiegraaf.domain.bouwgrenzen import Periodegrens, Plaatsing
from kwalificatiegraaf.domain.feit import Feit
from kwalificatiegraaf.domain.grenscontrole import precedences
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number, format_percent, join_nl


def facts_of(opdracht: Trajectopdracht, wetten: Sequence[Norm] = ()) -> tuple[Feit, ...]:
    """Return the facts in a fixed order: hours, places, bounds, calendar, laws.

    The frame must have lines for both components (`with_both_components`); `wetten` are norms of law
    on weekly hours that the frame meets, and must go on meeting.
    """
    return (
        *_hours(opdracht),
        *_places(opdracht),
        *_parts(opdracht),
        *_placings(opdracht, "vast", opdracht.grenzen.vast),
        *_placings(opdracht, "verboden", opdracht.grenzen.verboden),
        *_steps(opdracht),
        *(_period_bound(bound) for bound in opdracht.grenzen.perioden),
        *_calendar(opdracht),
        *_laws(opdracht, wetten),
    )


def _hours(opdracht: Trajectopdracht) -> Iterator[Feit]:
    for number, line in enumerate(opdracht.kader.uurverdeling):
        amount = f"{format_number(line.weekuren)} uur per week"
        if line.soort == "beroepsgericht":
            zin = f"{line.vak} ({line.component}) telt {amount}."
            yield Feit(code=f"uren:{number}", soort="uren", zin=zin, nummer=number, component=line.component)
        elif line.weekuren:
            zin = f"{line.vak} (algemene vorming) telt {amount}."
            yield Feit(
                code=f"algemeen:{number}",
                soort="algemene-uren",
                zin=zin,
                nummer=number,
                component=line.component,
                onderdeel=line.cluster,
            )


def _places(opdracht: Trajectopdracht) -> Iterator[Feit]:
    schema = opdracht.leerplaatsen
    for item in opdracht.competenties:
        labels = " of ".join(schema.get(code).label for code in item.leerplaatsen)
        zin = f"{item.code} ({item.titel}) kan enkel geleerd worden in: {labels}."
        yield Feit(code=f"plaatsen:{item.code}", soort="plaatsen", zin=zin, onderdeel=item.code)


def _parts(opdracht: Trajectopdracht) -> Iterator[Feit]:
    for part in opdracht.grenzen.delen:
        place = opdracht.leerplaatsen.get(part.leerplaats).label
        least, most = format_percent(part.minstens), format_percent(part.hoogstens)
        yield Feit(
            code=f"deel:{part.onderdeel}:{part.leerplaats}",
            soort="deel",
            zin=f"Van {part.onderdeel} ligt minstens {least} en hoogstens {most} in {place}.",
            onderdeel=part.onderdeel,
            leerplaats=part.leerplaats,
        )


def _placings(opdracht: Trajectopdracht, kind: str, placings: Sequence[Plaatsing]) -> Iterator[Feit]:
    how = "ligt vast" if kind == "vast" else "is verboden"
    for number, one in enumerate(placings):
        where = [opdracht.leerplaatsen.get(one.leerplaats).label] if one.leerplaats else []
        where += [f"periode {one.periode}"] if one.periode is not None else []
        yield Feit.model_validate(
            {
                "code": f"{kind}:{number}",
                "soort": kind,
                "zin": f"{one.onderdeel} {how} in {join_nl(where)}.",
                "onderdeel": one.onderdeel,
                "leerplaats": one.leerplaats,
                "periode": one.periode,
                "nummer": number,
            }
        )


def _steps(opdracht: Trajectopdracht) -> Iterator[Feit]:
    for pair in precedences(opdracht.onderdelen, opdracht.grenzen.volgorde):
        strict = pair.soort == "strikt"
        when = f"na de laatste periode van {pair.eerst}" if strict else f"niet voor {pair.eerst}"
        yield Feit(
            code=f"voorkennis:{pair.eerst}>{pair.dan}:{pair.soort}",
            soort="voorkennis",
            zin=f"{pair.dan} begint {when}.",
            onderdeel=pair.eerst,
            ander=pair.dan,
            strikt=strict,
        )


def _period_bound(bound: Periodegrens) -> Feit:
    pairs = (
        ("minstens", bound.minste_uren, "uur"),
        ("hoogstens", bound.meeste_uren, "uur"),
        ("minstens", bound.minste_competenties, "competenties"),
        ("hoogstens", bound.meeste_competenties, "competenties"),
    )
    said = [f"{how} {format_number(value)} {what}" for how, value, what in pairs if value is not None]
    zin = f"Periode {bound.periode} telt {join_nl(said) or 'om het even hoeveel uren'}."
    return Feit(code=f"periode:{bound.periode}", soort="periodegrens", zin=zin, periode=bound.periode)


def _calendar(opdracht: Trajectopdracht) -> Iterator[Feit]:
    periods = opdracht.kader.perioden
    said = "1 periode" if len(periods) == 1 else f"{len(periods)} perioden"
    zin = f"Het traject telt {said} en {opdracht.kader.weken} weken."
    yield Feit(code="looptijd", soort="looptijd", zin=zin)
    if len(periods) > 1:
        zin = (
            f"In elke periode wijken de uren van een component hoogstens "
            f"{format_percent(opdracht.grenzen.tolerantie)} af van de lessentabel."
        )
        yield Feit(code="tolerantie", soort="tolerantie", zin=zin)


def _laws(opdracht: Trajectopdracht, wetten: Sequence[Norm]) -> Iterator[Feit]:
    rule = opdracht.kader.verplichte_context
    if rule is not None:
        zin = f"Het traject dekt {rule.regel} {rule.aantal} van de verplichte contexten."
        yield Feit(code="context", soort="context", zin=zin, wet=True)
    for norm in wetten:
        zin = f"{norm.label} ({norm.code}, {norm.bron}) blijft gehaald."
        yield Feit(code=f"norm:{norm.code}", soort="norm", zin=zin, wet=True)
