"""Tables of courses and their accreditations."""

from rdflib.namespace import RDFS

from kwalificatiegraaf.domain.opleiding import (
    Opleiding,
    Opleidingserkenning,
    Studiebekrachtiging,
    VerplichteContext,
)
from kwalificatiegraaf.store.mapping.codecs import (
    BOOLEAN,
    DATE,
    INTEGER,
    QUALIFICATION,
    STRING,
    TEXT,
    concept,
    level,
)
from kwalificatiegraaf.store.mapping.domein import slugify
from kwalificatiegraaf.store.mapping.engine import Tekstvorm, Veld, Vorm
from kwalificatiegraaf.vocabulary.terms import KG

CONTEXT = Tekstvorm(str, "context", lambda text, owner: slugify(text), (), (KG.Context,))

VERPLICHTE_CONTEXT = Vorm(
    VerplichteContext,
    "verplichte-context",
    lambda rule, owner: owner,
    (
        Veld("regel", KG.contextregel, concept("contextregel")),
        Veld("aantal", KG.contextaantal, INTEGER),
        Veld("contexten", KG.vraagtContext, CONTEXT, many=True),
    ),
    (KG.VerplichteContext,),
)

STUDIEBEKRACHTIGING = Vorm(
    Studiebekrachtiging,
    "studiebekrachtiging",
    lambda proof, owner: f"{owner}-{proof.studiebewijs}-{proof.kwalificatie or 'alle'}",
    (
        Veld("studiebewijs", KG.studiebewijs, concept("studiebewijs")),
        Veld("onderwijskwalificatieniveau", KG.niveauVanBewijs, level()),
        Veld("kwalificatie", KG.overKwalificatie, QUALIFICATION),
        Veld("zekerheid", KG.zekerheid, concept("zekerheid")),
    ),
    (KG.Studiebekrachtiging,),
    ordered=True,
)

OPLEIDINGSERKENNING = Vorm(
    Opleidingserkenning,
    "opleidingserkenning",
    lambda accreditation, owner: accreditation.code,
    (
        Veld("code", KG.code, STRING),
        Veld("geldig_vanaf", KG.geldigVanaf, DATE),
        Veld("geldig_tot", KG.geldigTot, DATE),
        Veld("kwalificaties", KG.rustOp, QUALIFICATION, many=True),
        Veld("contract", KG.overeenkomst, concept("overeenkomst")),
        Veld("werkplekcomponenttype", KG.werkplekcomponenttype, STRING),
        Veld("trajectcodes", KG.trajectcode, STRING, many=True),
        Veld("trajecttypes", KG.trajecttype, STRING, many=True),
        Veld("maribel", KG.maribel, BOOLEAN),
        Veld("verplichte_context", KG.heeftVerplichteContext, VERPLICHTE_CONTEXT),
        Veld("studiebekrachtigingen", KG.heeftStudiebekrachtiging, STUDIEBEKRACHTIGING, many=True),
    ),
    (KG.Opleidingserkenning,),
)

OPLEIDING = Vorm(
    Opleiding,
    "opleiding",
    lambda course, owner: course.nummer,
    (
        Veld("nummer", KG.code, STRING),
        Veld("titel", RDFS.label, TEXT),
        Veld("groep", KG.groepscode, STRING),
        Veld("graad", KG.graad, STRING),
        Veld("finaliteit", KG.finaliteit, concept("finaliteit")),
        Veld("leerweg", KG.leerweg, concept("leerweg")),
        Veld("erkenningen", KG.heeftErkenning, OPLEIDINGSERKENNING, many=True),
    ),
    (KG.Opleiding,),
)
