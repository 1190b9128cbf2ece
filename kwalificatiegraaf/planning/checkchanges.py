"""The changes of a repair held against their facts: of this task, no law, the right kind, one new value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.feit import Feitsoort
from kwalificatiegraaf.domain.herstel import Wijziging, Wijzigingsoort
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.wijzigen import with_both_components
from kwalificatiegraaf.planning.facts import facts_of

KINDS: Mapping[Feitsoort, Wijzigingsoort] = {
    "plaatsen": "leerplaats-toelaten",
    "uren": "weekuren",
    "algemene-uren": "algemene-uren",
    "looptijd": "looptijd",
    "tolerantie": "tolerantie",
    "deel": "grens-schrappen",
    "voorkennis": "grens-schrappen",
    "periodegrens": "grens-schrappen",
    "vast": "grens-schrappen",
    "verboden": "grens-schrappen",
}
"""The kind of change that each kind of fact allows; a law has none."""
VALUES: Mapping[Wijzigingsoort, str | None] = {
    "leerplaats-toelaten": "leerplaatsen",
    "weekuren": "weekuren",
    "algemene-uren": "weekuren",
    "looptijd": "perioden",
    "tolerantie": "tolerantie",
    "grens-schrappen": None,
}
"""The field that holds the new value, per kind of change."""


def check_facts(
    opdracht: Trajectopdracht, wetten: Sequence[Norm], changes: Iterable[Wijziging]
) -> Iterator[Bevinding]:
    """Yield the changes of what is no fact of the task: nothing can be calculated of these."""
    whole = opdracht.model_copy(update={"kader": with_both_components(opdracht.kader)})
    facts = {fact.code: fact for fact in facts_of(whole, wetten)}
    seen: set[str] = set()
    for fact in (change.feit for change in changes):
        if facts.get(fact.code) != fact:
            yield Bevinding(regel="feit", tekst=f"{fact.code} is geen feit van dit traject: '{fact.zin}'")
        if fact.code in seen:
            yield Bevinding(regel="feit", tekst=f"{fact.code} wijzigt twee keer")
        seen.add(fact.code)


def check_changes(opdracht: Trajectopdracht, changes: Iterable[Wijziging]) -> Iterator[Bevinding]:
    """Yield where a change of a fact of the task is none, is of another kind, or has another new value."""
    for change in changes:
        code, kind = change.feit.code, KINDS.get(change.feit.soort)
        if change.feit.wet or kind is None:
            yield Bevinding(regel="wet", tekst=f"{code} is een wet en kan niet wijzigen")
            continue
        if change.soort != kind:
            text = f"{code}: dit feit wijzigt met '{kind}', gezegd is '{change.soort}'"
            yield Bevinding(regel="wijziging", tekst=text)
        given = {name for name in VALUES.values() if name and getattr(change, name) not in (None, ())}
        wanted = {name for name in (VALUES[kind],) if name}
        if given != wanted:
            said = ", ".join(sorted(given)) or "niets"
            text = f"{code}: de nieuwe waarde hoort bij {', '.join(wanted) or 'niets'}, gegeven is {said}"
            yield Bevinding(regel="wijziging", tekst=text)
        elif _is_nothing_new(opdracht, change):
            yield Bevinding(regel="wijziging", tekst=f"{code}: deze wijziging verandert niets")


def _is_nothing_new(opdracht: Trajectopdracht, change: Wijziging) -> bool:
    """Whether the task has this value already, or one that asks more."""
    if change.weekuren is not None:
        lines = with_both_components(opdracht.kader).uurverdeling
        return change.weekuren == lines[change.feit.nummer or 0].weekuren
    if change.leerplaatsen:
        (item,) = (one for one in opdracht.onderdelen if one.code == change.feit.onderdeel)
        return bool(set(change.leerplaatsen) & set(item.leerplaatsen))
    if change.perioden is not None:
        return change.perioden < 1
    return change.tolerantie is not None and change.tolerantie <= opdracht.grenzen.tolerantie
