"""The dump on a started server: files with sums, in parts, named by the descriptions, made once."""

import asyncio
import gzip
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import DCAT, VOID, XSD, Graph, Literal, URIRef
from starlette.testclient import TestClient

from api.app import create_app
from kwalificatiegraaf import bootstrap
from kwalificatiegraaf.bootstrap import Systeem, boot
from kwalificatiegraaf.services.distributions import SPDX
from kwalificatiegraaf.services.dump import FORMS, Dumpmap
from kwalificatiegraaf.settings import Settings

from .conftest import Server

FILE = "/dumps/kwalificatiegraaf.nq.gz"


def test_every_file_has_the_sum_that_is_said(server: Server) -> None:
    said = {one["naam"]: one for one in server.client.get("/dumps").json()["bestanden"]}
    sums = dict(reversed(line.split()) for line in server.client.get("/dumps/SHA256SUMS").text.splitlines())
    assert set(said) == set(sums) == set(FORMS)
    for name, one in said.items():
        answer = server.client.get(one["links"]["self"]["href"])
        assert answer.headers["content-type"] == "application/gzip"
        assert "content-encoding" not in answer.headers
        assert sha256(answer.content).hexdigest() == one["sha256"] == sums[name]
        assert gzip.decompress(answer.content)


def test_a_browser_gets_a_page_with_the_same_files(server: Server) -> None:
    page = server.client.get("/dumps", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    listed = server.client.get("/dumps").json()["bestanden"]
    assert len(listed) == 3
    for file in listed:
        assert f'href="/dumps/{file["naam"]}"' in page.text
        assert file["sha256"] in page.text
    assert 'href="/dumps/SHA256SUMS"' in page.text


def test_a_part_of_a_file(server: Server) -> None:
    whole = server.client.get(FILE)
    part = server.client.get(FILE, headers={"Range": "bytes=10-19", "If-Range": whole.headers["etag"]})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    other = server.client.get(FILE, headers={"Range": "bytes=10-19", "If-Range": '"oud"'})
    assert (other.status_code, other.content) == (200, whole.content)
    assert server.client.get(FILE, headers={"Range": "bytes=99999999-"}).status_code == 416


def test_head_and_what_the_client_has(server: Server) -> None:
    get, head = server.client.get(FILE), server.client.head(FILE)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "last-modified", "content-length", "accept-ranges"):
        assert head.headers[name] == get.headers[name], name
    for known in (
        {"If-None-Match": get.headers["etag"]},
        {"If-Modified-Since": get.headers["last-modified"]},
    ):
        again = server.client.get(FILE, headers=known)
        assert (again.status_code, again.content) == (304, b""), known
    for old in ({"If-None-Match": '"oud"'}, {"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"}):
        assert server.client.get(FILE, headers=old).status_code == 200, old
    assert server.client.get(FILE, headers={"If-Modified-Since": "gisteren"}).status_code == 200


@pytest.mark.parametrize("name", ["geen.nq.gz", "..%2Findex.json", "index.json.nieuw"])
def test_no_other_file_is_served(server: Server, name: str) -> None:
    assert server.client.get(f"/dumps/{name}").status_code == 404


def test_the_descriptions_name_the_files(server: Server) -> None:
    text = server.client.get("/dataset", headers={"Accept": "text/turtle"}).text
    graph = Graph().parse(data=text, format="turtle")
    dataset = URIRef(f"{server.root}/dataset")
    addresses = {URIRef(f"{server.root}/dumps/{name}"): media for name, media in FORMS.items()}
    assert set(graph.objects(dataset, VOID.dataDump)) == set(addresses)
    for address, media in addresses.items():
        (node,) = graph.subjects(DCAT.downloadURL, address)
        assert (dataset, DCAT.distribution, node) in graph
        assert str(graph.value(node, DCAT.mediaType)).endswith(media)
        assert str(graph.value(node, DCAT.compressFormat)).endswith("application/gzip")
        checksum = graph.value(node, SPDX.checksum)
        body = server.client.get(str(address)).content
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert graph.value(checksum, SPDX.checksumValue) == Literal(
            sha256(body).hexdigest(), datatype=XSD.hexBinary
        )


@pytest.fixture
def systeem(tmp_path: Path) -> Iterator[Systeem]:
    found = boot(Settings(data=tmp_path))
    yield found
    found.close()


def test_a_dump_is_made_once_per_state_and_beside_the_event_loop(
    systeem: Systeem, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Dumpmap] = []

    class Watched(Dumpmap):
        def __init__(self, *arguments: object) -> None:
            with pytest.raises(RuntimeError, match="no running event loop"):
                asyncio.get_running_loop()
            super().__init__(*arguments)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr(bootstrap, "Dumpmap", Watched)
    client = TestClient(create_app(systeem))
    first = client.get(FILE).headers["etag"]
    assert client.get("/dataset").status_code == client.get("/dumps").status_code == 200
    assert len(made) == 1
    systeem.store.load(b"<urn:a> <urn:b> <urn:c> .", "text/turtle", "urn:groei")
    systeem.written(())
    assert client.get(FILE).headers["etag"] != first
    assert len(made) == 2
    made[:1] = []
    folder = made.pop().folder
    systeem.close()
    assert not folder.exists()
