"""Closing a dossier: asked once, carried out in steps that survive a killed worker.

Each step is one set-based statement in one transaction and says on the dossier's row
what comes next; nothing is asked paper by paper, however many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.actions.asking import (
    filing_reasons,
    freeze_reasons,
    locked_dossier,
    permission_reasons,
    reason_reasons,
    refuse_marked,
    state_reasons,
)
from congvu.archives.actions.history import note
from congvu.archives.models import Dossier, DossierEvent, DossierItem
from congvu.archives.rules import (
    DROPPED_NAMES,
    Access,
    ClosingFacts,
    ClosingStep,
    DossierState,
    Hindrance,
    Origin,
    Retention,
    hindrances,
    kept_until,
)
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.jobs.actions import enqueue_once
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

SMALL = 500
"""So many papers are closed while their maker waits: a fraction of a second."""


def closing_hindrances(
    dossier: Dossier,
    *,
    ended_on: date | None,
    drops: bool,
    today: date,
) -> list[Hindrance]:
    """What still keeps it from being closed; for the page, before anybody asks."""
    found = queries.review(dossier)
    return hindrances(
        ClosingFacts(
            title=dossier.title,
            symbol=dossier.symbol,
            retention=dossier.retention,
            opened_on=dossier.opened_on,
            ended_on=ended_on,
            today=today,
            items=found.items,
            open_work=found.open_work,
            duplicates=found.duplicates,
            drafts=found.drafts,
            drops=drops,
            is_digitised=dossier.origin in (Origin.DIGITISED, Origin.MIXED),
            paper_code=dossier.paper_code,
            is_paper=dossier.origin == Origin.PAPER,
            sheets=dossier.sheets,
        )
    )


def close_dossier(
    *,
    dossier_id: UUID,
    ended_on: date | None,
    drops: bool,
    closing_note: str,
    by: Seat,
    at: datetime,
    access: str = Access.RESTRICTED,
) -> Dossier:
    """Ask for the closing; every precondition that is not met is told at once.

    ``access`` is what the archives are told of its use: open only if somebody says so.
    """
    closing_note = clean(closing_note)[:2000]
    refuse_marked(texts=[closing_note], by=by, at=at)
    return _ask(
        dossier_id,
        ended_on,
        closing_note,
        access,
        drops=drops,
        by=by,
        at=at,
    )


@transaction.atomic
def _ask(
    dossier_id: UUID,
    ended_on: date | None,
    closing_note: str,
    access: str,
    *,
    drops: bool,
    by: Seat,
    at: datetime,
) -> Dossier:
    dossier = locked_dossier(dossier_id, by)
    reasons = filing_reasons(dossier, by)
    found = closing_hindrances(
        dossier, ended_on=ended_on, drops=drops, today=local_date(at)
    )
    reasons += [Reason(words_of(h), h.field) for h in found]
    if access not in set(Access):
        reasons.append(Reason(_("Chế độ sử dụng không có trong bảng."), "access"))
    if reasons or ended_on is None:
        raise Refused(reasons)
    dossier.state, dossier.closing_step = DossierState.CLOSING, ClosingStep.DROP
    dossier.ended_on, dossier.closing_note = ended_on, closing_note
    dossier.access = access
    dossier.closed_at, dossier.closed_by = at, by.person_name
    dossier.save(
        update_fields=[
            "state",
            "closing_step",
            "access",
            "ended_on",
            "closing_note",
            "closed_at",
            "closed_by",
        ]
    )
    note("archives.closing-begun", on=dossier, by=by, at=at)
    if DossierItem.objects.filter(dossier=dossier)[: SMALL + 1].count() <= SMALL:
        go_on_closing(dossier_id=dossier.id, by=by.actor, at=at)
        dossier.refresh_from_db()
    else:
        key = str(dossier.id)
        enqueue_once("archives.close_dossier", lock=key, dossier_id=key)
    return dossier


def go_on_closing(*, dossier_id: UUID, by: Actor, at: datetime) -> None:
    """Take every step that is left, each by itself; repeatable after a kill.

    One that was frozen meanwhile waits as it stands until it is let go.
    """
    while _one_step(dossier_id, by, at):
        pass


@transaction.atomic
def _one_step(dossier_id: UUID, by: Actor, at: datetime) -> bool:
    dossier = (
        Dossier.objects.select_for_update()
        .filter(pk=dossier_id, state=DossierState.CLOSING)
        .first()
    )
    if dossier is None or queries.is_frozen(dossier_id):
        return False
    step = ClosingStep(dossier.closing_step)
    if step == ClosingStep.DROP:
        _drop(dossier, at)
        dossier.closing_step = ClosingStep.LIST
    elif step == ClosingStep.LIST:
        _run(_WRITE_SQL, dossier)
        dossier.closing_step = ClosingStep.NUMBER
    elif step == ClosingStep.NUMBER:
        _run(_NUMBER_SQL, dossier)
        dossier.closing_step = ClosingStep.TOTAL
    else:
        _total(dossier, by, at)
        return False
    dossier.save(update_fields=["closing_step"])
    return True


def _run(statement: str, dossier: Dossier) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"dossier": dossier.id})


def _drop(dossier: Dossier, at: datetime) -> None:
    """Drafts and second copies leave the list and stay as rows, with the reason."""
    held = DossierItem.objects.filter(dossier=dossier, dropped_at=None)
    held.filter(is_draft=True).update(dropped_at=at, dropped_because="draft")
    held.filter(pk__in=queries.twice(dossier.id)).update(
        dropped_at=at, dropped_because="duplicate"
    )


# The words of each paper as they stand on this day, written down for good.
_WRITE_SQL = """
UPDATE archives_dossieritem i
   SET symbol = left(p.symbol, 100), type_name = p.type_name, subject = p.subject,
       author = left(p.author, 200), pages = p.pages, happened_on = p.day
  FROM (SELECT i.id,
               coalesce(o.symbol, d.symbol) AS symbol,
               coalesce(o.type_name, d.type_name) AS type_name,
               coalesce(o.subject, d.subject) AS subject,
               coalesce(d.issuer_name, '') AS author, d.pages,
               coalesce(o.issued_on, d.issued_on, e.arrived_on) AS day
          FROM archives_dossieritem i
          LEFT JOIN documents_registerentry e ON e.id = i.incoming_id
          LEFT JOIN outgoing_outgoingentry o ON o.id = i.outgoing_id
          LEFT JOIN documents_document d
            ON d.id = coalesce(e.document_id, o.document_id)
         WHERE i.dossier_id = %(dossier)s AND i.dropped_at IS NULL
           AND i.file_id IS NULL) AS p
 WHERE p.id = i.id
