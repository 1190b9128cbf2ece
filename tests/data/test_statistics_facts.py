"""Both tables of the seed, figure by figure."""

from decimal import Decimal

from rdflib import Graph
from rdflib.term import Node

from kwalificatiegraaf import resources
from kwalificatiegraaf.vocabulary.terms import KG

JAREN = ("2010-2011", "2011-2012", "2012-2013", "2013-2014", "2014-2015")
LEERLINGEN = {
    "TSO": (90404, 88645, 88591, 88975, 89119),
    "BSO": (75430, 74712, 73954, 73697, 74100),
    "DBSO": (7871, 8241, 8636, 8867, 8807),
    "LEERTIJD": (3442, 3223, 2943, 2750, 2492),
    "BUSO-OV3": (11576, 11506, 11519, 11446, 11234),
}
TOTALEN = (188723, 186327, 185643, 185735, 185752)
SCHOOLVERLATERS = {
    "TSO": ("0.120", "0.043", 11169),
    "BSO": ("0.142", "0.045", 11747),
    "DBSO": ("0.274", "0.051", 1504),
    "LEERTIJD": ("0.133", "0.034", 784),
    "BUSO-OV3-ABO": ("0.385", "0.064", 1278),
}


def read(name: str) -> Graph:
    return Graph().parse(resources.data() / "statistiek" / name)


def form(graph: Graph, node: Node) -> str:
    return str(graph.value(node, KG.vorm)).rpartition("/")[2]


def test_pupils_per_form_and_year_are_those_of_the_seed_and_add_up() -> None:
    graph = read("leerlingen.ttl")
    found = {
        (form(graph, node), str(graph.value(node, KG.schooljaar))): int(str(number))
        for node, number in graph.subject_objects(KG.aantalLeerlingen)
    }
    assert found == {
        (vorm, jaar): number
        for vorm, row in LEERLINGEN.items()
        for jaar, number in zip(JAREN, row, strict=True)
    }
    sums = [sum(found[vorm, jaar] for vorm in LEERLINGEN) for jaar in JAREN]
    assert sums == list(TOTALEN)


def test_school_leavers_are_those_of_the_seed_as_exact_parts() -> None:
    graph = read("schoolverlaters.ttl")
    for node, number in graph.subject_objects(KG.aantalSchoolverlaters):
        seeking, without, leavers = SCHOOLVERLATERS[form(graph, node)]
        assert int(str(number)) == leavers
        assert Decimal(str(graph.value(node, KG.aandeelWerkzoekend))) == Decimal(seeking)
        assert Decimal(str(graph.value(node, KG.aandeelZonderErvaring))) == Decimal(without)
    assert len(list(graph.subjects(KG.aantalSchoolverlaters))) == len(SCHOOLVERLATERS)
