"""A dump holds the whole graph, in forms that others read, and is the same bytes every time."""

import gzip
import json
from hashlib import sha256

import pyoxigraph as ox
import pytest

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.dump import FORMS, INDEX, NAMES, SUMS, Dumpmap, write_dump


@pytest.fixture(scope="module")
def folder(embedded_store, tmp_path_factory):
    found = tmp_path_factory.mktemp("dump")
    write_dump(embedded_store, found)
    return found


def quads(folder, name):
    body = gzip.decompress((folder / name).read_bytes())
    return list(ox.parse(body, format=ox.RdfFormat.from_media_type(FORMS[name])))


def test_it_holds_everything(folder, embedded_store):
    lines = list(embedded_store)
    plain = gzip.decompress((folder / "kwalificatiegraaf.nq.gz").read_bytes()).decode()
    assert plain.splitlines() == lines
    assert len(set(quads(folder, "kwalificatiegraaf.trig.gz"))) == len(lines)
    named = {quad.triple for quad in quads(folder, "kwalificatiegraaf.nq.gz")}
    assert len(quads(folder, "kwalificatiegraaf.ttl.gz")) == len(named) < len(lines)


def test_the_same_graph_gives_the_same_bytes(folder, embedded_store, tmp_path):
    write_dump(embedded_store, tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(NAMES)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


@pytest.mark.parametrize("name", FORMS)
def test_gzip_holds_no_time_and_no_name(folder, name):
    head = (folder / name).read_bytes()[:10]
    assert head[3] == 0
    assert head[4:8] == b"\0\0\0\0"


def test_sums_and_index_are_those_of_the_files(folder, embedded_store):
    index = json.loads((folder / INDEX).read_text())
    sums = dict(reversed(line.split()) for line in (folder / SUMS).read_text().splitlines())
    assert index["grafen"] == len(embedded_store.graph_names())
    for file in index["bestanden"]:
        body = (folder / file["naam"]).read_bytes()
        assert file["sha256"] == sums[file["naam"]] == sha256(body).hexdigest()
        assert (file["bytes"], file["bytes_uitgepakt"]) == (len(body), len(gzip.decompress(body)))


def test_progress_is_told(embedded_store, tmp_path):
    told = []
    write_dump(embedded_store, tmp_path, lambda *step: told.append(step))
    assert told[-1] == ("bestanden schrijven", len(FORMS), len(FORMS))


def test_a_folder_that_cannot_be_written_is_said(embedded_store, tmp_path):
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(InvalidInput, match="kan niet geschreven worden"):
        write_dump(embedded_store, tmp_path / "bestand")
    assert (tmp_path / "bestand").read_text() == "geen map"


def test_the_folder_goes_with_its_owner(embedded_store):
    kept = Dumpmap(embedded_store)
    folder = kept.folder
    assert kept.sum_of(SUMS) == sha256((folder / SUMS).read_bytes()).hexdigest()
    del kept
    assert not folder.exists()
