"""`traject whatif`: the question in the words of a school, the answer in plain Dutch."""

import json

import pytest


def test_a_salon_that_cannot_colour(run):
    result = run("traject", "whatif", "115", "--zonder-werkplek", "BK-0090-2.15")
    assert result.exit_code == 1
    for part in ("✘ dit kan niet", "BK-0090-2.15", "Het kan wel met", "Normen met die verschuiving"):
        assert part in result.stdout


def test_fewer_hours_at_work(run, run_json):
    arguments = ("traject", "whatif", "115", "--weekuren", "werkplek=22", "--weekuren", "school=6")
    found = run_json(*arguments)
    assert found["aanpassing"]["weekuren"] == {"werkplek": 22, "school": 6}
    text = run(*arguments).stdout
    for part in ("✔ dit kan", "Wat verandert", "VL-STREEF-60-TIJD", "57,9 %"):
        assert part in text


def test_hours_without_a_contract_are_no_plain_yes(run):
    text = run("traject", "whatif", "115", "--weekuren", "werkplek=16").stdout
    assert "✔ dit kan" not in text
    assert "de uren kloppen, maar er volgt geen overeenkomst meer" in text


def test_only_the_check(run_json):
    found = run_json("traject", "whatif", "115", "--norm", "VL-STREEF-60-TIJD=7/10", "--alleen-toets")
    assert found["herrekend"] == "toets"


def test_every_fault_names_its_period(run):
    arguments = ("traject", "whatif", "115", "--leerplaats", "BK-0090-2.19=reele-werkplek", "--alleen-toets")
    texts = [one["tekst"] for one in json.loads(run(*arguments, "--json").stdout)["bevindingen"]]
    assert len(texts) == len(set(texts)) == 3
    assert all("in periode" in text for text in texts)


def test_variants_of_a_file(run, tmp_path):
    path = tmp_path / "varianten.json"
    patches = [{"naam": "minder", "weekuren": {"werkplek": 24}}, {"zonder_werkplek": ["BK-0090-2.07"]}]
    path.write_text(json.dumps(patches), encoding="utf-8")
    result = run("traject", "whatif", "115", "--varianten", str(path), "--json")
    assert [one["haalbaar"] for one in json.loads(result.stdout)] == [True, False]
    text = run("traject", "whatif", "115", "--varianten", str(path)).stdout
    assert "minder" in text
    assert "variant 2" in text


def test_a_variant_with_an_unknown_field_names_it(fail, tmp_path):
    path = tmp_path / "varianten.json"
    path.write_text('[{"uren": 1}]', encoding="utf-8")
    problem = fail(1, "traject", "whatif", "115", "--varianten", str(path))
    assert problem["plaats"].endswith("$[0].uren")
    assert "dit veld bestaat niet" in problem["detail"]


@pytest.mark.parametrize(
    ("content", "place", "detail"),
    [
        ('[{"weken": [18]},\n {"weken" [18]}]', ", $", "op regel 2, kolom 11: hier ontbreekt een dubbelpunt"),
        ('[{"weken": [18], "weken": [9]}]', ", $", "de sleutel 'weken' staat meer dan eens"),
        ('{"weken": [18]}', "", "dit is geen lijst van aanpassingen"),
        ("[]", "", "dit is geen lijst van aanpassingen"),
        ('[{}, {"normen": {"VL-STREEF-61": "75%"}}]', ", $[1].normen.VL-STREEF-61", "bedoelt u"),
    ],
)
def test_a_wrong_file_of_variants_names_the_place_in_it(fail, tmp_path, content, place, detail):
    path = tmp_path / "varianten.json"
    path.write_text(content, encoding="utf-8")
    problem = fail(1, "traject", "whatif", "115", "--varianten", str(path))
    assert problem["plaats"] == f"varianten.json{place}"
    assert detail in problem["detail"]


@pytest.mark.parametrize(
    ("arguments", "place", "detail"),
    [
        (("--zonder-werkplek", "BK-0090-2.51"), "--zonder-werkplek", "bedoelt u 'BK-0090-2."),
        (("--weekuren", "werkplek=100"), "--weekuren werkplek", "te groot"),
        (("--periode", "18", "--periode", "99"), "--periode nr. 2", "99 is te groot"),
        (("--leerplaats", "BK-0090-2.15=klas"), "--leerplaats BK-0090-2.15", "te ruim"),
        (("--varianten", "map/weg.json"), "map/weg.json", "kan niet gelezen worden: dit bestaat niet"),
    ],
)
def test_a_wrong_change_names_place_and_reason(fail, arguments, place, detail):
    problem = fail(1, "traject", "whatif", "115", *arguments)
    assert problem["plaats"] == place
    assert detail in problem["detail"]
