"""A remote store: any SPARQL 1.1 server, spoken to through SPARQLWrapper.

A server may cut an answer and still say 200: answers are parsed whole before they are believed, and
an answer as long as the server's own limit on rows is refused.
"""

import logging
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from http.client import HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from re import search
from socket import gaierror
from ssl import SSLError
from time import monotonic
from typing import IO, Any, Final
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit, urlunsplit

from rdflib import Graph, URIRef
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, SPARQLWrapper

from kwalificatiegraaf.errors import InvalidInput, StoreError
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.base import Row, Store
from kwalificatiegraaf.store.hints import graph_error
from kwalificatiegraaf.store.oxigraph import (
    answer_size,
    is_rows,
    parse_boolean,
    parse_quads,
    parse_rows,
    parse_triples,
    rewritten,
    to_nquads,
)
from kwalificatiegraaf.store.syntax import bind_term, names_dataset
from kwalificatiegraaf.store.transaction import Replace, Update, Write, collecting, to_request

PLACE: Final = "KG_STORE"
"""What errors name: where the server stands and what it said is for the log, not for a visitor."""
_LATER: Final = (
    "Probeer het later opnieuw; wie de dienst beheert, ziet met 'kwalificatiegraaf doctor' wat er is."
)
_LOG: Final = logging.getLogger(__name__)
_ROWS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
_QUADS: Final = "application/n-quads"
_SMALLEST_LIMIT: Final = 100
"""Shorter answers are taken to be whole; from here on the server's limit on rows is measured, once."""
_CUT_HEADER: Final = "X-SQL-State"
"""What Virtuoso adds to an answer that it cut by time."""
_LOGIN: Final = "Authorization"
_UNION: Final = {"query": "union-default-graph", "update": "using-union-graph"}
"""Asks Oxigraph for the union as default graph; others ignore it and need it in their own settings."""


