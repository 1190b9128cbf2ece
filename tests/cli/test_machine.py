"""The commands about this machine: doctor, serve and demo."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from types import SimpleNamespace

import pytest

from kwalificatiegraaf.store.oxigraph import OxigraphStore


def test_the_doctor_says_what_is_missing_and_how_to_get_it(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("kwalificatiegraaf.cli.doctor.find_spec", lambda name: None)
    tools = json.loads(run("doctor", "--json").stdout)
    assert [tool["naam"] for tool in tools][:3] == ["Java", "Graphviz", "Chromium"]
    assert all(tool["gevonden"] is None for tool in tools)
    assert all(tool["waarvoor"] and tool["hoe"] for tool in tools)
    text = run("doctor")
    assert text.exit_code == 0
    assert "✘ ontbreekt" in text.stdout


def test_the_doctor_finds_programs_and_samples(run, monkeypatch, tmp_path):
    (tmp_path / "BK-0090-2.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("KG_SAMPLES", str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda program: f"/bin/{program}")
    found = {tool["naam"]: tool["gevonden"] for tool in json.loads(run("doctor", "--json").stdout)}
    assert (found["Java"], found["Node.js"]) == ("/bin/java", "/bin/npm")
    assert found["Antwoorden van de officiële API"] == f"{tmp_path} (1 bestanden)"
    assert "✔ aanwezig" in run("doctor").stdout


def test_the_doctor_finds_the_editor_where_it_is_built(run, monkeypatch, tmp_path):
    script = tmp_path / "web" / "static" / "editor" / "yasqe.min.js"
    spec = SimpleNamespace(submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr("kwalificatiegraaf.cli.doctor.find_spec", lambda name: spec)
    seen = []
    for _ in range(2):
        (tool,) = [
            one for one in json.loads(run("doctor", "--json").stdout) if one["naam"] == "SPARQL-editor"
        ]
        seen.append(tool["gevonden"])
        script.parent.mkdir(parents=True, exist_ok=True)
        script.touch()
    assert seen == [None, str(script)]


def test_the_doctor_says_of_a_server_what_is_wrong_and_never_its_password(run, monkeypatch):
    monkeypatch.setenv("KG_STORE", "sparql+http://jan:geheim@127.0.0.1:1")
    found = run("doctor", "--json")
    assert found.exit_code == 1
    (server,) = [one for one in json.loads(found.stdout) if one["naam"] == "SPARQL-server"]
    assert server["waarvoor"].endswith(
        "(KG_STORE, http://127.0.0.1:1/query): geen volledig antwoord: de server neemt geen verbinding aan"
    )
    assert server["hoe"] == "start de server, of verbeter KG_STORE"
    assert "geheim" not in found.output


@pytest.mark.parametrize("command", ["doctor", "serve"])
@pytest.mark.parametrize(
    ("name", "value", "place", "remedy"),
    [
        ("KG_SERVICE_ALLOW", "https://x/", "KG_SERVICE_ALLOW", '["https://voorbeeld.eu/sparql"]'),
        ("KG_SERVICE_ALLOW", '["https://a.be/", "foo"]', "KG_SERVICE_ALLOW nr. 2", "volledig adres"),
        ("KG_UPDATE_TOKEN", "kort", "KG_UPDATE_TOKEN", "minstens 16 tekens"),
        ("KG_STORE", "sparql+http://jan:ge#heim@host", "KG_STORE", "%23 voor #"),
    ],
)
def test_a_wrong_setting_is_named_with_a_remedy(run, monkeypatch, command, name, value, place, remedy):
    monkeypatch.setenv(name, value)
    found = run(command)
    assert found.exit_code == 1
    assert f"Plaats: {place}\n" in found.stderr
    assert remedy in found.stderr
    assert len(found.stderr.splitlines()) <= 4
    assert "heim" not in found.stderr


def test_the_demo_builds_checks_and_shows(run):
    result = run("demo")
    assert result.exit_code == 0, result.output
    for part in (
        "Haarverzorging duaal",
        "Doelen",
        "geen fouten",
        "Overeenkomst: OAO",
        "13/19",
        "Eigen woorden",
    ):
        assert part in result.stdout


def test_a_port_in_use_is_named_with_another(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"127.0.0.1:{port}" in result.stderr
    assert f"--port {port + 1}" in result.stderr


def test_a_port_outside_the_range(run):
    assert run("serve", "--port", "70000").exit_code == 2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_serve_answers(tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "kwalificatiegraaf", "serve", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            assert b"VKS" in fetch(f"http://127.0.0.1:{port}/niveaus")
        finally:
            server.terminate()
            server.wait(timeout=20)


def fetch(address: str) -> bytes:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return bytes(answer.read())
        except ConnectionError:
            pass
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
        if time.monotonic() > deadline:
            pytest.fail(f"{address} does not answer")
        time.sleep(0.2)


def test_the_doctor_sees_a_server_that_cuts_its_answers(run, monkeypatch, virtuoso):
    monkeypatch.setenv("KG_STORE", virtuoso)
    found = {tool["naam"]: tool["gevonden"] for tool in json.loads(run("doctor", "--json").stdout)}
    assert found["SPARQL-server"].startswith("Virtuoso/")
    assert "KAPT ANTWOORDEN AF op 10000 rijen" in found["SPARQL-server"]


def test_the_doctor_says_that_a_folder_is_in_use_or_broken(run, monkeypatch, tmp_path):
    folder = tmp_path / "graaf"
    monkeypatch.setenv("KG_STORE", f"oxigraph:{folder}")

    def last():
        found = run("doctor", "--json")
        return found.exit_code, json.loads(found.stdout)[-1]

    code, tool = last()
    assert (code, tool["naam"], folder.exists()) == (0, "Opslag", False)
    held = OxigraphStore(folder)
    code, tool = last()
    assert (code, tool["gevonden"]) == (1, None)
    assert "Stop het andere proces" in tool["hoe"]
    del held
    assert last()[0] == 0
    (folder / "CURRENT").write_text("stuk", encoding="ascii")
    code, tool = last()
    assert code == 1
    assert "beschadigd" in tool["hoe"]


def test_the_doctor_says_that_a_replica_has_no_snapshot(run, monkeypatch, tmp_path):
    monkeypatch.setenv("KG_STORE", f"snapshot:{tmp_path}")
    found = run("doctor", "--json")
    assert found.exit_code == 1
    assert "nog geen momentopname" in json.loads(found.stdout)[-1]["waarvoor"]
