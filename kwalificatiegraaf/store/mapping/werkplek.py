"""Tables of workplaces: activities, companies, branches and their recognitions."""

from collections.abc import Iterable
from typing import Any

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDFS
from rdflib.term import Node

from kwalificatiegraaf.domain.werkplek import (
    Activiteit,
    Leeronderneming,
    Leerondernemingserkenning,
    Vestiging,
)
from kwalificatiegraaf.store.mapping.codecs import (
    BOOLEAN,
    DATE,
    HOURS,
    INTEGER,
    STRING,
    TEXT,
    entity,
    local_code,
)
from kwalificatiegraaf.store.mapping.engine import Triple, Veld, Vorm
from kwalificatiegraaf.store.mapping.opleiding import CONTEXT
from kwalificatiegraaf.vocabulary.terms import KG


def _code(graph: Graph, node: Node) -> dict[str, Any]:
    """Return the code as the IRI has it, which holds where the data gives none."""
    return {"code": local_code(node)}


GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")

ACTIVITEIT = Vorm(
    Activiteit,
    "activiteit",
    lambda activity, owner: activity.code,
    (
        Veld("code", KG.code, STRING),
        Veld("titel", RDFS.label, TEXT),
        Veld("opleidingen", KG.activiteitVoor, entity("opleiding"), many=True),
        Veld("competenties", KG.oefent, entity("competentie"), many=True),
    ),
    (KG.Activiteit,),
    complete=_code,
)

LEERONDERNEMING = Vorm(
    Leeronderneming,
    "leeronderneming",
    lambda company, owner: company.code,
    (Veld("code", KG.code, STRING), Veld("titel", RDFS.label, TEXT)),
    (KG.Leeronderneming,),
    complete=_code,
)

LEERONDERNEMINGSERKENNING = Vorm(
    Leerondernemingserkenning,
    "leerondernemingserkenning",
    lambda recognition, owner: recognition.code,
    (
        Veld("code", KG.code, STRING),
        Veld("opleiding", KG.voorOpleiding, entity("opleiding")),
        Veld("geldig_vanaf", KG.geldigVanaf, DATE),
        Veld("geldig_tot", KG.geldigTot, DATE),
        Veld("capaciteit", KG.capaciteit, INTEGER),
        Veld("erkend_door", KG.erkendDoor, entity("sectoraal-partnerschap")),
    ),
    (KG.Leerondernemingserkenning,),
    complete=_code,
)


def _recognitions(branch: Vestiging, iri: URIRef, base: str) -> Iterable[Triple]:
    """Yield the recognitions, which point at their branch and not the other way round."""
    scratch = Graph()
    for recognition in branch.erkenningen:
        node = LEERONDERNEMINGSERKENNING.write(scratch, recognition, base)
        scratch.add((node, KG.vanVestiging, iri))
    return scratch


def _read_recognitions(graph: Graph, node: Node) -> dict[str, Any]:
    nodes = sorted(graph.subjects(KG.vanVestiging, node), key=str)
    recognitions = tuple(LEERONDERNEMINGSERKENNING.read(graph, one) for one in nodes)
    return {**_code(graph, node), "erkenningen": recognitions}


VESTIGING = Vorm(
    Vestiging,
    "vestiging",
    lambda branch, owner: branch.code,
    (
        Veld("code", KG.code, STRING),
        Veld("titel", RDFS.label, TEXT),
        Veld("onderneming", KG.vestigingVan, LEERONDERNEMING),
        Veld("is_sectorcentrum", KG.isSectorcentrum, BOOLEAN),
        Veld("activiteiten", KG.biedtAan, entity("activiteit"), many=True),
        Veld("contexten", KG.dektContext, CONTEXT, many=True),
        Veld("breedte", GEO.lat, HOURS),
        Veld("lengte", GEO.long, HOURS),
    ),
    (KG.Vestiging,),
    extra=_recognitions,
    complete=_read_recognitions,
)
