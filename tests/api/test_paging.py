"""Pages: numbers, links and a stable order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import URL
from starlette.testclient import TestClient

from api.paging import cut, links_of, meta_of


@given(st.integers(0, 200), st.integers(1, 50))
def test_pages_together_are_the_list(total: int, size: int) -> None:
    items = list(range(total))
    pages = max(1, meta_of(total, 0, size).total_pages)
    assert [one for number in range(pages) for one in cut(items, number, size)] == items
    assert sum(meta_of(total, number, size).number_of_elements for number in range(pages)) == total
    assert [meta_of(total, number, size).last for number in range(pages)] == [False] * (pages - 1) + [True]


def test_links_lead_to_the_neighbours() -> None:
    links = links_of(URL("http://x/lijst?zoek=a&pagenr=1"), meta_of(7, 1, 3))
    assert links["next"].href == "http://x/lijst?zoek=a&pagenr=2&size=3"
    assert links["prev"].href == "http://x/lijst?zoek=a&pagenr=0&size=3"
    assert links["last"].href == "http://x/lijst?zoek=a&pagenr=2&size=3"


def test_an_empty_list_has_one_empty_page() -> None:
    meta = meta_of(0, 0, 25)
    assert (meta.total_pages, meta.first, meta.last) == (0, True, True)
    assert set(links_of(URL("http://x/"), meta)) == {"self", "first", "last"}


def test_following_next_reads_every_qualification_once(client: TestClient) -> None:
    address, codes = "/kwalificaties?size=50", []
    while address:
        page = client.get(address).json()
        codes += [one["code"] for one in page["gegevens"]]
        address = page["links"].get("next", {}).get("href")
    assert len(codes) == page["meta"]["total_elements"] == len(set(codes))
    assert codes == sorted(codes)


def test_a_page_past_the_end_is_empty_and_leads_back(client: TestClient) -> None:
    page = client.get("/niveaus?pagenr=99&size=5").json()
    assert page["gegevens"] == []
    assert page["meta"]["last"]
    assert page["links"]["prev"]["href"].endswith("pagenr=1&size=5")


@pytest.mark.parametrize(
    "query", ["pagenr=-1", "size=0", "size=201", "size=veel", "size=5.0", "size=1_0", "pagenr=1.5"]
)
def test_a_page_that_cannot_be_is_refused(client: TestClient, query: str) -> None:
    problem = client.get(f"/kwalificaties?{query}")
    assert problem.status_code == 422
    assert problem.json()["plaats"] == query.partition("=")[0]
