"""Every saved question against its own small data, on both engines."""

from itertools import pairwise
from pathlib import Path

import jsonschema_rs
import pytest

from api.vraagpaden import row_schema
from kwalificatiegraaf import resources
from kwalificatiegraaf.services.questions import answer as service_answer
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.queries.harnas import (
    DERIVATIONS,
    FOLDER,
    QUESTIONS,
    STORES,
    TWICE,
    answer,
    as_plain,
    declared_iris,
    expected_rows,
    is_ours,
    load_case,
    named_iris,
    projection,
    read_cases,
    run,
)

CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_"))
ENOUGH = 60
SERVICES = {4, 6, 12, 20, 22, 37, 45}
"""Numbers of the list of competency questions that a service answers, because SPARQL is not the tool."""

LAST = 62
GROUPS = {"kwalificaties", "kwaliteit", "statistiek", "trajecten", "vergelijken", "werkplekken"}
WITHOUT_ROWS = {
    "verwijzingen-naar-niets",
    "competenties-zonder-kennis-of-vaardigheid",
    "competenties-zonder-leerplaats",
    "competenties-zonder-uren",
    "aantal-competenties-dat-niet-klopt",
    "begrippen-zonder-vertaling",
    "codes-die-twee-keer-voorkomen",
    "geldigheid-die-niet-kan",
    "normen-zonder-bron",
    "toegewezen-aan-een-plaats-die-niet-kan",
    "twee-keer-dezelfde-competentie",
    "voorkennis-in-een-kring",
    "generieke-competenties-van-sector",
    "gevraagde-attesten",
    "gewijzigd-sinds",
    "kwalificaties-die-vervallen-of-verouderen",
    "kwalificaties-van-finaliteit",
    "kwalificaties-van-sector",
    "nederlandse-tegenhangers",
    "niet-waarneembare-werkwoorden",
    "opleidingen-met-oudere-versie",
    "werkplek-als-voorwaarde",
    "zoek-kwalificaties",
}
"""Questions whose example has no answer in the embedded data, because it knows no such thing (branches,
sectors, finalities, dates of recognition) or nothing is wrong (items without hours)."""

FILES = sorted(path for path in resources.queries().rglob("*.rq")) + sorted(
    (Path(resources.__file__).parent / "queries").rglob("*.r[qu]")
)


def test_every_question_has_data_and_every_folder_a_question() -> None:
    assert sorted(QUESTIONS) == CASES
    assert len(QUESTIONS) >= ENOUGH


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_is_the_expected_one(name: str, kind: str) -> None:
    store = load_case(name, kind)
    for case in read_cases(name):
        given = run(store, QUESTIONS[name], case["params"])
        assert case["rows"], "an expected answer without rows proves nothing"
        assert [as_plain(row) for row in given] == expected_rows(case["rows"], given)


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("name", QUESTIONS)
def test_what_two_graphs_repeat_is_counted_once(name: str, kind: str) -> None:
    store = load_case(name, kind, TWICE)
    for case in read_cases(name):
        given = run(store, QUESTIONS[name], case["params"])
        assert [as_plain(row) for row in given] == expected_rows(case["rows"], given)


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_file_runs_unchanged(name: str, kind: str) -> None:
    store = load_case(name, kind)
    free = answer(store, QUESTIONS[name], {})
    for case in read_cases(name):
        assert len(free) >= len(answer(store, QUESTIONS[name], case["params"]))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_example_binds(name: str, embedded_store: Store) -> None:
    vraag = QUESTIONS[name]
    examples = {key: parameter.example for key, parameter in vraag.params.items()}
    rows = answer(embedded_store, vraag, examples)
    assert all(first != second for first, second in pairwise(rows))
    assert bool(rows) is (name not in WITHOUT_ROWS)


@pytest.mark.parametrize("path", [*FILES], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_term_of_ours_is_declared(path: Path, declared: set[str]) -> None:
    used = {iri for iri in named_iris(path) if is_ours(iri)}
    assert used <= declared, sorted(used - declared)


@pytest.fixture(scope="module")
def declared() -> set[str]:
    return declared_iris()


def test_the_walk_sees_terms_in_paths_filters_and_templates() -> None:
    seen = {path.stem: named_iris(path) for path in DERIVATIONS}
    assert all(any(is_ours(iri) for iri in iris) for iris in seen.values())
    assert any(iri.endswith("#rechtstreekseVoorkennis") for iri in seen["20-voorkennis"])


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_tells_what_it_answers(name: str) -> None:
    vraag = QUESTIONS[name]
    assert vraag.summary
    assert vraag.summary_en
    assert vraag.number
    assert all(one.summary and one.summary_en for one in vraag.params.values())
    assert bool(vraag.check) is bool(vraag.finding)
    assert "ORDER BY" in vraag.text or vraag.returns != "select"


@pytest.mark.parametrize("name", [name for name, one in QUESTIONS.items() if one.returns == "select"])
def test_the_columns_are_those_of_the_query_and_name_each_other(name: str) -> None:
    columns = QUESTIONS[name].columns
    assert list(columns) == projection(QUESTIONS[name].text)
    assert {one.naam for one in columns.values()} <= {None, *columns}
    for one in columns.values():
        assert not one.naam or (one.soort, columns[one.naam].soort) == ("iri", "string")


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_row_of_a_case_fits_the_columns(name: str) -> None:
    fits = jsonschema_rs.validator_for(row_schema(QUESTIONS[name].kolommen)).validate
    store = load_case(name, "oxigraph")
    for case in read_cases(name):
        rows = service_answer(store, QUESTIONS[name], case["params"], DEFAULT_BASE).rijen
        assert len(rows) == len(case["rows"])
        for row in rows:
            fits(row)


def test_every_number_that_sparql_can_answer_has_a_question() -> None:
    numbers = {vraag.number for vraag in QUESTIONS.values()}
    assert set(range(1, LAST + 1)) - SERVICES - numbers == set()
    assert {vraag.map for vraag in QUESTIONS.values()} == GROUPS


def test_the_checks_are_there() -> None:
    checks = [vraag for vraag in QUESTIONS.values() if vraag.check]
    assert len(checks) > 10
    assert {vraag.check for vraag in checks} == {"fout", "waarschuwing"}
