"""The page of the saved questions: what each asks, what it takes, and the first rows of a real answer.

The answers come from the embedded data alone and hold no date of today, so the page is the same on every
machine until the data or a question changes.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from api.vraagpagina import grid_of
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.services.parameters import missing_of
from kwalificatiegraaf.services.questions import Antwoord, answer, names_in
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import derive, load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.queries import Vraag, load_catalogue
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tools.markdown import table

SHOWN = 3
LONGEST = 90
"""Characters of a cell that the page shows."""

INTRO = """# Vragen

Elke vraag is een bestand in `queries/` dat op zichzelf loopt. Er zijn vier wegen naar het antwoord:

- in de browser op `/vragen/NAAM`, met een formulier en een knop naar Excel;
- als gegevens met `GET /vragen/NAAM?parameter=waarde`, en `formaat=json|csv|csv-excel|xlsx`;
- op de opdrachtregel met `kwalificatiegraaf vraag NAAM --param naam=waarde --formaat csv`;
- in de SPARQL-editor op `/sparql?voorbeeld=NAAM`.

Een parameter zonder waarde blijft vrij. Hieronder staan de eerste rijen van het antwoord op de ingebedde
gegevens; titels en teksten uit dossiers zijn eigen woorden, niet de officiële tekst. Waar die gegevens niets
hebben te antwoorden, volgt het antwoord op de verzonnen gegevens van de test.
"""


@cache
def _store() -> Store:
    store = OxigraphStore()
    load_embedded(store)
    derive(store)
    return store


def page_lines(root: Path) -> Iterator[str]:
    """Yield the lines of the page, for the questions below `root`."""
    yield from INTRO.split("\n")
    questions = sorted(load_catalogue(root / "queries").values(), key=lambda one: (one.map, one.naam))
    yield from _numbers(questions)
    for folder in sorted({question.map for question in questions}):
        yield from (f"## {folder}", "")
        for question in questions:
            if question.map == folder:
                yield from _question(question, root)


def _numbers(questions: list[Vraag]) -> Iterator[str]:
    """Yield which questions answer which number of the list of competency questions."""
    yield from ("## Op nummer", "")
    numbers = sorted({question.number or 0 for question in questions})
    rows = [
        (str(number), ", ".join(f"[`{q.naam}`](#{q.naam})" for q in questions if q.number == number))
        for number in numbers
    ]
    yield from table(("nummer", "vraag"), rows)


def _question(question: Vraag, root: Path) -> Iterator[str]:
    link = f"../../queries/{question.map}/{question.naam}.rq"
    yield from (f'<a id="{question.naam}"></a>', "", f"### [`{question.naam}`]({link})", "")
    yield from (question.summary, "", f"*{question.summary_en}*", "")
    if question.check:
        yield from (f"Een controle: elke rij is een {question.check} in de gegevens.", "")
    rows = [
        (f"`{name}`", one.type, f"`{one.example}`", f"{one.summary} (*{one.summary_en}*)")
        for name, one in question.params.items()
    ]
    yield from table(("parameter", "soort", "voorbeeld", "betekenis"), rows)
    yield from _answer(question, root)


def _answer(question: Vraag, root: Path) -> Iterator[str]:
    store, (given, found) = _store(), _first_answer(question)
    where = ""
    if not found.rijen:
        nothing = "er is niets mis in" if question.check else "geen rijen in"
        yield from (f"Antwoord{_with(given)}: {nothing} de ingebedde gegevens.", "")
        store, given, found = _example(question, root)
        where = " op verzonnen gegevens (die van de test)"
    rows = found.rijen[:SHOWN]
    count = f"{len(found.rijen)} {'rij' if len(found.rijen) == 1 else 'rijen'}"
    more = ", de eerste zijn" if len(found.rijen) > SHOWN else ""
    yield from (f"Antwoord{_with(given)}{where}: {count}{more}", "")
    grid = grid_of(question, rows, names_in(store, question, rows), DEFAULT_BASE)
    rows_shown = zip(*grid.values(), strict=True)
    yield from table(list(grid), [tuple(_cut(cell.text) for cell in row) for row in rows_shown])


def _with(given: Mapping[str, str]) -> str:
    return f" met {join_nl([f'`{name}={value}`' for name, value in given.items()])}" if given else ""


def _example(question: Vraag, root: Path) -> tuple[Store, Mapping[str, str], Antwoord]:
    """Return the store, the parameters and the answer of the first case of the question's test."""
    folder = root / "tests" / "queries" / question.naam
    store = OxigraphStore()
    store.load((folder / "data.ttl").read_bytes(), "text/turtle", f"{DEFAULT_BASE}/graph/proef")
    cases = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    given: Mapping[str, str] = (cases[0] if isinstance(cases, list) else cases)["params"]
    return store, given, answer(store, question, given, DEFAULT_BASE)


def _first_answer(question: Vraag) -> tuple[Mapping[str, str], Antwoord]:
    """Return the answer to the examples, or else to fewer of them; days stay, for today is never the same."""
    examples = {name: one.example for name, one in question.params.items()}
    kept = missing_of(question, {}) + [name for name, one in question.params.items() if one.type == "date"]
    fixed = {name: examples[name] for name in kept}
    first = dict(list(examples.items())[:1])
    for given in (examples, {**first, **fixed}, fixed):
        found = answer(_store(), question, given, DEFAULT_BASE)
        if found.rijen:
            return given, found
    return examples, answer(_store(), question, examples, DEFAULT_BASE)


def _cut(text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
    return short.replace("<", "&lt;") or "–"
