"""The errors of the system: each states facts, its place and a remedy, in the reader's Dutch.

KwalificatiegraafError
├── NotFound            a code that the graph does not hold
├── InvalidInput        a value that breaks a rule, with its place
│   ├── BrokenFile      a file that cannot be read as what it should be
│   └── BadQuery        a SPARQL request that is not as the language or the protocol wants it
├── Unreachable         a plan that cannot exist, with the best that can
├── StoreError          the triple store refused or cut an answer
│   ├── QueryTimeout    a query took longer than allowed and was ended
│   ├── QueryTooLarge   a query wanted more memory, or its answer more rows or bytes, than allowed
│   ├── QueueFull       too many queries wait already
│   ├── ServiceStops    the service ends before the answer is there
│   ├── ReadOnly        a replica was asked to write
│   ├── FolderInUse     another process holds the folder of the store
│   ├── ServiceFailed   another server, that SERVICE names, gave no answer that can be read
│   └── PublicationFailed  what was written is kept, but the replicas do not get it yet
├── FormRefused         the answer cannot be written in the form that was asked
└── MissingPart         an optional part of the machine is absent
"""

import errno
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import takewhile
from typing import Any


def _shared_start(left: str, right: str) -> int:
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def suggest(value: str, choices: Iterable[str]) -> str:
    """Return `; bedoelt u 'x'?` for the nearest of `choices` (of equals, the one that starts alike)."""
    by_lower = {choice.lower(): choice for choice in choices}
    near = get_close_matches(value.lower(), list(by_lower), n=5, cutoff=0.5)
    if not near:
        return ""
    best = max(near, key=lambda choice: _shared_start(value.lower(), choice))
    return f"; bedoelt u '{by_lower[best]}'?"


_CAUSES = {
    errno.ENOENT: "dit bestaat niet",
    errno.EISDIR: "dit is een map en geen bestand",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EACCES: "geen toegang",
    errno.EPERM: "geen toegang",
    errno.EROFS: "hier mag enkel gelezen worden",
    errno.ENOSPC: "de schijf is vol",
    errno.EEXIST: "dit bestaat al",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EADDRINUSE: "dit adres is al in gebruik",
    errno.EADDRNOTAVAIL: "dit adres is niet van deze machine",
}


def cause_of(error: OSError) -> str:
    """Return in Dutch why the machine refused; an unforeseen cause in its own words."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)


class KwalificatiegraafError(Exception):
    """Base of all errors: `message` in Dutch, `place` and `remedy` where known."""

    def __init__(self, message: str, *, place: str | None = None, remedy: str | None = None) -> None:
        self.message = message
        self.place = place
        self.remedy = remedy
        super().__init__(": ".join(part for part in (place, message) if part))

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross to another process whole, whatever the constructor of the subclass asks for."""
        return _restore, (type(self), self.args, self.__dict__)


def _restore(
    family: type[KwalificatiegraafError], args: tuple[Any, ...], facts: dict[str, Any]
) -> KwalificatiegraafError:
    error = family.__new__(family, *args)
    error.__dict__.update(facts)
    return error


class NotFound(KwalificatiegraafError):
    """There is no `kind` with this `code`; `choices` feed the suggestion."""

    def __init__(
        self, kind: str, code: str, choices: Iterable[str] = (), *, remedy: str | None = None
    ) -> None:
        self.kind = kind
        self.code = code
        super().__init__(f"{kind} '{code}' bestaat niet{suggest(code, choices)}", remedy=remedy)


class InvalidInput(KwalificatiegraafError):
    """A value breaks a rule of the field."""


class BrokenFile(InvalidInput):
    """A file could not be read: `place` is the file, and the path inside it."""


class BadQuery(InvalidInput):
    """A SPARQL request breaks the grammar or the protocol; `place` holds line and column where known."""


class Unreachable(KwalificatiegraafError):
    """No plan satisfies the request; the message says what is the most that can be reached."""


class StoreError(KwalificatiegraafError):
    """The triple store refused a request or cut its answer."""


class QueryTimeout(StoreError):
    """A query was ended because its time was over; there is no part of an answer."""


class QueryTooLarge(StoreError):
    """A query was ended because of its memory, its rows or its bytes; there is no part of an answer."""


class QueueFull(StoreError):
    """So many queries wait that one more is refused; later it may pass."""


class ServiceStops(StoreError):
    """The service ends, and does not wait any longer for what it still works on."""

    def __init__(self) -> None:
        super().__init__(
            "de dienst stopt, en deze aanvraag is niet afgewerkt",
            remedy="probeer het straks opnieuw; kijk bij een wijziging eerst of ze er al is",
        )


class ReadOnly(StoreError):
    """This service reads a snapshot that another one writes."""


class FolderInUse(StoreError):
    """Another process holds the folder of the store, as one that serves does."""


class ServiceFailed(StoreError):
    """Another server, that a query asks by SERVICE, refused or gave no answer that can be read."""


class PublicationFailed(StoreError):
    """A snapshot for the replicas could not be written; the store itself holds what was written."""


class FormRefused(KwalificatiegraafError):
    """The answer is of a kind (rows, triples) that none of the asked forms can hold."""


class MissingPart(KwalificatiegraafError):
    """An optional part (Java, a browser, a folder of samples) is not on this machine."""
