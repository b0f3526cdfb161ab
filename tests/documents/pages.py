"""Papers for the page stories, registered and moved on by the cast."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, Document, Grant, RegisterEntry
from congvu.documents.rules import Paper, Part
from congvu.law.queries import calendar
from congvu.lib.ids import uuid7
from tests.people import Province


def working_day(count: int) -> date:
    """So many working days from today, or from the next where today is a day off: a
    deadline nobody has to confirm.
    """
    days, today = calendar(), timezone.localdate()
    first = today if days.is_working(today) else days.next_working_day(today)
    return days.add_working_days(first, count)


def make_entry(
    province: Province, *, who: str = "lan", at: datetime | None = None, **paper: Any
) -> RegisterEntry:
    """A paper in the register of the clerk's agency."""
    moment = at or timezone.now()
    given = {
        "subject": "Đề nghị hỗ trợ kinh phí phòng, chống đói, rét cho đàn vật nuôi",
        "issuer_name": "Sở Nông nghiệp và Phát triển nông thôn",
        "type_code": "CV",
        "symbol": "1462/SNN-CNTY",
        "issued_on": (moment - timedelta(days=1)).date(),
        "signer_name": "Lường Văn Thiệp",
    } | paper
    return actions.register_incoming(
        paper=Paper(**given),
        arrived_at=moment,
        by=province.seat(who),
        at=moment,
        not_duplicate=True,
        late_reason="Đến hôm trước.",
    )


def submit(
    province: Province, entry: RegisterEntry, proposal: Sequence[Share] = ()
) -> Assignment:
    """On the chairman's desk; the assignment he has to answer."""
    post = province.dung.post
    assert post is not None
    actions.submit(
        entry_id=entry.id,
        leader_post_id=post.id,
        proposal=proposal,
        by=province.seat("lan"),
        at=timezone.now(),
    )
    return Assignment.objects.get(entry=entry, part=Part.DIRECT)


def to_division(province: Province, due_on: date | None = None) -> list[Share]:
    return [Share(province.division.id, Part.LEAD, due_on)]


def instruct(
    province: Province,
    entry: RegisterEntry,
    *,
    hold: bool = False,
    shares: Sequence[Share] = (),
) -> Assignment:
    """Given to Hoa's division, or as said; the assignment on the desk that leads."""
    direct = submit(province, entry)
    actions.instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Giao Phòng Khoa giáo - Văn xã tham mưu.",
        shares=shares or to_division(province, working_day(5)),
        hold=hold,
        by=province.seat("dung"),
        at=timezone.now(),
    )
    return Assignment.objects.get(entry=entry, part=Part.LEAD)


def assign(province: Province, entry: RegisterEntry) -> Assignment:
    """Handed on to Minh; the assignment on his desk."""
    lead = instruct(province, entry)
    post = province.minh.post
    assert post is not None
    actions.assign(
        entry_id=entry.id,
        assignment_id=lead.id,
        shares=[Share(post.id, Part.LEAD)],
        by=province.seat("hoa"),
        at=timezone.now(),
    )
    return Assignment.objects.get(entry=entry, desk_id=post.id)


def multiply(entry: RegisterEntry, times: int) -> None:
    """The same paper many times more: lines, rights and parts, a table at a time."""
    document, register = entry.document, entry.register
    papers, lines, rights, parts = [], [], [], []
    for _n in range(times):
        paper = _again(document)
        register.last_number += 1
        key = entry.order_key - entry.number + register.last_number
        line = _again(entry, document=paper, number=register.last_number, order_key=key)
        papers.append(paper)
        lines.append(line)
        rights += [
            _again(right, entry=line, order_key=key) for right in entry.grants.all()
        ]
        above: dict[Any, Assignment] = {}
        for part in entry.assignments.order_by("given_at", "id"):
            above[part.pk] = _again(part, entry=line, parent=above.get(part.parent_id))
        parts += above.values()
    Document.objects.bulk_create(papers)
    RegisterEntry.objects.bulk_create(lines)
    Grant.objects.bulk_create(rights)
    Assignment.objects.bulk_create(parts)
    register.save(update_fields=["last_number"])


def _again(row: Any, **changed: Any) -> Any:
    made = copy(row)
    made.pk = uuid7()
    for name, value in changed.items():
        setattr(made, name, value)
    return made
