"""What was imported into a store in memory, kept as files: one N-Triples file per version graph.

The embedded data stays as it is; at start the kept graphs replace those of the same name. Files are
written whole and then renamed, so that a crash leaves the former one.
"""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote

from rdflib import Graph

from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.store.repository import Repository


def _file(folder: Path, code: str) -> Path:
    return folder / f"{quote(code, safe='')}.nt"


def save_overlay(repository: Repository, folder: Path, codes: Iterable[str]) -> None:
    """Write the graphs of these versions to `folder` as they are in the store."""
    for code in codes:
        graph = repository.store.get_graph(str(repository.graph_iri(f"versie/{code}")))
        lines = sorted(graph.serialize(format="nt").splitlines())
        _replace(_file(folder, code), "\n".join(lines) + "\n")


def _replace(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".nieuw")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(path)


def load_overlay(repository: Repository, folder: Path) -> None:
    """Put the kept graphs in the store; a file that does not parse raises BrokenFile and names it."""
    for path in sorted(folder.glob("*.nt")):
        graph = Graph()
        try:
            graph.parse(path, format="nt")
        except Exception as error:
            raise BrokenFile(
                "geen geldige N-Triples", place=str(path), remedy="verwijder het bestand en lees opnieuw in"
            ) from error
        repository.store.replace_graph(str(repository.graph_iri(f"versie/{unquote(path.stem)}")), graph)
