"""Pages of a list in the style of the official API: `pagenr` from 0, `size`, `meta` and `links`."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from starlette.datastructures import URL

T = TypeVar("T")

PAGES = ("first", "prev", "next", "last")


class Link(BaseModel):
    """A link: the absolute address."""

    href: str


class Meta(BaseModel):
    """Where a page stands in its list; `number` counts from 0."""

    total_elements: int
    total_pages: int
    number: int
    number_of_elements: int
    size: int
    first: bool
    last: bool


class Lijst(BaseModel, Generic[T]):
    """A page of a list: its items, where it stands, and the links to the others."""

    gegevens: list[T]
    meta: Meta
    links: dict[str, Link]


class Stuk(BaseModel, Generic[T]):
    """One thing with its links."""

    gegevens: T
    links: dict[str, Link]


def last_number(total: int, size: int) -> int:
    """Return the number of the last page; an empty list has one, empty, page."""
    return max(0, -(-total // size) - 1)


def meta_of(total: int, number: int, size: int) -> Meta:
    """Return the place of page `number` of `size` items in a list of `total`."""
    last = last_number(total, size)
    return Meta(
        total_elements=total,
        total_pages=-(-total // size),
        number=number,
        number_of_elements=max(0, min(size, total - number * size)),
        size=size,
        first=number == 0,
        last=number >= last,
    )


def links_of(url: URL, meta: Meta) -> dict[str, Link]:
    """Return the links self, first, last, and next and prev where there is such a page."""
    last = last_number(meta.total_elements, meta.size)
    numbers = {"first": 0, "last": last}
    if meta.number < last:
        numbers["next"] = meta.number + 1
    if meta.number > 0:
        numbers["prev"] = min(meta.number - 1, last)
    links = {"self": Link(href=str(url))}
    for name, number in numbers.items():
        links[name] = Link(href=str(url.include_query_params(pagenr=number, size=meta.size)))
    return links


def link_header(links: Mapping[str, Link]) -> dict[str, str]:
    """Return the links to the other pages as the header `Link` (RFC 8288)."""
    shown = [f'<{link.href}>; rel="{name}"' for name, link in links.items() if name in PAGES]
    return {"Link": ", ".join(shown)} if shown else {}


def cut(items: Sequence[T], number: int, size: int) -> Sequence[T]:
    """Return the items of page `number`."""
    return items[number * size : (number + 1) * size]


def page(items: Sequence[Any], number: int, size: int, url: URL) -> dict[str, Any]:
    """Return the page as `gegevens` (values as they are), `meta` and `links`."""
    meta = meta_of(len(items), number, size)
    return {"gegevens": cut(items, number, size), "meta": meta, "links": links_of(url, meta)}