"""
# Numbers of an earlier closing go first: two papers never have one number.
_NUMBER_SQL = """
UPDATE archives_dossieritem SET position = NULL WHERE dossier_id = %(dossier)s;
UPDATE archives_dossieritem i SET position = n.position
  FROM (SELECT id, row_number() OVER (ORDER BY happened_on, id) AS position
          FROM archives_dossieritem
         WHERE dossier_id = %(dossier)s AND dropped_at IS NULL) AS n
 WHERE n.id = i.id
"""
_TOTAL_SQL = """
SELECT count(*), coalesce(sum(pages), 0), min(happened_on), max(happened_on)
  FROM archives_dossieritem WHERE dossier_id = %(dossier)s AND dropped_at IS NULL
"""


def _total(dossier: Dossier, by: Actor, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TOTAL_SQL, {"dossier": dossier.id})
        items, pages, first, last = cursor.fetchone()
    retention = Retention(dossier.retention)
    if dossier.ended_on is None:
        message = "a closing without the day the work ended"
        raise ValueError(message)
    dossier.items_total, dossier.pages_total = items, pages
    dossier.first_on, dossier.last_on = first, last
    dossier.kept_until = kept_until(dossier.ended_on, retention)
    terms = queries.hand_over_terms(local_date(at), construction=dossier.construction)
    dossier.due_on = terms.due(dossier.ended_on, retention)
    dossier.state, dossier.closing_step = DossierState.CLOSED, ClosingStep.DONE
    dossier.save()
    # Also those an earlier worker dropped before it died.
    dropped = DossierItem.objects.filter(
        dossier=dossier, dropped_at__gte=dossier.closed_at
    )
    data = {"symbol": dossier.symbol, "items": items, "pages": pages}
    DossierEvent.objects.create(
        at=at,
        dossier=dossier,
        event="archives.dossier-closed",
        actor=dossier.closed_by,
        text=_counted(items, pages, Counter(dropped.values_list("dropped_because"))),
    )
    record(
        "archives.dossier-closed",
        by=by,
        at=at,
        on=dossier,
        agency_id=dossier.agency_id,
        data=data,
    )


def _counted(items: int, pages: int, dropped: Mapping[tuple[str], int]) -> str:
    """In the language of the office: it is kept for good, whoever reads."""
    with override("vi"):
        said = _("%(items)s văn bản, %(pages)s trang")
        told = [said % {"items": items, "pages": pages}]
        for (why,), number in sorted(dropped.items()):
            words = _("bỏ %(number)s %(what)s")
            given = {"number": number, "what": _(DROPPED_NAMES[why])}
            told.append(words % given)
    return "; ".join(told)


@transaction.atomic
def reopen_dossier(*, dossier_id: UUID, reason: str, by: Seat, at: datetime) -> Dossier:
    """Open a closed dossier again: the leader or the office chief, and why.

    What was dropped stays out; the list is written anew at the next closing.
    """
    dossier = locked_dossier(dossier_id, by)
    reasons = permission_reasons(by, Permission.REOPEN_DOSSIER) + reason_reasons(reason)
    reasons += state_reasons(dossier, DossierState.CLOSED) + freeze_reasons(dossier)
    if reasons:
        raise Refused(reasons)
    DossierItem.objects.filter(dossier=dossier).update(position=None)
    dossier.state = DossierState.OPEN
    dossier.closed_at, dossier.closed_by = None, ""
    dossier.kept_until = dossier.due_on = dossier.postponed_until = None
    dossier.save()
    note("archives.dossier-reopened", on=dossier, by=by, at=at, text=nfc(reason))
    return dossier


def words_of(hindrance: Hindrance) -> str:
    """A precondition that is not met, in the words of the reader."""
    words = {
        "no-title": _("Hồ sơ chưa có tiêu đề."),
        "no-symbol": _("Hồ sơ chưa có số, ký hiệu."),
        "no-retention": _("Hồ sơ chưa có thời hạn bảo quản."),
        "no-end": _("Chưa ghi ngày công việc kết thúc."),
        "end-in-future": _("Ngày công việc kết thúc ở sau hôm nay."),
        "end-before-start": _("Ngày công việc kết thúc ở trước ngày bắt đầu hồ sơ."),
        "no-paper-code": _("Hồ sơ có tài liệu số hóa mà chưa ghi mã hồ sơ giấy."),
        "empty": _("Hồ sơ không có văn bản nào."),
        "no-sheets": _("Hồ sơ giấy chưa ghi số tờ (Sửa dữ liệu)."),
        "open-work": _("Còn việc chưa giải quyết xong: %(detail)s."),
        "to-drop": _(
            "Còn %(detail)s bản trùng, bản nháp: đánh dấu bỏ khỏi hồ sơ, hoặc lấy ra "
            "từng bản."
        ),
    }[hindrance.code]
    return words % {"detail": hindrance.detail} if hindrance.detail else words
