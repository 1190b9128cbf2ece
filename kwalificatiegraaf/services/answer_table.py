"""The answer to a saved question as a file: a table with names beside IRIs, in each form that we write."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from kwalificatiegraaf.exporters.csv_tabel import write_csv
from kwalificatiegraaf.exporters.excel_tabel import write_table
from kwalificatiegraaf.exporters.tabel import Tabel, tabulate
from kwalificatiegraaf.services.questions import Cel, names_in
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.queries import Vraag

FILES: Mapping[str, Callable[[Tabel], bytes]] = {
    "csv": write_csv,
    "csv-excel": partial(write_csv, excel=True),
    "xlsx": write_table,
}
"""How a table becomes a file, by the name of the form."""

WORDS = (
    "Titels en teksten uit dossiers zijn eigen woorden, niet de officiële tekst, "
    "tenzij het officiële dossier is ingelezen."
)


def table_of(
    store: Store,
    question: Vraag,
    rows: Sequence[Mapping[str, Cel]],
    given: Mapping[str, str],
    address: str | None = None,
) -> Tabel:
    """Return rows of an answer as a table that tells what was asked (`given`), and where (`address`)."""
    asked = {name: given.get(name, "niet ingevuld") for name in question.params}
    notes = {"naam": question.naam, **asked, **({"adres": address} if address else {}), "woorden": WORDS}
    return tabulate(question.summary, question.kolommen, rows, names_in(store, question, rows), notes)
