"""What an agency needs: entered, changed while nothing was decided about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.duties.models import Duty
from congvu.investment.access import duties_offered, keeps_need, seen_needs
from congvu.investment.actions.saying import line, note
from congvu.investment.models import Need, NeedCost
from congvu.investment.rules.steps import NeedWay
from congvu.investment.rules.words import (
    FIRST_YEAR,
    HIGHEST_SCORE,
    LAST_YEAR,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_MONEY,
    PRIORITIES,
    MoneySource,
    NeedState,
    NeedSteps,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked


@dataclass(frozen=True)
class NeedData:
    title: str
    purpose: str
    priority: int | None
    score: int | None
    costs: Mapping[int, int] = field(default_factory=dict)
    sources: Sequence[str] = ()
    steps: str = NeedSteps.WHOLE
    way: str = NeedWay.PROJECT
    must: bool = False
    either: str = ""
    after: Sequence[UUID] = ()
    duties: Sequence[UUID] = ()


def keep_need(
    *, data: NeedData, by: Seat, at: datetime, need_id: UUID | None = None
) -> Need:
    """A new one, or one said anew; what was decided stays as it is."""
    refuse_marked(texts=[data.title, data.purpose], by=by, at=at)
    with transaction.atomic():
        found = Need(agency_id=by.agency_id)
        if need_id is not None:
            found = Need.objects.select_for_update().get(pk=need_id)
        reasons = _own_reasons(found, by) + _said_reasons(data)
        reasons += _weighed_reasons(data) + _after_reasons(data, found, by)
        if reasons:
            raise Refused(reasons)
        found.title, found.purpose = line(data.title), nfc(data.purpose).strip()
        # None of either was refused above.
        found.priority, found.score = data.priority, data.score  # type: ignore[assignment]
        found.sources = list(dict.fromkeys(data.sources))
        found.steps, found.way, found.must = data.steps, data.way, data.must
        found.either = line(data.either)
        found.at, found.by = at, by.person_name[:80]
        found.save()
        found.after.set(Need.objects.filter(pk__in=data.after))
        named = [*_unseen_duties(found, by), *data.duties]
        found.duties.set(Duty.objects.filter(pk__in=named))
        found.costs.all().delete()
        NeedCost.objects.bulk_create(
            NeedCost(need=found, year=year, money=money)
            for year, money in sorted(data.costs.items())
        )
        note(
            "investment.need-kept",
            on=found,
            agency_id=found.agency_id,
            by=by,
            at=at,
            need=found.title,
            money=sum(data.costs.values()),
        )
        return found


def _own_reasons(found: Need, by: Seat) -> list[Reason]:
    reasons = []
    if not keeps_need(by, found.agency_id):
        reasons.append(Reason(_("Nhu cầu của cơ quan nào do cơ quan ấy ghi.")))
    if found.state != NeedState.ASKED:
        reasons.append(Reason(_("Nhu cầu này đã có kết quả cân đối, không sửa nữa.")))
    return reasons


def _said_reasons(data: NeedData) -> list[Reason]:
    reasons = []
    if not line(data.title):
        reasons.append(Reason(_("Ghi nhu cầu gì."), "title"))
    if not nfc(data.purpose).strip():
        reasons.append(Reason(_("Ghi để làm gì, theo văn bản nào."), "purpose"))
    reasons += length_reasons(data.title, "title", LONGEST_NAME)
    reasons += length_reasons(data.purpose, "purpose", LONGEST_TEXT)
    return reasons + length_reasons(data.either, "either", LONGEST_LINE)


def _weighed_reasons(data: NeedData) -> list[Reason]:
    reasons = []
    if data.priority not in PRIORITIES:
        reasons.append(Reason(_("Chọn mức ưu tiên."), "priority"))
    if data.score is None or not 1 <= data.score <= HIGHEST_SCORE:
        reasons.append(Reason(_("Điểm từ 1 đến 100."), "score"))
    if not data.sources or set(data.sources) - set(MoneySource):
        reasons.append(Reason(_("Chọn ít nhất một nguồn vốn."), "sources"))
    if data.steps not in set(NeedSteps):
        reasons.append(Reason(_("Chọn cắt được hay không."), "steps"))
    if data.way not in set(NeedWay):
        reasons.append(Reason(_("Chọn làm theo cách nào."), "way"))
    if not data.costs:
        reasons.append(Reason(_("Ghi kinh phí của ít nhất một năm."), "costs"))
    for year, money in data.costs.items():
        if not FIRST_YEAR <= year <= LAST_YEAR:
            told = _("Năm %(year)s không đúng.") % {"year": year}
            reasons.append(Reason(told, "costs"))
        if not 0 < money <= MOST_MONEY:
            told = _("Năm %(year)s: ghi số tiền bằng đồng, lớn hơn 0.")
            reasons.append(Reason(told % {"year": year}, "costs"))
    return reasons


def _unseen_duties(found: Need, by: Seat) -> list[UUID]:
    """Named by who saw them; who sees them not leaves them as they are."""
    seen = duties_offered(by).values("pk")
    return list(found.duties.exclude(pk__in=seen).values_list("pk", flat=True))


def _after_reasons(data: NeedData, found: Need, by: Seat) -> list[Reason]:
    """Needs one sees, and not itself; duties one sees."""
    named = set(data.duties)
    duties = duties_offered(by).filter(pk__in=named).values_list("pk", flat=True)
    if named - set(duties):
        return [Reason(_("Chọn nhiệm vụ trong danh sách."), "duties")]
    asked = set(data.after)
    known = set(seen_needs(by).filter(pk__in=asked).values_list("pk", flat=True))
    if asked - known or found.pk in asked:
        return [Reason(_("Chọn nhu cầu trong danh sách."), "after")]
    return []
