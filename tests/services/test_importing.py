"""Importing: official words in, the authored layer kept, twice is once, all or nothing."""

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV

from kwalificatiegraaf.domain.competentie import Competentie, Leerplaatsmogelijkheid
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.errors import BrokenFile, InvalidInput
from kwalificatiegraaf.exporters.vks_api import export_detail
from kwalificatiegraaf.services.importing import Importverslag, import_vks_api
from kwalificatiegraaf.services.stream import read_stream
from kwalificatiegraaf.store.embedded import load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.rdflib_store import RdflibStore
from kwalificatiegraaf.store.repository import Repository, layer_graph, version_graph
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from kwalificatiegraaf.vocabulary.terms import KG
from tests.importers.lezen import VOORBEELDEN, changed, load
from tests.store.dossiers import official_versions

CODE = "BK-9901-2"
SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "api-samples"


def own_words(titles: Sequence[str], code: str = CODE) -> Beroepskwalificatie:
    """A dossier in own words with something authored about every competence."""
    place = Leerplaatsmogelijkheid(leerplaats="reele-werkplek", argument="Daar zijn de gasten.")
    competences = tuple(
        Competentie(code=f"{code}.{n:02d}", volgnummer=n, titel=title, gewicht=2, leerplaatsen=(place,))
        for n, title in enumerate(titles, start=1)
    )
    return Beroepskwalificatie(
        code=code,
        titel="Theeschenker",
        vks_niveau=3,
        tekststatus="eigen-formulering",
        definitie="Eigen woorden over thee.",
        competenties=competences,
    )


OWN = own_words(["Verwelkomt de gasten en geeft ze een plaats", "Zet zwarte en groene thee", "Rekent af"])


def store_version(repository: Repository, version: Beroepskwalificatie) -> None:
    for name, graph in (("versie", version_graph), ("leerplaatsen", layer_graph)):
        iri = str(repository.graph_iri(f"{name}/{version.code}"))
        repository.store.replace_graph(iri, graph(version, repository.base))
    repository.forget()


