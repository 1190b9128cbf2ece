"""Names for IRIs: Dutch labels of many at once, short forms, and the terms that an editor completes."""

import re
from collections.abc import Iterable, Iterator

from rdflib import URIRef

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.syntax import bind_term
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

MOST = 5_000
"""IRIs of which one answer shows the names; the others are shown as they are."""

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
_LOCAL = re.compile(r"\w[\w-]*")


class Term(Waarde):
    """A class or property that a query may use: short form, IRI, kind, Dutch label and definition."""

    naam: str
    iri: str
    soort: str
    label: str
    omschrijving: str


def labels_of(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """Return the Dutch label of each IRI that has one, else the one without language; one query for all."""
    asked = [URIRef(iri).n3() for iri in dict.fromkeys(iris) if _IRI.fullmatch(iri)][:MOST]
    if not asked:
        return {}
    rows = store.select(bind_term(internal_query("editor/namen.rq"), "ding", " ".join(asked)))
    return {str(row["ding"]): str(row["naam"]) for row in reversed(rows)}


def list_terms(store: Store) -> Iterator[Term]:
    """Yield the classes and properties whose namespace has a prefix of ours, in order of IRI."""
    seen = set()
    for row in store.select(internal_query("editor/termen.rq")):
        iri, kind = str(row["term"]), str(row["soort"])
        name = prefixed(iri)
        if name and (iri, kind) not in seen:
            seen.add((iri, kind))
            label, definition = str(row["label"]), str(row["omschrijving"])
            yield Term(naam=name, iri=iri, soort=kind, label=label, omschrijving=definition)


def prefixed(iri: str) -> str | None:
    """Return the IRI with a prefix of ours, as `kg:code`; None when none fits."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return None


def shorten(iri: str, base: str) -> str:
    """Return the IRI with a prefix, or below `base` its path, or as it is."""
    own = f"{base}/id/"
    return prefixed(iri) or (iri.removeprefix(own) if iri.startswith(own) else iri)
