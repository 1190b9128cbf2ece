"""Detail answers of the official API: one whole dossier, its words kept as they are."""

from typing import Any

from kwalificatiegraaf.domain.kwalificatie import (
    Attest,
    Autonomie,
    Beroepskwalificatie,
    DeelkwalificatieRef,
    IscedCode,
    LedOnderwerp,
)
from kwalificatiegraaf.domain.registernamen import AUTONOMIETYPEN
from kwalificatiegraaf.importers.meldingen import Meldingen, NietUitgedrukt, Pad, read_as
from kwalificatiegraaf.importers.vks_competenties import parse_competences
from kwalificatiegraaf.importers.vks_kop import (
    empty_lists,
    keep_text,
    keep_texts,
    parse_code,
    parse_head,
)
from kwalificatiegraaf.importers.vks_shape import (
    Attestvorm,
    Deelkwalificatievorm,
    Detail,
    Detailantwoord,
    Studiegebied,
)

ROOT: Pad = ("beroepskwalificatie",)
LISTS = (
    "attesten",
    "autonomie",
    "competenties",
    "deelkwalificaties",
    "domeinen",
    "handelingscontext",
    "omgevingscontext",
    "synoniemen",
    "verantwoordelijkheid",
)


def parse_detail(document: Any, file: str) -> tuple[Beroepskwalificatie, tuple[NietUitgedrukt, ...]]:
    """Return the version that a detail answer holds, and what of it cannot be expressed.

    BrokenFile (place: file and JSON path) when a field breaks the official shape.
    """
    answer = read_as(Detailantwoord, document, file)
    notes = Meldingen(file)
    notes.add_extra(answer)
    if answer.totalItems not in (None, 1):
        notes.add(("totalItems",), answer.totalItems, "een detailantwoord bevat één versie")
    return _version(answer.beroepskwalificatie, notes), notes.all


def _version(detail: Detail, notes: Meldingen) -> Beroepskwalificatie:
    competences = parse_competences(detail.versie_nr_lang, detail.competenties or [], ROOT, notes)
    texts = {
        name: keep_text(getattr(detail, name), (*ROOT, name), notes)
        for name in ("omschrijving_kort", "extra_info")
    }
    lists = {
        name: keep_texts(getattr(detail, name), (*ROOT, name), notes)
        for name in ("synoniemen", "omgevingscontext", "handelingscontext", "verantwoordelijkheid")
    }
    return Beroepskwalificatie(
        **parse_head(detail, ROOT, notes),
        **texts,
        **lists,
        **_classification(detail),
        vks_niveau=detail.vks_niveau,
        erkenningsjaar=detail.erkenningsjaar,
        aantal_competenties=len(competences) or None,
        autonomie=_autonomy(detail, notes),
        attesten=tuple(_attest(item, n, notes) for n, item in enumerate(detail.attesten or ())),
        deelkwalificaties=_parts(detail, notes),
        competenties=competences,
        leeg=empty_lists(detail, LISTS),
    )


def _classification(detail: Detail) -> dict[str, Any]:
    led = detail.led_onderwerp
    fields = detail.isced.studiegebieden if detail.isced else None
    return {
        "led_onderwerp": LedOnderwerp(**led.model_dump(include=set(LedOnderwerp.model_fields)))
        if led
        else None,
        "isced_breed": _isced(fields.broad) if fields else None,
        "isced_smal": _isced(fields.narrow) if fields else None,
        "isced_detail": _isced(fields.detail) if fields else None,
    }


def _isced(field: Studiegebied | None) -> IscedCode | None:
    return IscedCode(code=field.code, omschrijving=field.omschrijving) if field else None


def _autonomy(detail: Detail, notes: Meldingen) -> tuple[Autonomie, ...]:
    found = []
    for n, item in enumerate(detail.autonomie or ()):
        steps = (*ROOT, "autonomie", n)
        kind = parse_code(item.autonomie_type, AUTONOMIETYPEN, (*steps, "autonomie_type"), notes)
        text = keep_text(item.waarde, (*steps, "waarde"), notes)
        if text is not None:
            found.append(Autonomie(autonomietype=kind, tekst=text))
    return tuple(found)


def _attest(item: Attestvorm, n: int, notes: Meldingen) -> Attest:
    rule = keep_text(item.regelgeving, (*ROOT, "attesten", n, "regelgeving"), notes)
    return Attest(attesttype=item.type, omschrijving=item.omschrijving, regelgeving=rule)


def _parts(detail: Detail, notes: Meldingen) -> tuple[DeelkwalificatieRef, ...]:
    """Return the partial qualifications by code; one given twice or in another place is noted."""
    found: dict[str, DeelkwalificatieRef] = {}
    for n, item in enumerate(detail.deelkwalificaties or ()):
        steps: Pad = (*ROOT, "deelkwalificaties", n)
        code = item.deelkwalificatie_nr_lang
        _check_part(detail.versie_nr_lang, item, steps, notes)
        if code in found:
            notes.add(steps, code, "deze deelkwalificatie staat er al")
        else:
            found[code] = _part(item, steps, notes)
    if list(found) != sorted(found):
        notes.add(
            (*ROOT, "deelkwalificaties"), list(found), "de deelkwalificaties staan voortaan op hun code"
        )
    return tuple(found[code] for code in sorted(found))


def _part(item: Deelkwalificatievorm, steps: Pad, notes: Meldingen) -> DeelkwalificatieRef:
    links = item.links
    if links and links.website:
        notes.add(
            (*steps, "links", "website"), links.website.href, "van een deelkwalificatie blijft enkel self"
        )
    return DeelkwalificatieRef(
        code=item.deelkwalificatie_nr_lang,
        titel=keep_text(item.titel, (*steps, "titel"), notes),
        api_link=links.self.href if links and links.self else None,
    )


def _check_part(version: str, item: Deelkwalificatievorm, steps: Pad, notes: Meldingen) -> None:
    owner, _, short = item.deelkwalificatie_nr_lang.partition("-DBK-")
    if owner != version:
        notes.refuse((*steps, "deelkwalificatie_nr_lang"), f"hoort bij {owner} en niet bij {version}")
    if item.deelkwalificatie_nr_kort not in (None, f"DBK-{short}"):
        place = (*steps, "deelkwalificatie_nr_kort")
        notes.add(place, item.deelkwalificatie_nr_kort, f"deelkwalificatie_nr_lang zegt DBK-{short}")
