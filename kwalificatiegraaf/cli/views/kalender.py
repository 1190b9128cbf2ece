"""The calendar of a school year: what is free, and what is left per period."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import count, heading, note, table, text
from kwalificatiegraaf.domain.kalender import Kalender, Kalenderperiode, Tijdvak, show_day

WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def calendar_view(found: Kalender) -> Iterator[RenderableType]:
    """Yield one school year."""
    year = found.schooljaar
    yield heading(
        f"Schooljaar {year.code}",
        f"lessen van {show_day(year.lesbegin)} tot en met {show_day(year.leseinde)}",
    )
    yield note("Regel", found.bron, "cyan")
    rows = [(text(one.naam), *_ends(one), text(one.regel)) for one in found.vakanties]
    yield table("Vakanties", ("vakantie", "van", "tot en met", "regel"), rows)
    yield _days(found)
    yield from _own(found)
    yield _periods(found)


def _ends(part: Tijdvak) -> tuple[Text, Text]:
    return text(show_day(part.van)), text(show_day(part.tot_en_met))


def _days(found: Kalender) -> RenderableType:
    rows = [
        (text(show_day(one.dag)), text(WEEKDAGEN[one.dag.weekday()]), text(one.naam), text(one.bron))
        for one in found.feestdagen
    ]
    return table("Feestdagen en vrije dagen", ("dag", "weekdag", "naam", "bron"), rows)


def _own(found: Kalender) -> Iterator[RenderableType]:
    own = found.afwijking
    free = [(*_ends(part), text("vrij")) for part in own.vrij]
    lessons = [(*_ends(Tijdvak(naam="les", van=day, tot_en_met=day)), text("les")) for day in own.lesdagen]
    if free or lessons:
        yield table("Afwijkingen van de school", ("van", "tot en met", "wat"), [*free, *lessons])


def _periods(found: Kalender) -> RenderableType:
    rows = [_period(one) for one in found.perioden]
    total = ("samen", "", "", str(found.opleidingsdagen), str(found.schoolweken))
    title = (
        f"{count(found.opleidingsdagen, 'opleidingsdag', 'opleidingsdagen')} "
        f"in {count(found.schoolweken, 'schoolweek', 'schoolweken')}"
    )
    columns = ("periode", "van", "tot en met", "#opleidingsdagen", "#schoolweken")
    return table(title, columns, [*rows, tuple(Text(cell, style="bold") for cell in total)])


def _period(one: Kalenderperiode) -> tuple[Text, ...]:
    return (
        text(one.nummer),
        *_ends(one),
        text(one.opleidingsdagen),
        text(one.schoolweken),
    )
