"""The sentence of every placement told again from the allocation, to lay beside the one that came with it."""

from collections.abc import Iterator
from typing import NamedTuple

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.planning.checkreasons import is_recounted
from kwalificatiegraaf.planning.norms import form_of
from kwalificatiegraaf.planning.problem import problem_of, units_of
from kwalificatiegraaf.planning.reasons import Reasoner
from kwalificatiegraaf.planning.timetable import general_placements


class Retold(NamedTuple):
    """The findings on sentences, and how many could not be told again."""

    bevindingen: tuple[Bevinding, ...]
    niet_nagerekend: int


def retell(opdracht: Trajectopdracht, traject: Traject) -> Retold:
    """Compare the sentences of a sound allocation with those of the template.

    A placement by a person, or by a rule whose bounds are not known, has a sentence that nobody can tell.
    """
    told = {_cell(row): row for row in _told(opdracht, traject)}
    findings, open_rows = [], 0
    for row in traject.toewijzingen:
        own = told.get(_cell(row))
        if row.motivering is None or row.motivering == (own and own.motivering):
            continue
        if own is None or row.door_wie or not is_recounted(opdracht, row) or _is_fixed(row, own):
            open_rows += 1
        else:
            findings.append(_finding(row))
    return Retold(tuple(findings), open_rows)


def _told(opdracht: Trajectopdracht, traject: Traject) -> Iterator[Toewijzing]:
    problem = problem_of(opdracht)
    forms = [form for norm in opdracht.normen if (form := form_of(opdracht, problem, norm))]
    yield from general_placements(opdracht)
    yield from Reasoner(opdracht, problem, forms, units_of(problem, traject)).placements()


def _cell(row: Toewijzing) -> tuple[str, str, int]:
    return row.onderdeel, row.leerplaats, row.periode


def _is_fixed(row: Toewijzing, own: Toewijzing) -> bool:
    """Whether only the period is justified otherwise: a request fixed it."""
    said = (own.motivering or "").rpartition(", en ")[0]
    return row.motivering == f"{said}, en de periode ligt vast."


def _finding(row: Toewijzing) -> Bevinding:
    return Bevinding(
        regel="motivering",
        onderdeel=row.onderdeel,
        periode=row.periode,
        tekst=f"de zin van {row.onderdeel} op {row.leerplaats} is niet die van haar gegevens: "
        f"'{row.motivering}'",
    )
