"""One job: it ends once, keeps its events, and answers only what there is."""

import pytest
from starlette.responses import Response

from api.jobs.job import MOST_EVENTS, Job
from api.refusals import JobCancelled, JobOverdue, JobUnfinished
from kwalificatiegraaf.planning.progress import Step


def test_a_job_goes_from_waiting_over_computing_to_done() -> None:
    job = Job("bouw", limit=10, keep=60)
    seen = [job.document()]
    assert job.begin(lambda: None)
    seen.append(job.document())
    assert job.finish("klaar", Response(b"{}"))
    seen.append(job.document())
    assert [one.status for one in seen] == ["wachtend", "bezig", "klaar"]
    assert seen[2].bewaard_tot is not None
    assert seen[2].geeindigd is not None
    assert (seen[2].bewaard_tot - seen[2].geeindigd).total_seconds() == 60
    assert job.answer().body == b"{}"


def test_the_first_end_counts_and_kills_once() -> None:
    killed: list[bool] = []
    job = Job("bouw", limit=10, keep=60)
    job.begin(lambda: killed.append(True))
    assert job.finish("geannuleerd")
    assert not job.finish("klaar", Response(b"{}"))
    job.report(Step(fase="te laat"))
    assert (job.status, killed) == ("geannuleerd", [True])
    assert [event.kind for event in job.events_after(0)] == ["stand", "stand", "einde"]


def test_a_job_that_was_stopped_does_not_begin() -> None:
    job = Job("bouw", limit=10, keep=60)
    job.finish("geannuleerd")
    assert not job.begin(lambda: None)


def test_without_a_result_the_reason_is_said() -> None:
    job = Job("bouw", limit=10, keep=60)
    with pytest.raises(JobUnfinished, match="nog wachtend"):
        job.answer()
    job.finish("verlopen")
    with pytest.raises(JobOverdue, match="na 10 s"):
        job.answer()
    cancelled = Job("bouw", limit=10, keep=60)
    cancelled.finish("geannuleerd")
    with pytest.raises(JobCancelled):
        cancelled.answer()


def test_events_are_numbered_and_the_oldest_go() -> None:
    job = Job("bouw", limit=10, keep=60)
    job.begin(lambda: None)
    job.report(Step(fase="een"))
    for value in range(MOST_EVENTS):
        job.report(Step(doel="x", waarde=value, grens=0))
    numbers = [event.number for event in job.events_after(0)]
    assert numbers == list(range(4, MOST_EVENTS + 4))
    assert job.events_after(job.last) == []
    newest = job.events_after(job.last - 1)[0].data
    assert {key: newest[key] for key in ("doel", "waarde", "grens")} == {
        "doel": "x",
        "waarde": MOST_EVENTS - 1,
        "grens": 0,
    }
    assert job.document().fase == "een"


def test_nobody_can_guess_an_id() -> None:
    ids = {Job("bouw", limit=1, keep=1).id for _ in range(100)}
    assert len(ids) == 100
    assert all(len(one) == 32 for one in ids)
