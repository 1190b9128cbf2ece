"""The two tables of figures: pupils per form and year, school leavers per form."""

from decimal import Decimal

from rdflib.term import Node

from kwalificatiegraaf.domain.statistiek import Leerlingental, Schoolverlaters
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.mapping.codecs import local_code


def _number(term: Node) -> int:
    return int(str(term))


def list_pupils(store: Store) -> tuple[Leerlingental, ...]:
    """Return the number of pupils per form and school year, in that order."""
    rows = store.select(internal_query("lijsten/leerlingen.rq"))
    return tuple(
        Leerlingental(
            vorm=local_code(row["vorm"]),
            label=str(row["label"]),
            schooljaar=str(row["schooljaar"]),
            aantal_leerlingen=_number(row["aantal"]),
            bron=str(row["bron"]),
        )
        for row in rows
    )


def list_leavers(store: Store) -> tuple[Schoolverlaters, ...]:
    """Return the school leavers per form; shares are exact decimals between 0 and 1."""
    rows = store.select(internal_query("lijsten/schoolverlaters.rq"))
    return tuple(
        Schoolverlaters(
            vorm=local_code(row["vorm"]),
            label=str(row["label"]),
            aantal_schoolverlaters=_number(row["aantal"]),
            aandeel_werkzoekend=Decimal(str(row["werkzoekend"])),
            aandeel_zonder_ervaring=Decimal(str(row["zonder_ervaring"])),
            bron=str(row["bron"]),
        )
        for row in rows
    )
