"""The catalogue of saved questions and their parameters."""

from pathlib import Path

import pytest

from kwalificatiegraaf import resources
from kwalificatiegraaf.errors import BrokenFile, InvalidInput, NotFound
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.queries import Vraag, bind, load_catalogue, read_question
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

TEXT = """#+ summary: Alles over alles
#+ params:
#+   kwalificatie: {type: iri, concept: beroepskwalificatie, example: "BK-0082-2"}
#+   adres: {type: iri, example: "https://voorbeeld.be/x"}
#+   niveau: {type: concept, schema: vks-niveau, example: 3}
#+   code: {type: code, example: "G-0105"}
#+   aantal: {type: integer, example: 5}
#+   dag: {type: date, example: 2026-09-01}
#+   tekst: {type: string, example: "een kapper"}
#+ returns: select
#+ columns: {kwalificatie: iri?, adres: iri?}
# UNDEF in een opmerking blijft
SELECT * WHERE {
  VALUES ?kwalificatie { UNDEF }
  VALUES ?adres { UNDEF }
  VALUES ?niveau { UNDEF }
  VALUES ?code { UNDEF }
  VALUES ?aantal {UNDEF}
  VALUES ?dag { UNDEF }
  values $tekst { undef }
}
"""

SMALL = "#+ summary: x\n#+ columns: {s: iri}\nSELECT ?s { ?s ?p ?o }"


@pytest.fixture
def vraag(tmp_path: Path) -> Vraag:
    path = tmp_path / "kwalificaties" / "alles.rq"
    path.parent.mkdir()
    path.write_text(TEXT)
    return read_question(path)


def row(text: str) -> dict[str, str]:
    (found,) = OxigraphStore().select(text)
    return {name: term.n3() for name, term in found.items()}  # type: ignore[attr-defined]


def test_the_query_is_shown_without_its_front_matter(vraag: Vraag) -> None:
    assert vraag.query.startswith("# Alles over alles\n# UNDEF in een opmerking blijft\nSELECT * WHERE {")
    assert "#+" not in vraag.query
    assert vraag.text.endswith(vraag.query.partition("\n")[2])


def test_a_file_tells_its_own_story(vraag: Vraag) -> None:
    assert (vraag.naam, vraag.map, vraag.summary, vraag.returns) == (
        "alles",
        "kwalificaties",
        "Alles over alles",
        "select",
    )
    assert vraag.params["dag"].example == "2026-09-01"
    assert vraag.params["niveau"].codelijst == "vks-niveau"
    with pytest.raises(ValueError, match="frozen"):
        vraag.naam = "anders"  # type: ignore[misc]


def test_unbound_parameters_stay_free(vraag: Vraag) -> None:
    assert bind(vraag, {}) == vraag.text
    assert row(vraag.text) == {}


def test_values_become_terms(vraag: Vraag) -> None:
    values = {name: parameter.example for name, parameter in vraag.params.items()}
    assert row(bind(vraag, values)) == {
        "kwalificatie": f"<{DEFAULT_BASE}/id/beroepskwalificatie/BK-0082-2>",
        "adres": "<https://voorbeeld.be/x>",
        "niveau": f"<{DEFAULT_BASE}/id/concept/vks-niveau/3>",
        "code": '"G-0105"',
        "aantal": '"5"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "dag": '"2026-09-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        "tekst": '"een kapper"',
    }
    assert "UNDEF in een opmerking blijft" in bind(vraag, values)


@pytest.mark.parametrize(
    "text", ['" } DROP ALL #', "\\", "regel\nnog een", "VALUES ?code { UNDEF }", "?x \\1"]
)
def test_no_text_escapes_its_quotes(vraag: Vraag, text: str) -> None:
    (found,) = OxigraphStore().select(bind(vraag, {"tekst": text, "aantal": "1"}))
    assert str(found["tekst"]) == text.strip()


def test_codes_follow_the_base(vraag: Vraag) -> None:
    text = bind(vraag, {"kwalificatie": "BK-1-1"}, "https://voorbeeld.be")
    assert row(text)["kwalificatie"] == "<https://voorbeeld.be/id/beroepskwalificatie/BK-1-1>"
    assert row(bind(vraag, {"kwalificatie": "http://a/b"}))["kwalificatie"] == "<http://a/b>"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kwalificatie", "BK 1"),
        ("kwalificatie", ""),
        ("kwalificatie", "http://a> } #"),
        ("adres", "BK-0082-2"),
        ("niveau", "<3>"),
        ("code", "a b"),
        ("aantal", "drie"),
        ("aantal", "9" * 30),
        ("aantal", "٣"),
        ("dag", "2026-02-30"),
        ("dag", "20260201"),
        ("tekst", "x" * 1001),
    ],
)
def test_a_wrong_value_is_refused_with_an_example(vraag: Vraag, name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as error:
        bind(vraag, {name: value})
    assert error.value.place == name
    assert error.value.remedy == f"Geef bijvoorbeeld '{vraag.params[name].example}'."


def test_an_unknown_parameter_is_refused_with_the_known_ones(vraag: Vraag) -> None:
    with pytest.raises(InvalidInput, match="bedoelt u 'niveau'") as error:
        bind(vraag, {"niveaus": 3})
    assert error.value.place == "niveaus"
    assert error.value.remedy
    assert all(name in error.value.remedy for name in vraag.params)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "#+ summary: [kapot\nSELECT * { ?s ?p ?o }",
        "#+ summary: x\n#+ onbekend: y\nSELECT * { ?s ?p ?o }",
        "#+ zomaar tekst\nSELECT * { ?s ?p ?o }",
        "#+ summary: x\n#+ params:\n#+   a: {type: iri, example: x}\nSELECT * { ?s ?p ?o }",
        "#+ summary: x\nSELECT * { VALUES ?a { UNDEF } ?s ?p ?o }",
        "#+ summary: x\n#+ returns: select\nSELECT * { ?s ?p ?o }",
        "#+ summary: x\n#+ params:\n#+   a: {type: getal, example: x}\nSELECT * { VALUES ?a { UNDEF } }",
    ],
)
def test_a_broken_head_names_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "kapot.rq").write_text(text)
    with pytest.raises(BrokenFile) as error:
        load_catalogue(tmp_path)
    assert str(error.value.place).endswith("kapot.rq")


def test_names_are_unique_and_derivations_stay_out(tmp_path: Path) -> None:
    for folder, name in (("b", "twee"), ("a", "drie"), ("afleidingen", "10-regel")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.rq").write_text(SMALL)
    found = load_catalogue(tmp_path)
    assert list(found) == ["drie", "twee"]
    with pytest.raises(NotFound, match="bedoelt u 'twee'"):
        found["twe"]
    (tmp_path / "a" / "twee.rq").write_text(SMALL)
    with pytest.raises(BrokenFile, match="twee"):
        load_catalogue(tmp_path)


def test_every_question_of_ours_runs_with_its_examples(embedded_store: Store) -> None:
    for vraag in load_catalogue(resources.queries()).values():
        values = {name: parameter.example for name, parameter in vraag.params.items()}
        embedded_store.stream(
            bind(vraag, values),
            "text/turtle" if vraag.returns == "construct" else "application/sparql-results+json",
        )
