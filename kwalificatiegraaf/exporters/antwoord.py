"""Any answer as a workbook: its rows on the first sheet, what was asked on the second."""

from collections.abc import Sequence

from kwalificatiegraaf.errors import QueryTooLarge
from kwalificatiegraaf.exporters.excel import Cel, Werkboek

MOST_ROWS = 100_000
"""Rows of a workbook; Excel takes ten times as many, but nobody waits that long."""


def write_answer(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[Cel]], about: Sequence[tuple[str, str]]
) -> bytes:
    """Return the rows and what `about` says of them as .xlsx.

    QueryTooLarge where a workbook cannot hold all of it: an answer is never cut.
    """
    check_rows(len(rows))
    book = Werkboek(title)
    book.add_table("Antwoord", columns, rows, filters=True)
    book.add_table("Vraag", ("wat", "waarde"), about)
    return book.close()


def check_rows(number: int) -> None:
    """Raise QueryTooLarge where a workbook cannot hold so many rows."""
    if number > MOST_ROWS:
        raise QueryTooLarge(
            f"het antwoord telt {number} rijen, een werkboek hoogstens {MOST_ROWS}",
            remedy="vraag een andere vorm, of vraag minder met LIMIT",
        )
