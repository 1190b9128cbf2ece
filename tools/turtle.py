"""Turtle as the repository keeps it: fixed prefixes, subjects by code, no dates: same graph, same bytes."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.serializers.trig import TrigSerializer
from rdflib.plugins.serializers.turtle import TurtleSerializer

from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, PREFIXES


def _order(subject: Any) -> tuple[list[Any], str]:
    """Return a key that puts what belongs to a code right behind it, with numbers as numbers."""
    code = str(subject).rpartition("/")[2]
    parts = [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in re.split(r"(\d+)", code) if p]
    return parts, str(subject)


class _Turtle(TurtleSerializer):
    def orderSubjects(self) -> list[Any]:
        return sorted(self._subjects, key=_order)


class _Trig(TrigSerializer):
    def __init__(self, store: Dataset) -> None:
        super().__init__(store)
        self.contexts = sorted(self.contexts, key=lambda graph: _order(graph.identifier))

    def orderSubjects(self) -> list[Any]:
        return sorted(self._subjects, key=_order)


def bind_prefixes(graph: Graph) -> None:
    """Bind the project's prefixes, and one per kind of entity that occurs."""
    for prefix, namespace in sorted(PREFIXES.items()):
        graph.bind(prefix, namespace, override=True, replace=True)
    start = f"{DEFAULT_BASE}/id/"
    for term in {t for quad in graph for t in quad[:3] if isinstance(t, URIRef) and t.startswith(start)}:
        kind = str(term).removeprefix(start).rpartition("/")[0]
        prefix = "codelijst" if kind == "schema" else kind.removeprefix("concept/")
        graph.bind(prefix, f"{start}{kind}/", override=True, replace=True)


def _write(graph: Graph, serializer: TurtleSerializer, path: Path, comment: str) -> None:
    buffer = BytesIO()
    serializer.serialize(buffer)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# {comment}\n{buffer.getvalue().decode().strip()}\n", encoding="utf-8")


def write_turtle(graph: Graph, path: Path, comment: str) -> None:
    """Write `graph` to `path` below a comment line."""
    bind_prefixes(graph)
    _write(graph, _Turtle(graph), path, comment)


def write_trig(dataset: Dataset, path: Path, comment: str) -> None:
    """Write a dataset to `path` below a comment line."""
    bind_prefixes(dataset)
    _write(dataset, _Trig(dataset), path, comment)
