"""Why a norm is not reached: the highest values, the blocking sets, and the repairs, as tables."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.marks import certainty
from kwalificatiegraaf.cli.views.parts import EMPTY, count, heading, note, table, text
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.herstel import Herstel, Herstelplan, Trajectherstel
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toets import number_beside
from kwalificatiegraaf.domain.uitleg import Blokkering, Hoogste, Opheffing, Trajectuitleg, Uitleg

_GOOD = ("haalbaar", "niet nodig")
_SIGNS = {"onbepaald": ("?", "yellow"), "onbekend": ("?", "yellow")}


def explanation_view(found: Trajectuitleg) -> Iterator[RenderableType]:
    """Yield the explanation of every norm, one below the other."""
    yield heading(f"Uitleg: {found.titel}", found.traject, f"op {found.datum:%d-%m-%Y}")
    yield from _common(found)
    for number, one in enumerate(found.uitleg):
        yield from _explanation(one, whole=number == 0)


def _common(found: Trajectuitleg | Trajectherstel) -> Iterator[RenderableType]:
    is_assumed = found.zekerheid == "aanname"
    mark = certainty(found.zekerheid, "de uren en weken zijn een aanname" if is_assumed else None)
    if mark:
        yield mark
    if found.wetten:
        yield note("Wetten die blijven gelden", ", ".join(found.wetten), "cyan")
    for message in found.meldingen:
        yield note("Let op", message)


def _told(status: str, sentence: str) -> Text:
    sign, style = _SIGNS.get(status, ("✔", "green") if status in _GOOD else ("✘", "red"))
    return Text.assemble("\n", (f"{sign} ", style), (sentence, "bold"))


def _explanation(one: Uitleg, *, whole: bool) -> Iterator[RenderableType]:
    """Yield one norm; with `whole` the highest value on every basis and not on its own alone."""
    yield _told(one.status, one.zin)
    rows = [row for row in one.hoogste if whole or row.eigen_grondslag]
    if rows:
        yield _highest(one, rows)
    for number, blocking in enumerate(one.blokkeringen, start=1):
        yield _blocking(one, number, blocking)
    if one.begrensd:
        yield note("Er kunnen er meer zijn", f"gestopt bij {one.limiet}")
    if one.blokkeringen:
        yield Text(_room(one.ruimte), style="dim")


def _room(room: Speelruimte) -> str:
    return (
        f"Speelruimte: {room.uren} uur per week meer of minder per regel van de lessentabel, "
        f"algemene vorming tot nul, {count(room.perioden, 'periode', 'perioden')} meer."
    )


def _value(one: Uitleg | Herstelplan, value: Fraction | None) -> str:
    """Return a value, never rounded onto the threshold."""
    if value is None:
        return EMPTY
    unit = "uur per week" if one.grondslag == "weekuren" else "aandeel"
    bounds = () if one.drempel is None else (one.drempel,)
    number = number_beside(value, unit, *bounds)
    return number if unit == "aandeel" else f"{number} u"


def _highest(one: Uitleg, found: Iterable[Hoogste]) -> RenderableType:
    rows = [
        (
            text(row.grondslag),
            text(row.bereik),
            Text(_value(one, row.waarde), style="bold" if row.eigen_grondslag else ""),
            text(_value(one, row.grens)),
            text(row.bewijs),
        )
        for row in found
    ]
    columns = ("grondslag", "bereik", "#hoogste", "#grens", "bewijs")
    return table("Het hoogste dat kan (eerst op de grondslag van de norm zelf)", columns, rows)


def _blocking(one: Uitleg, number: int, blocking: Blokkering) -> RenderableType:
    lifted = {row.feit: row for row in blocking.certificaat.opheffingen}
    rows = [
        (text(fact.zin), text("wet" if fact.wet else ""), text(_lifted(one, lifted[fact.code])))
        for fact in blocking.feiten
    ]
    title = f"Blokkering {number}: {blocking.certificaat.redenering}"
    return table(title, ("deze feiten samen", "", "wat deze blokkering opheft"), rows)


def _lifted(one: Uitleg, row: Opheffing) -> str:
    if row.breekt:
        return "een wet wijzigt niet"
    if not row.gevonden:
        return "niet gevonden binnen de rekentijd"
    value = [] if row.waarde is None else [_value(one, row.waarde)]
    hours = [f"{line.vak} {format_number(line.weekuren)} u" for line in row.uurverdeling]
    periods = [count(row.extra_perioden, "periode meer", "perioden meer")] if row.extra_perioden else []
    return "; ".join([*value, *hours, *periods]) or "met dezelfde uren"


def repairs_view(found: Trajectherstel) -> Iterator[RenderableType]:
    """Yield the repairs of every norm, cheapest first."""
    yield heading(f"Herstel: {found.titel}", found.traject, f"op {found.datum:%d-%m-%Y}")
    yield from _common(found)
    for plan in found.plannen:
        yield from _plan(plan)


def _plan(plan: Herstelplan) -> Iterator[RenderableType]:
    name = f"{plan.titel} ({plan.norm})" if plan.norm else "Een mogelijke verdeling"
    done = "niet nodig" if plan.herstellingen else plan.status
    yield _told(done, f"{name}: {plan.zin}")
    if plan.herstellingen:
        rows = [_repair(plan, number, one) for number, one in enumerate(plan.herstellingen, start=1)]
        columns = ("#nr", "wijzigingen", "#aantal", "#uren", "#wordt")
        yield table(
            "Herstellingen: zo weinig mogelijk wijzigingen, dan zo weinig mogelijk uren", columns, rows
        )
        yield Text(_room(plan.ruimte), style="dim")
    if plan.begrensd:
        yield note("Er kunnen er meer zijn", f"gestopt bij {plan.limiet}")


def _repair(plan: Herstelplan, number: int, one: Herstel) -> tuple[RenderableType, ...]:
    return (
        text(number),
        text("\n".join(change.zin for change in one.wijzigingen)),
        text(one.kost.aantal),
        text(format_number(one.kost.uren)),
        text(_value(plan, one.aandeel)),
    )
