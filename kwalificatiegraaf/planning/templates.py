"""The sentence of a placement, in Dutch and in English, from fixed templates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

from kwalificatiegraaf.domain.bouwgrenzen import Doelnaam
from kwalificatiegraaf.domain.plaatsingsuitleg import Alternatief, Alternatiefreden, Alternatiefstatus
from kwalificatiegraaf.domain.taal import format_number

Taal = Literal["nl", "en"]

HOOFDZIN: Mapping[Taal, str] = {
    "nl": "{titel} ({code}) krijgt {uren} uur op plaats '{plaats}' in periode {periode}: {regel}; {andere}.",
    "en": "{titel} ({code}) gets {uren} hours at place '{plaats}' in period {periode}: {regel}; {andere}.",
}
REGELZIN: Mapping[str, Mapping[Taal, str]] = {
    "lessentabel": {"nl": "zo staat het in de lessentabel", "en": "the timetable says so"},
    "vastgelegd": {"nl": "de opdracht legt dat vast", "en": "the task fixes it"},
    "enige-plaats": {
        "nl": "geen andere plaats van de competentie heeft hier uren",
        "en": "no other place of the competence has hours here",
    },
    "deelgrens": {
        "nl": "de opdracht vraagt daar een minste deel",
        "en": "the task asks a least part there",
    },
    "voorkeursplaats": {"nl": "het is de voorkeursplaats", "en": "it is the preferred place"},
    "streefnorm": {
        "nl": "op de voorkeursplaats zouden de uren niet meetellen voor een norm",
        "en": "at the preferred place the hours would not count for a norm",
    },
    "verdeling": {
        "nl": "de competentie is verdeeld om de uren van elke component te laten uitkomen",
        "en": "the competence is divided so that the hours of each component come out",
    },
    "componenturen": {
        "nl": "de voorkeursplaats is vol en de uren van deze plaats moeten ingevuld zijn",
        "en": "the preferred place is full and the hours of this place must be filled",
    },
}
ONBEKENDE_REGEL: Mapping[Taal, str] = {"nl": "zonder vermelde regel", "en": "without a stated rule"}
GEDWONGEN: Mapping[Taal, str] = {
    "nl": "{wat} {ligt} gedwongen, want zonder is er geen verdeling die klopt",
    "en": "{wat} {ligt} forced, since no sound allocation does without",
}
WAT: Mapping[str, Mapping[Taal, str]] = {
    "plaats": {"nl": "deze plaats", "en": "this place"},
    "periode": {"nl": "deze periode", "en": "this period"},
}
ANDER: Mapping[Alternatiefstatus, Mapping[Taal, str]] = {
    "onmogelijk": {"nl": "{wat} kan niet", "en": "{wat} is impossible"},
    "slechter": {
        "nl": "{wat} kost bewijsbaar meer: minstens {minstens} in plaats van {nu} {doel}",
        "en": "{wat} provably costs more: at least {minstens} instead of {nu} {doel}",
    },
    "haalbaar": {
        "nl": "{wat} kan, en kost hoogstens {dan} in plaats van {nu} {doel}",
        "en": "{wat} is possible and costs at most {dan} instead of {nu} {doel}",
    },
    "gelijkwaardig": {
        "nl": "{wat} kan evengoed, zonder dat een doel verliest",
        "en": "{wat} would do as well, no objective loses",
    },
    "onbekend": {
        "nl": "of {wat} kan, is binnen de limiet niet gevonden",
        "en": "whether {wat} is possible was not found within the limit",
    },
    "open": {
        "nl": "{wat} kan evengoed zolang enkel de uren tellen",
        "en": "{wat} would do as well as long as only the hours count",
    },
}
OPEN_PERIODE: Mapping[Taal, str] = {
    "nl": "of het in {wat} kan, is zonder de kalender niet te zeggen",
    "en": "whether it can be in {wat} cannot be said without the calendar",
}
VRAAG_APART: Mapping[Taal, str] = {
    "nl": "vraag {code} apart op om dat met de kalender te laten nagaan",
    "en": "ask for {code} alone to have that worked out with the calendar",
}
REDEN: Mapping[Alternatiefreden, Mapping[Taal, str]] = {
    "opdracht": {"nl": ", want de opdracht sluit dat uit", "en": ", since the task rules it out"},
    "volgorde": {
        "nl": ", want wat er als voorkennis voor of na komt, past dan niet",
        "en": ", since what comes before or after as prior knowledge does not fit then",
    },
    "uren": {
        "nl": ", want dan komen de uren per plaats niet uit",
        "en": ", since the hours per place do not come out then",
    },
    "kalender": {
        "nl": ", want dan komen de uren per periode niet uit",
        "en": ", since the hours per period do not come out then",
    },
    "norm": {"nl": ", want dan gaat een harde norm verloren", "en": ", since a hard norm is lost then"},
}
DOELZIN: Mapping[Doelnaam, Mapping[Taal, str]] = {
    "normen": {"nl": "tekort op {doel}", "en": "missing for {doel}"},
    "belasting": {
        "nl": "uur per week in de zwaarste periode",
        "en": "hours a week in the heaviest period",
    },
    "perioden": {
        "nl": "perioden van alle competenties samen",
        "en": "periods of all competences together",
    },
    "verdeling": {
        "nl": "competenties op meer dan één plaats",
        "en": "competences at more than one place",
    },
    "voorkeur": {
        "nl": "uur buiten de voorkeursplaats, maal de rang",
        "en": "hours away from the preferred place, times the rank",
    },
    "volgorde": {
        "nl": "perioden verschil met de volgorde van de codes",
        "en": "periods away from the order of the codes",
    },
}
GEEN_ANDER: Mapping[Taal, str] = {
    "nl": "er is geen andere plaats of periode",
    "en": "there is no other place or period",
}
NUMMERS: Mapping[Taal, str] = {"nl": "periode {nummers}", "en": "period {nummers}"}
REEKS: Mapping[Taal, str] = {"nl": "periode {van} tot {tot}", "en": "periods {van} to {tot}"}
LIGT: Mapping[Taal, tuple[str, str]] = {"nl": ("is", "zijn"), "en": ("is", "are")}
EN: Mapping[Taal, str] = {"nl": " en ", "en": " and "}
OF: Mapping[Taal, str] = {"nl": " of ", "en": " or "}


@dataclass(frozen=True)
class Plaatsingsfeiten:
    """What the sentence of one placement says; `forced` names what is forced, in order."""

    titel: str
    code: str
    uren: Fraction
    plaats: str
    periode: int
    regel: str
    forced: tuple[Literal["plaats", "periode"], ...]
    alternatieven: tuple[Alternatief, ...]


def sentence(feiten: Plaatsingsfeiten, taal: Taal, labels: Mapping[str, str]) -> str:
    """Return the sentence in a language; `labels` holds the label of every place code in that language."""
    rule = REGELZIN.get(feiten.regel, ONBEKENDE_REGEL)[taal]
    return HOOFDZIN[taal].format(
        titel=feiten.titel,
        code=feiten.code,
        uren=number(feiten.uren, taal),
        plaats=labels.get(feiten.plaats, feiten.plaats),
        periode=feiten.periode,
        regel=rule,
        andere="; ".join(_clauses(feiten, taal, labels)),
    )


def number(value: Fraction, taal: Taal) -> str:
    """Return a number with the decimal sign of the language."""
    text = format_number(value)
    return text if taal == "nl" else text.replace(",", ".")


def clause(alike: Sequence[Alternatief], taal: Taal, labels: Mapping[str, str]) -> str:
    """Return what alternatives with the same outcome would cost, in one clause."""
    found = alike[0]
    what = _what(alike, taal, labels)
    if found.status == "open" and found.soort == "periode":
        return OPEN_PERIODE[taal].format(wat=what)
    template = ANDER[found.status][taal]
    if found.beslissend is None:
        reason = REDEN[found.reden][taal] if found.reden else ""
        return template.format(wat=what) + reason
    cost = found.kosten[-1]
    goal = DOELZIN[cost.soort][taal].format(doel=cost.doel)
    shown = {"nu": cost.nu, "dan": cost.dan or Fraction(0), "minstens": cost.minstens}
    return template.format(wat=what, doel=goal, **{key: number(v, taal) for key, v in shown.items()})


def _clauses(feiten: Plaatsingsfeiten, taal: Taal, labels: Mapping[str, str]) -> Iterable[str]:
    if feiten.forced:
        what = EN[taal].join(WAT[kind][taal] for kind in feiten.forced)
        yield GEDWONGEN[taal].format(wat=what, ligt=LIGT[taal][len(feiten.forced) > 1])
    rest = [found for found in feiten.alternatieven if found.soort not in feiten.forced]
    yield from (clause(alike, taal, labels) for alike in _alike(rest))
    if any(found.status == "open" for found in rest):
        yield VRAAG_APART[taal].format(code=feiten.code)
    if not feiten.forced and not rest:
        yield GEEN_ANDER[taal]


def _alike(found: Sequence[Alternatief]) -> Iterator[Sequence[Alternatief]]:
    """Yield every place alone, and neighbouring runs of periods with the same outcome and cost together."""
    for _, alike in groupby(found, key=_outcome):
        yield tuple(alike)


def _outcome(found: Alternatief) -> tuple[object, ...]:
    cost = found.kosten[-1] if found.beslissend else None
    return found.leerplaats, found.status, found.reden, cost


def _what(alike: Sequence[Alternatief], taal: Taal, labels: Mapping[str, str]) -> str:
    if alike[0].leerplaats is not None:
        return f"'{labels.get(alike[0].leerplaats, alike[0].leerplaats)}'"
    runs = [found.perioden for found in alike]
    if all(len(run) == 1 for run in runs):
        return NUMMERS[taal].format(nummers=_either([str(run[0]) for run in runs], taal))
    return _either([REEKS[taal].format(van=run[0], tot=run[-1]) for run in runs], taal)


def _either(parts: Sequence[str], taal: Taal) -> str:
    """Return `1, 2 of 3`."""
    *front, last = parts
    return f"{', '.join(front)}{OF[taal]}{last}" if front else last
