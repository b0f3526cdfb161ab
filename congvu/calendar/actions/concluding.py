"""What a meeting leads to: its papers drafted, its conclusions given as duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.calendar.access import issued_lines
from congvu.calendar.actions.asking import (
    fault_reasons,
    locked_meeting,
    note,
    refuse_marked,
    state_reasons,
)
from congvu.calendar.formats.papers import (
    Concluded,
    MeetingFacts,
    invitation_fields,
    notice_fields,
)
from congvu.calendar.models import Conclusion, Meeting
from congvu.calendar.rules import (
    MEETING_PAPER_NAMES,
    NOT_OFF,
    TO_COME,
    ConclusionData,
    MeetingPaperKind,
    MeetingState,
    Part,
    conclusion_faults,
)
from congvu.duties.actions import give_duty
from congvu.duties.queries import bodies, unknown_words
from congvu.duties.rules import LONGEST_TITLE, DutyData, Source
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, gettext_noop
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.models import Draft

TYPES = {MeetingPaperKind.INVITATION: "GM", MeetingPaperKind.NOTICE: "TB"}
_LONGEST_CLAUSE = 200
_SUBJECTS = {
    MeetingPaperKind.INVITATION: "%(title)s",
    MeetingPaperKind.NOTICE: gettext_noop("Kết luận cuộc họp: %(title)s"),
}
_WHEN = {
    MeetingPaperKind.INVITATION: TO_COME,
    MeetingPaperKind.NOTICE: (MeetingState.HELD, MeetingState.CONCLUDED),
}


@transaction.atomic
def draft_meeting_paper(
    *,
    meeting_id: UUID,
    kind: MeetingPaperKind,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> Draft:
    """Begin a paper with what is known; from there it is a draft like any other."""
    found = locked_meeting(meeting_id, by)
    reasons = state_reasons(found, _WHEN[kind])
    if kind == MeetingPaperKind.NOTICE and not found.conclusions.exists():
        reasons.append(Reason(_("Ghi kết luận trước khi soạn thông báo.")))
    if reasons:
        raise Refused(reasons)
    wish = DraftWish(
        type_code=TYPES[kind],
        # Kept as the office writes it, whatever language the drafter reads in.
        subject=_SUBJECTS[kind] % {"title": found.entry.summary},
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    fields = _fields(found, kind)
    draft = start_draft(wish=wish, fields=fields, by=by, at=at)
    setattr(found, f"{kind}_draft", draft)
    found.save(update_fields=[f"{kind}_draft"])
    told = {"kind": str(kind)}
    note("calendar.drafted", on=found, by=by, at=at, data=told)
    return draft


def _fields(found: Meeting, kind: MeetingPaperKind) -> dict[str, object]:
    entry = found.entry
    rows = list(entry.attending.order_by("name"))
    chair = next((row.name for row in rows if row.part == Part.CHAIR), "")
    facts = MeetingFacts(
        title=entry.summary,
        starts=entry.starts,
        ends=entry.ends,
        place=entry.place,
        link=found.link,
        chair=chair or entry.chair,
        prepares=entry.prepares,
        invited=[row.name for row in rows if row.part != Part.CHAIR],
    )
    if kind == MeetingPaperKind.INVITATION:
        agenda = found.agenda.order_by("number")
        items = [(item.text, item.presenter, item.minutes) for item in agenda]
        return invitation_fields(facts, items)
    lines = found.conclusions.order_by("number")
    concluded = [Concluded(x.text, x.desk_name, x.deadline) for x in lines]
    return notice_fields(facts, [r.name for r in rows if r.came_at], concluded)


@transaction.atomic
def note_issued(
    *,
    meeting_id: UUID,
    kind: MeetingPaperKind,
    line_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Meeting:
    """The issued invitation, or the issued notice, belongs to this meeting."""
    found = locked_meeting(meeting_id, by)
    line = issued_lines(by).filter(pk=line_id).first() if line_id else None
    reasons = state_reasons(found, NOT_OFF)
    if line is None:
        words = _("Không tìm thấy văn bản đã phát hành này.")
        reasons.append(Reason(words, "line"))
    elif line.type_code != TYPES[kind]:
        words = _("Chọn văn bản loại %(name)s.")
        name = _(MEETING_PAPER_NAMES[kind])
        reasons.append(Reason(words % {"name": name}, "line"))
    if reasons or line is None:
        raise Refused(reasons)
    setattr(found, str(kind), line)
    is_first = kind == MeetingPaperKind.INVITATION and found.state in TO_COME
    if is_first:
        found.state = MeetingState.INVITED
    found.save(update_fields=[str(kind), "state"])
    told = {"kind": str(kind), "symbol": line.symbol}
    note("calendar.issued", on=found, by=by, at=at, data=told)
    return found


def conclude_meeting(
    *, meeting_id: UUID, lines: Sequence[ConclusionData], by: Seat, at: datetime
) -> Meeting:
    """All that was concluded and is not given yet; written again it takes its place."""
    refuse_marked(texts=[line.text for line in lines], by=by, at=at)
    return _conclude(meeting_id, lines, by, at)


@transaction.atomic
def _conclude(
    meeting_id: UUID, lines: Sequence[ConclusionData], by: Seat, at: datetime
) -> Meeting:
    found, on = locked_meeting(meeting_id, by), local_date(at)
    held = local_date(found.entry.starts)
    reasons = state_reasons(found, NOT_OFF) + fault_reasons(
        conclusion_faults(lines, held)
    )
    if on < held:
        reasons.append(Reason(_("Chưa đến ngày họp.")))
    known = bodies(found.agency_id, on)
    unknown = [x.desk_id for x in lines if x.desk_id and x.desk_id not in known]
    reasons += [Reason(words, "desk_id") for words in unknown_words(unknown, on)]
    if reasons:
        raise Refused(reasons)
    found.conclusions.filter(duty__isnull=True).delete()
    kept = found.conclusions.count()
    Conclusion.objects.bulk_create(
        Conclusion(
            meeting=found,
            number=number,
            text=clean(line.text),
            desk_id=known[line.desk_id].id,
            agency_id=known[line.desk_id].agency_id,
            desk_name=known[line.desk_id].name[:200],
            deadline=line.deadline,
            recorded_at=at,
            recorded_by=by.person_name,
        )
        for number, line in enumerate(lines, kept + 1)
        if line.desk_id is not None and line.deadline is not None
    )
    found.state = MeetingState.CONCLUDED
    found.save(update_fields=["state"])
    told = {"conclusions": len(lines)}
    note("calendar.concluded", on=found, by=by, at=at, data=told)
    return found


@transaction.atomic
def give_conclusions(*, meeting_id: UUID, by: Seat, at: datetime) -> Meeting:
    """Each line that nobody was given yet becomes a duty of whom it names.

    By the notice where it is issued, else by the word of who may give duties without a
    paper.
    """
    found = locked_meeting(meeting_id, by)
    reasons = state_reasons(found, (MeetingState.CONCLUDED,))
    waiting = list(found.conclusions.filter(duty__isnull=True).order_by("number"))
    if not waiting:
        reasons.append(Reason(_("Không còn kết luận nào chưa giao.")))
    if reasons:
        raise Refused(reasons)
    notice = found.notice
    day = local_date(found.entry.starts)
    if notice is not None and notice.issued_on is not None:
        day = max(day, notice.issued_on)
    for line in waiting:
        line.duty = give_duty(
            data=_duty(line, found, day),
            leads=[line.desk_id],
            paper_id=notice.document_id if notice is not None else None,
            source=Source.MEETING,
            by=by,
            at=at,
        )
        line.save(update_fields=["duty"])
    told = {"conclusions": len(waiting)}
    note("calendar.given", on=found, by=by, at=at, data=told)
    return found


def _duty(line: Conclusion, found: Meeting, day: date) -> DutyData:
    words = " ".join(line.text.split())
    short = words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"
    return DutyData(
        title=short,
        given_on=day,
        deadline=line.deadline,
        sentence=line.text,
        # Kept as the office writes it, whatever language the giver reads in.
        clause=_clause(line, found),
        ordered_by=found.entry.chair[:200],
    )


def _clause(line: Conclusion, found: Meeting) -> str:
    """Which conclusion, of which meeting."""
    said = gettext_noop("kết luận %(number)s, %(meeting)s ngày %(day)s")
    given = {
        "number": line.number,
        "meeting": found.entry.summary,
        "day": f"{local_date(found.entry.starts):%d/%m/%Y}",
    }
    most = _LONGEST_CLAUSE - len(said % (given | {"meeting": ""}))
    if len(found.entry.summary) > most:
        given["meeting"] = f"{found.entry.summary[: most - 1]}…"
    return said % given
