"""`dump` writes the files and says what they are; progress goes to stderr."""

import subprocess

from kwalificatiegraaf.services.dump import NAMES


def test_the_files_are_there_and_the_sums_hold(run, tmp_path):
    folder = tmp_path / "nieuw" / "dump"
    result = run("dump", str(folder))
    assert result.exit_code == 0, result.output
    assert sorted(one.name for one in folder.iterdir()) == sorted(NAMES)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    assert "kwalificatiegraaf.trig.gz" in result.stdout
    assert "bestanden schrijven" in result.stderr
    assert "bestanden schrijven" not in result.stdout


def test_as_json(run_json, tmp_path):
    found = run_json("dump", str(tmp_path))
    assert [one["vorm"] for one in found["bestanden"]] == [
        "application/n-quads",
        "application/trig",
        "text/turtle",
    ]


def test_a_place_that_cannot_be_written(fail, tmp_path):
    (tmp_path / "bestand").write_text("geen map")
    assert fail(1, "dump", str(tmp_path / "bestand"))["remedie"] == "kies een andere plaats"
