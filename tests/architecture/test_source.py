"""What the source may not hold: SPARQL in Python, a threshold in code, the address of a registry, stubs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .bronnen import CODE, EVERYTHING, NOT_COMMITTED, ROOT, named, python_files, texts

SPARQL = re.compile(
    r"\b(SELECT\s+(DISTINCT\s+)?[?$*(]|CONSTRUCT\s*(WHERE\s*)?\{|ASK\s*(WHERE\s*)?\{|DESCRIBE\s+[?$<]"
    r"|(INSERT|DELETE)(\s+(DATA|WHERE))?\s*\{|WHERE\s*\{|PREFIX\s+\w*:\s*<)"
)
THRESHOLD = re.compile(r"(?<![\d.,])0?\.60*(?!\d)|Fraction\(\s*3\s*,\s*5\s*\)")
REGISTRY = re.compile(
    r"pypi\.org/simple|files\.pythonhosted\.org|registry\.npmjs|--(extra-)?index-url|find-links|\"resolved\":"
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")


def offenders(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{named(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?a WHERE { ?a ?b ?c }",
        "ASK { ?s ?p ?o }",
        "INSERT DATA { }",
        "PREFIX kg: <urn:x>",
        "DELETE { }",
    ],
)
def test_sparql_is_recognised(text):
    assert SPARQL.search(text)


@pytest.mark.parametrize("text", ["0.6", " .60", "x = 0.6", "Fraction(3, 5)"])
def test_the_threshold_is_recognised(text):
    assert THRESHOLD.search(text)
    assert not THRESHOLD.search("20.6 0.65 1.0.6 owlready2 0.61")


def test_no_sparql_stands_in_python():
    found = [
        f"{named(path)}:{line}"
        for path in python_files(*CODE)
        for line, text in texts(path)
        if SPARQL.search(text)
    ]
    assert found == []


def test_no_threshold_stands_in_python():
    assert offenders(THRESHOLD, python_files(*CODE)) == []


def test_nothing_is_left_unfinished():
    here = Path(__file__)
    assert offenders(UNFINISHED, [path for path in python_files(*EVERYTHING) if path != here]) == []


def committed_files() -> Iterator[Path]:
    """Yield the text files of the tree that belong to the repository."""
    kept = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".cff", ".cfg", ".lock", ".js", ""}
    for path in sorted(ROOT.rglob("*")):
        parts = set(path.relative_to(ROOT).parts)
        hidden = any(part.startswith(".") and part != ".ci" for part in parts - {path.name})
        if path.is_file() and path.suffix in kept and not parts & NOT_COMMITTED and not hidden:
            yield path


def test_no_committed_file_names_a_registry():
    here = Path(__file__)
    assert offenders(REGISTRY, [path for path in committed_files() if path != here]) == []
