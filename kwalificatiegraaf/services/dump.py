"""The whole graph as files: N-Quads, TriG and Turtle in gzip, with sums; the same graph, the same bytes."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.exporters.rdf import compress, write_rdf, write_whole
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.scratch import own_folder

FORMS: Mapping[str, str] = {
    "kwalificatiegraaf.nq.gz": "application/n-quads",
    "kwalificatiegraaf.trig.gz": "application/trig",
    "kwalificatiegraaf.ttl.gz": "text/turtle",
}
"""File → the form in it; Turtle holds all graphs together, without their names."""

SUMS, INDEX = "SHA256SUMS", "index.json"
NAMES = (*FORMS, SUMS, INDEX)
Voortgang = Callable[[str, int, int], None]


class Dumpbestand(Waarde):
    """One file: its name, the form in it, its size and that of what it unpacks to in bytes, its SHA-256."""

    naam: str
    vorm: str
    bytes: int
    bytes_uitgepakt: int
    sha256: str


class Dump(Waarde):
    """The files of one state of the graph, with its number of quads and of named graphs."""

    quads: int
    grafen: int
    bestanden: tuple[Dumpbestand, ...]

    @property
    def sums(self) -> str:
        """The lines that `sha256sum -c` reads."""
        return "".join(f"{one.sha256}  {one.naam}\n" for one in self.bestanden)

    @property
    def index(self) -> str:
        """The description as JSON."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def write_dump(store: Store, folder: Path, progress: Voortgang | None = None) -> Dump:
    """Write all files to `folder`; each is whole, or the former one. The sums and the index come last."""
    lines = list(store)
    files = []
    for done, (name, media_type) in enumerate(FORMS.items(), start=1):
        files.append(_write(folder / name, media_type, lines))
        if progress:
            progress("bestanden schrijven", done, len(FORMS))
    graphs = {line.rsplit(" ", 2)[1] for line in lines}
    dump = Dump(quads=len(lines), grafen=len(graphs), bestanden=tuple(files))
    write_whole(folder / SUMS, dump.sums.encode())
    write_whole(folder / INDEX, dump.index.encode())
    return dump


class Dumpmap:
    """A folder of our own with the files of one state; it goes when nobody holds it any more."""

    def __init__(self, store: Store) -> None:
        self.folder, self.remove = own_folder(self, "dump-")
        self.dump = write_dump(store, self.folder)

    def sum_of(self, name: str) -> str:
        """Return the SHA-256 of one of the files."""
        known = {one.naam: one.sha256 for one in self.dump.bestanden}
        return known.get(name) or sha256((self.folder / name).read_bytes()).hexdigest()


def _write(path: Path, media_type: str, lines: list[str]) -> Dumpbestand:
    plain = "\n".join([*lines, ""]).encode() if "quads" in media_type else write_rdf(lines, media_type)
    packed = compress(plain)
    write_whole(path, packed)
    return Dumpbestand(
        naam=path.name,
        vorm=media_type,
        bytes=len(packed),
        bytes_uitgepakt=len(plain),
        sha256=sha256(packed).hexdigest(),
    )
