"""Drafts put before people: opened, withdrawn, their comments judged, summed up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q, Sum
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions import secret_words
from congvu.documents.rules import for_the_log
from congvu.files.models import FileState, StoredFile
from congvu.law.queries import rule
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, gettext_noop
from congvu.organisations.access import Seat
from congvu.portal.access.questions import (
    opens_drafts,
    readable_source,
    reads_open_drafts,
)
from congvu.portal.actions.asking import refuse_marked_words, said
from congvu.portal.actions.draft_files import (
    FILE_FIELDS,
    drop_file,
    file_reasons,
    put_file,
    told_of_people,
)
from congvu.portal.actions.searching import drop_row, put_row
from congvu.portal.actions.sending import reasons_of
from congvu.portal.models import CommentGroup, DraftComment, OpenDraft, ShownComment
from congvu.portal.queries.drafts import drafts_not_found, phase
from congvu.portal.rules.comments import (
    LONGEST_SUMMARY,
    MOST_GROUPS,
    CommentState,
    DraftData,
    DraftPhase,
    GroupData,
    draft_faults,
    group_faults,
)
from congvu.portal.rules.personal import found_in
from congvu.portal.rules.questions import LONGEST_REASON, short

FOUND_DRAFT = "lay-y-kien"


def open_draft(
    *,
    data: DraftData,
    source_id: UUID | None = None,
    file: StoredFile | None = None,
    file_name: str = "",
    keep_because: str = "",
    by: Seat,
    at: datetime,
) -> OpenDraft:
    """From a day on, for as long as the rule of that day wants at least.

    ``file``: shown beside the text, or in its place; what looks like somebody's data in
    either stays only with a reason.
    """
    read = file.text if file is not None else ""
    texts = [data.title, data.summary, data.text]
    refuse_marked_words(texts=[*texts, read], by=by, at=at)
    reasons = file_reasons(file) + told_of_people([*texts, read], clean(keep_because))
    reasons += reasons_of(short(clean(keep_because), "keep_because", LONGEST_REASON))
    given = _Given(data.tidied(), source_id, file, file_name, clean(keep_because))
    return _open(given, reasons, by, at)


@dataclass(frozen=True)
class _Given:
    """What is put before people, and of what it was made."""

    data: DraftData
    source_id: UUID | None
    file: StoredFile | None
    file_name: str
    keep_because: str


@transaction.atomic
def _open(given: _Given, reasons: list[Reason], by: Seat, at: datetime) -> OpenDraft:
    data, source_id = given.data, given.source_id
    least = rule("draft_comment", "open", data.opens_on)
    fewest = least.number("days") or 1
    reasons = [*([] if opens_drafts(by) else [_refused()]), *reasons]
    today = local_date(at)
    has_file = given.file is not None
    reasons += reasons_of(
        draft_faults(data, today=today, fewest=fewest, has_file=has_file)
    )
    source = None if source_id is None else readable_source(by, source_id)
    if source_id is not None and source is None:
        reasons.append(Reason(_("Không tìm thấy dự thảo này."), "source"))
    if reasons:
        raise Refused(reasons)
    made = OpenDraft(
        agency_id=by.agency_id,
        agency_name=by.agency_name,
        source=source,
        source_version=source.version if source is not None else 0,
        title=data.title,
        summary=data.summary,
        text=data.text,
        basis=data.basis,
        opens_on=data.opens_on,
        closes_on=data.closes_on,
        least_basis=f"{fewest} ngày: {least.citation_on_record}"[:300],
        publishes=data.publishes,
        opened_at=at,
        opened_by=by.person_name,
    )
    put_file(made, given.file, given.file_name)
    made.save(force_insert=True)
    if data.opens_on <= today:
        _put_found(made)
    told = {"closes_on": str(data.closes_on), "sha256": made.file_sha256}
    told |= {"text": given.keep_because}
    _note("portal.draft-opened", made, by, at, {k: v for k, v in told.items() if v})
    return made


def _put_found(made: OpenDraft) -> None:
    put_row(
        kind=FOUND_DRAFT,
        source=f"{FOUND_DRAFT}:{made.pk}",
        title=made.title,
        url=f"/lay-y-kien/{made.pk}/",
        day=made.opens_on,
        note=made.agency_name,
        body=f"{made.summary}\n{made.text}",
    )


@transaction.atomic
def index_drafts(*, on: date, most: int = 100) -> int:
    """What was laid down earlier is found from its first day on. Repeatable."""
    found = drafts_not_found(FOUND_DRAFT, on)
    opened = list(found.select_for_update(of=("self",))[:most])
    for made in opened:
        _put_found(made)
    return len(opened)


def _refused() -> Reason:
    return Reason(_("Chức vụ đang chọn không đưa dự thảo ra lấy ý kiến."))


def _note(
    event: str,
    on: OpenDraft,
    by: Seat,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data=for_the_log(dict(data or {})),
    )


def _locked(open_draft_id: UUID, by: Seat) -> OpenDraft:
    rows = OpenDraft.objects.select_for_update(of=("self",))
    found = rows.filter(pk=open_draft_id, agency=by.agency_id).first()
    if found is None or not reads_open_drafts(by):
        raise Refused([_("Không tìm thấy dự thảo này.")])
    return found


def withdraw_draft(
    *, open_draft_id: UUID, text: str, by: Seat, at: datetime
) -> OpenDraft:
    """It stays at its address with the reason; nobody comments any more."""
    refuse_marked_words(texts=[text], by=by, at=at)
    return _withdraw(open_draft_id, text, by, at)


@transaction.atomic
def _withdraw(open_draft_id: UUID, text: str, by: Seat, at: datetime) -> OpenDraft:
    found = _locked(open_draft_id, by)
    reasons = [] if opens_drafts(by) else [_refused()]
    reasons += said(text, "text", _("Ghi lý do rút."), LONGEST_REASON)
    if found.withdrawn_at is not None:
        reasons.append(Reason(_("Dự thảo này đã khép.")))
    if reasons:
        raise Refused(reasons)
    found.withdrawn_at, found.withdrawn_because = at, clean(text)
    drop_file(found)
    found.save(update_fields=["withdrawn_at", "withdrawn_because", *FILE_FIELDS])
    drop_row(FOUND_DRAFT, f"{FOUND_DRAFT}:{found.pk}")
    _note("portal.draft-withdrawn", found, by, at, {"text": clean(text)})
    return found


def destroy_drafts(
    *, file: StoredFile | None, publishings: Collection[UUID], by: Actor, at: datetime
) -> int:
    """A paper turned out to be secret: of the draft of it that people were asked about
    an empty page stays, however far it was. In the caller's transaction.
    """
    named = Q(source__entry__document__subject=secret_words())
    named |= Q(source__publishing__in=list(publishings))
    destroyed = StoredFile.objects.filter(state=FileState.DESTROYED)
    if file is not None and destroyed.filter(pk=file.pk).exists():
        named |= Q(source__entry__document__files__file=file) | Q(file=file)
    ids = OpenDraft.objects.filter(named).exclude(text="", summary="").values("pk")
    rows = OpenDraft.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    gone = list(rows.order_by("id"))
    for found in gone:
        # In the office's own language, and nothing of why.
        found.title = gettext_noop("Dự thảo đã rút")
        found.text = found.summary = found.basis = found.summed_words = ""
        found.withdrawn_at = found.withdrawn_at or at
        found.withdrawn_because = gettext_noop("Cơ quan đã rút dự thảo này.")
        drop_file(found)
        found.save()
        found.groups.all().delete()
        found.shown.all().delete()
        drop_row(FOUND_DRAFT, f"{FOUND_DRAFT}:{found.pk}")
        record("portal.destroyed", by=by, at=at, on=found, agency_id=found.agency_id)
    return len(gone)


@transaction.atomic
def judge_comment(
    *,
    comment_id: UUID,
    state: CommentState,
    reason: str = "",
    by: Seat,
    at: datetime,
) -> DraftComment:
    """Shown, only counted, or not a comment at all: the last says why, and so does
    whoever shows one in which somebody's data seems to stand.
    """
    draft = DraftComment.objects.filter(pk=comment_id).values_list("draft", flat=True)
    found = _locked(draft[0], by) if draft else None
    if found is None:
        raise Refused([_("Không tìm thấy ý kiến này.")])
    row = DraftComment.objects.select_for_update().get(pk=comment_id)
    reasons = list[Reason]()
    if found.summed_at is not None:
        reasons.append(Reason(_("Đã công khai tiếp thu, giải trình.")))
    if state == CommentState.NEW:
        reasons.append(Reason(_("Chọn một mục."), "state"))
    if state == CommentState.SHOWN and not found.publishes:
        reasons.append(
            Reason(_("Dự thảo này chỉ tính số ý kiến, không đăng."), "state")
        )
    if state == CommentState.REFUSED:
        reasons += said(reason, "reason", _("Ghi lý do không tính."), LONGEST_REASON)
    if state == CommentState.SHOWN:
        reasons += _personal_reasons(row, clean(reason))
    if reasons:
        raise Refused(reasons)
    row.state, row.judged_at, row.judged_by = state, at, by.person_name
    row.reason = clean(reason) if state == CommentState.REFUSED else ""
    row.save()
    ShownComment.objects.filter(draft=found, number=row.number).delete()
    if state == CommentState.SHOWN:
        ShownComment.objects.create(
            draft=found,
            number=row.number,
            name=row.name,
            text=row.text,
            day=local_date(row.received_at),
        )
    found.comment_count = found.comments.exclude(state=CommentState.REFUSED).count()
    found.save(update_fields=["comment_count"])
    data = {"number": row.number, "state": state}
    if state == CommentState.SHOWN and clean(reason):
        data["text"] = clean(reason)
    _note("portal.comment-judged", found, by, at, data)
    return row


def _personal_reasons(row: DraftComment, why: str) -> list[Reason]:
    """What looks like somebody's data is shown for a reason, or not at all; why it did
    not count before is none.
    """
    if why and why != row.reason:
        long = _("Nội dung dài quá.")
        return [Reason(long, "reason")] if len(why) > LONGEST_REASON else []
    words = _("Còn dữ liệu cá nhân: “%(words)s”. Chỉ tính số, hoặc ghi lý do đăng.")
    return [
        Reason(words % {"words": one.words}, "reason")
        for text in (row.name, row.text)
        for one in found_in(text)
    ]


def keep_group(
    *,
    open_draft_id: UUID,
    data: GroupData,
    group_id: UUID | None = None,
    by: Seat,
    at: datetime,
) -> CommentGroup:
    """A line of the table: what was said, by how many, what was made of it."""
    refuse_marked_words(texts=[data.words, data.answer], by=by, at=at)
    return _keep_group(open_draft_id, data, group_id, by, at)


@transaction.atomic
def _keep_group(
    open_draft_id: UUID, data: GroupData, group_id: UUID | None, by: Seat, at: datetime
) -> CommentGroup:
    found, tidy = _locked(open_draft_id, by), data.tidied()
    reasons = _summing_reasons(found, at)
    reasons += reasons_of(group_faults(tidy, most=found.comment_count))
    reasons += _told_of_people(words=tidy.words, answer=tidy.answer)
    row = found.groups.filter(pk=group_id).first() if group_id else None
    if group_id is not None and row is None:
        reasons.append(Reason(_("Không tìm thấy dòng này.")))
    if row is None and found.groups.count() >= MOST_GROUPS:
        reasons.append(Reason(_("Bảng đã đủ số dòng; gộp các ý giống nhau.")))
    if reasons:
        raise Refused(reasons)
    if row is None:
        last = found.groups.aggregate(last=Max("number"))["last"] or 0
        row = CommentGroup(draft=found, number=last + 1)
    row.words, row.count = tidy.words, tidy.count
    row.taken, row.answer = tidy.taken, tidy.answer
    row.save()
    _note(
        "portal.group-kept", found, by, at, {"number": row.number, "taken": row.taken}
    )
    return row


@transaction.atomic
def remove_group(*, group_id: UUID, by: Seat, at: datetime) -> None:
    draft = CommentGroup.objects.filter(pk=group_id).values_list("draft", flat=True)
    if not draft:
        raise Refused([_("Không tìm thấy dòng này.")])
    found = _locked(draft[0], by)
    reasons = _summing_reasons(found, at)
    if reasons:
        raise Refused(reasons)
    row = found.groups.get(pk=group_id)
    _note("portal.group-removed", found, by, at, {"number": row.number})
    row.delete()


def _told_of_people(**texts: str) -> list[Reason]:
    """The office's own words about comments name nobody: no reason keeps it in."""
    return [
        Reason(_("Còn dữ liệu cá nhân: “%(words)s”. Bỏ đi.") % {"words": one.words}, at)
        for at, text in texts.items()
        for one in found_in(clean(text))
    ]


