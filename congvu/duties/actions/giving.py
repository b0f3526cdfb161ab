"""A duty given: by a sentence of a paper that somebody confirmed, or by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.access import scope_of
from congvu.documents.models import Document
from congvu.documents.queries import readable_entries
from congvu.documents.rules import for_the_log
from congvu.duties import queries
from congvu.duties.actions.asking import fault_reasons, refuse_marked
from congvu.duties.actions.history import line
from congvu.duties.models import Duty, DutyEvent, Share, Standing
from congvu.duties.queries import Body
from congvu.duties.rules import (
    Course,
    DutyData,
    Facts,
    ShareRole,
    Source,
    body_faults,
    data_faults,
    next_round,
)
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import fold
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.queries import readable_lines


def give_duty(
    *,
    data: DutyData,
    leads: Sequence[UUID],
    by: Seat,
    at: datetime,
    supports: Sequence[UUID] = (),
    watcher: UUID | None = None,
    paper_id: UUID | None = None,
    source: Source = Source.HAND,
) -> Duty:
    """Give it to every one of ``leads``, each its own task, with the same supporters.

    ``leads``, ``supports`` and ``watcher`` are agencies, units or posts as they are
    today. With a paper the actor may read, whoever may record duties gives it in the
    paper's name; without one only a leader or the chief of the office.
    """
    data = data.tidied()
    refuse_marked(texts=data.texts, by=by, at=at)
    return _give(data, leads, supports, watcher, paper_id, source, by, at)


@transaction.atomic
def _give(
    data: DutyData,
    leads: Sequence[UUID],
    supports: Sequence[UUID],
    watcher: UUID | None,
    paper_id: UUID | None,
    source: Source,
    by: Seat,
    at: datetime,
) -> Duty:
    on = local_date(at)
    paper, reasons = _paper(paper_id, by)
    known = queries.bodies(by.agency_id, on)
    reasons += fault_reasons(data_faults(data, on))
    reasons += fault_reasons(body_faults(leads, supports))
    reasons += _body_reasons(leads, supports, watcher, known, on)
    if paper is not None and paper.issued_on and paper.issued_on > data.given_on:
        words = _("Ngày giao trước ngày ban hành %(day)s của văn bản.")
        day = {"day": f"{paper.issued_on:%d/%m/%Y}"}
        reasons.append(Reason(words % day, "given_on"))
    if reasons:
        raise Refused(reasons)
    duty = _duty(data, known.get(watcher) if watcher else None, paper, source, by, at)
    duty.save(force_insert=True)
    shares = [make_share(duty, known[x], ShareRole.LEAD, by, at) for x in leads]
    shares += [make_share(duty, known[x], ShareRole.SUPPORT, by, at) for x in supports]
    write_shares(
        shares, Facts(Course.UNDER_WAY, data.deadline, begins_on=data.begins_on)
    )
    DutyEvent.objects.bulk_create(
        line(
            event="duties.given",
            duty=duty,
            share=share,
            by=by,
            at=at,
            detail={"desk": share.desk_name, "role": share.role},
        )
        for share in shares
    )
    tell_given(shares, by, at)
    told = {
        "source": source,
        "leads": len(leads),
        "supports": len(supports),
        "given_on": data.given_on.isoformat(),
        "deadline": data.deadline.isoformat() if data.deadline else "",
        "text": f"{data.title}\n{data.sentence}",
    }
    record("duties.given", by=by.actor, at=at, on=duty, data=for_the_log(told))
    return duty


def _paper(paper_id: UUID | None, by: Seat) -> tuple[Document | None, list[Reason]]:
    """The paper, if the actor reads it; and whether they may give a duty so."""
    if paper_id is None:
        if by.can(Permission.GIVE_DUTIES):
            return None, []
        words = _("Chỉ lãnh đạo, chánh văn phòng giao nhiệm vụ không kèm văn bản.")
        return None, [Reason(words)]
    reasons = []
    if not by.can(Permission.RECORD_DUTIES):
        words = _("Chức vụ đang chọn không có quyền ghi nhiệm vụ.")
        reasons.append(Reason(words))
    scope = scope_of(by)
    is_read = (
        readable_entries(scope).filter(document=paper_id).exists()
        or readable_lines(scope).filter(document=paper_id).exists()
    )
    if not is_read:
        return None, [*reasons, Reason(_("Không tìm thấy văn bản này."), "paper")]
    return Document.objects.get(pk=paper_id), reasons


def _body_reasons(
    leads: Sequence[UUID],
    supports: Sequence[UUID],
    watcher: UUID | None,
    known: Mapping[UUID, Body],
    on: date,
) -> list[Reason]:
    found = []
    for field, some in (
        ("leads", leads),
        ("supports", supports),
        ("watcher", [watcher] if watcher else []),
    ):
        unknown = [x for x in dict.fromkeys(some) if x not in known]
        if unknown:
            found += [Reason(w, field) for w in queries.unknown_words(unknown, on)]
    both = [known[x].name for x in dict.fromkeys(supports) if x in leads and x in known]
    if both:
        words = _("Vừa chủ trì vừa phối hợp: %(names)s.")
        found.append(Reason(words % {"names": "; ".join(both)}, "supports"))
    return found


def _duty(
    data: DutyData,
    watcher: Body | None,
    paper: Document | None,
    source: Source,
    by: Seat,
    at: datetime,
) -> Duty:
    given = asdict(data)
    del given["deadline"], given["begins_on"]
    given["ordered_by"] = data.ordered_by or (
        paper.issuer_name if paper is not None else by.agency_name
    )
    return Duty(
        agency_id=by.agency_id,
        paper=paper,
        source=source,
        watcher_desk_id=watcher.id if watcher else None,
        watcher_agency_id=watcher.agency_id if watcher else None,
        watcher_name=watcher.name if watcher else "",
        folded_title=fold(data.title)[:300],
        next_on=_next_on(data, local_date(at)),
        given_at=at,
        given_by=by.person_name,
        given_by_post=by.acts_as,
        **given,
    )


def _next_on(data: DutyData, since: date) -> date | None:
    """When what comes again begins its second round."""
    if not data.recurs:
        return None
    found = next_round(
        given_on=data.given_on,
        deadline=data.deadline,
        recurs=data.recurs,
        after=1,
        since=since,
    )
    return found.begins_on if found else None


def make_share(
    duty: Duty,
    body: Body,
    role: ShareRole,
    by: Seat,
    at: datetime,
    *,
    parent: Share | None = None,
    request: str = "",
    weight: int = 1,
) -> Share:
    return Share(
        id=uuid7(),
        duty=duty,
        parent=parent,
        role=role,
        agency_id=body.agency_id,
        desk_id=body.id,
        desk_name=body.name,
        given_desk_id=body.id,
        given_desk_name=body.name,
        weight=weight,
        request=request,
        given_on=local_date(at) if parent else duty.given_on,
        given_at=at,
        given_by=by.person_name,
        given_by_post=by.acts_as,
    )


def write_shares(shares: Sequence[Share], facts: Facts) -> None:
    """Shares, and how those that lead stand from the day they were given."""
    Share.objects.bulk_create(shares)
    Standing.objects.bulk_create(
        Standing(
            share=share,
            valid_from=share.given_on,
            at=share.given_at,
            agency_id=share.agency_id,
            **asdict(facts),
        )
        for share in shares
        if share.role == ShareRole.LEAD
    )


def tell_given(shares: Sequence[Share], by: Seat, at: datetime) -> None:
    """A notice at each desk that has something to do now, not at the giver's own."""
    given = {share.desk_id: share.agency_id for share in shares}
    told = queries.told_desks(given, local_date(at))
    notify_each(
        "duties.given",
        to=[
            (desk, share.id, {})
            for share in shares
            for desk in sorted(told[share.desk_id] - by.desks)
        ],
        at=at,
        actor=by.person_name,
    )
