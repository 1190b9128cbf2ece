"""Problems for the tests: small random ones, and balanced curricula in the shape of the literature."""

import random
from typing import Any

from hypothesis import strategies as st

from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem

PLACES = ("les", "werk")
BASES = ("uren", "competenties", "gewicht", "competenties-hoofdplaats")


def problem(**fields: Any) -> Planningsprobleem:
    """Return the problem; `perioden` may be a number and `items` a mapping of code to size."""
    if isinstance(fields.get("perioden"), int):
        fields["perioden"] = [{"code": f"P{number + 1}"} for number in range(fields["perioden"])]
    if isinstance(fields.get("items"), dict):
        fields["items"] = [{"code": code, "grootte": size} for code, size in fields["items"].items()]
    return Planningsprobleem.model_validate(fields)


def curriculum(seed: int, courses: int, periods: int) -> Planningsprobleem:
    """Return courses of 1 to 5 credits with prerequisites, and bounds on load and number per period."""
    dice = random.Random(seed)
    layer = [dice.randrange(periods) for _ in range(courses)]
    credits = [dice.randint(1, 5) for _ in range(courses)]
    pairs = [(a, b) for a in range(courses) for b in range(courses) if layer[a] < layer[b]]
    average, number = sum(credits) // periods, courses // periods
    return problem(
        perioden=[
            {
                "code": f"P{t + 1}",
                "minste_belasting": average // 2,
                "meeste_belasting": average * 2,
                "minste_items": max(1, number - 3),
                "meeste_items": number + 4,
            }
            for t in range(periods)
        ],
        items=[{"code": f"V{n:02}", "grootte": size} for n, size in enumerate(credits)],
        volgorde=[{"eerst": f"V{a:02}", "dan": f"V{b:02}"} for a, b in sorted(dice.sample(pairs, courses))],
    )


def _bounds(draw: st.DrawFn, code: str) -> dict[str, Any]:
    period: dict[str, Any] = {"code": code, "eigen_belasting": draw(st.integers(0, 2))}
    if draw(st.booleans()):
        period["minste_belasting"] = draw(st.integers(0, 3))
        period["meeste_belasting"] = draw(st.integers(4, 9))
    if draw(st.booleans()):
        period["minste_items"] = draw(st.integers(0, 1))
        period["meeste_items"] = draw(st.integers(1, 4))
    return period


def _steps(draw: st.DrawFn, codes: list[str]) -> list[dict[str, Any]]:
    """Steps go forward in the list, so that there is no circle."""
    pairs = [(a, b) for n, a in enumerate(codes) for b in codes[n + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    return [{"eerst": a, "dan": b, "soort": draw(st.sampled_from(["strikt", "zwak"]))} for a, b in chosen]


@st.composite
def simple(draw: st.DrawFn) -> Planningsprobleem:
    """A curriculum of up to 6 items and 3 periods, without places."""
    codes = [f"i{n}" for n in range(draw(st.integers(1, 6)))]
    items = [
        {"code": code, "grootte": draw(st.integers(1, 4)), "keuze": draw(st.integers(0, 5)) == 0}
        for code in draw(st.permutations(codes))
    ]
    periods = [f"P{n}" for n in range(draw(st.integers(1, 3)))]
    group = {
        "code": "g",
        "items": codes,
        "regel": draw(st.sampled_from(["exact", "minstens"])),
        "aantal": draw(st.integers(0, len(codes))),
    }
    forbidden = [{"item": draw(st.sampled_from(codes)), "periode": draw(st.sampled_from(periods))}]
    return problem(
        perioden=[_bounds(draw, code) for code in periods],
        items=items,
        volgorde=_steps(draw, codes),
        groepen=[group] if draw(st.booleans()) else [],
        verboden=forbidden if draw(st.booleans()) else [],
        huidig=[{"item": codes[0], "periode": periods[-1], "hoeveelheid": 1}],
        doelen=draw(st.permutations(["max-load", "fewest-splits", "closest"])),
    )


@st.composite
def placed(draw: st.DrawFn) -> Planningsprobleem:
    """Up to 4 items, 2 places and 2 periods; of no fixed size only when no share is a goal."""
    codes = [f"i{n}" for n in range(draw(st.integers(1, 4)))]
    goal = draw(st.sampled_from(["share", "max-load", "fewest-splits"]))
    periods = [f"P{n}" for n in range(draw(st.integers(1, 2)))]
    norm: dict[str, Any] = {
        "code": "n",
        "plaatsen": ["werk"],
        "grondslag": draw(st.sampled_from(BASES if goal == "share" else BASES[:1])),
    }
    if goal != "share" and draw(st.booleans()):
        norm["minstens"] = draw(st.sampled_from(["1/3", "1/2", "3/4"]))
    capacity = {
        "plaatsen": [draw(st.sampled_from(PLACES))],
        "over": draw(st.sampled_from(["elke-periode", "geheel"])),
        "minstens": draw(st.integers(0, 1)),
        "hoogstens": draw(st.integers(1, 5)),
    }
    return problem(
        perioden=[_bounds(draw, code) for code in periods],
        plaatsen=[{"code": code} for code in PLACES],
        items=[_placed_item(draw, code, ranged=goal != "share") for code in codes],
        volgorde=_steps(draw, codes),
        capaciteiten=[capacity] if draw(st.booleans()) else [],
        aandelen=[norm],
        doelen=[goal, "max-load"] if goal == "share" else [goal],
    )


def _placed_item(draw: st.DrawFn, code: str, *, ranged: bool) -> dict[str, Any]:
    size = draw(st.integers(1, 3))
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=2, unique=True))
    rows: list[dict[str, Any]] = [{"plaats": place} for place in places]
    if len(rows) == 2 and draw(st.booleans()):
        rows[0]["minstens"] = draw(st.sampled_from(["1/3", "1/2"]))
        rows[1]["hoogstens"] = "2/3"
    item = {
        "code": code,
        "plaatsen": rows,
        "gewicht": draw(st.integers(1, 3)),
        "meeste_perioden": draw(st.integers(1, 2)),
    }
    if ranged and draw(st.booleans()):
        return item | {"minste_grootte": size, "meeste_grootte": size + 1}
    return item | {"grootte": size}


