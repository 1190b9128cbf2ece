"""Which items of a trajectory a person need not learn any more, by the proofs and the rules chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kwalificatiegraaf.domain.individueel import Bewijs, Vrijstellingsregels, Waarschuwing
from kwalificatiegraaf.domain.opdrachtcontrole import require_known
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.errors import InvalidInput

ONBEVESTIGD = "deze vrijstelling is een keuze van de school en geen bevestigde regel"


@dataclass
class Proved:
    """The reason per proved item, what must be said, and the partial qualifications that are held."""

    reasons: dict[str, str] = field(default_factory=dict)
    warnings: list[Waarschuwing] = field(default_factory=list)
    partial: set[str] = field(default_factory=set)

    def warn(self, subject: str, text: str) -> None:
        """Add a warning about a rule that is not verified."""
        self.warnings.append(Waarschuwing(onderwerp=subject, tekst=text, zekerheid="onbevestigd"))


def prove(
    traject: Traject, proofs: Iterable[Bewijs], rules: Vrijstellingsregels, partials: Iterable[str]
) -> Proved:
    """Return what the proofs prove of the trajectory; InvalidInput names an unknown code or odd proof.

    `partials` are the codes of the partial qualifications that the course foresees.
    """
    found = Proved()
    known = tuple(partials)
    for number, proof in enumerate(proofs):
        place = f"bewijzen[{number}]"
        if proof.evc and proof.soort == "basisvorming":
            raise InvalidInput(
                "EVC geeft geen bewijs van slagen voor de basisvorming",
                place=place,
                remedy="EVC kan beroepskwalificatie, deelkwalificatie of competenties bewijzen",
            )
        for code in _items(traject, proof, rules, found, known, place):
            found.reasons.setdefault(code, _reason(proof))
    return found


def _reason(proof: Bewijs) -> str:
    of = f" {proof.kwalificatie}" if proof.kwalificatie else ""
    how = ", buiten school verworven (EVC)" if proof.evc else ""
    return f"bewijs van {proof.soort}{of}{how}"


def _items(
    traject: Traject,
    proof: Bewijs,
    rules: Vrijstellingsregels,
    found: Proved,
    partials: tuple[str, ...],
    place: str,
) -> Iterator[str]:
    competences = [item.code for item in traject.onderdelen if item.soort == "beroepsgericht"]
    for code in proof.competenties:
        require_known(code, competences, "competentie van het traject", f"{place}.competenties")
    if proof.soort == "basisvorming":
        _require_bare(proof, place)
        yield from _general(traject, rules, found)
        return
    if proof.soort == "deelkwalificatie":
        found.partial.add(_partial_code(proof, partials, place))
    if proof.evc and not rules.evc_stelt_vrij:
        found.warn("evc", f"wat met EVC bewezen is, stelt hier niet vrij; {ONBEVESTIGD}")
        return
    if proof.evc:
        found.warn("evc", f"wat met EVC bewezen is, hoeft niet opnieuw geleerd te worden; {ONBEVESTIGD}")
    if proof.soort == "beroepskwalificatie":
        yield from _of_qualification(traject, proof, rules, found, place)
    elif proof.soort == "deelkwalificatie":
        yield from _of_partial(proof, found)
    else:
        yield from _named(proof, place)


def _require_bare(proof: Bewijs, place: str) -> None:
    """Raise InvalidInput when a proof of general education names what it cannot be about."""
    for name in ("kwalificatie", "competenties"):
        if getattr(proof, name):
            raise InvalidInput(
                f"het bewijs van basisvorming gaat niet over een kwalificatie of competenties ({name})",
                place=f"{place}.{name}",
                remedy=f"laat {name} weg, of kies een andere soort bewijs",
            )


def _general(traject: Traject, rules: Vrijstellingsregels, found: Proved) -> Iterator[str]:
    effect = "stelt vrij van" if rules.basisvorming_stelt_vrij else "stelt niet vrij van"
    found.warn("basisvorming", f"het bewijs van basisvorming {effect} algemene vorming; {ONBEVESTIGD}")
    if rules.basisvorming_stelt_vrij:
        yield from (item.code for item in traject.onderdelen if item.soort == "algemeen")


def _of_qualification(
    traject: Traject, proof: Bewijs, rules: Vrijstellingsregels, found: Proved, place: str
) -> Iterator[str]:
    codes = traject.kader.kwalificaties
    asked = _code_of(proof, codes, place)
    same = [code for code in codes if code.rpartition("-")[0] == asked.rpartition("-")[0]]
    if asked not in codes and same:
        effect = "telt mee als" if rules.andere_versie_telt else "telt niet mee als"
        found.warn("versie", f"een bewijs van {asked} {effect} {join_nl(same)}; {ONBEVESTIGD}")
        if not rules.andere_versie_telt:
            return
        asked = same[0]
    require_known(asked, codes, "beroepskwalificatie van het traject", f"{place}.kwalificatie")
    yield from (item.code for item in traject.onderdelen if item.kwalificatie == asked)


def _code_of(proof: Bewijs, known: tuple[str, ...], place: str) -> str:
    """Return the code of the qualification that a proof is of; InvalidInput when it gives none."""
    if proof.kwalificatie is None:
        raise InvalidInput(
            f"een bewijs van een {proof.soort} noemt niet welke",
            place=f"{place}.kwalificatie",
            remedy=f"geef de code: {join_nl(known) or f'deze opleiding heeft geen {proof.soort}s'}",
        )
    return proof.kwalificatie


def _partial_code(proof: Bewijs, partials: tuple[str, ...], place: str) -> str:
    """Return the partial qualification that a proof is of; InvalidInput when the course has it not."""
    code = _code_of(proof, partials, place)
    require_known(code, partials, "deelkwalificatie van de opleiding", f"{place}.kwalificatie")
    return code


def _of_partial(proof: Bewijs, found: Proved) -> Iterator[str]:
    if not proof.competenties:
        found.warn(
            "deelkwalificatie",
            f"het bewijs van {proof.kwalificatie} is er, maar waarvan het vrijstelt is niet bekend: "
            "welke competenties het bevat, staat niet in het register; geef ze bij 'competenties'",
        )
        return
    yield from proof.competenties


def _named(proof: Bewijs, place: str) -> Iterator[str]:
    if not proof.competenties:
        raise InvalidInput(
            "een bewijs van competenties noemt geen enkele competentie",
            place=f"{place}.competenties",
            remedy="geef de codes van de bewezen competenties, zoals BK-0090-2.07",
        )
    yield from proof.competenties
