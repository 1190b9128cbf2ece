"""The competences of a dossier: their identity, knowledge, skills and references."""

import re
from collections import Counter
from collections.abc import Sequence

from kwalificatiegraaf.domain.competentie import Competentie, Kennis, Vaardigheid
from kwalificatiegraaf.domain.registernamen import KENNISTYPEN, VAARDIGHEIDSTYPEN
from kwalificatiegraaf.importers.meldingen import Meldingen, Pad
from kwalificatiegraaf.importers.vks_kop import empty_lists, keep_text, parse_code
from kwalificatiegraaf.importers.vks_shape import Competentievorm

_OFFICIAL_CODE = re.compile(r"(bkc|otc)\d{7}")
LISTS = ("kennis", "referenties", "vaardigheden")


def parse_competences(
    version: str, items: Sequence[Competentievorm], root: Pad, notes: Meldingen
) -> tuple[Competentie, ...]:
    """Return the competences by number, those without a number of their own last, by code.

    A missing `nr`, or one that occurs twice, is noted; the competence then goes by its official code.
    """
    base = (*root, "competenties")
    often = Counter(item.nr for item in items)
    found = [
        _competence(version, item, often[item.nr] > 1, (*base, place), notes)
        for place, item in enumerate(items)
    ]
    _refuse_doubles(found, base, notes)
    ordered = sorted(found, key=lambda one: (one.volgnummer is None, one.volgnummer or 0, one.code))
    if ordered != found:
        numbers = [item.nr for item in items]
        notes.add(base, numbers, "de competenties staan voortaan op nr, die zonder eigen nr achteraan")
    return tuple(ordered)


def _refuse_doubles(found: Sequence[Competentie], base: Pad, notes: Meldingen) -> None:
    seen: set[str] = set()
    for place, one in enumerate(found):
        if one.code in seen:
            notes.refuse((*base, place), f"de identiteit {one.code} komt meer dan eens voor")
        seen.add(one.code)


def _competence(
    version: str, item: Competentievorm, repeated: bool, steps: Pad, notes: Meldingen
) -> Competentie:
    number = _number(item, repeated, steps, notes)
    return Competentie(
        code=f"{version}.{item.competentie_code}" if number is None else f"{version}.{number:02d}",
        volgnummer=number,
        titel=item.waarde,
        competentiecode=item.competentie_code,
        competentietype=item.competentie_type,
        voetnoot=keep_text(item.voetnoot, (*steps, "voetnoot"), notes),
        kennis=_knowledge(item, steps, notes),
        vaardigheden=_skills(item, steps, notes),
        referenties=_references(item, steps, notes),
        leeg=empty_lists(item, LISTS),
        tekststatus="officieel",
    )


def _number(item: Competentievorm, repeated: bool, steps: Pad, notes: Meldingen) -> int | None:
    """Return the number when it can be the identity; else check and note that the code must be."""
    if item.nr is not None and not repeated:
        return item.nr
    why = "nr ontbreekt" if item.nr is None else f"nr {item.nr} komt meer dan eens voor"
    if not _OFFICIAL_CODE.fullmatch(item.competentie_code or ""):
        notes.refuse(
            (*steps, "competentie_code"), f"{why} en er is geen code (bkc…) om in de plaats te gebruiken"
        )
    notes.add((*steps, "nr"), item.nr, f"{why}; {item.competentie_code} is nu de identiteit")
    return None


def _knowledge(item: Competentievorm, steps: Pad, notes: Meldingen) -> tuple[Kennis, ...]:
    found = []
    for n, one in enumerate(item.kennis or ()):
        place: Pad = (*steps, "kennis", n)
        kind = parse_code(one.kennis_type, KENNISTYPEN, (*place, "kennis_type"), notes)
        text = keep_text(one.waarde, (*place, "waarde"), notes)
        if text is not None:
            found.append(Kennis(kennistype=kind, tekst=text))
    return tuple(found)


def _skills(item: Competentievorm, steps: Pad, notes: Meldingen) -> tuple[Vaardigheid, ...]:
    found = []
    for n, one in enumerate(item.vaardigheden or ()):
        place: Pad = (*steps, "vaardigheden", n)
        kind = parse_code(one.vaardigheid_type, VAARDIGHEIDSTYPEN, (*place, "vaardigheid_type"), notes)
        text = keep_text(one.waarde, (*place, "waarde"), notes)
        if text is not None:
            found.append(Vaardigheid(vaardigheidstype=kind, tekst=text))
    return tuple(found)


def _references(item: Competentievorm, steps: Pad, notes: Meldingen) -> tuple[str, ...]:
    """Return the references as they are, a bare `-c` too."""
    texts = (
        keep_text(one.referentie_nr, (*steps, "referenties", n, "referentie_nr"), notes)
        for n, one in enumerate(item.referenties or ())
    )
    return tuple(text for text in texts if text is not None)
