"""The jobs of the service: room, time, expiry, and processes that are really gone."""

import json
import os
import signal
from collections.abc import Callable
from time import monotonic

import pytest

from api.jobs.board import Board, Task
from api.jobs.process import Work
from api.refusals import TooManyJobs
from kwalificatiegraaf.errors import NotFound

from .conftest import BROKEN_WORK, LONG_WORK, SHORT_WORK, WRONG_WORK, has_ended, wait_for

Make = Callable[..., Board]
TaskOf = Callable[[Work], Task]


def test_every_outcome_becomes_an_answer(board_with: Make, task: TaskOf) -> None:
    board = board_with(job_workers=3)
    jobs = [board.submit("dekking", task(work)) for work in (SHORT_WORK, WRONG_WORK, BROKEN_WORK)]
    for job in jobs:
        wait_for(lambda job=job: not job.is_open)
    answers = [job.answer() for job in jobs]
    assert [job.status for job in jobs] == ["klaar", "mislukt", "mislukt"]
    assert [answer.status_code for answer in answers] == [200, 422, 500]
    assert json.loads(answers[0].body)["gegevens"]["traject"] == "115-duaal"
    assert json.loads(answers[1].body)["plaats"] == "traject"
    assert "bestaat_niet" not in bytes(answers[2].body).decode()
    wait_for(lambda: board.pids() == [], 1)


def seconds_to_cancel(board: Board, work: Task) -> float:
    job = board.submit("bouw", work)
    wait_for(lambda: any(event.data.get("doel") for event in job.events_after(0)))
    (pid,) = board.pids()
    assert not has_ended(pid)
    start = monotonic()
    assert board.cancel(job.id) is job
    assert has_ended(pid)
    took = monotonic() - start
    assert job.status == "geannuleerd"
    assert board.cancel(job.id) is None
    with pytest.raises(NotFound):
        board.find(job.id)
    return took


def test_a_solver_that_runs_ends_within_a_second(board_with: Make, task: TaskOf) -> None:
    """One of three tries counts: what else the machine does is not the board's."""
    board = board_with(job_workers=1)
    assert any(seconds_to_cancel(board, task(LONG_WORK)) < 1 for _ in range(3))


def test_the_time_limit_is_kept_within_a_tenth(board_with: Make, task: TaskOf) -> None:
    board = board_with(job_timeout=3)
    job = board.submit("bouw", task(LONG_WORK))
    wait_for(lambda: bool(board.pids()))
    (pid,) = board.pids()
    wait_for(lambda: not job.is_open)
    assert job.status == "verlopen"
    assert job.began is not None
    assert job.ended is not None
    assert 3 <= (job.ended - job.began).total_seconds() <= 3.3
    wait_for(lambda: has_ended(pid), 1)


def test_some_compute_others_wait_and_more_are_refused(board_with: Make, task: TaskOf) -> None:
    board = board_with(job_workers=1, job_max=2)
    first, second = (board.submit("bouw", task(LONG_WORK)) for _ in range(2))
    wait_for(lambda: first.status == "bezig")
    assert second.status == "wachtend"
    with pytest.raises(TooManyJobs, match="er zijn al 2 taken"):
        board.submit("bouw", task(LONG_WORK))
    board.cancel(first.id)
    wait_for(lambda: second.status == "bezig")
    board.cancel(first.id)
    third = board.submit("bouw", task(LONG_WORK))
    board.cancel(third.id)
    assert (second.status, third.status) == ("bezig", "geannuleerd")


def test_a_job_is_forgotten_in_time_also_when_nobody_asks(board_with: Make, task: TaskOf) -> None:
    board = board_with(job_keep=0.5)
    job = board.submit("bouw", task(LONG_WORK))
    board.cancel(job.id)
    assert board.find(job.id) is job
    wait_for(lambda: len(board) == 0, 10)
    with pytest.raises(NotFound, match="taak"):
        board.find(job.id)


def test_a_process_that_something_else_kills_is_a_failure_of_ours(board_with: Make, task: TaskOf) -> None:
    board = board_with()
    job = board.submit("bouw", task(LONG_WORK))
    wait_for(lambda: bool(board.pids()))
    os.kill(board.pids()[0], signal.SIGKILL)
    wait_for(lambda: not job.is_open)
    assert (job.status, job.answer().status_code) == ("mislukt", 500)


def test_closing_ends_everything(board_with: Make, task: TaskOf) -> None:
    board = board_with(job_workers=1)
    jobs = [board.submit("bouw", task(LONG_WORK)) for _ in range(2)]
    wait_for(lambda: bool(board.pids()))
    (pid,) = board.pids()
    board.close()
    wait_for(lambda: has_ended(pid), 1)
    assert [job.status for job in jobs] == ["geannuleerd", "geannuleerd"]
    assert len(board) == 0
