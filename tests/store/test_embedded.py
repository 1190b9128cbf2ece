"""Loading the embedded data: every file in its graph, provenance, another base, derivations, speed."""

from pathlib import Path

import pytest
from rdflib import DCTERMS, PROV, Literal, URIRef

from kwalificatiegraaf import resources
from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import derive, list_files, load_embedded, read_manifest
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.virtuoso import VirtuosoStore
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

PREFIXES = f"@prefix kg: <{DEFAULT_BASE}/ns#> . @prefix id: <{DEFAULT_BASE}/id/> .\n"
FILES = {
    "ontology/kern.ttl": "kg:Kwalificatie kg:x [ kg:nr 1 ] .",
    "ontology/codelijsten/status.ttl": f"<{DEFAULT_BASE}/id/concept/status/erkend> kg:x 1 .",
    "ontology/normen/vlaanderen.ttl": "kg:a kg:x 1 .",
    "ontology/alignments/elm.ttl": "kg:a kg:x 2 .",
    "ontology/shapes/kern.ttl": "kg:a kg:x 3 .",
    "vks/register/opleidingen.ttl": "kg:a kg:x 4 .",
    "vks/register/versies.trig": f"GRAPH <{DEFAULT_BASE}/graph/versie/BK-1-1> {{ kg:a kg:x [ kg:nr 1 ] }}",
    "vks/dossiers/BK-1-1.ttl": "id:a kg:heeft [ kg:nr 1 ] .",
    "vks/leerplaatsen/BK-1-1.ttl": f"<{DEFAULT_BASE}/id/b> kg:x 'zie {DEFAULT_BASE}/id/b' .",
    "vks/trajecten/115-duaal.ttl": "_:a kg:x 6 .",
    "vks/statistiek/leerlingen.ttl": "_:a kg:x 7 .",
    "vks/bron/genegeerd.yaml": "x: 1",
}
GRAPHS = [
    *("afbeeldingen", "codelijsten", "herkomst", "leerplaatsen/BK-1-1", "normen", "ontologie"),
    *("register", "statistiek", "traject/115-duaal", "versie/BK-1-1"),
]


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if path.suffix == ".yaml" else PREFIXES + text, encoding="utf-8")
    manifest = (
        '[[bestand]]\npad = "dossiers/BK-1-1.ttl"\nbron = "eigen werk"\ndatum = 2026-10-31\nlicentie = "CC"\n'
    )
    (tmp_path / "vks" / "manifest.toml").write_text(manifest)
    return {"ontology": tmp_path / "ontology", "data": tmp_path / "vks"}


def graph_names(store: Store, base: str = DEFAULT_BASE) -> list[str]:
    return [name.removeprefix(f"{base}/graph/") for name in store.graph_names()]


def test_every_file_goes_to_its_graph(store: Store, folders: dict[str, Path]) -> None:
    load_embedded(store, **folders)
    assert graph_names(store) == GRAPHS
    assert len(store.get_graph(f"{DEFAULT_BASE}/graph/versie/BK-1-1")) == 4
    assert len(store.select(f"SELECT DISTINCT ?b WHERE {{ ?b <{DEFAULT_BASE}/ns#nr> 1 }}")) == 3


def test_loading_twice_is_loading_once(store: Store, folders: dict[str, Path]) -> None:
    load_embedded(store, **folders)
    before = list(store)
    store.load(b"<http://a> <http://b> 1 .", "text/turtle", "http://eigen")
    load_embedded(store, **folders)
    assert [line for line in store if "<http://eigen>" not in line] == before
    assert len(store.get_graph("http://eigen")) == 1


def test_another_base_moves_the_data_and_not_the_terms(folders: dict[str, Path]) -> None:
    store, base = OxigraphStore(), "https://voorbeeld.be/kg"
    load_embedded(store, base, **folders)
    assert graph_names(store, base) == GRAPHS
    (triple,) = store.get_graph(f"{base}/graph/leerplaatsen/BK-1-1")
    text = f"zie {DEFAULT_BASE}/id/b"
    assert triple == (URIRef(f"{base}/id/b"), URIRef(f"{DEFAULT_BASE}/ns#x"), Literal(text))
    assert not any(f"<{DEFAULT_BASE}/id/" in line or f"<{DEFAULT_BASE}/graph/" in line for line in store)