class _KeepRequest(urllib.request.HTTPRedirectHandler):
    """Follows a redirect with the same method and body, which urllib does for GET only."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request:
        """Return the same request for the new address; a login goes to the same host only."""
        moved = urllib.request.Request(newurl, req.data, dict(req.headers), method=req.get_method())
        if req.has_header(_LOGIN) and urlsplit(newurl).netloc == urlsplit(req.full_url).netloc:
            moved.add_unredirected_header(_LOGIN, str(req.get_header(_LOGIN)))
        return moved

    def http_error_308(self, *arguments: Any) -> Any:
        """Treat 308 as 307."""
        return self.http_error_307(*arguments)


class SparqlStore:
    """The Store behind `sparql+http://host:port/path`.

    Without a path, or with a path that ends in `/query`, the endpoints are `/query`, `/update` and
    `/store` beside each other (Oxigraph, and Fuseki with its data set in the path); any other path serves
    queries and updates alike. `?update=` and `?store=` name another path. `user:password@` before the host
    is sent as Basic authentication, and shown nowhere. `timeout` is in seconds.
    """

    _encoding = POSTDIRECTLY
    """How a request travels: as the body itself, or as a field of a form."""

    def __init__(self, address: str, timeout: float = 30.0) -> None:
        parts = urlsplit(address.removeprefix("sparql+"))
        chosen = {name: values[0] for name, values in parse_qs(parts.query).items()}
        prefix = parts.path.rstrip("/").removesuffix("/query")
        siblings = not prefix or parts.path.endswith("/query")
        host = parts.netloc.rpartition("@")[2]

        def endpoint(name: str) -> str | None:
            sibling = f"{prefix}/{name}" if siblings else None if name == "store" else parts.path
            path = chosen.get(name, sibling)
            return path and urlunsplit((parts.scheme, host, path, "", ""))

        self._query_url = endpoint("query") or ""
        self._update_url = endpoint("update") or ""
        self._store_url = endpoint("store")
        self._login = _basic(parts)
        self._timeout = timeout
        self._name = ""
        self._opener = urllib.request.build_opener(_KeepRequest)

    def _request(self, kind: str, text: str, accept: str) -> bytes:
        wrapper = SPARQLWrapper(self._query_url, self._update_url, returnFormat=JSON)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(self._encoding)
        wrapper.setOnlyConneg(True)
        if not names_dataset(text):
            wrapper.addParameter(_UNION[kind], "true")
        wrapper.addCustomHttpHeader("Accept", accept)
        wrapper.queryString = self._dialect(text) + text
        wrapper.queryType = "SELECT" if kind == "query" else "INSERT"
        return self._send(wrapper._createRequest())

    def server(self) -> str:
        """Return the name that the server gives itself, empty when it gives none."""
        query = quote(internal_query("store/leeft.rq"))
        self._send(urllib.request.Request(f"{self._query_url}?query={query}", headers={"Accept": _ROWS}))
        return self._name

    @property
    def address(self) -> str:
        """Where queries go, without the login."""
        return self._query_url

    def _dialect(self, text: str) -> str:
        """Return what this server wants in front of a query or update; InvalidInput when it takes it not."""
        return ""

    def _send(self, request: urllib.request.Request) -> bytes:
        if self._login:
            request.add_unredirected_header(_LOGIN, self._login)
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                self._name = answer.headers.get("Server", "")
                return _read(answer, monotonic() + self._timeout)
        except urllib.error.HTTPError as error:
            raise _refusal(error) from error
        except TimeoutError as error:
            raise self._silence(request) from error
        except (OSError, HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._silence(request) from error
            _note(request.full_url, error)
            raise StoreError(
                f"geen volledig antwoord: {_cause(error)}", place=PLACE, remedy=_LATER
            ) from error

    def _silence(self, request: urllib.request.Request) -> StoreError:
        _note(request.full_url, f"no answer in {self._timeout:g} s")
        return StoreError(
            f"geen antwoord binnen {self._timeout:g} seconden",
            place=PLACE,
            remedy="Vraag minder tegelijk, of verhoog KG_STORE_TIMEOUT.",
        )

    @cached_property
    def row_limit(self) -> int | None:
        """Rows at which the server cuts an answer, measured up to 100,000; None when it does not."""
        body = self._request("query", internal_query("store/rijgrens-meten.rq"), "text/csv")
        rows = len(body.split()) - 1
        return rows if rows < 100_000 else None

    def _refuse_full(self, size: int) -> None:
        if size >= _SMALLEST_LIMIT and self.row_limit and size >= self.row_limit:
            raise StoreError(
                f"het antwoord is afgekapt: de server geeft hoogstens {self.row_limit} rijen",
                place=PLACE,
                remedy="Verhoog die grens op de server (Virtuoso: ResultSetMaxRows).",
            )

    def _rows(self, body: bytes) -> Sequence[Row]:
        return parse_rows(body)

    def _triples(self, body: bytes) -> Graph:
        return parse_triples(body, _TRIPLES)

    def select(self, query: str) -> Sequence[Row]:
        """See Store.select."""
        rows = self._rows(self._request("query", query, _ROWS))
        self._refuse_full(len(rows))
        return rows

    def ask(self, query: str) -> bool:
        """See Store.ask."""
        return parse_boolean(self._request("query", query, _ROWS))

    def construct(self, query: str) -> Graph:
        """See Store.construct."""
        graph = self._triples(self._request("query", query, _TRIPLES))
        self._refuse_full(len(graph))
        return graph

    def stream(self, query: str, media_type: str) -> bytes:
        """See Store.stream; the form is written here, for not every server writes what it holds."""
        plain = _ROWS if is_rows(media_type) else _TRIPLES
        body = self._request("query", query, plain)
        self._refuse_full(answer_size(body, plain))
        return rewritten(body, media_type)

    def _apply(self, writes: Sequence[Write]) -> None:
        self._request("update", to_request(writes, to_nquads), "*/*")

    def update(self, update: str) -> None:
        """See Store.update."""
        self._apply([Update(update)])

    def load(self, data: bytes, media_type: str, graph: str | None = None) -> None:
        """See Store.load; goes to the graph store endpoint where there is one."""
        if not self._store_url:
            with self.transaction() as transaction:
                return transaction.load(data, media_type, graph)
        quads = to_nquads(data, media_type, graph)
        self._send(urllib.request.Request(self._store_url, quads, {"Content-Type": _QUADS}, method="POST"))
        return None

    def replace_graph(self, name: str, graph: Graph) -> None:
        """See Store.replace_graph."""
        self._apply([Replace(name, graph)])

    def get_graph(self, name: str) -> Graph:
        """See Store.get_graph."""
        return self.construct(bind_term(internal_query("store/graaf-lezen.rq"), "graaf", URIRef(name).n3()))

    def graph_names(self) -> Sequence[str]:
        """See Store.graph_names."""
        rows = self.select(internal_query("store/graafnamen.rq"))
        return sorted(str(row["graaf"]) for row in rows if isinstance(row["graaf"], URIRef))

    def transaction(self) -> AbstractContextManager[Store]:
        """See Store.transaction: all writes travel as one update request."""
        return collecting(self, self._apply)

    def __iter__(self) -> Iterator[str]:
        """See Store."""
        body = self._request("query", internal_query("store/quads-lezen.rq"), _ROWS)
        lines = parse_quads(body, ("s", "p", "o", "graaf"))
        self._refuse_full(len(lines))
        return iter(lines)


def _read(answer: HTTPResponse, deadline: float) -> bytes:
    parts = []
    while part := answer.read(1 << 16):
        parts.append(part)
        if monotonic() > deadline:
            raise TimeoutError
    if answer.length:
        raise IncompleteRead(b"", answer.length)
    if state := answer.headers.get(_CUT_HEADER):
        raise StoreError(f"de server kapte het antwoord af ({_CUT_HEADER}: {state})")
    return b"".join(parts)


def _refusal(error: urllib.error.HTTPError) -> InvalidInput | StoreError:
    with error:
        said = error.read(2_000).decode("utf-8", "replace").strip()
    if refused := graph_error(said):
        return refused
    if error.code == 400:
        found = search(r"error at (\d+):(\d+)", said)
        place = f"regel {found[1]}, kolom {found[2]}" if found else "SPARQL"
        return InvalidInput(f"geen geldige SPARQL: {said}", place=place)
    _note(str(error.url), f"{error.code} {said or error.reason}")
    if error.code in (401, 403):
        remedy = "Zet gebruiker en wachtwoord in KG_STORE: sparql+https://gebruiker:wachtwoord@host."
        return StoreError(f"de server weigert de toegang (status {error.code})", place=PLACE, remedy=remedy)
    return StoreError(f"de server antwoordde met status {error.code}", place=PLACE, remedy=_LATER)


def _basic(parts: SplitResult) -> str:
    """Return the login of an address as Basic authentication has it; empty without one."""
    if parts.username is None:
        return ""
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return f"Basic {b64encode(pair.encode()).decode()}"


def _note(address: str, what: object) -> None:
    """Write to the log what went wrong with the server, which no visitor reads."""
    _LOG.error("%s: %s", address.partition("?")[0], what)


def _cause(error: OSError | HTTPException) -> str:
    """Return in Dutch why no answer came."""
    reason = getattr(error, "reason", error)
    return next((said for kind, said in _CAUSES if isinstance(reason, kind)), "de server is niet te bereiken")


_CAUSES: Final = (
    (gaierror, "de naam van de server is niet gevonden"),
    (SSLError, "er komt geen veilige verbinding tot stand (TLS)"),
    (ConnectionRefusedError, "de server neemt geen verbinding aan"),
    ((ConnectionError, HTTPException), "de verbinding brak af"),
)
"""Kind of error of the line, the narrowest first, and what it means."""
