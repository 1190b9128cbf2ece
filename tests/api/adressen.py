"""The IRIs of ours in a graph, some of every kind, and the addresses on which a server shows them."""

import re
from collections import defaultdict

from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE

NS = NAMESPACE.rstrip("#")


def kind_of(iri: str, base: str) -> str:
    """Return the kind of an IRI of ours: its folder, and the concept or code list in it."""
    if iri.startswith(NS):
        return "ns#" if "#" in iri else "ns"
    parts = iri[len(base) + 1 :].split("/")
    return "/".join(parts[: 3 if parts[1] == "concept" else 2 if len(parts) > 2 else 1])


def sample(store: Store, base: str, per_kind: int = 2) -> list[str]:
    """Return IRIs of ours in the graph, at whatever place in a quad: the first and last of every kind."""
    kinds: dict[str, set[str]] = defaultdict(set)
    pattern = re.compile(rf"<((?:{re.escape(base)}/(?:id|graph)/|{re.escape(NS)})[^>]*)>")
    for line in store:
        for iri in pattern.findall(line):
            kinds[kind_of(iri, base)].add(iri)
    found: list[str] = []
    for kind in sorted(kinds):
        ordered = sorted(kinds[kind])
        found += ordered if len(ordered) <= per_kind else [*ordered[: per_kind - 1], ordered[-1]]
    return found


def mapped(iri: str, base: str) -> str:
    """Return the path of the server that stands for an IRI."""
    return f"/ns{iri[len(NS) :]}" if iri.startswith(NS) else iri[len(base) :]
