"""Background doors of investment: the solver is asked here and nowhere else."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.investment.actions import BALANCE_JOB, keep_answer, tell_late
from congvu.investment.client import NoAnswer, best
from congvu.investment.models import BalanceVersion
from congvu.investment.queries import problem_of
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _


@job(name=BALANCE_JOB, title=_("Cân đối kinh phí công nghệ thông tin"))
def balance(version_id: str, revision: int) -> None:
    """Asked again after a crash it answers again; a version changed since keeps
    nothing of it.
    """
    version = BalanceVersion.objects.get(pk=UUID(version_id))
    problem = problem_of(version)
    try:
        answer = best(problem)
    except NoAnswer:
        answer = None
    keep_answer(
        version_id=version.pk,
        revision=revision,
        problem=problem,
        answer=answer,
        at=timezone.now(),
    )


@periodic(
    name="investment.late",
    title=_("Báo quá hạn trong đầu tư công nghệ thông tin"),
    cron="49 7 * * *",
)
def late() -> None:
    tell_late(by=SYSTEM, at=timezone.now())
