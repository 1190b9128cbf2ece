"""Tables of a trajectory: its frame and the allocation of hours."""

from collections.abc import Iterable
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDFS
from rdflib.term import Node

from kwalificatiegraaf.domain.traject import (
    Contextkeuze,
    Periode,
    Toewijzing,
    Trajectkader,
    Uurverdeling,
)
from kwalificatiegraaf.store.mapping.codecs import (
    DATE,
    HOURS,
    INTEGER,
    QUALIFICATION,
    STRING,
    TEXT,
    Codec,
    concept,
    entity,
    local_code,
)
from kwalificatiegraaf.store.mapping.engine import Triple, Veld, Vorm, number_of
from kwalificatiegraaf.store.mapping.opleiding import CONTEXT, VERPLICHTE_CONTEXT
from kwalificatiegraaf.vocabulary.prefixes import entity_iri
from kwalificatiegraaf.vocabulary.terms import KG

PERIODE = Vorm(
    Periode,
    "periode",
    lambda period, owner: f"{owner}-{period.nummer}",
    (
        Veld("nummer", KG.volgnummer, INTEGER),
        Veld("label", RDFS.label, TEXT),
        Veld("weken", KG.weken, INTEGER),
    ),
    (KG.Periode,),
)

UURVERDELING = Vorm(
    Uurverdeling,
    "uurverdeling",
    lambda line, owner: (
        f"{owner}-{line.component}-{line.cluster or 'beroepsgericht'}-{line.leerplaats or 'vrij'}"
    ),
    (
        Veld("vak", RDFS.label, TEXT),
        Veld("component", KG.component, concept("component")),
        Veld("weekuren", KG.weekuren, HOURS),
        Veld("cluster", KG.onderwijst, entity("cluster")),
        Veld("leerplaats", KG.leerplaats, concept("leerplaats")),
        Veld("zekerheid", KG.zekerheid, concept("zekerheid")),
        Veld("bron", DCTERMS.source, STRING),
    ),
    (KG.Uurverdeling,),
    ordered=True,
)


def _context_label(graph: Graph, node: Node) -> dict[str, Any]:
    return {"context": str(graph.value(graph.value(node, KG.context), RDFS.label))}


def _context(choice: Contextkeuze, iri: URIRef, base: str) -> Iterable[Triple]:
    scratch = Graph()
    context = CONTEXT.write(scratch, choice.context, base)
    yield (iri, KG.context, context)
    yield from scratch


CONTEXTKEUZE = Vorm(
    Contextkeuze,
    "contextkeuze",
    lambda choice, owner: f"{owner}-{CONTEXT.key(choice.context, '')}",
    (Veld("competenties", KG.gedektDoor, entity("competentie"), many=True),),
    (KG.Contextkeuze,),
    ordered=True,
    extra=_context,
    complete=_context_label,
)

TRAJECTKADER = Vorm(
    Trajectkader,
    "traject",
    lambda frame, owner: frame.code,
    (
        Veld("code", KG.code, STRING),
        Veld("titel", RDFS.label, TEXT),
        Veld("opleiding", KG.voorOpleiding, entity("opleiding")),
        Veld("erkenning", KG.volgensErkenning, entity("opleidingserkenning")),
        Veld("leerweg", KG.leerweg, concept("leerweg")),
        Veld("jaren", KG.jaren, INTEGER),
        Veld("kwalificaties", KG.leidtNaar, QUALIFICATION, many=True),
        Veld("perioden", KG.heeftPeriode, PERIODE, many=True),
        Veld("uurverdeling", KG.heeftUurverdeling, UURVERDELING, many=True),
        Veld("nastreeft", KG.nastreeft, entity("norm"), many=True),
        Veld("verplichte_context", KG.heeftVerplichteContext, VERPLICHTE_CONTEXT),
        Veld("contextkeuzes", KG.heeftContextkeuze, CONTEXTKEUZE, many=True),
        Veld("zekerheid", KG.zekerheid, concept("zekerheid")),
        Veld("toelichting", KG.toelichting, TEXT),
        Veld("geldig_vanaf", KG.geldigVanaf, DATE),
        Veld("geldig_tot", KG.geldigTot, DATE),
    ),
    (KG.Standaardtraject,),
)


def item_iri(code: str, base: str) -> URIRef:
    """Return the IRI of an item: a competence by its dotted code, else a cluster."""
    return entity_iri(base, "competentie" if "." in code else "cluster", code)


ONDERDEEL = Codec(lambda value, base: item_iri(str(value), base), local_code)


def _period_number(graph: Graph, node: Node) -> dict[str, Any]:
    period = graph.value(node, KG.inPeriode)
    return {"periode": number_of(graph, period) if period else 0}


TOEWIJZING = Vorm(
    Toewijzing,
    "toewijzing",
    lambda placed, owner: f"{owner}-{placed.onderdeel}-{placed.leerplaats}-{placed.periode}",
    (
        Veld("onderdeel", KG.onderdeel, ONDERDEEL),
        Veld("leerplaats", KG.leerplaats, concept("leerplaats")),
        Veld("uren", KG.uren, HOURS),
        Veld("regel", KG.regel, STRING),
        Veld("motivering", KG.motivering, TEXT),
        Veld("status", KG.toewijzingsstatus, concept("toewijzingsstatus")),
        Veld("door_wie", KG.doorWie, STRING),
    ),
    (KG.Toewijzing,),
    complete=_period_number,
)
"""`kg:inPeriode` is added by the writer of the trajectory, which knows whose period it is."""


def placement_iri(placed: Toewijzing, code: str, base: str) -> URIRef:
    """Return the IRI of a placement in the trajectory with this code."""
    return TOEWIJZING.iri(TOEWIJZING.key(placed, code), base)