@pytest.fixture(params=[OxigraphStore, RdflibStore])
def repository(request: pytest.FixtureRequest) -> Repository:
    return Repository(request.param(), DEFAULT_BASE)


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, Any], Path]:
    """Write a recorded answer (by name) or a document to the folder, and return the folder."""

    def write(name: str, document: Any = None) -> Path:
        if document is None:
            shutil.copy(VOORBEELDEN / name, tmp_path / name)
        else:
            (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
        return tmp_path

    return write


Put = Callable[..., Path]


def test_official_words_replace_our_own_and_the_layer_stays(repository: Repository, put: Put) -> None:
    store_version(repository, OWN)
    layer = str(repository.graph_iri(f"leerplaatsen/{CODE}"))
    before = set(repository.store.get_graph(layer))
    report = import_vks_api(repository, put("detail.json"))
    assert (report.bestanden, report.gelezen, report.gewijzigd, report.ongewijzigd) == (1, 1, 1, 0)
    assert report.versies == (CODE,)
    assert (report.niet_uitgedrukt, report.waarschuwingen) == ((), ())
    version = repository.find_version(CODE)
    assert version.tekststatus == "officieel"
    assert version.competenties[0].titel == "Ontvangt de gasten aan tafel"
    assert version.competenties[0].leerplaatsen == OWN.competenties[0].leerplaatsen
    assert version.competenties[0].gewicht == 2
    assert export_detail(version) == load("detail.json")
    assert set(repository.store.get_graph(layer)) == before


def test_importing_everything_twice_changes_nothing(repository: Repository, put: Put) -> None:
    for name in ("detail.json", "vallen.json", "nummers.json", "meer.json"):
        put(name)
    folder = put("lijst.json")
    first = import_vks_api(repository, folder)
    lines = list(repository.store)
    second = import_vks_api(repository, folder)
    assert (first.gelezen, first.gewijzigd, first.ongewijzigd) == (6, 6, 0)
    assert (second.gelezen, second.gewijzigd, second.ongewijzigd) == (6, 0, 6)
    assert second.niet_uitgedrukt == first.niet_uitgedrukt
    assert list(repository.store) == lines


@given(official_versions())
@settings(max_examples=15, deadline=None)
def test_importing_twice_is_importing_once(version: Beroepskwalificatie) -> None:
    repository = Repository(OxigraphStore(), DEFAULT_BASE)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "antwoord.json"
        path.write_text(json.dumps(export_detail(version)), encoding="utf-8")
        first, second = (import_vks_api(repository, path) for _ in range(2))
    assert (first.gewijzigd, second.gewijzigd) == (1, 0)
    assert all("nr ontbreekt" in note.reden for note in first.niet_uitgedrukt)
    assert repository.find_version(version.code) == version


def test_what_is_lost_is_reported_once(repository: Repository, put: Put) -> None:
    report = import_vks_api(repository, put("meer.json"))
    paths = [note.pad for note in report.niet_uitgedrukt]
    assert len(paths) == len(set(paths)) == 12
    assert {note.bestand for note in report.niet_uitgedrukt} == {"meer.json"}


def test_what_the_graph_cannot_hold_is_reported_too(repository: Repository, put: Put) -> None:
    def same_domain_in_two_spellings(bk: dict[str, Any]) -> None:
        bk["domeinen"].append({"domein": "theehuis", "pad": [{"domein": "HORECA", "level": 5}]})

    report = import_vks_api(repository, put("x.json", changed(same_domain_in_two_spellings)))
    assert report.niet_uitgedrukt
    assert all(".domeinen[" in note.pad for note in report.niet_uitgedrukt)


@pytest.mark.parametrize(
    "broken",
    [b"{", b"[]", b'{"fault": {"faultstring": "weg"}}', b'{"beroepskwalificatie": {"titel": "x"}}'],
)
def test_a_broken_file_changes_nothing(repository: Repository, put: Put, broken: bytes) -> None:
    store_version(repository, OWN)
    before = list(repository.store)
    folder = put("detail.json")
    (folder / "z-kapot.json").write_bytes(broken)
    with pytest.raises(BrokenFile) as error:
        import_vks_api(repository, folder)
    assert (error.value.place or "").startswith("z-kapot.json, $")
    assert list(repository.store) == before


def test_two_files_that_contradict_each_other_change_nothing(repository: Repository, put: Put) -> None:
    put("a.json", load("detail.json"))
    put("b.json", load("detail.json"))
    folder = put("c.json", changed(lambda bk: bk.update(titel="Koffieschenker")))
    with pytest.raises(InvalidInput, match=r"staat ook in a\.json") as error:
        import_vks_api(repository, folder)
    assert error.value.place == "c.json"
    assert list(repository.store) == []
    (folder / "c.json").unlink()
    assert import_vks_api(repository, folder).gewijzigd == 1


def test_what_is_no_json_is_named_and_progress_is_shown(repository: Repository, put: Put) -> None:
    seen: list[tuple[str, int, int]] = []
    folder = put("detail.json")
    (folder / "nota.txt").write_text("x", encoding="utf-8")
    report = import_vks_api(repository, folder, progress=lambda *args: seen.append(args))
    assert report.waarschuwingen == ("nota.txt is overgeslagen: geen .json-bestand",)
    assert seen == [("bestanden lezen", 1, 1), ("versies vergelijken", 1, 1)]


def test_a_vanished_competence_is_reported_every_time(repository: Repository, put: Put) -> None:
    store_version(repository, own_words([*(one.titel for one in OWN.competenties), "Poetst de ketel"]))
    folder = put("detail.json")
    first = import_vks_api(repository, folder)
    (sentence,) = first.waarschuwingen
    assert sentence.startswith("BK-9901-2.04 ('Poetst de ketel') bestaat niet meer")
    second = import_vks_api(repository, folder)
    assert [text.partition(" ")[0] for text in second.waarschuwingen] == ["BK-9901-2.04"]


def test_a_number_that_means_something_else_is_reported(repository: Repository, put: Put) -> None:
    folder = put("detail.json")
    import_vks_api(repository, folder)
    store_version(
        repository, repository.find_version(CODE).model_copy(update={"competenties": with_layer(repository)})
    )

    def swap(bk: dict[str, Any]) -> None:
        one, two, three = bk["competenties"]
        bk["competenties"] = [one, {**three, "nr": 2}, {**two, "nr": 3}]

    report = import_vks_api(repository, put("detail.json", changed(swap)))
    assert [text.partition(" ")[0] for text in report.waarschuwingen] == ["BK-9901-2.02", "BK-9901-2.03"]
    assert report.waarschuwingen[0].endswith("dat lijkt meer op BK-9901-2.03")


def with_layer(repository: Repository) -> tuple[Competentie, ...]:
    return tuple(one.model_copy(update={"gewicht": 3}) for one in repository.find_version(CODE).competenties)


def test_a_list_adds_register_facts_and_keeps_the_dossier(repository: Repository, put: Put) -> None:
    import_vks_api(repository, put("detail.json"))
    held = repository.find_version(CODE)
    report = import_vks_api(repository, put("lijst.json") / "lijst.json")
    version = repository.find_version(CODE)
    assert version.competenties == held.competenties
    assert (version.definitie, version.synoniemen) == (held.definitie, held.synoniemen)
    assert (version.geschrapt, version.officiele_pagina) == (False, "https://example.org/BK-9901-2")
    (sentence,) = report.waarschuwingen
    assert sentence.startswith("BK-9901-2: titel_toelichting, definitie en synoniemen uit de lijst niet")
    assert import_vks_api(repository, put("lijst.json") / "lijst.json").gewijzigd == 0


def test_a_list_makes_versions_that_are_not_there_yet(repository: Repository, put: Put) -> None:
    report = import_vks_api(repository, put("lijst.json"))
    assert report.versies == ("BK-9901-1", "BK-9901-2", "BK-9905-1")
    version = repository.find_version("BK-9901-2")
    assert (version.definitie, version.tekststatus) == ("Een definitie uit de lijst.", "officieel")


def test_own_words_take_no_official_texts_from_a_list(repository: Repository, put: Put) -> None:
    store_version(repository, OWN)
    import_vks_api(repository, put("lijst.json"))
    version = repository.find_version(CODE)
    assert (version.tekststatus, version.definitie) == ("eigen-formulering", "Eigen woorden over thee.")
    assert (version.synoniemen, version.statuscode) == ((), "ERKEND")
    assert version.erkenningsdatum == date(2020, 10, 8)


def test_what_only_a_list_tells_outlives_a_detail(repository: Repository, put: Put) -> None:
    struck = load("lijst.json")
    struck["gegevens"][0]["geschrapt"] = True
    import_vks_api(repository, put("lijst.json", struck) / "lijst.json")
    import_vks_api(repository, put("detail.json") / "detail.json")
    version = repository.find_version(CODE)
    assert version.geschrapt is True
    assert len(version.competenties) == 3


def test_facts_about_a_newer_version_stay(repository: Repository, put: Put) -> None:
    name = str(repository.graph_iri(f"versie/{CODE}"))
    newer = URIRef(f"{DEFAULT_BASE}/id/beroepskwalificatie/BK-9901-3")
    graph = version_graph(Beroepskwalificatie(code=CODE, titel="Theeschenker", vks_niveau=3), DEFAULT_BASE)
    version = URIRef(f"{DEFAULT_BASE}/id/beroepskwalificatie/{CODE}")
    facts: list[Any] = [
        (newer, KG.code, Literal("BK-9901-3")),
        (newer, DCTERMS.replaces, version),
        (URIRef(f"{DEFAULT_BASE}/id/kwalificatiereeks/BK-9901"), KG.heeftVersie, newer),
    ]
    for fact in facts:
        graph.add(fact)
    repository.store.replace_graph(name, graph)
    folder = put("detail.json")
    import_vks_api(repository, folder)
    assert set(facts) <= set(repository.store.get_graph(name))
    assert import_vks_api(repository, folder).gewijzigd == 0


def test_the_graph_tells_where_it_comes_from_and_a_later_day_is_no_change(
    repository: Repository, put: Put
) -> None:
    name = repository.graph_iri(f"versie/{CODE}")
    origin = str(repository.graph_iri("herkomst"))
    embedded = Graph()
    embedded.add((name, PROV.wasDerivedFrom, URIRef("https://example.org/oud")))
    embedded.add(
        (URIRef("https://example.org/andere"), PROV.wasDerivedFrom, URIRef("https://example.org/oud"))
    )
    repository.store.replace_graph(origin, embedded)
    folder = put("detail.json")
    import_vks_api(repository, folder, now=datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    graph = repository.store.get_graph(str(name))
    moment = graph.value(name, PROV.generatedAtTime)
    assert isinstance(moment, Literal)
    assert moment.toPython() == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    source = graph.value(name, PROV.wasDerivedFrom)
    assert source is not None
    assert str(graph.value(source, DCTERMS.identifier)).startswith("sha256:")
    assert len(repository.store.get_graph(origin)) == 1
    lines = list(repository.store)
    again = import_vks_api(repository, folder, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert (again.gewijzigd, list(repository.store)) == (0, lines)


def test_a_state_that_is_replaced_stays_in_the_stream(repository: Repository, put: Put) -> None:
    folder = put("detail.json")
    import_vks_api(repository, folder, now=datetime(2026, 11, 24, tzinfo=UTC))
    before = read_stream(repository.store, repository.base)
    name = str(repository.graph_iri(f"versie/{CODE}"))
    graph = repository.store.get_graph(name)
    graph.remove((None, KG.definitie, None))
    repository.store.replace_graph(name, graph)
    changed_by_hand = read_stream(repository.store, repository.base)
    import_vks_api(repository, folder, now=datetime(2026, 11, 25, tzinfo=UTC))
    after = read_stream(repository.store, repository.base)
    assert [lid.graaf for lid in before.leden] == [name]
    assert after.leden[:-1] == changed_by_hand.leden
    assert after.successor(after.leden[0]) == after.leden[-1]


def test_the_derived_graph_is_rebuilt(repository: Repository, put: Put) -> None:
    derived = str(repository.graph_iri("afgeleid"))
    stale = Graph()
    stale.add((URIRef("https://example.org/oud"), KG.code, Literal("oud")))
    repository.store.replace_graph(derived, stale)
    import_vks_api(repository, put("detail.json"))
    assert not set(stale) & set(repository.store.get_graph(derived))


def test_the_report_is_json(repository: Repository, put: Put) -> None:
    report = import_vks_api(repository, put("vallen.json"))
    assert Importverslag.model_validate_json(report.model_dump_json()) == report


def test_the_real_answers_keep_what_was_authored() -> None:
    if not SAMPLES.exists():
        pytest.skip("the samples of the register stand beside the repository, not in it, and are not here")
    repository = Repository(OxigraphStore(), DEFAULT_BASE)
    load_embedded(repository.store)
    own = repository.find_version("BK-0090-2")
    report = import_vks_api(repository, SAMPLES)
    official = repository.find_version("BK-0090-2")
    assert (report.gewijzigd, report.niet_uitgedrukt) == (2, ())
    assert official.tekststatus == "officieel"
    assert [one.leerplaatsen for one in official.competenties] == [
        one.leerplaatsen for one in own.competenties
    ]
    assert [one.titel for one in official.competenties] != [one.titel for one in own.competenties]
    assert import_vks_api(repository, SAMPLES).gewijzigd == 0