@st.composite
def tight(draw: st.DrawFn) -> Planningsprobleem:
    """Up to 3 items, 2 places and 2 periods under every kind of rule, most of them too strict together."""
    codes = [f"i{n}" for n in range(draw(st.integers(1, 3)))]
    periods = [f"P{n}" for n in range(draw(st.integers(1, 2)))]
    places = list(PLACES) if draw(st.booleans()) else []
    fields: dict[str, Any] = {
        "perioden": [_tight_period(draw, code) for code in periods],
        "plaatsen": [{"code": code} for code in places],
        "items": [_tight_item(draw, code, places) for code in codes],
        "volgorde": _steps(draw, codes),
        "doelen": ["max-load"],
    }
    if draw(st.booleans()):
        rule = {"regel": draw(st.sampled_from(["exact", "minstens"])), "plaats": _some(draw, places)}
        fields["groepen"] = [{"code": "g", "items": codes, "aantal": draw(st.integers(0, len(codes)))} | rule]
    if draw(st.booleans()):
        fixed = draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))
        fields["vast"] = [{"item": code, "periode": draw(st.sampled_from(periods))} for code in fixed]
        fields["verboden"] = [
            {"item": code, "plaats": _some(draw, places), "periode": draw(st.sampled_from(periods))}
            for code in codes
            if code not in fixed and draw(st.booleans())
        ]
    if places and draw(st.booleans()):
        bound = draw(st.sampled_from([{"minstens": 3}, {"hoogstens": 1}, {"minstens": 1, "hoogstens": 2}]))
        over = draw(st.sampled_from([{"over": "geheel"}, {"periode": periods[0]}, {}]))
        fields["capaciteiten"] = [{"plaatsen": ["werk"]} | over | bound]
    if places and draw(st.booleans()):
        bound = draw(st.sampled_from([{"minstens": "2/3"}, {"hoogstens": "1/3"}]))
        fixed_sizes = all("grootte" in item for item in fields["items"])
        basis = draw(st.sampled_from(BASES if fixed_sizes else BASES[:1]))
        fields["aandelen"] = [{"code": "n", "plaatsen": ["werk"], "grondslag": basis} | bound]
    return problem(**fields)


def _some(draw: st.DrawFn, codes: list[str]) -> str | None:
    return draw(st.sampled_from([None, *codes]))


def _tight_period(draw: st.DrawFn, code: str) -> dict[str, Any]:
    kinds = st.sampled_from(
        [
            {},
            {"meeste_belasting": 3},
            {"meeste_belasting": 2, "eigen_belasting": 1},
            {"minste_belasting": 4},
            {"meeste_items": 1},
            {"minste_items": 2},
        ]
    )
    return {"code": code} | draw(kinds)


def _tight_item(draw: st.DrawFn, code: str, places: list[str]) -> dict[str, Any]:
    size = draw(st.integers(1, 3))
    item: dict[str, Any] = {"code": code, "grootte": size}
    if draw(st.integers(0, 3)) == 0:
        item = {"code": code, "minste_grootte": size, "meeste_grootte": size + 1}
    if draw(st.integers(0, 4)) == 0:
        item["keuze"] = True
    if draw(st.booleans()):
        item["meeste_perioden"] = draw(st.integers(1, 2))
    if places:
        rows = [{"plaats": place} for place in draw(st.sampled_from([["les"], ["werk"], ["les", "werk"]]))]
        if draw(st.booleans()):
            rows[0]["minstens"] = "1/3"
        if len(rows) > 1 and draw(st.booleans()):
            rows[1]["hoogstens"] = "1/2"
        item["plaatsen"] = rows
    return item
