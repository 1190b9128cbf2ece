"""Large problems: how near the proven bound within a limit, what our layer adds, all trajectories at once."""

import os
from datetime import date
from time import perf_counter
from typing import Any

import pytest
from ortools.sat.python import cp_model

from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.domain.bouwvraag import Bouwvraag
from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.watals import Aanpassing
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.general.solve import solve
from kwalificatiegraaf.services.building import build_all
from kwalificatiegraaf.services.trajectory import make_task
from kwalificatiegraaf.services.whatif import what_if_of
from tests.planning.general.problemen import problem
from tests.planning.opdrachten import echt

DAY = date(2026, 9, 1)
NEAR = 1
"""Percent from the bound that is wanted."""
OVERHEAD = 30
"""Percent over the solver's own time that our layer may add."""
WHAT_IF = 0.15
LIMIT = 3
CHAIN = 40


def places_and_periods(items: int, periods: int) -> Planningsprobleem:
    """Return items with four possible places, chains and a bound on every place."""
    places = [{"code": f"p{n}"} for n in range(4)]
    rows = [{"plaats": one["code"]} for one in places]
    average = 26 * items // (periods * len(places))
    return problem(
        perioden=periods,
        plaatsen=places,
        items=[
            {"code": f"i{n:04}", "grootte": 20 + n * 7 % 13, "plaatsen": rows, "meeste_perioden": 3}
            for n in range(items)
        ],
        volgorde=[{"eerst": f"i{n:04}", "dan": f"i{n + CHAIN:04}"} for n in range(items - CHAIN)],
        capaciteiten=[{"plaatsen": [one["code"]], "hoogstens": average * 6 // 5} for one in places],
        doelen=["max-load"],
    )


@pytest.mark.parametrize(("items", "periods", "limit"), [(60, 12, 10), (200, 18, 20)])
def test_general_problem(benchmark: Any, items: int, periods: int, limit: int) -> None:
    """Solve a general problem with places to its smallest greatest load."""
    benchmark.group = "doel grote problemen"
    asked = places_and_periods(items, periods)
    answer = benchmark.pedantic(solve, args=(asked, None, limit), rounds=1)
    assert answer.waarde is not None
    assert answer.grens is not None
    gap = float((answer.waarde - answer.grens) / answer.grens) * 100
    benchmark.extra_info.update(
        wat=f"planning solve, {items} items × {periods} perioden",
        doel=limit,
        gehaald=gap <= NEAR,
        zei=f"{gap:.2f} % van de grens",
    )


@pytest.mark.parametrize(("items", "periods", "limit"), [(60, 12, 10), (200, 18, 20)])
def test_trajectory(benchmark: Any, items: int, periods: int, limit: int) -> None:
    """Build a trajectory for its norms and its load, in periods of six weeks."""
    benchmark.group = "doel grote problemen"
    task = echt(items, 7, 21, weken=(6,) * periods)
    task = task.model_copy(
        update={"grenzen": task.grenzen.model_copy(update={"doelen": ("normen", "belasting")})}
    )
    benchmark.extra_info.update(
        wat=f"traject, {items} competenties × {periods} perioden",
        doel=limit,
        gehaald=False,
        zei="geen antwoord",
    )
    result = benchmark.pedantic(build, args=(task,), rounds=1)
    load = next(goal for goal in result.doelen if goal.naam == "belasting")
    gap = float((load.waarde - load.grens) / load.grens) * 100
    benchmark.extra_info.update(gehaald=gap <= NEAR, zei=f"zwaarste periode {gap:.2f} % van de grens")


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Collect the seconds of every call of the bare solver."""
    seconds: list[float] = []
    bare = cp_model.CpSolver.solve

    def timed(self: cp_model.CpSolver, *args: Any, **more: Any) -> Any:
        start = perf_counter()
        try:
            return bare(self, *args, **more)
        finally:
            seconds.append(perf_counter() - start)

    monkeypatch.setattr(cp_model.CpSolver, "solve", timed)
    return seconds


def test_time_limit(benchmark: Any) -> None:
    """Give a problem that is not solved by then three seconds, model and reading out included."""
    benchmark.group = "doel tijdsgrens"
    asked = places_and_periods(400, 12).model_copy(update={"doelen": ("fewest-splits", "max-load")})
    answer = benchmark.pedantic(solve, args=(asked, None, LIMIT), rounds=3)
    benchmark.extra_info.update(
        wat=f"planning solve --limit {LIMIT}, 400 items × 12 perioden", doel=3.3, zei=answer.status
    )


@pytest.mark.parametrize("size", [(60, 12), (200, 18)])
def test_overhead(benchmark: Any, inside: list[float], size: tuple[int, int]) -> None:
    """Solve a general problem that needs the solver, and set our part beside the solver's."""
    benchmark.group = "doel toeslag"
    asked = places_and_periods(*size).model_copy(update={"doelen": ("max-load", "fewest-splits")})
    start = perf_counter()
    benchmark.pedantic(solve, args=(asked, None, 10), rounds=1)
    total = perf_counter() - start
    over = (total - sum(inside)) / sum(inside) * 100 if inside else 0.0
    benchmark.extra_info.update(
        wat=f"toeslag boven CP-SAT, {size[0]} items × {size[1]} perioden",
        gehaald=over < OVERHEAD,
        zei=f"{over:.0f} % (hoogstens {OVERHEAD} %), {len(inside)} aanroepen"
        if inside
        else "geen oplosser nodig",
    )


def test_overhead_of_a_trajectory(benchmark: Any, inside: list[float]) -> None:
    """Build a course of forty competences, and set our part beside the solver's."""
    benchmark.group = "doel toeslag"
    task = echt(40, 7, 21)
    start = perf_counter()
    benchmark.pedantic(build, args=(task,), rounds=1)
    over = (perf_counter() - start - sum(inside)) / sum(inside) * 100
    benchmark.extra_info.update(
        wat="toeslag boven CP-SAT, traject van 40 competenties",
        gehaald=over < OVERHEAD,
        zei=f"{over:.0f} % (hoogstens {OVERHEAD} %), {len(inside)} aanroepen",
    )


def test_what_if_of_forty_competences(benchmark: Any) -> None:
    """Redo the check alone after a change of hours."""
    benchmark.group = "doel wat-als"
    benchmark.extra_info.update(wat="wat-als, 40 competenties, enkel de toets", doel=WHAT_IF)
    repository = boot().repository
    frames = [repository.find_trajectory(code)[0] for code in ("310-duaal", "23-duaal")]
    codes = tuple(code for frame in frames for code in frame.kwalificaties)
    kader = frames[0].model_copy(
        update={"kwalificaties": codes, "verplichte_context": None, "contextkeuzes": ()}
    )
    task = make_task(repository, kader)
    traject: Traject = build(task, 0.1).traject
    patch = Aanpassing(weekuren={"werkplek": 22}, alleen_toets=True)
    (found,) = benchmark(what_if_of, repository, traject, (patch,), DAY)
    assert len(task.competenties) >= 37
    assert found.haalbaar is not None


def test_all_trajectories(benchmark: Any) -> None:
    """Build all trajectories over the cores, beside one after the other."""
    benchmark.group = "doel alles"
    repository = boot().repository
    start = perf_counter()
    alone = build_all(repository, Bouwvraag(), DAY, workers=1)
    one = perf_counter() - start
    start = perf_counter()
    together = benchmark.pedantic(build_all, args=(repository, Bouwvraag(), DAY), rounds=1)
    ratio = one / (perf_counter() - start)
    assert together == alone
    benchmark.extra_info.update(
        wat=f"traject build --alle, {len(alone)} trajecten",
        zei=f"{ratio:.2f} maal zo snel als een na een; bezet bij het meten: {os.getloadavg()[0]:.1f}",
    )
