"""Table of the result of an objective: exact value and bound, status, and the proof as a sentence."""

from fractions import Fraction

from rdflib.namespace import PROV, RDFS

from kwalificatiegraaf.domain.bouwresultaat import Doelresultaat
from kwalificatiegraaf.store.mapping.codecs import STRING, TEXT, Codec, concept
from kwalificatiegraaf.store.mapping.engine import Veld, Vorm
from kwalificatiegraaf.vocabulary.terms import KG

EXACT = Codec(lambda value, base: STRING.to_term(str(value), base), lambda term: Fraction(str(term)))

DOELRESULTAAT = Vorm(
    Doelresultaat,
    "doelresultaat",
    lambda goal, owner: f"{owner}-{goal.naam.replace(' ', '-')}",
    (
        Veld("naam", KG.code, STRING),
        Veld("waarde", KG.exacteWaarde, EXACT),
        Veld("grens", KG.exacteGrens, EXACT),
        Veld("status", KG.doelstatus, concept("doelstatus")),
        Veld("bewijs", RDFS.label, TEXT),
    ),
    (PROV.Entity,),
    ordered=True,
)
