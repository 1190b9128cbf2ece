"""What follows a change of the graph, also when the server was killed between the two.

The change carries a mark along in its own transaction: graph `onaf`, with what the published graphs were.
What follows (the moment of publication, the derived graph) takes the mark away in one transaction too.
Whoever opens a store that holds the mark knows that a change was left unfinished, and finishes it.
"""

from datetime import datetime

from rdflib import PROV, RDF, Graph, Literal, URIRef

from kwalificatiegraaf.services.stream import (
    FORMER,
    States,
    Stroom,
    digest_of,
    keep_former,
    read_states,
    stamp_changes,
)
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import derive
from kwalificatiegraaf.vocabulary.prefixes import graph_iri

MARK = "onaf"


def mark_change(transaction: Store, base: str, before: States) -> None:
    """Note in the transaction of a change that it is not finished, and what the graphs were."""
    name = graph_iri(base, MARK)
    noted = Graph()
    noted.add((name, RDF.type, PROV.Activity))
    for graph, lines in before.items():
        noted.add((URIRef(graph), PROV.value, Literal(digest_of(lines))))
    transaction.replace_graph(str(name), noted)


def finish_change(store: Store, base: str, now: datetime, before: Stroom | None = None) -> States | None:
    """Stamp what changed with `now` and derive again, all or nothing; return what the published graphs hold.

    None when nothing is unfinished. Of the stream `before` the change, where it is known, the states that
    were replaced are kept, unless nothing is published any more.
    """
    name = str(graph_iri(base, MARK))
    noted = store.get_graph(name)
    if not noted:
        return None
    former = {str(graph): str(value) for graph, value in noted.subject_objects(PROV.value)}
    states = read_states(store, base)
    same = {graph: lines for graph, lines in states.items() if former.get(graph) == digest_of(lines)}
    with store.transaction() as transaction:
        transaction.replace_graph(name, Graph())
        stamp_changes(transaction, base, same, states, now)
        if not states:
            transaction.replace_graph(str(graph_iri(base, FORMER)), Graph())
        elif before:
            keep_former(transaction, base, before.changed(states))
        derive(transaction, base)
    return states
