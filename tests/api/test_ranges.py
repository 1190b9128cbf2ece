"""Parts of a file: what counts as one, and what is said when it does not exist."""

import pytest
from starlette.testclient import TestClient

from api.ranges import is_meant, within

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


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("bytes=0-3,10-", "bytes=0-3"),
        ("bytes=12-13, 8-20 , -2", "bytes=8-20,-2"),
        ("bytes=-0,9-9", "bytes=9-9"),
        ("bytes=10-,-0", None),
        ("bytes=10-12", None),
    ],
)
def test_parts_of_a_file_of_ten(header: str, kept: str | None) -> None:
    assert within(header, 10) == kept


def test_of_an_empty_file_no_part_is_there() -> None:
    assert within("bytes=0-,-5", 0) is None


@pytest.mark.parametrize("address", FILES)
def test_parts_that_miss_are_left_out(client: TestClient, address: str) -> None:
    whole = client.get(address, headers={"Accept-Encoding": "identity"}).content
    size = len(whole)
    one = client.get(address, headers={"Range": f"bytes=2-5,{size}-{size + 9}"})
    assert (one.status_code, one.content) == (206, whole[2:6])
    assert one.headers["content-range"] == f"bytes 2-5/{size}"
    several = client.get(address, headers={"Range": f"bytes={size + 4}-, 0-1, -3"})
    assert several.status_code == 206
    assert several.headers["content-type"].startswith("multipart/byteranges")
    found = [line for line in several.content.splitlines() if line.lower().startswith(b"content-range")]
    assert [line.split()[-1].decode() for line in found] == [f"0-1/{size}", f"{size - 3}-{size - 1}/{size}"]


@pytest.mark.parametrize("address", FILES)
def test_parts_that_all_miss_are_a_problem(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"Range": "bytes=99999999-,-0"})
    assert (answer.status_code, answer.json()["plaats"]) == (416, "Range")


@pytest.mark.parametrize("address", FILES)
def test_head_knows_no_parts(client: TestClient, address: str) -> None:
    answer = client.head(address, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.headers["content-length"]) == (
        200,
        client.head(address).headers["content-length"],
    )
