"""Import answers of the official API: everything is read first, then one transaction writes what differs.

The authored layer (`graph/leerplaatsen/…`) is never touched; what no longer fits it is reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rdflib import Graph, URIRef

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.exporters.vks_api import export_detail
from kwalificatiegraaf.importers.meldingen import NietUitgedrukt
from kwalificatiegraaf.importers.vks_api import Antwoord
from kwalificatiegraaf.services.import_fit import find_misfits
from kwalificatiegraaf.services.import_graphs import (
    add_provenance,
    authored_codes,
    keep_other_versions,
    remove_provenance,
    without_derivation,
)
from kwalificatiegraaf.services.import_loss import find_losses
from kwalificatiegraaf.services.import_merge import left_out
from kwalificatiegraaf.services.import_plan import Levering, Voortgang, combine, read_answers
from kwalificatiegraaf.services.stream import keep_former, read_stream
from kwalificatiegraaf.store.embedded import derive
from kwalificatiegraaf.store.mapping.kwalificatie import BEROEPSKWALIFICATIE
from kwalificatiegraaf.store.repository import Repository, version_graph


class Importverslag(Waarde):
    """What an import did: numbers of files and versions, the codes read, and what to mind.

    `gelezen` = `gewijzigd` + `ongewijzigd`, in versions; `versies` are the codes read, sorted.
    """

    bestanden: int
    gelezen: int
    gewijzigd: int
    ongewijzigd: int
    versies: tuple[str, ...]
    niet_uitgedrukt: tuple[NietUitgedrukt, ...]
    waarschuwingen: tuple[str, ...]


@dataclass(frozen=True)
class _Resultaat:
    """What becomes of one version; nothing is written yet."""

    levering: Levering
    graaf: Graph
    gewijzigd: bool
    waarschuwingen: tuple[str, ...]
    verlies: tuple[NietUitgedrukt, ...]


def import_vks_api(
    repository: Repository, path: Path, *, progress: Voortgang | None = None, now: datetime | None = None
) -> Importverslag:
    """Read every answer at `path` (a file or a folder) and replace the version graphs that differ.

    All or nothing: BrokenFile (file, JSON path, reason) for a file that breaks the official shape,
    InvalidInput when there is nothing to read or two files contradict each other. The derived graph is
    rebuilt in the same transaction. `now` is the moment that the provenance states.
    """
    show = progress or _show_nothing
    answers, others = read_answers(path, show)
    leveringen = combine(answers)
    results = list(_prepare_all(repository, leveringen, [answer for _, answer in answers], show))
    changed = [result for result in results if result.gewijzigd]
    if changed:
        _write(repository, changed, now or datetime.now(UTC))
    skipped = [f"{other.name} is overgeslagen: geen .json-bestand" for other in others]
    return Importverslag(
        bestanden=len(answers),
        gelezen=len(results),
        gewijzigd=len(changed),
        ongewijzigd=len(results) - len(changed),
        versies=tuple(result.levering.code for result in results),
        niet_uitgedrukt=tuple(
            note
            for notes in [a.niet_uitgedrukt for _, a in answers] + [r.verlies for r in results]
            for note in notes
        ),
        waarschuwingen=(*skipped, *(text for result in results for text in result.waarschuwingen)),
    )


def _show_nothing(what: str, done: int, total: int) -> None:
    """Take note of progress without showing it."""


def _prepare_all(
    repository: Repository, leveringen: Sequence[Levering], answers: Sequence[Antwoord], show: Voortgang
) -> Iterator[_Resultaat]:
    known = set(repository.version_codes())
    notes = [note for answer in answers for note in answer.niet_uitgedrukt]
    for done, levering in enumerate(leveringen, start=1):
        held = repository.find_version(levering.code) if levering.code in known else None
        yield _prepare(repository, levering, held, notes)
        show("versies vergelijken", done, len(leveringen))


def _prepare(
    repository: Repository,
    levering: Levering,
    held: Beroepskwalificatie | None,
    notes: Sequence[NietUitgedrukt],
) -> _Resultaat:
    version = levering.applied_to(held)
    graph = version_graph(version, repository.base)
    name = _graph_name(repository, levering)
    former = repository.store.get_graph(str(name))
    remove_provenance(former, name)
    iri = BEROEPSKWALIFICATIE.iri(version.code, repository.base)
    keep_other_versions(former, graph, iri)
    changed = set(graph) != set(former)
    return _Resultaat(
        levering,
        graph,
        changed,
        _warnings(repository, levering, held, version),
        _losses(levering, BEROEPSKWALIFICATIE.read(graph, iri), notes),
    )


def _graph_name(repository: Repository, levering: Levering) -> URIRef:
    return repository.graph_iri(f"versie/{levering.code}")


def _warnings(
    repository: Repository,
    levering: Levering,
    held: Beroepskwalificatie | None,
    version: Beroepskwalificatie,
) -> tuple[str, ...]:
    if held is None:
        return ()
    layer = repository.store.get_graph(str(repository.graph_iri(f"leerplaatsen/{levering.code}")))
    misfits = find_misfits(authored_codes(layer), held.competenties, version.competenties)
    listed = levering.lijst[1] if levering.lijst and not levering.detail else None
    fields = left_out(held, listed) if listed else ()
    kept = f"{levering.code}: {join_nl(fields)} uit de lijst niet overgenomen, het dossier gaat voor"
    return (*misfits, kept) if fields else misfits


def _losses(
    levering: Levering, stored: Beroepskwalificatie, notes: Sequence[NietUitgedrukt]
) -> tuple[NietUitgedrukt, ...]:
    """Return what the detail answer says and the graph, read back, does not."""
    if levering.detail is None:
        return ()
    bestand = levering.detail[0]
    own = [note for note in notes if note.bestand == bestand.naam]
    return find_losses(bestand.document, export_detail(stored), bestand.naam, own)


def _write(repository: Repository, changed: Sequence[_Resultaat], now: datetime) -> None:
    origin = str(repository.graph_iri("herkomst"))
    names = [_graph_name(repository, result.levering) for result in changed]
    provenance = without_derivation(repository.store.get_graph(origin), names)
    stream = read_stream(repository.store, repository.base)
    replaced = [lid for lid in stream.changed({}) if URIRef(lid.graaf) in names]
    with repository.store.transaction() as transaction:
        keep_former(transaction, repository.base, replaced)
        for name, result in zip(names, changed, strict=True):
            add_provenance(result.graaf, name, result.levering.bronnen, repository.base, now)
            transaction.replace_graph(str(name), result.graaf)
        transaction.replace_graph(origin, provenance)
        derive(transaction, repository.base)
    repository.forget()
