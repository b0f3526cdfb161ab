"""How an app declares a job. Pure: importing a ``jobs.py`` fills the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from congvu.lib.text import gettext_noop

JobFunction = TypeVar("JobFunction", bound=Callable[..., None])

AUDIT_EVENTS = {"jobs.retried": gettext_noop("Cho chạy lại một việc nền")}
AUDIT_WORDS = {"name": gettext_noop("việc")}


@dataclass(frozen=True)
class Job:
    """A named function; ``retry`` is how often it is tried again after an error.

    ``title`` is what people read, a Vietnamese message id.
    """

    name: str
    title: str
    run: Callable[..., None]
    retry: int
    retry_wait: int
    queue: str
    lock: str | None
    cron: str | None
    priority: int


@dataclass
class Register:
    """Every job of the office by its name."""

    jobs: dict[str, Job] = field(default_factory=dict)

    def add(self, job: Job) -> None:
        if job.name in self.jobs and self.jobs[job.name].run is not job.run:
            raise ValueError(f"two jobs are called {job.name}")
        self.jobs[job.name] = job


REGISTER = Register()


class UnknownJob(LookupError):
    """A run was asked for that no app declares: a mistake in the code."""


def find_job(name: str) -> Job:
    try:
        return REGISTER.jobs[name]
    except KeyError as error:
        raise UnknownJob(name) from error


def title_of(name: str) -> str:
    """What people read for a job; a run of an older release keeps its code name."""
    known = REGISTER.jobs.get(name)
    return known.title if known else name


def periodic_names() -> list[str]:
    return [job.name for job in REGISTER.jobs.values() if job.cron]


def job(
    *,
    name: str,
    title: str,
    retry: int = 3,
    retry_wait: int = 5,
    queue: str = "default",
    lock: str | None = None,
    priority: int = 0,
) -> Callable[[JobFunction], JobFunction]:
    """Declare a job. It takes keyword arguments only, and those are plain JSON (ids).

    A run may happen twice (a killed worker): the function looks at the row first.
    Runs that share ``lock`` never run side by side.
    """

    def declare(function: JobFunction) -> JobFunction:
        REGISTER.add(
            Job(name, title, function, retry, retry_wait, queue, lock, None, priority)
        )
        return function

    return declare


def periodic(
    *,
    cron: str,
    title: str,
    name: str | None = None,
    queue: str = "default",
    priority: int = 5,
) -> Callable[[JobFunction], JobFunction]:
    """Declare a function without arguments that runs by the clock.

    Five cron fields, or six with the seconds last (``"* * * * * */10"``). At most one
    run waits at a time, so a long one never makes a heap.
    """

    def declare(function: JobFunction) -> JobFunction:
        own: Any = function
        label = name or f"{own.__module__.split('.')[1]}.{own.__name__}"
        REGISTER.add(Job(label, title, function, 0, 0, queue, None, cron, priority))
        return function

    return declare
