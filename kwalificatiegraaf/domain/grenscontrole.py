"""What makes the bounds or the order of a task unsound, each with its place and its remedy."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Periodegrens, Plaatsing, Volgorde
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdrachtcontrole import require_known, require_unique
from kwalificatiegraaf.domain.traject import Onderdeel, Trajectkader
from kwalificatiegraaf.errors import InvalidInput


def check_bounds(
    kader: Trajectkader, items: Sequence[Onderdeel], normen: Sequence[Norm], grenzen: Bouwgrenzen
) -> None:
    """Known references, bounds that do not contradict each other."""
    if not 0 <= grenzen.tolerantie <= 1:
        raise InvalidInput(
            f"tolerantie {grenzen.tolerantie} is geen deel",
            place="grenzen.tolerantie",
            remedy="kies van 0 tot 1",
        )
    require_unique([norm.code for norm in normen], "norm", "normen")
    require_unique(grenzen.doelen, "doel", "grenzen.doelen")
    for code in grenzen.harde_normen:
        require_known(code, [norm.code for norm in normen], "norm", "grenzen.harde_normen")
    competences = {item.code: item for item in items if item.soort == "beroepsgericht"}
    numbers = [period.nummer for period in kader.perioden]
    require_unique([bound.periode for bound in grenzen.perioden], "periode", "grenzen.perioden")
    for bound in grenzen.perioden:
        _known_period(bound.periode, numbers, "grenzen.perioden")
        _check_period_bound(bound)
    _check_parts(grenzen, competences)
    for kind, placings in (("vast", grenzen.vast), ("verboden", grenzen.verboden)):
        for number, placing in enumerate(placings):
            _check_placing(placing, competences, numbers, f"grenzen.{kind}[{number}]")
    _check_contradictions(grenzen)


def _known_period(number: int, numbers: Sequence[int], place: str) -> None:
    if number not in numbers:
        raise InvalidInput(
            f"periode {number} bestaat niet", place=place, remedy=f"kies uit: {', '.join(map(str, numbers))}"
        )


def _check_period_bound(bound: Periodegrens) -> None:
    pairs = (
        ("uren", bound.minste_uren, bound.meeste_uren),
        ("competenties", bound.minste_competenties, bound.meeste_competenties),
    )
    for what, least, most in pairs:
        if (least is not None and least < 0) or (most is not None and most < (least or 0)):
            raise InvalidInput(
                f"periode {bound.periode}: minste en meeste {what} spreken elkaar tegen ({least} en {most})",
                place="grenzen.perioden",
                remedy="kies 0 of meer, en het meeste niet onder het minste",
            )


def _at_possible_place(code: str, place_code: str | None, known: dict[str, Onderdeel], place: str) -> None:
    require_known(code, known, "competentie", f"{place}.onderdeel")
    if place_code is not None:
        what = f"leerplaats van {code}"
        require_known(place_code, known[code].leerplaatsen, what, f"{place}.leerplaats")


def _check_parts(grenzen: Bouwgrenzen, known: dict[str, Onderdeel]) -> None:
    require_unique(
        [f"{part.onderdeel} op {part.leerplaats}" for part in grenzen.delen], "deel van", "grenzen.delen"
    )
    for number, part in enumerate(grenzen.delen):
        place = f"grenzen.delen[{number}]"
        _at_possible_place(part.onderdeel, part.leerplaats, known, place)
        if not 0 <= part.minstens <= part.hoogstens <= 1:
            raise InvalidInput(
                f"minstens {part.minstens} en hoogstens {part.hoogstens} is geen bereik binnen 0 tot 1",
                place=place,
                remedy="kies 0 <= minstens <= hoogstens <= 1",
            )
    for code in sorted({part.onderdeel for part in grenzen.delen}):
        bounds = {part.leerplaats: part for part in grenzen.delen if part.onderdeel == code}
        least = sum((part.minstens for part in bounds.values()), Fraction(0))
        most = sum(
            (bounds[p].hoogstens if p in bounds else Fraction(1) for p in known[code].leerplaatsen),
            Fraction(0),
        )
        if least > 1 or most < 1:
            raise InvalidInput(
                f"de delen van {code} komen niet op een geheel uit (minstens {least}, hoogstens {most})",
                place="grenzen.delen",
                remedy="laat de minste delen samen ten hoogste 1 zijn en de grootste samen minstens 1",
            )


def _check_placing(
    placing: Plaatsing, known: dict[str, Onderdeel], numbers: Sequence[int], place: str
) -> None:
    _at_possible_place(placing.onderdeel, placing.leerplaats, known, place)
    if placing.leerplaats is None and placing.periode is None:
        raise InvalidInput(
            "een plaatsing zonder plaats en zonder periode", place=place, remedy="geef er minstens een"
        )
    if placing.periode is not None:
        _known_period(placing.periode, numbers, f"{place}.periode")


def _check_contradictions(grenzen: Bouwgrenzen) -> None:
    for code in sorted({placing.onderdeel for placing in grenzen.vast}):
        fixed = [placing for placing in grenzen.vast if placing.onderdeel == code]
        places = {placing.leerplaats for placing in fixed} - {None}
        periods = {placing.periode for placing in fixed} - {None}
        forbidden = any(
            placing.onderdeel == code
            and (placing.leerplaats is None or placing.leerplaats in places)
            and (placing.periode is None or placing.periode in periods)
            for placing in grenzen.verboden
        )
        if len(places) > 1 or len(periods) > 1 or forbidden:
            raise InvalidInput(
                f"de plaatsingen van {code} spreken elkaar tegen",
                place="grenzen.vast",
                remedy="leg een plaats en een periode vast, en verbied die niet",
            )


def precedences(items: Sequence[Onderdeel], extra: Sequence[Volgorde]) -> tuple[Volgorde, ...]:
    """Return prerequisites between items of the task (strict) and the extra pairs, each once, by code."""
    codes = {item.code for item in items}
    own = [Volgorde(eerst=code, dan=item.code) for item in items for code in item.voorkennis if code in codes]
    return tuple(sorted(set(own) | set(extra), key=lambda pair: (pair.eerst, pair.dan, pair.soort)))


def check_order(items: Sequence[Onderdeel], extra: Sequence[Volgorde]) -> None:
    """No unknown item in the extra pairs, no general education in any, no circle with a strict step."""
    competences = {item.code for item in items if item.soort == "beroepsgericht"}
    for number, pair in enumerate(extra):
        for code in (pair.eerst, pair.dan):
            require_known(code, competences, "competentie", f"grenzen.volgorde[{number}]")
    pairs = precedences(items, extra)
    for pair in pairs:
        if not {pair.eerst, pair.dan} <= competences:
            raise InvalidInput(
                f"{pair.dan} kan niet na {pair.eerst} komen: algemene vorming loopt in elke periode",
                place=f"onderdelen[{pair.dan}].voorkennis",
                remedy="schrap deze voorkennis",
            )
    for cycle in _cycles(pairs):
        raise InvalidInput(
            f"de voorkennis loopt rond: {' → '.join(cycle)}",
            place=f"onderdelen[{cycle[0]}].voorkennis",
            remedy="schrap een van deze stappen",
        )


def _cycles(pairs: Sequence[Volgorde]) -> Iterator[list[str]]:
    """Yield, by code, a shortest circle through each strict step that lies on one."""
    after: dict[str, list[str]] = {}
    for pair in _not_sortable(pairs):
        after.setdefault(pair.eerst, []).append(pair.dan)
    for pair in pairs:
        if pair.soort == "strikt" and pair.eerst in after:
            back = _shortest_path(after, pair.dan, pair.eerst)
            if back:
                yield [pair.eerst, *back]


def _not_sortable(pairs: Sequence[Volgorde]) -> list[Volgorde]:
    """Drop, again and again, the steps from an item that nothing leads to; circles remain."""
    left = list(pairs)
    while left:
        targets = {pair.dan for pair in left}
        kept = [pair for pair in left if pair.eerst in targets]
        if len(kept) == len(left):
            break
        left = kept
    return left


def _shortest_path(after: dict[str, list[str]], start: str, goal: str) -> list[str]:
    paths, seen = [[start]], {start}
    for path in paths:
        if path[-1] == goal:
            return path
        for code in after.get(path[-1], []):
            if code not in seen:
                seen.add(code)
                paths.append([*path, code])
    return []
