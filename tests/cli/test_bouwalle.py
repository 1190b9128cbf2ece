"""`traject build --alle`: files as single builds write them, errors per trajectory, exit codes."""

import json
from pathlib import Path

import pytest

from kwalificatiegraaf.services import building


@pytest.fixture
def only_tyres(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave one small trajectory to build."""
    monkeypatch.setattr(building, "complete_trajectories", lambda repository: ("23-duaal",))


@pytest.mark.usefixtures("only_tyres")
def test_the_files_are_those_of_single_builds(run, tmp_path: Path):
    folder = tmp_path / "nieuw" / "trajecten"
    result = run("traject", "build", "--alle", "--map", str(folder))
    assert result.exit_code == 0, result.stderr
    for part in ("23-duaal", "Bandenmonteur duaal", "geen fouten", "opleiding 22", "Bewaard"):
        assert part in result.stdout
    single = run("traject", "build", "--opleiding", "23-duaal", "--json").stdout
    assert (folder / "23-duaal.json").read_text(encoding="utf-8") == single


def test_an_error_is_told_per_trajectory_and_in_the_exit_code(run):
    arguments = ("traject", "build", "--alle", "--norm", "VL-STREEF-61")
    result = run(*arguments, "--json")
    rows = json.loads(result.stdout)["trajecten"]
    assert result.exit_code == 1
    assert len(rows) == 7
    for row in rows:
        assert row["resultaat"] is None
        assert row["fout"]["plaats"] == "nastreeft"
        assert row["fout"]["detail"].startswith("norm 'VL-STREEF-61' bestaat niet")
        assert row["fout"]["remedie"]
    assert run(*arguments).stdout.count("niet gebouwd") == 7


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (("--alle", "--opleiding", "115"), "laat --opleiding"),
        (("--alle", "--werkplekuren", "20"), "laat --opleiding"),
        (("--opleiding", "115", "--map", "x"), "--map hoort bij --alle"),
    ],
)
def test_what_does_not_go_together_is_wrong_use(fail, arguments, detail):
    assert detail in fail(2, "traject", "build", *arguments)["detail"]


@pytest.mark.usefixtures("only_tyres")
def test_a_folder_that_cannot_be_made_is_named(fail, tmp_path: Path):
    taken = tmp_path / "bestand"
    taken.write_text("vol", encoding="utf-8")
    problem = fail(1, "traject", "build", "--alle", "--map", str(taken))
    assert problem["plaats"] == str(taken)
    assert "niet te beschrijven" in problem["detail"]
