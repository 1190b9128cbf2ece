"""Help in Dutch, wrong use with exit code 2, and a quick start."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "command",
    [
        (),
        *[
            (name,)
            for name in ("kwalificatie", "traject", "aandeel", "import", "vraag", "validate", "reason")
        ],
        *[(name,) for name in ("demo", "serve", "doctor")],
        ("traject", "build"),
        ("traject", "verify"),
        ("import", "vks-api"),
    ],
)
def test_every_help_page_is_dutch(run, command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Gebruik: " in result.stdout
    assert "Toon deze uitleg en stop." in result.stdout
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "[default", "[required]"):
        assert english not in result.stdout, english


def test_without_a_command_the_help_page_comes(run):
    result = run()
    assert result.exit_code == 2
    assert "Opdrachten" in result.output


def test_the_version(run):
    assert run("--version").stdout.startswith("kwalificatiegraaf ")


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (("trajekt",), "de opdracht 'trajekt' bestaat niet; bedoelt u 'traject'?"),
        (("aandeel", "chek"), "de opdracht 'chek' bestaat niet; bedoelt u 'check'?"),
        (("aandeel", "check", "115", "--neen"), "de optie '--neen' bestaat niet"),
        (("aandeel", "check", "115", "310"), "te veel argumenten: 310"),
        (("aandeel", "check"), "geef een CODE, of --alle"),
        (("aandeel", "check", "115", "--alle"), "geef een CODE, of --alle"),
        (("aandeel", "check", "115", "--datum", "2026-13-01"), "'2026-13-01' is geen datum"),
        (("kwalificatie", "show"), "CODE ontbreekt"),
        (("kwalificatie", "list", "--niveau", "drie"), "--niveau: dit is geen geheel getal"),
        (("import", "vks-api"), "PAD ontbreekt"),
        (("vraag",), "geef een NAAM, of --lijst"),
        (("vraag", "x", "--param", "y"), "'y' is geen paar; schrijf --param naam=waarde"),
        (("vraag", "x", "--param", "a=1", "--param", "a=2"), "--param a staat er twee keer"),
        (("traject", "build", "--algemeen", "frans"), "'frans' is geen paar"),
    ],
)
def test_wrong_use_is_said_in_dutch_with_exit_code_2(fail, arguments, detail):
    problem = fail(2, *arguments)
    assert problem["title"] == "Verkeerd gebruik"
    assert problem["detail"].startswith(detail)
    assert "--help" in problem["remedie"]


def test_an_option_without_its_value(run):
    result = run("traject", "build", "--jaren")
    assert result.exit_code == 2
    assert "de optie '--jaren' vraagt een waarde" in result.stderr


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("KG_STORE", "postgres", "kies 'memory'"),
        ("KG_BASE", "geen adres", "geef een volledig adres"),
        ("KG_PAGE_SIZE", "0", "te klein"),
    ],
)
def test_a_wrong_setting_names_its_variable(fail, monkeypatch, variable, value, reason):
    monkeypatch.setenv(variable, value)
    problem = fail(1, "traject", "list", on=None)
    assert problem["plaats"] == variable
    assert reason in problem["detail"]


def test_help_loads_no_engine():
    heavy = "rdflib,ortools,pyoxigraph,fastapi,owlready2,pyshacl,tantivy"
    code = (
        "import sys; from kwalificatiegraaf.cli import main;"
        f"sys.exit(','.join(name for name in '{heavy}'.split(',') if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
