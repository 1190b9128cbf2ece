"""Tables of the dossier: a version of a qualification with everything it says."""

from collections.abc import Iterable

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from kwalificatiegraaf.domain.kwalificatie import (
    Attest,
    Autonomie,
    Beroepskwalificatie,
    DeelkwalificatieRef,
    IscedCode,
    LedOnderwerp,
)
from kwalificatiegraaf.store.mapping.codecs import (
    BOOLEAN,
    DATE,
    INTEGER,
    STRING,
    TEXT,
    URI,
    concept,
    level,
)
from kwalificatiegraaf.store.mapping.competentie import COMPETENTIE
from kwalificatiegraaf.store.mapping.domein import DOMEININDELING
from kwalificatiegraaf.store.mapping.engine import Triple, Veld, Vorm, text_hash, text_nodes
from kwalificatiegraaf.vocabulary.prefixes import concept_iri, entity_iri, scheme_iri
from kwalificatiegraaf.vocabulary.terms import KG

AUTONOMIE = Vorm(
    Autonomie,
    "autonomie",
    lambda line, owner: f"{owner}-{line.autonomietype or 'geen'}-{text_hash(line.tekst)}",
    (Veld("autonomietype", KG.autonomietype, concept("autonomietype")), Veld("tekst", RDFS.label, TEXT)),
    (KG.Autonomie,),
    ordered=True,
)

ATTEST = Vorm(
    Attest,
    "attest",
    lambda attest, owner: f"{owner}-{text_hash(attest.omschrijving)}",
    (
        Veld("attesttype", KG.attesttype, STRING),
        Veld("omschrijving", RDFS.label, TEXT),
        Veld("regelgeving", KG.regelgeving, TEXT),
    ),
    (KG.Attest,),
    ordered=True,
)

DEELKWALIFICATIE = Vorm(
    DeelkwalificatieRef,
    "deelkwalificatie",
    lambda part, owner: part.code,
    (
        Veld("code", KG.code, STRING),
        Veld("titel", RDFS.label, TEXT),
        Veld("api_link", KG.apiLink, URI),
    ),
    (KG.Deelkwalificatie,),
)

LED_ONDERWERP = Vorm(
    LedOnderwerp,
    "led-onderwerp",
    lambda subject, owner: subject.led_onderwerp_nummer or text_hash(subject.omschrijving or ""),
    (
        Veld("code", KG.ledcode, STRING),
        Veld("led_onderwerp_nummer", KG.lednummer, STRING),
        Veld("omschrijving", RDFS.label, TEXT),
    ),
    (KG.LedOnderwerp,),
)


def _detailed_field(field: IscedCode, iri: URIRef, base: str) -> Iterable[Triple]:
    """Make a detailed field a full concept: the code list holds the broad and narrow ones only."""
    if len(field.code) != 4:
        return
    yield (iri, RDF.type, SKOS.Concept)
    yield (iri, SKOS.inScheme, scheme_iri(base, "isced"))
    yield (iri, SKOS.notation, Literal(field.code))
    yield (iri, RDFS.label, Literal(f"ISCED-F {field.code}", lang="nl"))
    yield (iri, SKOS.prefLabel, Literal(f"ISCED-F {field.code}", lang="nl"))
    yield (iri, SKOS.broader, concept_iri(base, "isced", field.code[:3]))


ISCED = Vorm(
    IscedCode,
    "concept/isced",
    lambda field, owner: field.code,
    (Veld("code", KG.code, STRING), Veld("omschrijving", SKOS.altLabel, STRING)),
    extra=_detailed_field,
)
"""The register's words stand beside the labels of the code list, not in their place."""


def _series(version: Beroepskwalificatie, iri: URIRef, base: str) -> Iterable[Triple]:
    series = entity_iri(base, "kwalificatiereeks", version.reeks)
    yield (iri, KG.versieVan, series)
    yield (iri, KG.versienummer, Literal(version.versienummer, datatype=XSD.integer))
    yield (series, RDF.type, KG.Kwalificatiereeks)
    yield (series, KG.code, Literal(version.reeks))
    yield (series, KG.heeftVersie, iri)


REGISTERVELDEN = (
    Veld("code", KG.code, STRING),
    Veld("titel", RDFS.label, TEXT),
    Veld("vks_niveau", KG.vksNiveau, level()),
    Veld("status", KG.status, concept("status")),
    Veld("statuscode", KG.statuscode, STRING),
    Veld("geschrapt", KG.geschrapt, BOOLEAN),
    Veld("erkenningsdatum", KG.erkenningsdatum, DATE),
    Veld("erkenningsjaar", KG.erkenningsjaar, INTEGER),
    Veld("laatste_wijzigingsdatum", KG.laatsteWijzigingsdatum, DATE),
    Veld("geldig_vanaf", KG.geldigVanaf, DATE),
    Veld("geldig_tot", KG.geldigTot, DATE),
    Veld("nieuwste_versie", KG.nieuwsteVersie, BOOLEAN),
    Veld("aantal_competenties", KG.aantalCompetenties, INTEGER),
    Veld("deelkwalificaties", KG.heeftDeelkwalificatie, DEELKWALIFICATIE, many=True),
    Veld("api_link", KG.apiLink, URI),
    Veld("officiele_pagina", KG.officielePagina, URI),
)
"""What a list of the register already tells of a version."""

BEROEPSKWALIFICATIE = Vorm(
    Beroepskwalificatie,
    "beroepskwalificatie",
    lambda version, owner: version.code,
    (
        *REGISTERVELDEN,
        Veld("tekststatus", KG.tekststatus, concept("tekststatus")),
        Veld("titel_toelichting", KG.titelToelichting, TEXT),
        Veld("definitie", KG.definitie, TEXT),
        Veld("omschrijving_kort", KG.omschrijvingKort, TEXT),
        Veld("extra_info", KG.extraInfo, TEXT),
        Veld("synoniemen", KG.heeftSynoniem, text_nodes("synoniem", KG.Synoniem), many=True),
        Veld("domeinen", KG.heeftDomeinindeling, DOMEININDELING, many=True),
        Veld("led_onderwerp", KG.ledOnderwerp, LED_ONDERWERP),
        Veld("isced_breed", KG.iscedBreed, ISCED),
        Veld("isced_smal", KG.iscedSmal, ISCED),
        Veld("isced_detail", KG.iscedDetail, ISCED),
        Veld(
            "omgevingscontext",
            KG.heeftOmgevingscontext,
            text_nodes("omgevingscontext", KG.Omgevingscontext),
            many=True,
        ),
        Veld(
            "handelingscontext",
            KG.heeftHandelingscontext,
            text_nodes("handelingscontext", KG.Handelingscontext),
            many=True,
        ),
        Veld("autonomie", KG.heeftAutonomie, AUTONOMIE, many=True),
        Veld(
            "verantwoordelijkheid",
            KG.heeftVerantwoordelijkheid,
            text_nodes("verantwoordelijkheid", KG.Verantwoordelijkheid),
            many=True,
        ),
        Veld("attesten", KG.heeftAttest, ATTEST, many=True),
        Veld("competenties", KG.heeftCompetentie, COMPETENTIE, many=True),
        Veld("leeg", KG.leegOnderdeel, STRING, many=True),
    ),
    (KG.Beroepskwalificatie,),
    extra=_series,
)
