"""Backup and restore for every kind of store: whole, verified, and never by halves."""

import json
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from kwalificatiegraaf.bootstrap import boot, open_store
from kwalificatiegraaf.domain.reservekopie import QUADS
from kwalificatiegraaf.errors import BrokenFile, InvalidInput, KwalificatiegraafError, NotFound, StoreError
from kwalificatiegraaf.exporters.archive import DESCRIPTION
from kwalificatiegraaf.keeping import back_up, restore
from kwalificatiegraaf.services import backup as service
from kwalificatiegraaf.services.importing import import_vks_api
from kwalificatiegraaf.settings import Settings
from tests.store.conftest import start_oxigraph

EXAMPLE = Path(__file__).parent / "importers" / "voorbeelden" / "lijst.json"
SMALL = '<urn:a> <urn:b> "één\\nregel" <urn:g1> .\n_:x <urn:b> _:x <urn:g2> .\n'


@pytest.fixture(scope="module")
def remote_server() -> Iterator[str]:
    process, address = start_oxigraph()
    yield f"sparql+http://{address}"
    process.terminate()
    process.wait(10)


@pytest.fixture(params=["oxigraph", "remote"])
def keeping(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A store that keeps everything, with two small graphs."""
    remote = request.param == "remote"
    name = request.getfixturevalue("remote_server") if remote else f"oxigraph:{tmp_path / 'store'}"
    settings = Settings(store=name, data=tmp_path / "data")
    store = open_store(settings)
    store.update("DROP ALL" if not store.graph_names() else "CLEAR ALL")
    store.load(SMALL.encode(), "application/n-quads")
    return settings


def held(settings: Settings) -> list[str]:
    return list(open_store(settings))


def add(settings: Settings) -> None:
    open_store(settings).load(b"<urn:later> <urn:b> <urn:c> .", "text/turtle", "urn:later")


def test_what_was_kept_comes_back(keeping: Settings, tmp_path: Path) -> None:
    before = held(keeping)
    found = back_up(keeping, tmp_path / "kopie.tar")
    assert (found.soort, found.quads, found.grafen) == ("opslag", 2, 2)
    add(keeping)
    assert held(keeping) != before
    restore(keeping, tmp_path / "kopie.tar", overwrite=True)
    assert held(keeping) == before
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix) == ["kopie.tar"]


def test_nothing_is_overwritten_without_being_told(keeping: Settings, tmp_path: Path) -> None:
    target = tmp_path / "kopie.tar"
    back_up(keeping, target)
    content, before = target.read_bytes(), held(keeping)
    add(keeping)
    changed = held(keeping)
    for attempt in (lambda: back_up(keeping, target), lambda: restore(keeping, target)):
        with pytest.raises(InvalidInput, match="er is niets veranderd") as error:
            attempt()
        assert "--overschrijven" in str(error.value.remedy)
    assert (target.read_bytes(), held(keeping)) == (content, changed)
    assert before != changed
    back_up(keeping, target, overwrite=True)
    assert target.read_bytes() != content


def rewritten(path: Path, change: dict[str, bytes | None]) -> bytes:
    """Return the archive with other files; None leaves one out."""
    made = BytesIO()
    with tarfile.open(path) as old, tarfile.open(fileobj=made, mode="w") as new:
        files = {one.name: old.extractfile(one).read() for one in old.getmembers()}  # type: ignore[union-attr]
        for name, body in {**files, **change}.items():
            if body is not None:
                entry = tarfile.TarInfo(name)
                entry.size = len(body)
                new.addfile(entry, BytesIO(body))
    return made.getvalue()


def broken_ones(path: Path) -> dict[str, bytes]:
    whole = path.read_bytes()
    with tarfile.open(path) as archive:
        description = json.loads(archive.extractfile(DESCRIPTION).read())  # type: ignore[union-attr]
    flipped = bytearray(whole)
    flipped[whole.index(b"\x1f\x8b") + 40] ^= 1
    description["vorm"] = 2
    return {
        "empty": b"",
        "no archive": b"geen archief",
        "cut": whole[: whole.index(b"\x1f\x8b") + 40],
        "one bit": bytes(flipped),
        "no description": rewritten(path, {DESCRIPTION: None}),
        "other version": rewritten(path, {DESCRIPTION: json.dumps(description).encode()}),
        "no quads": rewritten(path, {QUADS: None}),
        "other quads": rewritten(path, {QUADS: b"iets anders"}),
        "more files": rewritten(path, {"ingelezen/../../vreemd.nt": b""}),
    }


def test_a_broken_backup_changes_nothing(keeping: Settings, tmp_path: Path) -> None:
    back_up(keeping, tmp_path / "kopie.tar")
    before = held(keeping)
    for name, content in broken_ones(tmp_path / "kopie.tar").items():
        (tmp_path / "stuk.tar").write_bytes(content)
        with pytest.raises(BrokenFile) as error:
            restore(keeping, tmp_path / "stuk.tar", overwrite=True)
        assert "niets veranderd" in str(error.value.remedy), name
        assert held(keeping) == before, name
    with pytest.raises(NotFound):
        restore(keeping, tmp_path / "geen.tar", overwrite=True)


def test_another_base_is_refused(keeping: Settings, tmp_path: Path) -> None:
    back_up(keeping, tmp_path / "kopie.tar")
    other = keeping.model_copy(update={"base": "http://voorbeeld.test/kg"})
    before = held(keeping)
    with pytest.raises(InvalidInput, match="basis"):
        restore(other, tmp_path / "kopie.tar", overwrite=True)
    assert held(keeping) == before


@pytest.fixture
def on_disk(tmp_path: Path) -> Settings:
    settings = Settings(store=f"oxigraph:{tmp_path / 'store'}", data=tmp_path / "data")
    open_store(settings).load(SMALL.encode(), "application/n-quads")
    return settings


def test_a_failure_half_way_leaves_the_former_store(
    on_disk: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(on_disk, tmp_path / "kopie.tar")
    add(on_disk)
    before = held(on_disk)
    monkeypatch.setattr("kwalificatiegraaf.keeping.require_all", _fail)
    with pytest.raises(StoreError, match="halverwege"):
        restore(on_disk, tmp_path / "kopie.tar", overwrite=True)
    assert held(on_disk) == before
    assert not list(tmp_path.glob("store.*"))


def _fail(*_: object) -> None:
    raise StoreError("halverwege")


def test_a_store_in_use_is_named_and_left_alone(on_disk: Settings, tmp_path: Path) -> None:
    back_up(on_disk, tmp_path / "kopie.tar")
    user = open_store(on_disk)
    with pytest.raises(StoreError) as taken:
        back_up(on_disk, tmp_path / "tweede.tar")
    assert "--server" in str(taken.value.remedy)
    with pytest.raises(StoreError):
        restore(on_disk, tmp_path / "kopie.tar", overwrite=True)
    assert len(list(user)) == 2
    assert not (tmp_path / "tweede.tar").exists()


@pytest.mark.parametrize("word", ["oud", "nieuw"])
def test_a_folder_left_behind_is_named(on_disk: Settings, tmp_path: Path, word: str) -> None:
    back_up(on_disk, tmp_path / "kopie.tar")
    left = tmp_path / f"store.{word}"
    left.mkdir()
    with pytest.raises(InvalidInput) as error:
        restore(on_disk, tmp_path / "kopie.tar", overwrite=True)
    assert error.value.place == str(left)
    assert left.exists()


def test_a_folder_with_other_files_is_never_replaced(on_disk: Settings, tmp_path: Path) -> None:
    back_up(on_disk, tmp_path / "kopie.tar")
    (tmp_path / "foto's").mkdir()
    (tmp_path / "foto's" / "vakantie.jpg").write_bytes(b"x")
    other = on_disk.model_copy(update={"store": f"oxigraph:{tmp_path / chr(102)}oto's"})
    with pytest.raises(InvalidInput, match="andere bestanden"):
        restore(other, tmp_path / "kopie.tar", overwrite=True)
    assert (tmp_path / "foto's" / "vakantie.jpg").read_bytes() == b"x"


@pytest.mark.parametrize(("target", "match"), [("map", "dit is een map"), ("bestand/kopie", "geschreven")])
def test_a_target_that_cannot_be(on_disk: Settings, tmp_path: Path, target: str, match: str) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "bestand").write_text("")
    with pytest.raises(InvalidInput, match=match):
        back_up(on_disk, tmp_path / target)


def test_there_must_be_something_to_keep(tmp_path: Path) -> None:
    settings = Settings(store=f"oxigraph:{tmp_path / 'niets'}")
    with pytest.raises(InvalidInput, match="niets om te bewaren"):
        back_up(settings, tmp_path / "kopie.tar")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def in_memory(tmp_path: Path) -> Settings:
    """Embedded data with an import beside it."""
    settings = Settings(store="memory", data=tmp_path / "data")
    system = boot(settings)
    system.written(import_vks_api(system.repository, EXAMPLE).versies)
    assert list(settings.data.glob("*.nt"))
    return settings


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_imports_beside_the_embedded_data_are_kept(in_memory: Settings, tmp_path: Path) -> None:
    before = files(in_memory.data)
    assert back_up(in_memory, tmp_path / "kopie.tar").soort == "geheugen"
    name = sorted(before)[0]
    (in_memory.data / name).write_text("")
    (in_memory.data / "BK-9999-1.nt").write_text("")
    (in_memory.data / "andere.db").write_text("blijft")
    with pytest.raises(InvalidInput, match="niets veranderd"):
        restore(in_memory, tmp_path / "kopie.tar")
    restore(in_memory, tmp_path / "kopie.tar", overwrite=True)
    assert files(in_memory.data) == {**before, "andere.db": b"blijft"}
    elsewhere = in_memory.model_copy(update={"data": tmp_path / "nieuw"})
    restore(elsewhere, tmp_path / "kopie.tar")
    assert files(elsewhere.data) == before
    for name, content in broken_ones(tmp_path / "kopie.tar").items():
        (tmp_path / "stuk.tar").write_bytes(content)
        with pytest.raises(BrokenFile):
            restore(elsewhere, tmp_path / "stuk.tar", overwrite=True)
        assert files(elsewhere.data) == before, name
    on_disk = elsewhere.model_copy(update={"store": f"oxigraph:{tmp_path / 'store'}"})
    restore(on_disk, tmp_path / "kopie.tar")
    assert held(on_disk) == list(boot(elsewhere).store)


def test_a_failing_disk_puts_the_imports_back(
    in_memory: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(in_memory, tmp_path / "kopie.tar")
    last = sorted(in_memory.data.glob("*.nt"))[-1]
    (in_memory.data / "BK-0000-1.nt").write_text("")
    last.write_text("")
    before = files(in_memory.data)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "BK-0000-1.nt":
            raise OSError(28, "geen plaats meer")
        if path.exists() or not missing_ok:
            original(path)

    original = Path.unlink
    monkeypatch.setattr(service.Path, "unlink", refuse)
    with pytest.raises(KwalificatiegraafError, match="de schijf is vol"):
        restore(in_memory, tmp_path / "kopie.tar", overwrite=True)
    monkeypatch.undo()
    assert files(in_memory.data) == before


def test_a_store_that_keeps_all_does_not_fit_the_memory(on_disk: Settings, tmp_path: Path) -> None:
    back_up(on_disk, tmp_path / "kopie.tar")
    memory = on_disk.model_copy(update={"store": "memory"})
    with pytest.raises(InvalidInput, match="past niet in het geheugen"):
        restore(memory, tmp_path / "kopie.tar")
    assert not memory.data.exists()
