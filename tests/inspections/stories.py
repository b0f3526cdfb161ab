"""What the stories of inspections have in common.

Dũng orders, Hoa leads the team with Minh beside her and Lan to write; Phúc leads the
commune that is inspected.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from congvu.inspections import actions
from congvu.inspections.models import Finding, Inspection, Recommendation
from congvu.inspections.rules import (
    About,
    DecisionData,
    FindingData,
    InspectionData,
    RecommendationData,
    Step,
    TeamRole,
    Verdict,
)
from congvu.organisations.models import Post
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.letters import issue
from tests.people import Province

ABOUT = "Việc lập hồ sơ điện tử và văn thư"
SEEN = "12 hồ sơ năm 2026 chưa được lập trên phần mềm."


def post_of(people: Province, who: str) -> Post:
    post = people.cast[who].post
    assert post is not None
    return post


def team(people: Province) -> dict[UUID, TeamRole]:
    return {
        post_of(people, "hoa").id: TeamRole.HEAD,
        post_of(people, "minh").id: TeamRole.MEMBER,
        post_of(people, "lan").id: TeamRole.SECRETARY,
    }


def paper(people: Province, subject: str) -> OutgoingEntry:
    """A paper that the committee issued today."""
    return issue(people, subject=subject)


def planned(people: Province, **more: Any) -> Inspection:
    """Outside every plan, with a reason."""
    given: dict[str, Any] = {
        "body_id": people.commune.id,
        "about": About.THEME,
        "subject": ABOUT,
        "planned_from": people.today,
        "planned_until": people.today + timedelta(days=20),
        "unplanned_because": "Có phản ánh của công dân.",
    }
    data = InspectionData(**{**given, **more})
    return actions.add_inspection(data=data, by=people.seat("dung"), at=people.at)


def decision(people: Province, **more: Any) -> DecisionData:
    given: dict[str, Any] = {
        "period_from": date(people.today.year, 1, 1),
        "period_until": people.today,
        "starts_on": people.today,
        "ends_on": people.today + timedelta(days=20),
    }
    return DecisionData(**{**given, **more})


def decided(people: Province, **more: Any) -> Inspection:
    found = planned(people)
    by, at = people.seat("dung"), people.at
    actions.name_team(inspection_id=found.id, team=team(people), by=by, at=at)
    line = paper(people, "Về việc kiểm tra UBND xã Yến Dương")
    data = decision(people, **more)
    actions.decide(inspection_id=found.id, line_id=line.id, data=data, by=by, at=at)
    return again(found)


def at_work(people: Province) -> Inspection:
    found = decided(people)
    take(people, found, Step.BEGIN, who="hoa")
    return again(found)


def take(
    people: Province, found: Inspection, step: Step, *, who: str = "dung", **more: Any
) -> None:
    actions.take_step(
        inspection_id=found.id, step=step, by=people.seat(who), at=people.at, **more
    )


def find(
    people: Province, found: Inspection, verdict: str = Verdict.NOT, **more: Any
) -> Finding:
    given: dict[str, Any] = {
        "seen": SEEN,
        "criterion": "Nghị định 30/2020/NĐ-CP",
        "clause": "Điều 29",
        "verdict": verdict,
    }
    return actions.record_finding(
        inspection_id=found.id,
        data=FindingData(**{**given, **more}),
        by=people.seat("minh"),
        at=people.at,
    )


def recommend(
    people: Province, found: Inspection, days: int = 10, **more: Any
) -> Recommendation:
    given: dict[str, Any] = {
        "text": "Lập đủ hồ sơ điện tử của năm 2026.",
        "desk_id": people.commune.id,
        "deadline": people.today + timedelta(days=days),
    }
    return actions.recommend(
        inspection_id=found.id,
        data=RecommendationData(**{**given, **more}),
        by=people.seat("hoa"),
        at=people.at,
    )


def conclude(people: Province, found: Inspection, *, who: str = "dung") -> Inspection:
    line = paper(people, "Kết luận kiểm tra tại UBND xã Yến Dương")
    actions.conclude(
        inspection_id=found.id, line_id=line.id, by=people.seat(who), at=people.at
    )
    return again(found)


def followed(people: Province, n: int = 2) -> Inspection:
    """Concluded with so many recommendations, given as duties."""
    found = at_work(people)
    find(people, found)
    for number in range(n):
        recommend(people, found, days=10 + number)
    conclude(people, found)
    take(people, found, Step.FOLLOW)
    return again(found)


def again(found: Inspection) -> Inspection:
    return Inspection.objects.get(pk=found.pk)
