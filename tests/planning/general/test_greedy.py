"""The instant answer: it keeps to the average, respects order, and spreads what does not fit whole."""

import pytest

from kwalificatiegraaf.planning.general.bounds import least_pairs, least_peak
from kwalificatiegraaf.planning.general.frame import Frame
from kwalificatiegraaf.planning.general.goals import loads
from kwalificatiegraaf.planning.general.greedy import greedy
from kwalificatiegraaf.planning.general.model import GeneralModel
from tests.planning.general.problemen import curriculum, problem


@pytest.mark.parametrize("seed", range(5))
def test_a_curriculum_comes_within_a_tenth_of_the_bound_at_once(seed: int):
    frame = Frame(curriculum(seed, 60, 10))
    units = greedy(frame)
    assert {index for index, _, _ in units} == set(range(60))
    assert max(loads(frame, units)) <= least_peak(frame) * 11 // 10
    period = {index: t for index, _, t in units}
    assert all(period[earlier] < period[later] for earlier, later, _ in frame.order)


def test_what_no_period_holds_is_spread():
    items = [{"code": "a", "grootte": 9, "meeste_perioden": 3}]
    found = problem(perioden=[{"code": f"P{n}", "meeste_belasting": 4} for n in range(3)], items=items)
    frame = Frame(found)
    assert greedy(frame) == {(0, "", 0): 4, (0, "", 1): 4, (0, "", 2): 1}
    assert (least_pairs(frame), least_peak(frame)) == (3, 3)
    assert max(loads(frame, greedy(frame, even=True))) == 3


def test_the_bound_sees_the_ends_of_a_chain():
    items = {"a": 1, "b": 1, "c": 8, "d": 8}
    steps = [{"eerst": x, "dan": y} for x, y in (("a", "b"), ("b", "c"), ("b", "d"))]
    assert least_peak(Frame(problem(perioden=3, items=items, volgorde=steps))) == 16


class Clock:
    """Counts how often it is asked, and raises from a number on."""

    def __init__(self, most: int) -> None:
        self.asked, self.most = 0, most

    def __call__(self) -> None:
        self.asked += 1
        if self.asked > self.most:
            raise TimeoutError


def test_the_clock_is_asked_at_every_item_step_and_period():
    frame = Frame(curriculum(1, 60, 10))
    clock = Clock(10**6)
    units = greedy(frame, alive=clock)
    assert clock.asked >= 60
    building = Clock(10**6)
    model = GeneralModel(frame, [], building)
    assert building.asked >= 60 + len(frame.order) + 10
    hinting = building.asked
    model.hint(units)
    assert building.asked >= hinting + 60 * 10


@pytest.mark.parametrize("most", [0, 5, 59])
def test_whoever_asks_the_clock_stops_at_once(most: int):
    frame = Frame(curriculum(1, 60, 10))
    clock = Clock(most)
    with pytest.raises(TimeoutError):
        greedy(frame, alive=clock)
    assert clock.asked == most + 1
