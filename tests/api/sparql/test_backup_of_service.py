"""A backup of a service that runs on a folder which no other process may open."""

import gzip
from pathlib import Path

import pytest

from kwalificatiegraaf.bootstrap import open_store
from kwalificatiegraaf.errors import StoreError
from kwalificatiegraaf.importers import dump_server
from kwalificatiegraaf.keeping import back_up, restore
from kwalificatiegraaf.settings import Settings

from .conftest import Server


def test_a_running_service_is_kept_whole(writable: Server, tmp_path: Path) -> None:
    assert writable.update("INSERT DATA { GRAPH <urn:kopie> { <urn:k> <urn:l> 1 } }").status_code == 204
    settings = Settings(store=f"oxigraph:{tmp_path / 'store'}")
    found = back_up(settings, tmp_path / "kopie.tar", server=writable.root)
    restore(settings, tmp_path / "kopie.tar")
    body = writable.client.get("/dumps/kwalificatiegraaf.nq.gz").content
    assert list(open_store(settings)) == gzip.decompress(body).decode().splitlines()
    assert found.quads == len(gzip.decompress(body).splitlines())
    assert any("<urn:kopie>" in line for line in open_store(settings))


def test_a_file_with_another_sum_is_refused(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, asked = dump_server._get, []

    def tampered(address: str, timeout: float) -> bytes:
        asked.append(address)
        body = original(address, timeout)
        return body + b"x" if address.endswith(".gz") else body

    monkeypatch.setattr(dump_server, "_get", tampered)
    with pytest.raises(StoreError, match="controlegetal"):
        back_up(Settings(), tmp_path / "kopie.tar", server=server.root)
    assert len(asked) == 2 * dump_server.TRIES
    assert not (tmp_path / "kopie.tar").exists()
