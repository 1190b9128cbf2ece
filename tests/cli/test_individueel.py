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


def test_a_decimal_comma_is_read(run_json):
    comma, point = (
        run_json("traject", "individual", "115", *START, "--weekuren", t) for t in ("30,5", "30.5")
    )
    assert comma == point


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("--start", "2199-09-01"), "--start"),
        ((*START, "--weekuren", "2"), "--weekuren"),
        ((*START, "--vestiging", "salon-vorbeeld"), "--vestiging"),
        ((*START, "--bewijs", "basisvorming", "--competentie", "BK-0090-2.99"), "--competentie"),
        ((*START, "--bewijs", "basisvorming", "--evc", "BK-0090-2.99"), "--evc"),
        ((*START, "--bewijs", "beroepskwalificatie=BK-0001-2"), "--bewijs nr. 1 kwalificatie"),
        ((*START, "--bewijs", "deelkwalificatie"), "--bewijs nr. 1 kwalificatie"),
    ],
)
def test_what_the_graph_refuses_names_the_option(fail, arguments, place):
    problem = fail(1, "traject", "individual", "115", *arguments)
    assert problem["plaats"] == place
    assert problem["remedie"]


@pytest.mark.parametrize(
    ("code", "arguments", "detail"),
    [
        (
            1,
            (*START, "--bewijs", "diploma"),
            "geen keuze: kies uit beroepskwalificatie, deelkwalificatie, competenties of basisvorming",
        ),
        (1, (*START, "--stap", "toets"), "is geen keuze"),
        (1, (*START, "--competentie", "BK-0090-2.99"), "bestaat niet"),
        (1, (*START, "--weekuren", "0"), "te klein: geef meer dan 0"),
        (2, ("--start", "morgen"), "is geen datum"),
        (2, (), "ontbreekt"),
    ],
)
def test_wrong_requests(told, code, arguments, detail):
    assert detail in told(code, "traject", "individual", "115", *arguments)
