"""What a dossier lost on its way into the graph: the answer beside what the graph gives back."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kwalificatiegraaf.importers.meldingen import Meldingen, NietUitgedrukt, Pad

CODES = {"status", "kennis_type", "vaardigheid_type", "autonomie_type"}
"""Fields whose value is a name of a code list: case and white space are not content."""

Verschil = tuple[Pad, Any]


def find_losses(
    document: Any, exported: Any, file: str, known: Iterable[NietUitgedrukt]
) -> tuple[NietUitgedrukt, ...]:
    """Return what `document` says and `exported` does not, without what `known` already reports."""
    reported = [note.pad for note in known]
    notes = Meldingen(file)
    for steps, value in differences(document, exported):
        notes.add(steps, value, "staat niet of anders in de graaf")
    return tuple(note for note in notes.all if not any(_at_or_under(pad, note.pad) for pad in reported))


def _at_or_under(pad: str, top: str) -> bool:
    return pad == top or pad.startswith((f"{top}.", f"{top}["))


def differences(said: Any, held: Any, steps: Pad = ()) -> Iterator[Verschil]:
    """Yield path and value of everything in `said` that `held` does not hold; null says nothing."""
    if said is None:
        return
    if isinstance(said, dict) and isinstance(held, dict):
        for key, value in said.items():
            yield from differences(value, held.get(key), (*steps, key))
    elif isinstance(said, list) and isinstance(held, list):
        yield from _list_differences(said, held, steps)
    elif not _same(said, held, str(steps[-1]) if steps else ""):
        yield steps, said


def _list_differences(said: list[Any], held: list[Any], steps: Pad) -> Iterator[Verschil]:
    """Compare items one to one where they are equal, the others with their nearest that is left."""
    left = list(held)
    strange: list[tuple[int, Any]] = []
    for place, item in enumerate(said):
        match = next((n for n, other in enumerate(left) if not any(differences(item, other, steps))), None)
        if match is None:
            strange.append((place, item))
        else:
            left.pop(match)
    for place, item in strange:
        found = [list(differences(item, other, (*steps, place))) for other in left]
        if not found:
            yield (*steps, place), item
            continue
        nearest = min(range(len(found)), key=lambda n: len(found[n]))
        left.pop(nearest)
        yield from found[nearest]
    if not said and held != said:
        yield steps, said


def _same(said: Any, held: Any, key: str) -> bool:
    """Compare two values as the importer reads them: `"true"` is true, `"3"` is 3, midnight is a day."""
    if held is None or isinstance(said, dict | list) or isinstance(held, dict | list):
        return False
    if said == held or not isinstance(said, str):
        return bool(said == held)
    if not isinstance(held, str):
        return True
    if key in CODES:
        return " ".join(said.split()).casefold() == held.casefold()
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", held)) and said.strip().startswith(held)
