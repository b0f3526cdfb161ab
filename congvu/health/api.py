"""The same for programs that watch."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema

from congvu.health.queries import findings
from congvu.health.rules import Finding, worst
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Tiến trình"])


class FindingOut(Schema):
    """``state``: well, watch or bad; ``since`` where known; ``mend``: what to do."""

    key: str
    title: str
    state: str
    words: str
    since: datetime | None
    mend: str


class HealthOut(Schema):
    """``state`` is the worst of them."""

    state: str
    checks: list[FindingOut]


@router.get("/health", response=HealthOut, summary="Sức khỏe hệ thống")
def health(request: ApiRequest) -> HealthOut:
    need(request, Permission.READ_JOBS)
    found = findings(timezone.now())
    state = worst([finding.state for finding in found])
    return HealthOut(state=state, checks=[_out(finding) for finding in found])


def _out(finding: Finding) -> FindingOut:
    check, said = finding.check, finding.said
    return FindingOut(
        key=check.key,
        title=_(check.title),
        state=finding.state,
        words=_(said.words) % said.values,
        since=finding.since,
        mend=_(check.mend),
    )
