"""A table as a workbook: the rows with filters under a heading that stays, and a sheet that tells what it is.

Days are days and numbers are numbers, so that they sort; texts and IRIs are texts, never formulas or links.
"""

from kwalificatiegraaf.exporters.excel import Werkboek
from kwalificatiegraaf.exporters.tabel import Tabel, heading_of


def write_table(table: Tabel) -> bytes:
    """Return the table as .xlsx."""
    book = Werkboek(table.titel)
    book.add_table("Antwoord", [heading_of(name) for name in table.kolommen], table.rijen, filters=True)
    book.add_table("Over deze vraag", ("wat", "waarde"), [("vraag", table.titel), *table.toelichting])
    return book.close()
