"""`traject coverage`: workplaces on the command line."""

import pytest


def test_one_salon_leaves_gaps(run):
    result = run("traject", "coverage", "115", "--vestiging", "salon-voorbeeld", "--datum", "2026-11-24")
    assert result.exit_code == 1
    for part in ("✘ niet alles gedekt", "verzonnen", "Aanvulling", "enkel daar", "BK-0090-2.20"):
        assert part in result.stdout


def test_all_branches_and_pupils(run, run_json):
    arguments = (
        "traject",
        "coverage",
        "1",
        "--leerlingen",
        "2",
        "--vanaf",
        "51.0,4.4",
        "--datum",
        "2026-11-24",
    )
    found = run_json(*arguments)
    assert found["volledig"]
    assert [one["merk"] for one in found["verdeling"]["plaatsingen"]] == ["1", "2"]
    text = run(*arguments).stdout
    for part in ("✔ alles gedekt", "Leerlingen over vestigingen", "Verplichte contexten: precies 3"):
        assert part in text


@pytest.mark.parametrize(
    ("code", "arguments", "detail"),
    [
        (1, ("--vestiging", "salon-vorbeeld"), "bedoelt u 'salon-voorbeeld'?"),
        (1, ("--leerlingen", "31"), "te veel"),
        (1, ("--vanaf", "91,4"), "te groot"),
        (2, ("--vanaf", "gent"), "is geen punt"),
    ],
)
def test_wrong_questions(fail, code, arguments, detail):
    assert detail in fail(code, "traject", "coverage", "115", *arguments)["detail"]
