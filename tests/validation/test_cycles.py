"""Cycles are found, named from their least member, and the same whatever the order of the edges."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.validation.cycles import find_cycle, find_cycle_through

NAMES = st.sampled_from("abcdef")
EDGES = st.lists(st.tuples(NAMES, NAMES), max_size=12)


def test_a_chain_has_no_cycle():
    assert find_cycle([("c", "b"), ("b", "a"), ("c", "a")]) is None
    assert find_cycle([]) is None


def test_a_cycle_starts_at_its_least_name_and_closes():
    assert find_cycle([("07", "04"), ("04", "05"), ("05", "07"), ("04", "01")]) == ("04", "05", "07", "04")


def test_a_competence_that_needs_itself():
    assert find_cycle([("a", "b"), ("b", "b")]) == ("b", "b")


def test_the_shortest_of_several_wins():
    assert find_cycle([("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "x")]) == ("x", "y", "x")


def test_a_cycle_through_a_name():
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "x")]
    assert find_cycle_through(edges, "c") == ("a", "b", "c", "a")
    assert find_cycle_through([*edges, ("c", "x")], "y") == ("x", "y", "x")
    assert find_cycle_through([("a", "b")], "a") is None
    assert find_cycle_through([("a", "b")], "unknown") is None


@given(EDGES)
def test_a_cycle_is_found_exactly_when_there_is_one(edges):
    cycle = find_cycle(edges)
    assert (cycle is None) == nx.is_directed_acyclic_graph(nx.DiGraph(edges))
    if cycle:
        assert cycle[0] == cycle[-1] == min(cycle)
        assert set(pairwise(cycle)) <= set(edges)


@given(EDGES)
def test_the_order_of_the_edges_does_not_matter(edges):
    assert find_cycle(edges) == find_cycle(reversed(edges))
