"""What list and detail answers share: the facts of a version, dates, texts and codes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from kwalificatiegraaf.domain.kwalificatie import Domein, Domeinstap
from kwalificatiegraaf.domain.registernamen import STATUSCODES, status_text
from kwalificatiegraaf.importers.meldingen import Meldingen, Pad
from kwalificatiegraaf.importers.vks_shape import Domeinvorm, Officieel, Tekst, Versiekop

Code = TypeVar("Code", bound=str)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](.*))?")
_MIDNIGHT = re.compile(r"00:00(:00(\.0+)?)?(Z|[+-]\d{2}:?\d{2})?")


def fold(text: str) -> str:
    """Return `text` without case and with single spaces: for comparing codes, never for keeping."""
    return " ".join(text.split()).casefold()


def parse_date(text: str | None, steps: Pad, notes: Meldingen) -> date | None:
    """Return the day of `2020-02-07` or `2020-02-07 00:00`; a time other than midnight is noted."""
    if text is None:
        return None
    match = _DATE.fullmatch(text.strip())
    try:
        day = date.fromisoformat(match[1] if match else "")
    except ValueError:
        notes.refuse(steps, f"'{text}' is geen datum in de vorm 2020-02-07")
    if match and match[2] and not _MIDNIGHT.fullmatch(match[2]):
        notes.add(steps, text, "enkel de dag wordt bewaard, het uur niet")
    return day


def parse_end(text: str | None, steps: Pad, notes: Meldingen) -> date | None:
    """Return the first day after `einddatum`: the register's last day still counts."""
    last = parse_date(text, steps, notes)
    if last == date.max:
        notes.add(steps, text, "de laatste dag van de kalender geldt als: geen einde")
        return None
    return last + timedelta(days=1) if last else None


def keep_text(text: str | None, steps: Pad, notes: Meldingen) -> str | None:
    """Return the text as it is; a blank one is noted and counts as absent."""
    if text is None or text.strip():
        return text
    notes.add(steps, text, "een tekst zonder woorden wordt niet bewaard")
    return None


def keep_texts(items: Sequence[Tekst] | None, steps: Pad, notes: Meldingen) -> tuple[str, ...]:
    """Return the texts of a list, without blank ones."""
    found = (keep_text(item.waarde, (*steps, n, "waarde"), notes) for n, item in enumerate(items or ()))
    return tuple(text for text in found if text is not None)


def parse_code(name: str | None, names: Mapping[Code, str], steps: Pad, notes: Meldingen) -> Code | None:
    """Return our code of a name of the register; an unknown name is noted, its item stays."""
    if name is None:
        return None
    code = next((code for code, known in names.items() if fold(known) == fold(name)), None)
    if code is None:
        notes.add(steps, name, f"onbekende soort; bekend zijn {', '.join(names.values())}")
    return code


def empty_lists(model: Officieel, names: Iterable[str]) -> tuple[str, ...]:
    """Return which of the fields `names` the register gives as an empty list, sorted."""
    return tuple(sorted(name for name in names if getattr(model, name) == []))


def parse_domains(items: Sequence[Domeinvorm] | None) -> tuple[Domein, ...]:
    """Return the places in the domains of the register, with their paths."""
    return tuple(
        Domein(
            domein=item.domein,
            pad=tuple(Domeinstap(domein=step.domein, level=step.level) for step in item.pad or ()),
            pad_tekst=item.pad_tekst,
        )
        for item in items or ()
    )


def parse_status(head: Versiekop, steps: Pad, notes: Meldingen) -> str | None:
    """Return our code of the status, from the register's code or else from its words."""
    by_code = parse_code(head.statuscode, STATUSCODES, (*steps, "statuscode"), notes)
    words = {code: status_text(code) for code in STATUSCODES}
    if by_code is None:
        return parse_code(head.status, words, (*steps, "status"), notes)
    if head.status is not None and fold(head.status) != words[by_code]:
        notes.add((*steps, "status"), head.status, f"de statuscode zegt '{words[by_code]}'")
    return by_code


def parse_head(head: Versiekop, steps: Pad, notes: Meldingen) -> dict[str, Any]:
    """Return the fields of Beroepskwalificatie that list and detail share, without the level."""
    number = int(head.versie_nr_lang.rpartition("-")[2])
    if head.versie_nr_kort not in (None, number):
        notes.add((*steps, "versie_nr_kort"), head.versie_nr_kort, f"versie_nr_lang zegt {number}")
    start = parse_date(head.erkenningsdatum, (*steps, "erkenningsdatum"), notes)
    changed = (*steps, "laatste_wijzigingsdatum")
    links = head.links
    return {
        "code": head.versie_nr_lang,
        "titel": head.titel,
        "status": parse_status(head, steps, notes),
        "statuscode": head.statuscode,
        "tekststatus": "officieel",
        "titel_toelichting": keep_text(head.titel_toelichting, (*steps, "titel_toelichting"), notes),
        "definitie": keep_text(head.definitie, (*steps, "definitie"), notes),
        "erkenningsdatum": start,
        "geldig_vanaf": start,
        "geldig_tot": parse_end(head.einddatum, (*steps, "einddatum"), notes),
        "laatste_wijzigingsdatum": parse_date(head.laatste_wijzigingsdatum, changed, notes),
        "nieuwste_versie": head.nieuwste_versie,
        "domeinen": parse_domains(head.domeinen),
        "api_link": links.self.href if links and links.self else None,
        "officiele_pagina": links.website.href if links and links.website else None,
    }
