"""All jobs of the service: a few compute at once, the others wait, and what is old is forgotten."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Condition, Thread, Timer
from traceback import format_exc

from starlette.responses import Response

from api.jobs.job import Job, Soort
from api.jobs.process import Message, Order, Process, Work
from api.refusals import TooManyJobs
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.errors import KwalificatiegraafError, NotFound
from kwalificatiegraaf.settings import Settings


@dataclass(frozen=True)
class Task:
    """What a job must do, on which system, and how its outcomes become the answer of the request."""

    systeem: Systeem
    work: Work
    accept: Callable[[bytes], Response]
    refuse: Callable[[KwalificatiegraafError], Response]
    fail: Callable[[str], Response]


@dataclass
class Board:
    """The jobs by id, in memory only; any number of threads may use it at once.

    Nobody can guess an id, so who knows one may see and cancel its job.
    """

    settings: Settings
    _jobs: dict[str, Job] = field(default_factory=dict)
    _waiting: dict[str, Task] = field(default_factory=dict)
    _running: dict[str, Process] = field(default_factory=dict)
    _busy: int = 0
    _sweeping: bool = False
    _changed: Condition = field(default_factory=Condition)

    def submit(self, soort: Soort, task: Task) -> Job:
        """Accept a job; TooManyJobs when as many as may be are held."""
        job = Job(soort, self.settings.job_timeout, self.settings.job_keep)
        with self._changed:
            self.hold(job)
            self._waiting[job.id] = task
        self._start_next()
        return job

    def hold(self, job: Job) -> None:
        """Keep a job, without computing it; TooManyJobs when as many as may be are held."""
        with self._changed:
            self._forget_old()
            if len(self._jobs) >= self.settings.job_max:
                raise TooManyJobs(self.settings.job_max)
            self._jobs[job.id] = job

    def find(self, code: str) -> Job:
        """Return the job with this id; NotFound when there is none, or none any more."""
        with self._changed:
            self._forget_old()
            if code in self._jobs:
                return self._jobs[code]
        raise NotFound("taak", code[:100], remedy="een taak verdwijnt wanneer haar bewaartijd om is")

    def cancel(self, code: str) -> Job | None:
        """Stop a job that waits or computes and return it; forget one that had ended, and return None."""
        job = self.find(code)
        stopped = job.finish("geannuleerd")
        with self._changed:
            self._waiting.pop(code, None)
            if not stopped:
                self._jobs.pop(code, None)
            self._changed.notify_all()
        return job if stopped else None

    def __len__(self) -> int:
        """Return how many jobs are held."""
        return len(self._jobs)

    def pids(self) -> list[int]:
        """Return the processes that compute, for a look from outside."""
        with self._changed:
            return sorted(process.pid for process in self._running.values())

    def close(self) -> None:
        """Cancel everything and forget it."""
        with self._changed:
            jobs = [*self._jobs.values()]
            self._jobs.clear()
            self._waiting.clear()
            self._changed.notify_all()
        for job in jobs:
            job.finish("geannuleerd")

    def _start_next(self) -> None:
        """Start waiting jobs, the oldest first, while there is room."""
        with self._changed:
            while self._waiting and self._busy < self.settings.job_workers:
                code = next(iter(self._waiting))
                job, task = self._jobs[code], self._waiting.pop(code)
                self._busy += 1
                Thread(target=self._run, args=(job, task), daemon=True, name=f"job {job.soort}").start()

    def _run(self, job: Job, task: Task) -> None:
        try:
            self._compute(job, task)
        except KwalificatiegraafError as error:
            job.finish("mislukt", task.refuse(error))
        except Exception:
            if job.is_open:  # of a job that was stopped, the process is gone: nothing broke
                job.finish("mislukt", task.fail(format_exc()))
        finally:
            with self._changed:
                self._busy -= 1
                self._sweep()
            self._start_next()

    def _compute(self, job: Job, task: Task) -> None:
        process = Process()
        timer = Timer(job.limit, job.finish, ("verlopen",))
        timer.daemon = True
        try:
            if not job.begin(process.kill):
                return
            timer.start()
            with self._changed:
                self._running[job.id] = process
            snapshot = task.systeem.snapshot()
            settings = task.systeem.settings.model_copy(update={"update_token": None})
            process.send(Order(settings, snapshot.path if snapshot else None, task.work))
            while job.is_open:
                _take(job, task, process.receive())
        finally:
            timer.cancel()
            process.close()
            with self._changed:
                self._running.pop(job.id, None)

    def _forget_old(self) -> datetime | None:
        """Drop the jobs whose time is over; return when the next one is due."""
        now, keep = datetime.now(UTC), timedelta(seconds=self.settings.job_keep)
        for code, job in [*self._jobs.items()]:
            if job.ended is not None and job.ended + keep <= now:
                del self._jobs[code]
        return min((job.ended + keep for job in self._jobs.values() if job.ended), default=None)

    def _sweep(self) -> None:
        """See to it that old jobs go also when nobody asks for anything."""
        if not self._sweeping:
            self._sweeping = True
            Thread(target=self._forget_in_time, daemon=True, name="jobs that are old").start()

    def _forget_in_time(self) -> None:
        with self._changed:
            while (due := self._forget_old()) is not None:
                self._changed.wait(max(0.0, (due - datetime.now(UTC)).total_seconds()))
            self._sweeping = False


def _take(job: Job, task: Task, message: Message) -> None:
    """Take over what the process says."""
    if message.kind == "stap":
        job.report(message.what)
    elif message.kind == "klaar":
        job.finish("klaar", task.accept(message.what))
    elif message.kind == "fout":
        job.finish("mislukt", task.refuse(message.what))
    else:
        job.finish("mislukt", task.fail(message.what))
