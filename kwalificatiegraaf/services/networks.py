"""Competences as a network: layers, chains, and how much waits for each of them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.structuur import Structuur, Structuurpunt
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.versions import require_dossier
from kwalificatiegraaf.store.repository import Repository

if TYPE_CHECKING:
    import networkx as nx

Netwerk: TypeAlias = "nx.DiGraph[str]"


def structure_of(repository: Repository, code: str) -> Structuur:
    """Return the structure of a version.

    NotFound for an unknown code; InvalidInput for a version without competences, or with prerequisites
    in a circle.
    """
    return analyse(require_dossier(repository, code), repository.places())


def analyse(version: Beroepskwalificatie, places: Leerplaatsschema) -> Structuur:
    """Return the structure of a version with its competences."""
    network = network_of(version.competenties)
    _require_order(network, version.code)
    after, before = _longest_after(network), _longest_before(network)
    points = tuple(_point(one, network, before, after, places) for one in version.competenties)
    layers = max(before.values())
    return Structuur(
        kwalificatie=version.code,
        titel=version.titel,
        vks_niveau=version.vks_niveau,
        competenties=points,
        lagen=tuple(
            tuple(point.competentie for point in points if point.laag == layer)
            for layer in range(1, layers + 1)
        ),
        langste_ketting=_longest_chain(network, before, after),
        complexiteit=sum(point.complexiteit for point in points),
        kwetsbaar=_fragile(points),
        zonder_leerplaats=tuple(point.competentie for point in points if not point.leerplaatsen),
        voorkennis_elders=_elsewhere(version.competenties),
    )


def network_of(competences: Iterable[Competentie]) -> Netwerk:
    """Return the network with an arrow from each prerequisite to what needs it, inside these competences."""
    import networkx as nx

    found = list(competences)
    network: Netwerk = nx.DiGraph()
    network.add_nodes_from(sorted(one.code for one in found))
    network.add_edges_from(
        sorted((needed, one.code) for one in found for needed in one.voorkennis if needed in network)
    )
    return network


def _require_order(network: Netwerk, code: str) -> None:
    import networkx as nx

    if nx.is_directed_acyclic_graph(network):
        return
    circle = [start for start, _ in nx.find_cycle(network)]
    raise InvalidInput(
        f"de voorkennis loopt in een kring: {' → '.join([*circle, circle[0]])}",
        place=code,
        remedy="haal een van deze stappen voorkennis weg",
    )


def _longest_before(network: Netwerk) -> dict[str, int]:
    """Return for each node the length in nodes of the longest chain that ends in it."""
    import networkx as nx

    found: dict[str, int] = {}
    for node in nx.topological_sort(network):
        found[node] = 1 + max((found[earlier] for earlier in network.predecessors(node)), default=0)
    return found


def _longest_after(network: Netwerk) -> dict[str, int]:
    """Return for each node the length in nodes of the longest chain that starts in it."""
    return _longest_before(network.reverse(copy=False))


def _longest_chain(network: Netwerk, before: Mapping[str, int], after: Mapping[str, int]) -> tuple[str, ...]:
    """Return the longest chain; of equals the first by code, step after step."""
    longest = max(after.values())
    chain = [min(node for node in network if after[node] == longest)]
    while after[chain[-1]] > 1:
        left = after[chain[-1]] - 1
        chain.append(min(node for node in network.successors(chain[-1]) if after[node] == left))
    assert before[chain[-1]] == longest == len(chain)
    return tuple(chain)


def _point(
    one: Competentie,
    network: Netwerk,
    before: Mapping[str, int],
    after: Mapping[str, int],
    places: Leerplaatsschema,
) -> Structuurpunt:
    import networkx as nx

    blocking = len(nx.descendants(network, one.code))
    delay = before[one.code] + after[one.code] - 1
    leaves = dict.fromkeys(leaf for way in one.leerplaatsen for leaf in places.leaves_of(way.leerplaats))
    return Structuurpunt(
        competentie=one.code,
        titel=one.titel,
        gewicht=one.gewicht,
        laag=before[one.code],
        voorkennis=tuple(sorted(network.predecessors(one.code))),
        volgt_erop=tuple(sorted(network.successors(one.code))),
        blokkeringsfactor=blocking,
        vertragingsfactor=delay,
        complexiteit=blocking + delay,
        leerplaatsen=tuple(leaves),
        schaars=len(leaves) <= 1,
        tekststatus=one.tekststatus,
    )


def _fragile(points: Iterable[Structuurpunt]) -> tuple[str, ...]:
    found = [point for point in points if point.schaars and point.blokkeringsfactor]
    ranked = sorted(found, key=lambda one: (-one.blokkeringsfactor, -one.vertragingsfactor, one.competentie))
    return tuple(point.competentie for point in ranked)


def _elsewhere(competences: Iterable[Competentie]) -> tuple[str, ...]:
    found = list(competences)
    own = {one.code for one in found}
    return tuple(sorted({needed for one in found for needed in one.voorkennis} - own))
