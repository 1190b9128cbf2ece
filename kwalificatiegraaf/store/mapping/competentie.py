"""Tables of a competence: what the dossier says, and what was authored about it in a layer of its own."""

from collections.abc import Iterable

from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDFS

from kwalificatiegraaf.domain.competentie import (
    Competentie,
    Kennis,
    Leerplaatsmogelijkheid,
    Vaardigheid,
)
from kwalificatiegraaf.domain.registernamen import reference_family
from kwalificatiegraaf.store.mapping.codecs import INTEGER, STRING, TEXT, concept, entity
from kwalificatiegraaf.store.mapping.engine import Triple, Veld, Vorm, text_hash, text_nodes
from kwalificatiegraaf.vocabulary.prefixes import concept_iri, entity_iri
from kwalificatiegraaf.vocabulary.terms import KG

KENNIS = Vorm(
    Kennis,
    "kennis",
    lambda item, owner: f"{owner}-{item.kennistype or 'geen'}-{text_hash(item.tekst)}",
    (Veld("kennistype", KG.kennistype, concept("kennistype")), Veld("tekst", RDFS.label, TEXT)),
    (KG.Kennis,),
    ordered=True,
)

VAARDIGHEID = Vorm(
    Vaardigheid,
    "vaardigheid",
    lambda item, owner: f"{owner}-{item.vaardigheidstype or 'geen'}-{text_hash(item.tekst)}",
    (
        Veld("vaardigheidstype", KG.vaardigheidstype, concept("vaardigheidstype")),
        Veld("tekst", RDFS.label, TEXT),
    ),
    (KG.Vaardigheid,),
    ordered=True,
)

LEERPLAATSMOGELIJKHEID = Vorm(
    Leerplaatsmogelijkheid,
    "leerplaatsmogelijkheid",
    lambda item, owner: f"{owner}-{item.leerplaats}",
    (
        Veld("leerplaats", KG.leerplaats, concept("leerplaats")),
        Veld("argument", KG.argument, TEXT),
        Veld("bron", DCTERMS.source, STRING),
        Veld("status", KG.toewijzingsstatus, concept("toewijzingsstatus")),
    ),
    (KG.Leerplaatsmogelijkheid,),
    ordered=True,
)


def _family(reference: str, iri: URIRef, base: str) -> Iterable[Triple]:
    yield (iri, KG.referentiefamilie, concept_iri(base, "referentiefamilie", reference_family(reference)))


REFERENTIE = text_nodes("referentie", KG.Referentie, extra=_family)


def _version(competence: Competentie, iri: URIRef, base: str) -> Iterable[Triple]:
    yield (iri, KG.hoortBijVersie, entity_iri(base, "beroepskwalificatie", competence.kwalificatie))


DOSSIERVELDEN = (
    Veld("code", KG.code, STRING),
    Veld("volgnummer", KG.volgnummer, INTEGER),
    Veld("titel", RDFS.label, TEXT),
    Veld("competentiecode", KG.competentiecode, STRING),
    Veld("competentietype", KG.competentietype, STRING),
    Veld("voetnoot", KG.voetnoot, TEXT),
    Veld("tekststatus", KG.tekststatus, concept("tekststatus")),
    Veld("kennis", KG.heeftKennis, KENNIS, many=True),
    Veld("vaardigheden", KG.heeftVaardigheid, VAARDIGHEID, many=True),
    Veld("referenties", KG.heeftReferentie, REFERENTIE, many=True),
    Veld("leeg", KG.leegOnderdeel, STRING, many=True),
)

LAAGVELDEN = (
    Veld("gewicht", KG.gewicht, INTEGER),
    Veld("voorkennis", KG.rechtstreekseVoorkennis, entity("competentie"), many=True),
    Veld("leerplaatsen", KG.heeftLeerplaatsmogelijkheid, LEERPLAATSMOGELIJKHEID, many=True),
)


def _code(competence: Competentie, owner: str) -> str:
    return competence.code


COMPETENTIE = Vorm(
    Competentie, "competentie", _code, (*DOSSIERVELDEN, *LAAGVELDEN), (KG.Competentie,), extra=_version
)
"""Read with this: dossier and authored layer together."""

COMPETENTIELAAG = Vorm(Competentie, "competentie", _code, LAAGVELDEN)
"""Write the authored layer with this; it adds no class, the dossier does."""
