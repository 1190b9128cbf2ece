"""The rules that justify a placement, with their meaning (code list `bouwregel`)."""

from collections.abc import Mapping
from typing import Literal

Regel = Literal[
    "lessentabel",
    "vastgelegd",
    "enige-plaats",
    "deelgrens",
    "voorkeursplaats",
    "streefnorm",
    "verdeling",
    "componenturen",
]

REGELS: Mapping[Regel, str] = {
    "lessentabel": "Algemene vorming: de lessentabel legt plaats en uren vast, in elke periode.",
    "vastgelegd": "De opdracht legt deze plaats vast.",
    "enige-plaats": "Geen andere plaats van de competentie heeft uren in dit kader.",
    "deelgrens": "De opdracht vraagt een minste deel van de competentie op deze plaats.",
    "voorkeursplaats": "Het dossier noemt deze plaats als eerste.",
    "streefnorm": "Op de voorkeursplaats zouden deze uren een norm verder van haar drempel brengen.",
    "verdeling": "De competentie is verdeeld over plaatsen, zodat de uren van elke component uitkomen.",
    "componenturen": "De voorkeursplaats is vol, en de uren van deze plaats moeten ingevuld zijn.",
}
"""Every rule that a placement can carry, in the order in which they are tried, with its meaning."""