def test_provenance_names_file_source_and_hash(folders: dict[str, Path]) -> None:
    store = OxigraphStore()
    load_embedded(store, **folders)
    graph = store.get_graph(f"{DEFAULT_BASE}/graph/herkomst")
    sources = set(graph.objects(URIRef(f"{DEFAULT_BASE}/graph/versie/BK-1-1"), PROV.wasDerivedFrom))
    labels = {str(source).rpartition("/id/bestand/")[2] for source in sources}
    assert labels == {"vks%2Fdossiers%2FBK-1-1.ttl", "vks%2Fregister%2Fversies.trig"}
    (own,) = graph.subjects(DCTERMS.source, Literal("eigen werk"))
    assert own in sources
    assert str(graph.value(own, DCTERMS.identifier)).startswith("sha256:")
    assert str(graph.value(own, DCTERMS.issued)) == "2026-10-31"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        (
            "vks/dossiers/BK-2-1.ttl",
            "<http://a> <http://b> 1 .\n\n<http://a> <http://b",
            "BK-2-1.ttl, regel 3",
        ),
        ("vks/manifest.toml", "[[bestand]]\nbron = 1\n", "manifest.toml"),
        ("vks/manifest.toml", "[[bestand", "manifest.toml"),
    ],
)
def test_a_broken_file_is_named_and_changes_nothing(
    folders: dict[str, Path], name: str, text: str, place: str
) -> None:
    (folders["data"].parent / name).write_text(text)
    store = OxigraphStore()
    with pytest.raises(BrokenFile) as error:
        load_embedded(store, **folders)
    assert place in str(error.value.place)
    assert store.graph_names() == []


def test_derivations_run_in_order_over_the_union(
    store: Store, folders: dict[str, Path], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if isinstance(store, VirtuosoStore):
        reason = "Virtuoso holds that an IRI is greater than 1; MirroredStore asks it no such thing"
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    load_embedded(store, **folders)
    rules = tmp_path / "afleidingen"
    rules.mkdir()
    target, kg = f"GRAPH <{DEFAULT_BASE}/graph/afgeleid>", f"PREFIX kg: <{DEFAULT_BASE}/ns#>"
    (rules / "20-tweede.rq").write_text(
        f"{kg} INSERT {{ {target} {{ ?s kg:twee ?n }} }} WHERE {{ ?s kg:een ?n }}"
    )
    (rules / "10-eerste.rq").write_text(
        f"{kg} INSERT {{ {target} {{ ?s kg:een ?m }} }} WHERE {{ ?s kg:x 4 ; kg:x ?m FILTER(?m > 1) }}"
    )
    derive(store, folder=rules)
    derive(store, folder=rules)
    found = store.get_graph(f"{DEFAULT_BASE}/graph/afgeleid")
    assert sorted((str(p)[-4:], int(str(o))) for _, p, o in found) == [
        *(("#een", n) for n in (2, 4)),
        *(("twee", n) for n in (2, 4)),
    ]
    (rules / "20-tweede.rq").unlink()
    derive(store, folder=rules)
    assert len(store.get_graph(f"{DEFAULT_BASE}/graph/afgeleid")) == 2


def test_derivations_follow_the_base(folders: dict[str, Path], tmp_path: Path) -> None:
    base = "https://voorbeeld.be/kg"
    store = OxigraphStore()
    load_embedded(store, base, **folders)
    (tmp_path / "1.rq").write_text(
        f"INSERT {{ GRAPH <{DEFAULT_BASE}/graph/afgeleid> {{ ?s ?p 'b' }} }} "
        f"WHERE {{ VALUES ?s {{ <{DEFAULT_BASE}/id/b> }} ?s ?p ?o }}"
    )
    derive(store, base, folder=tmp_path)
    assert len(store.get_graph(f"{base}/graph/afgeleid")) == 1


def test_thirty_thousand_triples_load_and_derive(tmp_path: Path) -> None:
    data, ontology, rules = tmp_path / "vks", tmp_path / "ontology", tmp_path / "afleidingen"
    for folder in (data / "dossiers", ontology, rules):
        folder.mkdir(parents=True)
    for file in range(60):
        triples = (
            f'id:{file}-{i // 5} kg:p{i % 5} "tekst nummer {i} van een dossier"@nl .' for i in range(500)
        )
        (data / "dossiers" / f"BK-{file}.ttl").write_text(PREFIXES + "\n".join(triples))
    for i in range(4):
        (rules / f"{i}.rq").write_text(
            f"PREFIX kg: <{DEFAULT_BASE}/ns#> INSERT {{ GRAPH <{DEFAULT_BASE}/graph/afgeleid> "
            f"{{ ?s kg:af{i} ?o }} }} WHERE {{ ?s kg:p{i} ?o ; kg:p4 ?x }}"
        )
    store = OxigraphStore()
    load_embedded(store, ontology=ontology, data=data)
    derive(store, folder=rules)
    assert len(store.get_graph(f"{DEFAULT_BASE}/graph/afgeleid")) == 24_000


def test_the_packaged_files_load(embedded_store: Store) -> None:
    names = graph_names(embedded_store)
    files = list(list_files(resources.ontology(), resources.data()))
    expected = {str(f.graph).removeprefix(f"{DEFAULT_BASE}/graph/") for f in files if f.graph}
    assert expected <= set(names)
    assert {name.partition("/")[0] for name in names} >= {
        "ontologie",
        "codelijsten",
        "normen",
        "versie",
        "traject",
    }
    assert set(read_manifest(resources.data())) == {f.name for f in files if f.root == resources.data()}


def test_without_files_the_store_stays_empty(tmp_path: Path) -> None:
    store = OxigraphStore()
    load_embedded(store, ontology=tmp_path, data=tmp_path)
    derive(store, folder=tmp_path)
    assert list(store) == []
