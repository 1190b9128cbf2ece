"""Saved questions on the command line: every one runs with its own examples, with marks where due."""

import pytest

from kwalificatiegraaf import resources
from kwalificatiegraaf.store.queries import load_catalogue

QUESTIONS = load_catalogue(resources.queries())


def test_the_list_has_every_question(run, run_json):
    listed = run_json("vraag", "--lijst")
    assert [one["naam"] for one in listed] == list(QUESTIONS)
    assert all("text" not in one for one in listed)
    assert "parameters met voorbeeld" in run("vraag", "--lijst").stdout


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_answers_its_own_examples(run, run_json, name):
    given = [f"--param={key}={parameter.example}" for key, parameter in QUESTIONS[name].params.items()]
    found = run_json("vraag", name, *given)
    assert found["vraag"] == name
    assert all(set(row) <= set(found["kolommen"]) for row in found["rijen"])
    assert run("vraag", name, *given).exit_code == 0


def test_own_words_and_assumptions_are_marked(run):
    places = run("vraag", "werkplek-klas-of-beide", "--param", "kwalificatie=BK-0090-2").stdout
    assert "Eigen woorden: BK-0090-2" in places
    shares = run("vraag", "aandeel-van-traject", "--param", "traject=310-duaal").stdout
    assert "Aanname: 310-duaal" in shares


def test_an_answer_without_rows_says_so(run):
    text = run("vraag", "voorkennis-van-competentie", "--param", "competentie=BK-0090-2.01").stdout
    assert "Geen antwoord in de graaf." in text


@pytest.mark.parametrize(
    ("arguments", "place", "detail"),
    [
        (("vorkennis-van-competentie",), None, "bedoelt u 'voorkennis-van-competentie'?"),
        (("voorkennis-van-competentie", "--param", "kompetentie=1"), "kompetentie", "onbekende parameter"),
        (("gewijzigd-sinds", "--param", "datum=gisteren"), "datum", "is geen datum"),
    ],
)
def test_a_wrong_question_or_parameter(fail, arguments, place, detail):
    problem = fail(1, "vraag", *arguments)
    assert problem.get("plaats") == place
    assert detail in problem["detail"]


SHARES = ("vraag", "aandeel-van-traject", "--param", "traject=115-duaal")


def test_an_answer_as_csv(run):
    for form, mark in (("csv", ","), ("csv-excel", ";")):
        text = run(*SHARES, "--formaat", form).stdout.removeprefix("\ufeff")
        assert text.splitlines()[0].split(mark)[:3] == ["traject", "code", "titel"]
        assert "Haarverzorging duaal" in text


def test_the_name_of_a_file_tells_its_form(run, tmp_path):
    book, sheet = tmp_path / "antwoord.xlsx", tmp_path / "antwoord.csv"
    assert run(*SHARES, "--naar", str(book)).exit_code == 0
    assert book.read_bytes()[:2] == b"PK"
    assert run(*SHARES, "--naar", str(sheet)).exit_code == 0
    assert sheet.read_text("utf-8").startswith("\ufefftraject;")


def test_triples_as_turtle(run):
    result = run("vraag", "kwalificatie-op-code", "--param", "kwalificatie=BK-0090-2", "--formaat", "turtle")
    assert result.stdout.startswith("@prefix")


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (("--formaat", "exel"), "'exel' is geen vorm"),
        (("--formaat", "turtle"), "geeft rijen, geen triples"),
        (("--naar", "/bestaat/niet/antwoord.xlsx"), "hier kan niet geschreven worden"),
        (("--formaat", "tabel", "--naar", "antwoord.txt"), "gaat naar het scherm"),
    ],
)
def test_a_form_that_cannot_be(run, arguments, detail):
    result = run(*SHARES, *arguments)
    assert result.exit_code == 2
    assert detail in " ".join(result.stderr.split())
