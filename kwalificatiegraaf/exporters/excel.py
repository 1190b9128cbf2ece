"""Workbooks for people of Word and Excel: a trajectory with its verdicts, and the answer to a what-if.

Texts are written as texts, never as formulas, and numbers as numbers, so that a reader can sort and
add them. What is own wording or an assumption says so on the first sheet.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.watals import Toetsverschil, Verschil
from kwalificatiegraaf.errors import QueryTooLarge

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cel = str | int | float | Fraction | date | None
WIDEST = 80
LONGEST = 32_767
"""Characters that a cell of Excel holds."""

TIMELESS = datetime(2000, 1, 1)
"""When every workbook was made: the same table gives the same bytes, and so the same ETag."""

OWN_WORDS = "Titels van competenties zijn eigen woorden, niet de officiële tekst."


class Werkboek:
    """A workbook in memory; every sheet is a table with a heading that stays in sight."""

    def __init__(self, title: str) -> None:
        from xlsxwriter import Workbook  # here: a service that starts need not wait for it

        self._buffer = BytesIO()
        self._book = Workbook(self._buffer, {"in_memory": True, "strings_to_formulas": False})
        self._book.set_properties({"title": title, "comments": "kwalificatiegraaf", "created": TIMELESS})
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self._share = self._book.add_format({"num_format": "0.0 %", "valign": "top"})

    def add_table(
        self, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cel]], *, filters: bool = False
    ) -> None:
        """Add a sheet; a column whose heading starts with `aandeel` shows percentages."""
        sheet = self._book.add_worksheet(name)
        widths = [len(heading) for heading in headings]
        sheet.write_row(0, 0, headings, self._bold)
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value, headings[column])
                longest = max((len(line) for line in str(value or "").split("\n")), default=0)
                widths[column] = max(widths[column], longest)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, WIDEST) + 2)
        sheet.freeze_panes(1, 0)
        if filters:
            sheet.autofilter(0, 0, number, max(0, len(headings) - 1))

    def _write(self, sheet: "Worksheet", row: int, column: int, value: Cel, heading: str) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            value = "ja" if value else "nee"
        if isinstance(value, str):
            sheet.write_string(row, column, _whole(value), self._wrap)
            return
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time()), self._day)
            return
        share = heading.startswith("aandeel")
        sheet.write_number(row, column, float(value), self._share if share else self._wrap)

    def close(self) -> bytes:
        """Return the file."""
        self._book.close()
        return self._buffer.getvalue()


def _whole(text: str) -> str:
    """Return the text; QueryTooLarge where a cell cannot hold all of it, for it is never cut."""
    if len(text) > LONGEST:
        raise QueryTooLarge(
            f"een tekst telt {len(text)} tekens, een cel van een werkboek hoogstens {LONGEST}",
            remedy="vraag een andere vorm",
        )
    return text


def write_trajectory(traject: Traject, controle: Aandeelcontrole, schema: Leerplaatsschema) -> bytes:
    """Return a trajectory as .xlsx: what it is, its week, every placement and every verdict."""
    book = Werkboek(traject.kader.titel)
    book.add_table("Traject", ("wat", "waarde"), _summary(traject, controle))
    week = [(line.vak, line.component, line.weekuren, line.zekerheid) for line in traject.kader.uurverdeling]
    book.add_table("Week", ("vak", "component", "uren per week", "zekerheid"), week)
    book.add_table("Competenties", PLAATSKOPPEN, _placements(traject, schema))
    book.add_table("Toetsen", TOETSKOPPEN, map(_verdict, controle.toetsen))
    return book.close()


PLAATSKOPPEN = ("code", "titel", "soort", "plaats", "periode", "uren", "status", "waarom")
TOETSKOPPEN = (
    "norm",
    "wat",
    "grondslag",
    "bereik",
    "teller",
    "noemer",
    "aandeel",
    "eenheid",
    "waarde",
    "gevraagd",
    "oordeel",
    "uitleg",
    "bron",
)


def _summary(traject: Traject, controle: Aandeelcontrole) -> list[tuple[Cel, ...]]:
    frame = traject.kader
    own = any(item.tekststatus == "eigen-formulering" for item in traject.onderdelen)
    return [
        ("traject", frame.code),
        ("titel", frame.titel),
        ("opleiding", frame.opleiding),
        ("leerweg", frame.leerweg),
        ("kwalificaties", ", ".join(frame.kwalificaties)),
        ("weken", frame.weken),
        ("uren per week", frame.weekuren()),
        ("uren per week op de werkplek", frame.weekuren(component="werkplek")),
        ("getoetst op", f"{controle.datum:%d-%m-%Y}"),
        ("overeenkomst", controle.overeenkomst.soort or "geen"),
        ("waarom", controle.overeenkomst.reden),
        ("zekerheid", frame.zekerheid),
        ("toelichting", frame.toelichting),
        ("woorden", OWN_WORDS if own else None),
    ]


def _placements(traject: Traject, schema: Leerplaatsschema) -> Iterable[tuple[Cel, ...]]:
    places = {place.code: place.label for place in schema.leerplaatsen}
    items = {item.code: item for item in traject.onderdelen}
    for placed in sorted(traject.toewijzingen, key=lambda p: (p.onderdeel, p.periode, p.leerplaats)):
        item = items[placed.onderdeel]
        yield (
            item.code,
            item.titel,
            item.soort,
            places[placed.leerplaats],
            placed.periode,
            placed.uren,
            placed.status,
            placed.motivering,
        )


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _verdict(toets: Toets) -> tuple[Cel, ...]:
    return (
        toets.norm,
        toets.label,
        toets.grondslag,
        toets.bereik,
        toets.teller,
        toets.noemer,
        toets.aandeel,
        toets.eenheid,
        _exact(toets.waarde),
        _exact(toets.drempel),
        toets.oordeel,
        toets.uitleg,
        toets.bron,
    )


VERSCHILKOPPEN = ("norm", "wat", "grondslag", "bereik", "voor", "na", "oordeel voor", "oordeel na")
VERPLAATSKOPPEN = ("code", "titel", "wijziging", "voor", "na", "waarom")


def write_difference(verschil: Verschil, schema: Leerplaatsschema) -> bytes:
    """Return the answer to a what-if as .xlsx: the answer, the norms before and after, what moves."""
    book = Werkboek(f"Wat als: {verschil.titel}")
    book.add_table("Antwoord", ("wat", "waarde"), _answer(verschil))
    checks = verschil.uitweg.toetsen if verschil.uitweg else verschil.toetsen
    book.add_table("Normen", VERSCHILKOPPEN, map(_change, checks))
    book.add_table("Verplaatst", VERPLAATSKOPPEN, _moves(verschil, schema))
    return book.close()


def _answer(verschil: Verschil) -> list[tuple[Cel, ...]]:
    after = verschil.overeenkomst_na or (verschil.uitweg.overeenkomst if verschil.uitweg else None)
    return [
        ("traject", f"{verschil.titel} ({verschil.traject})"),
        ("kan het?", "ja" if verschil.haalbaar else "niet met deze lessentabel"),
        ("antwoord", verschil.antwoord),
        ("overeenkomst voor", verschil.overeenkomst_voor.soort or "geen"),
        ("overeenkomst na", (after.soort or "geen") if after else None),
        ("woorden", OWN_WORDS),
    ]


def _change(row: Toetsverschil) -> tuple[Cel, ...]:
    return (
        row.norm,
        row.label,
        row.grondslag,
        row.bereik,
        _exact(row.voor),
        _exact(row.na),
        row.oordeel_voor,
        row.oordeel_na,
    )


def _moves(verschil: Verschil, schema: Leerplaatsschema) -> Iterable[tuple[Cel, ...]]:
    places = {place.code: place.label for place in schema.leerplaatsen}
    for move in verschil.verplaatst:
        before, after = (
            "\n".join(f"{places[part.leerplaats]}, periode {part.periode}: {part.uren} uur" for part in side)
            for side in (move.voor, move.na)
        )
        yield (move.onderdeel, move.titel, move.wijziging, before, after, move.reden)
