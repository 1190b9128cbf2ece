"""Domain values in and out of the store, by named graph: the layout of the graph in one place."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from rdflib import Graph
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.leerplaats import Leerplaats, Leerplaatsschema
from kwalificatiegraaf.domain.norm import Norm, Termijnnorm
from kwalificatiegraaf.domain.opleiding import Opleiding
from kwalificatiegraaf.domain.traject import Toewijzing, Trajectkader
from kwalificatiegraaf.domain.werkplek import Activiteit, Vestiging
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.mapping.codecs import local_code
from kwalificatiegraaf.store.mapping.competentie import COMPETENTIELAAG
from kwalificatiegraaf.store.mapping.engine import Vorm
from kwalificatiegraaf.store.mapping.kwalificatie import BEROEPSKWALIFICATIE
from kwalificatiegraaf.store.mapping.norm import LEERPLAATS, NORM, TERMIJNNORM
from kwalificatiegraaf.store.mapping.opleiding import OPLEIDING
from kwalificatiegraaf.store.mapping.traject import PERIODE, TOEWIJZING, TRAJECTKADER
from kwalificatiegraaf.store.mapping.werkplek import ACTIVITEIT, VESTIGING
from kwalificatiegraaf.vocabulary.prefixes import graph_iri
from kwalificatiegraaf.vocabulary.terms import KG

T = TypeVar("T")

LAAG = {"gewicht": None, "voorkennis": (), "leerplaatsen": ()}


def version_graph(version: Beroepskwalificatie, base: str) -> Graph:
    """Return the triples of the dossier, without what was authored about its competences."""
    bare = tuple(competence.model_copy(update=LAAG) for competence in version.competenties)
    graph = Graph()
    BEROEPSKWALIFICATIE.write(graph, version.model_copy(update={"competenties": bare}), base)
    return graph


def layer_graph(version: Beroepskwalificatie, base: str) -> Graph:
    """Return the authored layer: weights, prerequisites and possible places of the competences."""
    graph = Graph()
    for competence in version.competenties:
        COMPETENTIELAAG.write(graph, competence, base)
    return graph


def trajectory_graph(frame: Trajectkader, placed: Iterable[Toewijzing], base: str) -> Graph:
    """Return the triples of a trajectory with its allocation."""
    graph = Graph()
    iri = TRAJECTKADER.write(graph, frame, base)
    for item in placed:
        node = TOEWIJZING.write(graph, item, base, key=TOEWIJZING.key(item, frame.code))
        graph.add((iri, KG.heeftToewijzing, node))
        graph.add((node, KG.inPeriode, PERIODE.iri(f"{frame.code}-{item.periode}", base)))
    return graph


class Repository:
    """Reads values from `store`; IRIs are minted under `base`.

    Values are frozen, so they are kept until `forget`; with `keep=False` (a store that others write
    to) every call reads anew.
    """

    def __init__(self, store: Store, base: str, *, keep: bool = True) -> None:
        self.store = store
        self.base = base
        self.graph_iri = partial(graph_iri, base)
        self._keep = keep
        self._kept: dict[tuple[str, ...], Any] = {}

    def forget(self) -> None:
        """Drop what was read; call it after every write."""
        self._kept = {}

    def _once(self, key: tuple[str, ...], read: Callable[[], T]) -> T:
        """Return what was read under `key` before, else read it."""
        if not self._keep:
            return read()
        kept = self._kept
        if key not in kept:
            kept[key] = read()
        found: T = kept[key]
        return found

    def _graph(self, name: str) -> Graph:
        return self.store.get_graph(str(self.graph_iri(name)))

    def _codes(self, prefix: str) -> list[str]:
        start = str(self.graph_iri(prefix))
        return [name.removeprefix(start) for name in self.store.graph_names() if name.startswith(start)]

    def _all(self, shape: Vorm[Any], name: str, klasse: Node) -> list[Any]:
        graph = self._graph(name)
        return [shape.read(graph, node) for node in sorted(set(graph.subjects(RDF.type, klasse)), key=str)]

    def version_codes(self) -> list[str]:
        """Return the codes of all versions in the graph, sorted."""
        return self._once(("versions",), lambda: self._read_version_codes())

    def _read_version_codes(self) -> list[str]:
        return self._codes("versie/")

    def find_version(self, code: str) -> Beroepskwalificatie:
        """Return a version with its authored layer; an unknown code raises NotFound."""
        return self._once(("version", code), lambda: self._read_find_version(code))

    def _read_find_version(self, code: str) -> Beroepskwalificatie:
        graph = self._graph(f"versie/{code}")
        if not len(graph):
            raise NotFound("kwalificatie", code, self.version_codes())
        graph += self._graph(f"leerplaatsen/{code}")
        return BEROEPSKWALIFICATIE.read(graph, BEROEPSKWALIFICATIE.iri(code, self.base))

    def courses(self) -> list[Opleiding]:
        """Return all courses, by number."""
        return self._once(("courses",), lambda: self._read_courses())

    def _read_courses(self) -> list[Opleiding]:
        found: list[Opleiding] = self._all(OPLEIDING, "register", KG.Opleiding)
        return sorted(found, key=lambda course: int(course.nummer))

    def clusters(self) -> dict[str, str]:
        """Return the label of every cluster of general education by its code."""
        return self._once(("clusters",), lambda: self._read_clusters())

    def _read_clusters(self) -> dict[str, str]:
        graph = self._graph("register")
        nodes = graph.subjects(RDF.type, KG.AlgemeneVormingscluster)
        return {local_code(node): str(graph.value(node, RDFS.label)) for node in nodes}

    def norms(self) -> list[Norm]:
        """Return all norms, by code."""
        return self._once(("norms",), lambda: self._read_norms())

    def _read_norms(self) -> list[Norm]:
        graph = self._graph("normen")
        nodes = sorted(set(graph.subjects(KG.drempelTeller)), key=str)
        return sorted((NORM.read(graph, node) for node in nodes), key=lambda norm: norm.code)

    def deadlines(self) -> list[Termijnnorm]:
        """Return the time limits to find a workplace, by code."""
        return self._once(("deadlines",), lambda: self._all(TERMIJNNORM, "normen", KG.Termijnnorm))

    def places(self) -> Leerplaatsschema:
        """Return the scheme of learning places."""
        return self._once(("places",), lambda: self._read_places())

    def _read_places(self) -> Leerplaatsschema:
        found: list[Leerplaats] = self._all(LEERPLAATS, "codelijsten", KG.Leerplaats)
        return Leerplaatsschema(leerplaatsen=tuple(sorted(found, key=lambda place: place.code)))

    def branches(self) -> list[Vestiging]:
        """Return the branches of training companies, by code."""
        return self._once(("branches",), lambda: self._by_code(VESTIGING, KG.Vestiging))

    def activities(self) -> list[Activiteit]:
        """Return what companies can be asked to offer, by code."""
        return self._once(("activities",), lambda: self._by_code(ACTIVITEIT, KG.Activiteit))

    def _by_code(self, shape: Vorm[Any], klasse: Node) -> list[Any]:
        return sorted(self._all(shape, "werkplekken", klasse), key=lambda one: str(one.code))

    def trajectory_codes(self) -> list[str]:
        """Return the codes of all trajectories, sorted."""
        return self._once(("trajectories",), lambda: self._read_trajectory_codes())

    def _read_trajectory_codes(self) -> list[str]:
        return self._codes("traject/")

    def find_trajectory(self, code: str) -> tuple[Trajectkader, tuple[Toewijzing, ...]]:
        """Return the frame and allocation of a trajectory; an unknown code raises NotFound."""
        return self._once(("trajectory", code), lambda: self._read_find_trajectory(code))

    def _read_find_trajectory(self, code: str) -> tuple[Trajectkader, tuple[Toewijzing, ...]]:
        graph = self._graph(f"traject/{code}")
        if not len(graph):
            raise NotFound("traject", code, self.trajectory_codes())
        iri = TRAJECTKADER.iri(code, self.base)
        nodes = graph.objects(iri, KG.heeftToewijzing)
        placed = sorted((TOEWIJZING.read(graph, node) for node in nodes), key=allocation_order)
        return TRAJECTKADER.read(graph, iri), tuple(placed)


def allocation_order(placed: Toewijzing) -> tuple[int, str, str]:
    """Sort key of an allocation: period, item, place."""
    return placed.periode, placed.onderdeel, placed.leerplaats
