"""Parts of a file: what counts as one, and what is said when it does not exist."""

import pytest
from starlette.testclient import TestClient

from api.ranges import is_meant

FILES = ("/static/stijl.css", "/dumps/kwalificatiegraaf.nq.gz")
IGNORED = (
    "regels=1-2",
    "bytes",
    "bytes=",
    "bytes=a-b",
    "bytes=5-2",
    "bytes=0-1,9-3",
    "bytes=1-2;x",
    "bytes=-",
)


@pytest.mark.parametrize("header", ["bytes=0-9", "BYTES=5-", "bytes=-7", "bytes=0-1, 4-5", "bytes = 1-1"])
def test_parts(header: str) -> None:
    assert is_meant(header, "GET")
    assert not is_meant(header, "HEAD")


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize("header", IGNORED)
def test_a_range_without_meaning_gives_the_whole_file(client: TestClient, address: str, header: str) -> None:
    whole = client.get(address)
    answer = client.get(address, headers={"Range": header})
    assert (answer.status_code, answer.content) == (200, whole.content)


@pytest.mark.parametrize("address", FILES)
def test_a_part_that_is_not_there_says_how_long_the_file_is(client: TestClient, address: str) -> None:
    size = len(client.get(address, headers={"Accept-Encoding": "identity"}).content)
    answer = client.get(address, headers={"Range": f"bytes={size}-"})
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["plaats"]) == (416, 416, "Range")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-range"] == f"bytes */{size}"
    assert f"bytes van 0 tot {size - 1}" in problem["remedie"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("address", FILES)
def test_head_knows_no_parts(client: TestClient, address: str) -> None:
    answer = client.head(address, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.headers["content-length"]) == (
        200,
        client.head(address).headers["content-length"],
    )
