"""The quality of the data: the graph, or files, by the SHACL shapes; the graph by questions that check."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rdflib import Graph

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.errors import BrokenFile, InvalidInput
from kwalificatiegraaf.services.questions import Cel, answer
from kwalificatiegraaf.store.queries import Vraag
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.validation.bevinding import Bevinding
from kwalificatiegraaf.validation.shacl import validate

NO_DATA = ("ontologie", "afbeeldingen", "herkomst", "uitgaven")
"""Graphs that hold terms and provenance: the shapes say nothing of them."""


class Validatieverslag(Waarde):
    """What was checked and found; `geldig` means that no finding is a `fout`."""

    geldig: bool
    gecontroleerd: tuple[str, ...]
    triples: int
    bevindingen: tuple[Bevinding, ...]


def data_of(repository: Repository) -> Graph:
    """Return the union of everything that the shapes speak of."""
    skipped = {str(repository.graph_iri(name)) for name in NO_DATA}
    union = Graph()
    for name in repository.store.graph_names():
        if name not in skipped:
            union += repository.store.get_graph(name)
    return union


def validate_graph(repository: Repository, shapes: Graph) -> Validatieverslag:
    """Check all data of the graph."""
    data = data_of(repository)
    return _report(["de hele graaf"], len(data), validate(data, shapes))


def check_questions(repository: Repository, questions: Iterable[Vraag]) -> Validatieverslag:
    """Ask every question that looks for mistakes; each row is a finding, `vorm` is the question's name."""
    checks = [question for question in questions if question.check]
    found: list[Bevinding] = []
    for question in checks:
        rows = answer(repository.store, question, {}, repository.base).rijen
        found += [_finding(question, row) for row in rows]
    return _report([f"{len(checks)} controlevragen"], len(data_of(repository)), found)


def _finding(question: Vraag, row: Mapping[str, Cel]) -> Bevinding:
    kinds = question.kolommen
    things = [str(value) for name, value in row.items() if kinds[name].soort == "iri"]
    facts = [f"{name} {value}" for name, value in row.items() if kinds[name].soort != "iri"]
    return Bevinding(
        knoop=things[0] if things else str(row.get("code", question.naam)),
        ernst=question.check or "waarschuwing",
        boodschap=": ".join(part for part in (question.finding, ", ".join([*facts, *things[1:]])) if part),
        vorm=question.naam,
        regel="vraag",
    )


def validate_files(repository: Repository, shapes: Graph, paths: Sequence[Path]) -> Validatieverslag:
    """Check Turtle files beside the data of the graph, which they may refer to.

    What a file says of a property of a node replaces what the graph says of it; only findings about
    nodes that the files name are kept. BrokenFile for a file that does not parse, InvalidInput for a
    path without Turtle.
    """
    files = [file for path in paths for file in _turtle_at(path)]
    given = Graph()
    for file in files:
        given += _read(file)
    data = data_of(repository)
    for subject, predicate in set(given.subject_predicates()):
        data.remove((subject, predicate, None))
    named = set(map(str, given.all_nodes()))
    findings = [finding for finding in validate(data + given, shapes) if finding.knoop in named]
    return _report([str(file) for file in files], len(given), findings)


def _report(checked: Sequence[str], triples: int, findings: Iterable[Bevinding]) -> Validatieverslag:
    found = tuple(findings)
    return Validatieverslag(
        geldig=not any(finding.ernst == "fout" for finding in found),
        gecontroleerd=tuple(checked),
        triples=triples,
        bevindingen=found,
    )


def _turtle_at(path: Path) -> list[Path]:
    files = sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise InvalidInput(
            "hier staat geen Turtle-bestand",
            place=str(path),
            remedy="geef een .ttl-bestand, of een map ermee",
        )
    return files


def _read(file: Path) -> Graph:
    try:
        return Graph().parse(file, format="turtle")
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise BrokenFile(
            f"geen geldige Turtle: {reason}", place=str(file), remedy="verbeter het bestand"
        ) from error