def _summing_reasons(found: OpenDraft, at: datetime) -> list[Reason]:
    now = phase(found, local_date(at))
    if now == DraftPhase.SUMMED:
        return [Reason(_("Đã công khai tiếp thu, giải trình."))]
    if now != DraftPhase.CLOSED:
        return [Reason(_("Tiếp thu, giải trình khi đã hết hạn góp ý."))]
    return []


def publish_summary(
    *, open_draft_id: UUID, words: str = "", by: Seat, at: datetime
) -> OpenDraft:
    """All comments looked at, each counted in a group; from then on it stays."""
    refuse_marked_words(texts=[words], by=by, at=at)
    return _publish_summary(open_draft_id, words, by, at)


@transaction.atomic
def _publish_summary(
    open_draft_id: UUID, words: str, by: Seat, at: datetime
) -> OpenDraft:
    found = _locked(open_draft_id, by)
    reasons = [] if opens_drafts(by) else [_refused()]
    reasons += _summing_reasons(found, at)
    waiting = found.comments.filter(state=CommentState.NEW).count()
    if waiting:
        text = _("Còn %(n)s ý kiến chưa xem.")
        reasons.append(Reason(text % {"n": waiting}))
    counted = found.groups.aggregate(n=Sum("count"))["n"] or 0
    if counted < found.comment_count:
        text = _("Bảng mới nói về %(n)s trong %(all)s ý kiến.")
        reasons.append(Reason(text % {"n": counted, "all": found.comment_count}))
    if len(clean(words)) > LONGEST_SUMMARY:
        reasons.append(Reason(_("Nội dung dài quá."), "words"))
    if not found.comment_count and not clean(words):
        none = _("Không có ý kiến nào; ghi điều đó ở nhận xét chung.")
        reasons.append(Reason(none, "words"))
    reasons += _told_of_people(words=words)
    if reasons:
        raise Refused(reasons)
    found.summed_at, found.summed_words = at, clean(words)
    found.save(update_fields=["summed_at", "summed_words"])
    _note("portal.summary-published", found, by, at, {"count": counted})
    return found
