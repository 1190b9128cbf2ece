"""The examples as data: every question once, with its text, names, endpoint and prefixes."""

import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from kwalificatiegraaf import resources
from kwalificatiegraaf.services.examples import KINDS, SCHEMA, describe_examples
from kwalificatiegraaf.store.queries import load_catalogue
from kwalificatiegraaf.vocabulary.prefixes import PREFIXES

ROOT = "http://dienst.test/"
QUESTIONS = load_catalogue(resources.queries())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return describe_examples(((one, one.query) for one in QUESTIONS.values()), ROOT)


def test_every_question_is_an_executable_with_its_text(graph: Graph) -> None:
    assert len(set(graph.subjects(RDF.type, SH.SPARQLExecutable))) == len(QUESTIONS) > 60
    assert {one.returns for one in QUESTIONS.values()} == set(KINDS)
    for name, question in QUESTIONS.items():
        node, (kind, holds) = URIRef(f"{ROOT}sparql/voorbeelden#{name}"), KINDS[question.returns]
        assert (node, RDF.type, kind) in graph, name
        assert list(graph.objects(node, holds)) == [Literal(question.query)], name
        assert set(graph.objects(node, RDFS.comment)) == {
            Literal(question.summary, lang="nl"),
            Literal(question.summary_en, lang="en"),
        }, name
        assert graph.value(node, SCHEMA.target) == URIRef(f"{ROOT}sparql"), name


def test_all_share_one_node_that_declares_the_prefixes(graph: Graph) -> None:
    (node,) = set(graph.objects(None, SH.prefixes))
    declared = {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace))
        for one in graph.objects(node, SH.declare)
    }
    assert declared == PREFIXES
