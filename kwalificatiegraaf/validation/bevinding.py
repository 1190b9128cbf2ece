"""What a validation finds: one statement of what is wrong, where, and what to do."""

from typing import Literal

from kwalificatiegraaf.domain.waarde import Waarde

Ernst = Literal["fout", "waarschuwing"]


class Bevinding(Waarde):
    """One broken rule.

    `knoop` is the IRI of what was checked, `pad` the property path in SPARQL notation (`kg:gewicht`),
    `waarde` the value at fault, `boodschap` the Dutch message, `vorm` the IRI of the shape and
    `regel` the kind of constraint (`MinCount`, `Pattern`, `SPARQL` …). A finding of a question that
    checks has the question's name as `vorm`, and `vraag` as `regel`.
    """

    knoop: str
    pad: str | None = None
    waarde: str | None = None
    ernst: Ernst
    boodschap: str
    vorm: str
    regel: str
