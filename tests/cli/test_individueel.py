"""`traject individual`: a trajectory to measure on the command line."""

import pytest

START = ("--start", "2026-11-24")


def test_proofs_shorten_the_way(run, run_json):
    arguments = (
        *("traject", "individual", "115", *START, "--bewijs", "basisvorming", "--evc", "BK-0090-2.12"),
        *("--competentie", "BK-0090-2.15", "--stap", "keuze", "--weekuren", "30"),
    )
    found = run_json(*arguments)
    assert sum(one["bewezen"] for one in found["onderdelen"]) == 6
    text = run(*arguments).stdout
    for part in (
        "Bewezen zijn 6 van de 24",
        "met beide noemers",
        "Bereikbare bewijzen",
        "nooit een voorwaarde",
    ):
        assert part in text
    assert "Niets van deze vraag wordt bewaard." in text


def test_the_rules_are_options(run_json):
    plain = ("traject", "individual", "115", *START, "--bewijs", "basisvorming")
    kept = run_json(*plain, "--basisvorming-stelt-niet-vrij")
    assert kept["resterende_uren"] == kept["standaarduren"]


def test_nothing_left(run):
    arguments = ("--bewijs", "basisvorming", "--bewijs", "beroepskwalificatie=BK-0090-2")
    assert "Er is niets meer te leren." in run("traject", "individual", "115", *START, *arguments).stdout


@pytest.mark.parametrize(
    ("code", "arguments", "detail"),
    [
        (
            1,
            (*START, "--bewijs", "diploma"),
            "geen keuze; kies uit beroepskwalificatie, deelkwalificatie, competenties of basisvorming",
        ),
        (1, (*START, "--stap", "toets"), "is geen keuze"),
        (1, (*START, "--competentie", "BK-0090-2.99"), "bestaat niet"),
        (1, (*START, "--weekuren", "0"), "te klein: meer dan 0"),
        (2, ("--start", "morgen"), "is geen datum"),
        (2, (), "ontbreekt"),
    ],
)
def test_wrong_requests(fail, code, arguments, detail):
    assert detail in fail(code, "traject", "individual", "115", *arguments)["detail"]
