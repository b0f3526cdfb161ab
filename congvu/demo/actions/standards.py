"""Standards of the demo: what is said of three systems, checked with small files; what
software was offered, judged by each apart, and recommended.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.standards import actions
from congvu.standards.actions import (
    Given,
    check_file,
    claim_standard,
    waive_standard,
)
from congvu.standards.models import Evaluation
from congvu.standards.rules import ClaimKind, EvaluationState
from congvu.systems.models import InformationSystem

FILE = "standards.yaml"


def keep_standards(*, now: datetime) -> None:
    """By the province's centre, which keeps the systems of all."""
    bodies = Bodies(local_date(now))
    centre = seat_of_post(bodies.desk("committee", Role.ADMINISTRATOR), bodies.on)
    for one in read(FILE)["systems"]:
        system = InformationSystem.objects.get(code=one["system"])
        given: dict[str, Any] = {"system_id": system.pk, "by": centre, "at": now}
        said = [(code, ClaimKind.DECLARED, "") for code in one["met"]]
        unmet = one.get("unmet", {}).items()
        said += [(code, ClaimKind.ABSENT, why) for code, why in unmet]
        for code, kind, reason in said:
            claim_standard(standard=code, kind=kind, reason=reason, **given)
        for waived in one.get("waived", []):
            waive_standard(
                standard=waived["standard"],
                reason=waived["reason"],
                until=local_date(now + timedelta(days=waived["days"])),
                agreed=waived["agreed"],
                **given,
            )
        for sent in one.get("checks", []):
            check_file(
                standard=sent["standard"],
                name=sent["name"],
                stream=BytesIO(sent["text"].encode()),
                **given,
            )


def judge_offers(*, now: datetime) -> None:
    """By the committee's own people; the chief of its office has one composed."""
    bodies = Bodies(local_date(now))
    for line in read(FILE)["evaluations"]:
        begun = now - timedelta(days=line["back"])
        found = _put_together(line, bodies, begun)
        _score(found, line, bodies, begun + timedelta(days=1))
        found.refresh_from_db()
        if found.state == EvaluationState.CLOSED:
            actions.compose_recommendation(
                evaluation_id=found.pk,
                signer_post_id=bodies.desk("committee", "dung"),
                by=_seat(bodies, "chanhvp"),
                at=begun + timedelta(days=2),
            )


def _seat(bodies: Bodies, name: str) -> Seat:
    return seat_of_post(bodies.desk("committee", name), bodies.on)


def _put_together(line: dict[str, Any], bodies: Bodies, at: datetime) -> Evaluation:
    by = _seat(bodies, "quantri")
    found = actions.begin_evaluation(name=line["name"], need=line["need"], by=by, at=at)
    given: dict[str, Any] = {"evaluation_id": found.pk, "by": by, "at": at}
    for name, weight, least in line["criteria"]:
        actions.add_criterion(name=name, weight=weight, least=least, **given)
    for name, vendor, price in line["offers"]:
        actions.add_offer(name=name, vendor=vendor, price=price, **given)
    for name in line["scores"]:
        actions.add_scorer(person_id=_seat(bodies, name).person_id, **given)
    actions.open_scoring(**given)
    return found


def _score(
    found: Evaluation, line: dict[str, Any], bodies: Bodies, at: datetime
) -> None:
    """Who gave no line is still at it."""
    criteria = list(found.criteria.order_by("pk"))
    offers = list(found.offers.order_by("pk"))
    for name, lines in line["scores"].items():
        given: dict[str, Any] = {"evaluation_id": found.pk, "at": at}
        given["by"] = _seat(bodies, name)
        for place, points in enumerate(lines):
            sheet = {
                one.pk: Given(points[n], line["evidence"][n][place])
                for n, one in enumerate(criteria)
            }
            actions.score_offer(offer_id=offers[place].pk, given=sheet, **given)
        if lines:
            actions.hand_in(**given)
