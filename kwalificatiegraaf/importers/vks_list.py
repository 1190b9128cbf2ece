"""List answers of the official API: the register's facts of every version of a number."""

from typing import Any

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.importers.meldingen import Meldingen, NietUitgedrukt, Pad, read_as
from kwalificatiegraaf.importers.vks_kop import empty_lists, keep_texts, parse_date, parse_head
from kwalificatiegraaf.importers.vks_shape import LaatsteVersie, Lijstantwoord, Lijstitem, Versiekop


def parse_list(
    document: Any, file: str
) -> tuple[tuple[Beroepskwalificatie, ...], tuple[NietUitgedrukt, ...]]:
    """Return one value per version of a list answer, and what of the answer cannot be expressed.

    The synonyms of a number go to its latest recognised version. `geschrapt` goes to all of them.
    BrokenFile (place: file and JSON path) when a field breaks the official shape.
    """
    answer = read_as(Lijstantwoord, document, file)
    notes = Meldingen(file)
    notes.add_extra(answer)
    versions: dict[str, Beroepskwalificatie] = {}
    for n, item in enumerate(answer.gegevens):
        for version in _versions(item, ("gegevens", n), notes):
            if version.code in versions:
                notes.refuse(("gegevens", n), f"{version.code} komt meer dan eens voor")
            versions[version.code] = version
    return tuple(versions.values()), notes.all


def _versions(item: Lijstitem, steps: Pad, notes: Meldingen) -> list[Beroepskwalificatie]:
    found = []
    for n, head in enumerate(item.versies or ()):
        place: Pad = (*steps, "versies", n)
        if head.versie_nr_lang.rpartition("-")[0] != item.beroepskwalificatie_nr:
            notes.refuse((*place, "versie_nr_lang"), f"hoort niet bij {item.beroepskwalificatie_nr}")
        version = _version(head, item, place, notes)
        if version:
            found.append(version)
    found = _with_latest(found, item.laatst_erkende_versie, (*steps, "laatst_erkende_versie"), notes)
    return _with_synonyms(found, item, (*steps, "synoniemen"), notes)


def _version(head: Versiekop, item: Lijstitem, steps: Pad, notes: Meldingen) -> Beroepskwalificatie | None:
    if head.vks_niveau is None:
        notes.add((*steps, "vks_niveau"), None, f"zonder niveau wordt {head.versie_nr_lang} niet opgenomen")
        return None
    return Beroepskwalificatie(
        **parse_head(head, steps, notes),
        vks_niveau=head.vks_niveau,
        geschrapt=item.geschrapt,
        leeg=empty_lists(head, ("domeinen",)),
    )


def _with_latest(
    found: list[Beroepskwalificatie], latest: LaatsteVersie | None, steps: Pad, notes: Meldingen
) -> list[Beroepskwalificatie]:
    """Fill in what only `laatst_erkende_versie` tells; what contradicts the version is noted."""
    if latest is None:
        return found
    if latest.versie_nr_lang not in [version.code for version in found]:
        notes.add(steps, latest.versie_nr_lang, "deze versie staat niet met haar niveau bij versies")
        return found
    _check_latest(found, latest, steps, notes)
    facts = _latest_facts(latest, steps, notes)
    return [
        _fill(version, facts, steps, notes) if version.code == latest.versie_nr_lang else version
        for version in found
    ]


def _check_latest(
    found: list[Beroepskwalificatie], latest: LaatsteVersie, steps: Pad, notes: Meldingen
) -> None:
    number = int(latest.versie_nr_lang.rpartition("-")[2])
    if latest.versie_nr_kort not in (None, number):
        notes.add((*steps, "versie_nr_kort"), latest.versie_nr_kort, f"versie_nr_lang zegt {number}")
    newer = [v.code for v in found if v.status == "erkend" and v.versienummer > number]
    if newer:
        notes.add(steps, latest.versie_nr_lang, f"volgens versies is {newer[-1]} later en ook erkend")


def _latest_facts(latest: LaatsteVersie, steps: Pad, notes: Meldingen) -> dict[str, Any]:
    links = latest.links
    start = parse_date(latest.erkenningsdatum, (*steps, "erkenningsdatum"), notes)
    changed = (*steps, "laatste_wijzigingsdatum")
    return {
        "titel": latest.titel,
        "erkenningsdatum": start,
        "geldig_vanaf": start,
        "laatste_wijzigingsdatum": parse_date(latest.laatste_wijzigingsdatum, changed, notes),
        "api_link": links.self.href if links and links.self else None,
        "officiele_pagina": links.website.href if links and links.website else None,
    }


def _fill(
    version: Beroepskwalificatie, facts: dict[str, Any], steps: Pad, notes: Meldingen
) -> Beroepskwalificatie:
    update = {}
    for name, value in facts.items():
        known = getattr(version, name)
        if known is None:
            update[name] = value
        elif value not in (None, known) and name != "geldig_vanaf":
            notes.add((*steps, name), str(value), f"bij versies staat '{known}'")
    return version.model_copy(update=update)


def _with_synonyms(
    found: list[Beroepskwalificatie], item: Lijstitem, steps: Pad, notes: Meldingen
) -> list[Beroepskwalificatie]:
    texts = keep_texts(item.synoniemen, steps, notes)
    latest = _latest_code(found, item)
    if latest is None:
        if texts:
            notes.add(steps, list(texts), "er is geen versie om de synoniemen bij te zetten")
        return found
    empty = ("synoniemen",) if item.synoniemen == [] else ()
    return [
        v.model_copy(update={"synoniemen": texts, "leeg": tuple(sorted((*v.leeg, *empty)))})
        if v.code == latest
        else v
        for v in found
    ]


def _latest_code(found: list[Beroepskwalificatie], item: Lijstitem) -> str | None:
    stated = item.laatst_erkende_versie
    codes = {version.versienummer: version.code for version in found}
    if stated and stated.versie_nr_lang in codes.values():
        return stated.versie_nr_lang
    return codes[max(codes)] if codes else None
