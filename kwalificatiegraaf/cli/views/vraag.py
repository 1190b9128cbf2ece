"""Saved questions and their answers."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.marks import marks_of
from kwalificatiegraaf.cli.views.parts import count, heading, table, text
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.services.questions import Antwoord
from kwalificatiegraaf.store.queries import Vraag
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE


def questions_view(questions: Sequence[Vraag]) -> Iterator[RenderableType]:
    """Yield the list of questions with an example of every parameter."""
    rows = [(text(q.naam), text(q.map), text(q.summary), text(_parameters(q))) for q in questions]
    yield table(
        count(len(rows), "vraag", "vragen"), ("vraag", "onderwerp", "wat", "parameters met voorbeeld"), rows
    )


def _parameters(question: Vraag) -> str:
    return "\n".join(f"{name}={parameter.example}" for name, parameter in question.params.items())


def answer_view(found: Antwoord, repository: Repository) -> Iterator[RenderableType]:
    """Yield an answer with the marks that its data carry; data of our own is shown by its code."""
    base = repository.base
    yield heading(found.samenvatting, found.vraag, count(len(found.rijen), "rij", "rijen"))
    values = " ".join(str(value) for row in found.rijen for value in row.values())
    yield from marks_of(repository, values)
    if not found.rijen:
        yield Text("Geen antwoord in de graaf.", style="yellow")
        return
    columns = _columns(found, base)
    rows = zip(*columns.values(), strict=True)
    yield table("", tuple(columns), [tuple(map(text, row)) for row in rows], fluid=True)


def _columns(found: Antwoord, base: str) -> dict[str, list[object]]:
    """Return the values by column, without those that are empty or repeat an earlier one (IRI and code)."""
    kept: dict[str, list[object]] = {}
    for name in found.kolommen:
        values = [_short(row.get(name), f"{base}/id/") for row in found.rijen]
        if values not in kept.values() and any(value is not None for value in values):
            kept[name] = values
    return kept


def _short(value: object, start: str) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return format_number(Fraction(value), decimals=4)
    if isinstance(value, str) and value.startswith((start, NAMESPACE)):
        return value.replace("#", "/").rpartition("/")[2]
    return value
