"""The whole product on real SPARQL servers: from an empty one to answers that are those in memory."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.cli.main import app
from kwalificatiegraaf.exporters.vks_api import export_detail
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.mirrored import MirroredStore
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.virtuoso import VirtuosoStore
from tests.queries.harnas import QUESTIONS, answer
from tests.store.conftest import start_oxigraph
from tests.virtuoso import empty

BOOLEAN = "Virtuoso gives a computed boolean as the integer 1 or 0"
UNBOUND = "Virtuoso leaves a variable unbound that a subquery or VALUES binds"
FEWER = "Virtuoso loses rows: an OPTIONAL whose value a later FILTER or GROUP BY reads"
WHOLE = "Virtuoso rounds to a whole number"
DEPTH = "Virtuoso 42000 Error SQ200: Stack Overflow in cost model"
UNLIKE = {
    "aanbod-van-vestiging": BOOLEAN,
    "aandeel-van-traject": FEWER,
    "bewijzen-van-traject": UNBOUND,
    "competenties-bij-maar-een-vestiging": UNBOUND,
    "erkenningen-die-eindigen": FEWER,
    "generieke-competenties-van-sector": DEPTH,
    "in-de-klas-maar-kan-op-de-werkplek": UNBOUND,
    "kwalificatie-op-code": "asked without its parameter Virtuoso repeats rows, beyond ResultSetMaxRows",
    "kwalificaties-die-vervallen-of-verouderen": "Virtuoso 37000 Error SQ074: it does not take this date",
    "leerlingen-per-vorm": WHOLE,
    "losse-kwalificaties-en-competenties": DEPTH,
    "opleidingen-per-overeenkomst": FEWER,
    "overlappende-erkenningen": FEWER,
    "stappen-van-begeleiding": FEWER,
    "synoniemen-en-hun-kwalificaties": FEWER,
    "trajecten-onder-het-streefdoel": FEWER,
    "uren-per-component-en-periode": UNBOUND,
    "verplichte-contexten": FEWER,
    "versies-van-kwalificatie": BOOLEAN,
    "vervanging-van-code": BOOLEAN,
    "vlaamse-en-nederlandse-normen": WHOLE,
    "voorbereidende-en-volgende-opleidingen": BOOLEAN,
    "voorkennis-in-een-kring": "Virtuoso 37000 Error SQ156: Internal Optimized compiler error",
    "voorkennis-van-competentie": BOOLEAN,
    "wat-een-competentie-tegenhoudt": BOOLEAN,
    "werkplek-klas-of-beide": UNBOUND,
}
"""Questions that Virtuoso itself answers otherwise: why MirroredStore asks a copy."""
COMMANDS = (
    ("kwalificatie", "show", "BK-0090-2"),
    ("aandeel", "check", "115", "--datum", "2026-11-24"),
    ("traject", "build", "--opleiding", "115"),
)


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    server, address = start_oxigraph()
    yield f"sparql+http://{address}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="module")
def empty_virtuoso(virtuoso: str) -> str:
    empty(VirtuosoStore(virtuoso))
    return virtuoso


@pytest.fixture(scope="module")
def filled(empty_virtuoso: str, tmp_path_factory: pytest.TempPathFactory) -> Systeem:
    """The system on Virtuoso, filled when nobody did before."""
    return boot(Settings(store=empty_virtuoso, data=tmp_path_factory.mktemp("filled"), store_timeout=120))


@pytest.fixture(scope="module", params=["oxigraph", "empty_virtuoso"])
def remote(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Systeem:
    """The system on an empty server, which boot fills."""
    address = request.getfixturevalue(request.param)
    return boot(Settings(store=address, data=tmp_path_factory.mktemp("remote"), store_timeout=120))


@pytest.fixture
def memory(tmp_path: Path) -> Systeem:
    return boot(Settings(data=tmp_path / "memory"))


def ask(systeem: Systeem, *arguments: str) -> Any:
    result = CliRunner().invoke(app, [*arguments, "--json"], obj=systeem)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def detail_in_other_words(systeem: Systeem, folder: Path) -> Path:
    document = json.loads(
        json.dumps(export_detail(systeem.repository.find_version("BK-0090-2")), default=str)
    )
    for number, competence in enumerate(document["beroepskwalificatie"]["competenties"], start=1):
        competence["waarde"] = f"Ambtelijke zin {number}"
    path = folder / "kapper.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_product_answers_as_in_memory(remote: Systeem, memory: Systeem, tmp_path: Path) -> None:
    assert list(remote.store) == list(memory.store)
    share = ask(remote, *COMMANDS[1])
    assert "13/19" in json.dumps(share)
    for arguments in COMMANDS:
        assert ask(remote, *arguments) == ask(memory, *arguments), arguments
    path = detail_in_other_words(memory, tmp_path)
    reports = [ask(systeem, "import", "vks-api", str(path)) for systeem in (remote, memory)]
    assert reports[0]["versies"] == reports[1]["versies"] == ["BK-0090-2"]
    shown = ask(remote, *COMMANDS[0])
    assert shown == ask(memory, *COMMANDS[0])
    assert "Ambtelijke zin 1" in json.dumps(shown)
    bodies = []
    for systeem in (remote, memory):
        with TestClient(create_app(systeem)) as client:
            bodies.append(client.get("/kwalificaties/BK-0090-2").json())
    assert bodies[0] == bodies[1]
    again = boot(remote.settings)
    assert again.repository.find_version("BK-0090-2") == memory.repository.find_version("BK-0090-2")


@pytest.fixture(scope="module")
def judge(remote: Systeem) -> OxigraphStore:
    """What the server holds, in memory."""
    store = OxigraphStore()
    store.load("\n".join(remote.store).encode(), "application/n-quads")
    return store


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_saved_question_answers_as_in_memory(remote: Systeem, judge: OxigraphStore, name: str) -> None:
    assert answer(remote.store, QUESTIONS[name], {}) == answer(judge, QUESTIONS[name], {})


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_virtuoso_answers_itself(filled: Systeem, name: str, request: pytest.FixtureRequest) -> None:
    """Asked without the copy: which questions Virtuoso's own SPARQL answers in the same way."""
    assert isinstance(filled.store, MirroredStore)
    if name in UNLIKE:
        request.applymarker(pytest.mark.xfail(strict=True, reason=UNLIKE[name]))
    assert answer(filled.store.kept, QUESTIONS[name], {}) == answer(filled.store, QUESTIONS[name], {})
