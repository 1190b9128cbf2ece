"""Loads the ontology and the embedded data into named graphs, notes where they come from, and derives."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from rdflib import DCTERMS, PROV, RDF, RDFS, Graph, Literal, URIRef

from kwalificatiegraaf import resources
from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.syntax import rebase
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, entity_iri, graph_iri

ONTOLOGY_GRAPHS: Mapping[str, str] = {
    "": "ontologie",
    "codelijsten": "codelijsten",
    "normen": "normen",
    "alignments": "afbeeldingen",
}
"""Folder of `ontology/` to graph; the shapes are not data and stay out."""

DATA_GRAPHS: Mapping[str, str] = {
    "register": "register",
    "dossiers": "versie/{stem}",
    "leerplaatsen": "leerplaatsen/{stem}",
    "verbanden": "verbanden",
    "trajecten": "traject/{stem}",
    "bewijzen": "bewijs/{stem}",
    "werkplekken": "werkplekken",
    "statistiek": "statistiek",
}
"""Folder of `data/vks/` to graph; a TriG file names its graphs itself."""

_MEDIA_TYPES = {".ttl": "text/turtle", ".trig": "application/trig"}


@dataclass(frozen=True)
class Bestand:
    """One file to load: its path below `root`, and its graph unless it names them itself."""

    root: Path
    path: Path
    graph: str | None

    @property
    def name(self) -> str:
        """The path below its root, with forward slashes."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def media_type(self) -> str:
        """What its content is."""
        return _MEDIA_TYPES[self.path.suffix]


def list_files(ontology: Path, data: Path) -> Iterator[Bestand]:
    """Yield the files of ontology and data with their graph, in order of path."""
    for root, graphs in ((ontology, ONTOLOGY_GRAPHS), (data, DATA_GRAPHS)):
        for folder, graph in graphs.items():
            for path in sorted((root / folder).glob("*")):
                if path.suffix == ".ttl":
                    name = graph.format(stem=path.stem)
                    yield Bestand(root, path, str(graph_iri(DEFAULT_BASE, name)))
                elif path.suffix == ".trig":
                    yield Bestand(root, path, None)


def load_embedded(
    store: Store, base: str = DEFAULT_BASE, *, ontology: Path | None = None, data: Path | None = None
) -> None:
    """Load everything in one transaction; graphs of the same name are replaced.

    `ontology` and `data` are folders, by default those of the package. BrokenFile names the file, line
    and column; then nothing changes.
    """
    data = data or resources.data()
    manifest = read_manifest(data)
    provenance = Graph()
    origin = str(graph_iri(base, "herkomst"))
    names = {origin}
    loads: list[tuple[Bestand, bytes]] = []
    for bestand in list_files(ontology or resources.ontology(), data):
        content = bestand.path.read_bytes()
        graphs = [rebase(f"<{name}>", base)[1:-1] for name in _graphs(bestand, content)]
        names.update(graphs)
        loads.append((bestand, content))
        _describe(provenance, bestand, content, graphs, manifest.get(bestand.name, {}), base)
    try:
        with store.transaction() as transaction:
            for name in names.intersection(store.graph_names()):
                transaction.replace_graph(name, Graph())
            for bestand, content in loads:
                transaction.load(*_document(bestand, content, base))
            lines = provenance.serialize(format="nt", encoding="utf-8")
            transaction.load(lines, "application/n-triples", origin)
    except BrokenFile:
        for bestand, content in loads:  # which one it is: each is read apart
            _parse(bestand, content)
        raise


def _graphs(bestand: Bestand, content: bytes) -> Sequence[str]:
    return [bestand.graph] if bestand.graph else _parse(bestand, content).graph_names()


def _document(bestand: Bestand, content: bytes, base: str) -> tuple[bytes, str, str | None]:
    """Return a file as Store.load takes it; under another base every IRI is written out first."""
    if base == DEFAULT_BASE:
        return content, bestand.media_type, bestand.graph
    lines = _parse(bestand, content).nquads().decode()
    return rebase(lines, base).encode(), "application/n-quads", None


def _parse(bestand: Bestand, content: bytes) -> OxigraphStore:
    staged = OxigraphStore()
    try:
        staged.load(content, bestand.media_type, bestand.graph)
    except BrokenFile as error:
        place = ", ".join(filter(None, (str(bestand.path), error.place)))
        raise BrokenFile(error.message, place=place, remedy="Verbeter het bestand.") from error
    return staged


def read_manifest(data: Path) -> dict[str, dict[str, Any]]:
    """Return the tables of `manifest.toml` by `pad` (bron, datum, licentie, sha256); empty without it."""
    path = data / "manifest.toml"
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("bestand", [])
        return {table["pad"]: table for table in tables}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BrokenFile(f"geen geldig manifest: {error}", place=str(path)) from error


def _describe(
    graph: Graph, bestand: Bestand, content: bytes, names: list[str], entry: Mapping[str, Any], base: str
) -> None:
    """Add the file and the graphs made from it; its hash is that of what was read."""
    node = entity_iri(base, "bestand", f"{bestand.root.name}/{bestand.name}")
    graph.add((node, RDF.type, PROV.Entity))
    graph.add((node, RDFS.label, Literal(f"{bestand.root.name}/{bestand.name}")))
    graph.add((node, DCTERMS.identifier, Literal(f"sha256:{sha256(content).hexdigest()}")))
    for key, term in (("bron", DCTERMS.source), ("datum", DCTERMS.issued), ("licentie", DCTERMS.rights)):
        if key in entry:
            graph.add((node, term, Literal(entry[key])))
    for name in names:
        graph.add((URIRef(name), RDF.type, PROV.Entity))
        graph.add((URIRef(name), PROV.wasDerivedFrom, node))


def derive(store: Store, base: str = DEFAULT_BASE, *, folder: Path | None = None) -> None:
    """Empty graph/afgeleid and run the updates of `folder` (queries/afleidingen) in order, all or none."""
    folder = folder or resources.queries() / "afleidingen"
    with store.transaction() as transaction:
        transaction.replace_graph(str(graph_iri(base, "afgeleid")), Graph())
        for path in sorted(folder.glob("*.rq")):
            transaction.update(rebase(path.read_text(encoding="utf-8"), base))
