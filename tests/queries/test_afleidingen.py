"""Golden test of the derivations: one small set of data, every rule, on both engines."""

from decimal import Decimal
from itertools import pairwise

import pytest
from rdflib import XSD, Graph, Literal
from rdflib.compare import isomorphic
from rdflib.term import Node

from kwalificatiegraaf.store.embedded import derive
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.queries.harnas import DERIVATIONS, FOLDER, STORES, TWICE, load_case

CASE = FOLDER / "_afleidingen"
DERIVED = f"{DEFAULT_BASE}/graph/afgeleid"


def simple(node: Node) -> Node:
    """Return a number as the engines agree on it: 200 and 200.0 are one value."""
    if isinstance(node, Literal) and node.datatype == XSD.decimal:
        return Literal(Decimal(str(node)).normalize(), datatype=XSD.decimal)
    return node


def simplified(graph: Graph) -> Graph:
    simpler = Graph()
    for s, p, o in graph:
        simpler.add((s, p, simple(o)))
    return simpler


@pytest.fixture(scope="module")
def golden() -> Graph:
    return simplified(Graph().parse(CASE / "expected.nt", format="nt"))


@pytest.mark.parametrize("kind", STORES)
def test_what_follows_is_what_is_expected(kind: str, golden: Graph) -> None:
    store = load_case("_afleidingen", kind)
    derive(store)
    found = simplified(store.get_graph(DERIVED))
    assert {*found} - {*golden} == set()
    assert {*golden} - {*found} == set()
    assert isomorphic(found, golden)


@pytest.mark.parametrize("kind", STORES)
def test_hours_are_counted_once_when_graphs_repeat_each_other(kind: str, golden: Graph) -> None:
    store = load_case("_afleidingen", kind, TWICE)
    derive(store)
    assert {*simplified(store.get_graph(DERIVED))} == {*golden}


@pytest.mark.parametrize("kind", STORES)
def test_deriving_twice_is_deriving_once(kind: str, golden: Graph) -> None:
    store = load_case("_afleidingen", kind)
    derive(store)
    derive(store)
    assert {*simplified(store.get_graph(DERIVED))} == {*golden}


def test_every_rule_adds_something_to_what_the_others_found() -> None:
    store = load_case("_afleidingen", "oxigraph")
    sizes = [0]
    for path in DERIVATIONS:
        store.update(path.read_text(encoding="utf-8"))
        sizes.append(len(store.get_graph(DERIVED)))
    assert all(after > before for before, after in pairwise(sizes)), sizes


def test_the_golden_file_is_sorted() -> None:
    lines = (CASE / "expected.nt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
