"""A version in the shape of the official API "Beroepskwalificaties v2", as its detail answers come.

A list that has no items is there only when the register gave it as empty. What the official shape has no
place for (possible places, weights, prerequisites, whose words they are) is left out.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie, DeelkwalificatieRef, Domein
from kwalificatiegraaf.domain.registernamen import (
    AUTONOMIETYPEN,
    KENNISTYPEN,
    VAARDIGHEIDSTYPEN,
    status_text,
)


def export_detail(version: Beroepskwalificatie) -> dict[str, Any]:
    """Return the detail answer of `version`: JSON values, keys in the official order."""
    content = _present({**_head(version), **_lists(version)}, version.leeg)
    return {"beroepskwalificatie": content, "totalItems": 1}


def _present(content: dict[str, Any], empty: Iterable[str] = ()) -> dict[str, Any]:
    """Return `content` without what is absent; the lists named in `empty` stay."""
    return {key: value for key, value in content.items() if value not in (None, [], {}) or key in empty}


def _head(version: Beroepskwalificatie) -> dict[str, Any]:
    return {
        "versie_nr_lang": version.code,
        "versie_nr_kort": version.versienummer,
        "titel": version.titel,
        "titel_toelichting": version.titel_toelichting,
        "status": status_text(version.status) if version.status else None,
        "statuscode": version.statuscode,
        "vks_niveau": version.vks_niveau,
        "nieuwste_versie": version.nieuwste_versie,
        "definitie": version.definitie,
        "omschrijving_kort": version.omschrijving_kort,
        "extra_info": version.extra_info,
        "erkenningsjaar": version.erkenningsjaar,
        "erkenningsdatum": _day(version.erkenningsdatum),
        "einddatum": _day(version.geldig_tot - timedelta(days=1)) if version.geldig_tot else None,
        "laatste_wijzigingsdatum": _day(version.laatste_wijzigingsdatum),
        "led_onderwerp": _led(version),
        "isced": _isced(version),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _led(version: Beroepskwalificatie) -> dict[str, Any] | None:
    return _present(version.led_onderwerp.model_dump()) if version.led_onderwerp else None


def _isced(version: Beroepskwalificatie) -> dict[str, Any] | None:
    depths = {"broad": version.isced_breed, "narrow": version.isced_smal, "detail": version.isced_detail}
    fields = {name: _present(field.model_dump()) for name, field in depths.items() if field}
    return {"studiegebieden": fields} if fields else None


def _lists(version: Beroepskwalificatie) -> dict[str, Any]:
    return {
        "synoniemen": _texts(version.synoniemen),
        "domeinen": [_domain(placing) for placing in version.domeinen],
        "competenties": [_competence(one) for one in version.competenties],
        "omgevingscontext": _texts(version.omgevingscontext),
        "handelingscontext": _texts(version.handelingscontext),
        "autonomie": [
            _kind("autonomie_type", AUTONOMIETYPEN, line.autonomietype, line.tekst)
            for line in version.autonomie
        ],
        "verantwoordelijkheid": _texts(version.verantwoordelijkheid),
        "attesten": [
            _present({"type": a.attesttype, "omschrijving": a.omschrijving, "regelgeving": a.regelgeving})
            for a in version.attesten
        ],
        "deelkwalificaties": [_part(part) for part in version.deelkwalificaties],
        "links": _links(self=version.api_link, website=version.officiele_pagina),
    }


def _texts(texts: Iterable[str]) -> list[dict[str, str]]:
    return [{"waarde": text} for text in texts]


def _kind(key: str, names: dict[Any, str], code: str | None, text: str) -> dict[str, str]:
    return {**({key: names[code]} if code else {}), "waarde": text}


def _domain(placing: Domein) -> dict[str, Any]:
    steps = [{"domein": step.domein, "level": step.level} for step in placing.pad]
    return _present({"domein": placing.domein, "pad": steps, "pad_tekst": placing.pad_tekst})


def _competence(one: Competentie) -> dict[str, Any]:
    content = {
        "competentie_type": one.competentietype,
        "nr": one.volgnummer,
        "competentie_code": one.competentiecode,
        "waarde": one.titel,
        "voetnoot": one.voetnoot,
        "referenties": [{"referentie_nr": reference} for reference in one.referenties],
        "vaardigheden": [
            _kind("vaardigheid_type", VAARDIGHEIDSTYPEN, skill.vaardigheidstype, skill.tekst)
            for skill in one.vaardigheden
        ],
        "kennis": [_kind("kennis_type", KENNISTYPEN, item.kennistype, item.tekst) for item in one.kennis],
    }
    return _present(content, one.leeg)


def _part(part: DeelkwalificatieRef) -> dict[str, Any]:
    return _present(
        {
            "deelkwalificatie_nr_kort": f"DBK-{part.code.partition('-DBK-')[2]}",
            "deelkwalificatie_nr_lang": part.code,
            "titel": part.titel,
            "links": _links(self=part.api_link),
        }
    )


def _links(**addresses: str | None) -> dict[str, Any]:
    return {name: {"href": address} for name, address in addresses.items() if address is not None}
