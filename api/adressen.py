"""Addresses of this service and IRIs of the graph: what an address names, and where a thing is shown."""

from urllib.parse import quote, unquote

from rdflib import URIRef
from starlette.requests import Request

from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE


def asked_path(request: Request) -> str:
    """Return what follows the first segment of the address, its escapes as the IRIs of the graph write them.

    An escaped slash stays one: `/id/bestand/a%2Fb` gives `bestand/a%2Fb`.
    """
    root = request.scope.get("root_path", "")
    raw = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = raw.decode("ascii", "replace").partition("?")[0].removeprefix(root)
    return "/".join(quote(unquote(part), safe="") for part in path.lstrip("/").split("/")[1:])


def asked_iri(request: Request, base: str, folder: str) -> URIRef:
    """Return the IRI in `folder` (`id`, `graph`) of the base that the address of this request names."""
    return URIRef(f"{base}/{folder}/{asked_path(request)}")


def local_path(iri: str, base: str) -> str | None:
    """Return the path of this service that shows a thing, graph or term of ours; None for other IRIs."""
    if iri.startswith(NAMESPACE):
        return f"/ns#{iri[len(NAMESPACE) :]}"
    if iri == NAMESPACE.rstrip("#") or iri.startswith(f"{NAMESPACE.rstrip('#')}/"):
        return f"/ns{iri[len(NAMESPACE) - 1 :]}"
    for folder, shown in (("id", "doc"), ("graph", "graph")):
        if iri.startswith(f"{base}/{folder}/"):
            return f"/{shown}/{iri[len(base) + len(folder) + 2 :]}"
    return None


def local_name(iri: str) -> str:
    """Return the last part of an IRI, to show where there is no label."""
    return unquote(iri.rstrip("/").replace("#", "/").rpartition("/")[2]) or iri
