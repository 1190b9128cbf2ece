"""The checker's flow of whole steps of hours: least and most per arc, and what an hour gains (no solver)."""

from collections.abc import Hashable

SOURCE, SINK = "van", "naar"


class Network:
    """Arcs from `SOURCE` to `SINK`; amounts are whole, so that a best flow is one of whole steps."""

    def __init__(self) -> None:
        from networkx import DiGraph

        self._graph: DiGraph[Hashable] = DiGraph()
        self._demand: dict[Hashable, int] = {}
        self._fixed: dict[tuple[Hashable, Hashable], int] = {}
        self._gain = 0
        self._is_empty = False

    @property
    def size(self) -> int:
        """The number of arcs."""
        return self._graph.number_of_edges()

    def add(self, start: Hashable, end: Hashable, least: int, most: int, gain: int = 0) -> None:
        """Add an arc that carries `least` to `most`, and gains so much for each."""
        if most < least:
            self._is_empty = True
            return
        self._graph.add_edge(start, end, capacity=most - least, weight=-gain)
        self._demand[start] = self._demand.get(start, 0) + least
        self._demand[end] = self._demand.get(end, 0) - least
        self._fixed[start, end] = least
        self._gain += gain * least

    def best(self) -> tuple[int, dict[tuple[Hashable, Hashable], int]] | None:
        """Return the most that a flow gains and its amounts per arc; None when there is no flow."""
        from networkx import NetworkXUnfeasible, network_simplex

        if self._is_empty:
            return None
        self._graph.add_edge(SINK, SOURCE)
        for node in self._graph:
            self._graph.nodes[node]["demand"] = self._demand.get(node, 0)
        try:
            cost, flow = network_simplex(self._graph)
        except NetworkXUnfeasible:
            return None
        amounts = {(start, end): least + flow[start][end] for (start, end), least in self._fixed.items()}
        return self._gain - cost, amounts
