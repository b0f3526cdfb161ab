"""What the public process writes: rows that come in, and nothing else.

It speaks for nobody of the office, so no step here is in the log; the worker's taking
over is. The same form sent twice is the same row (its key is unique).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.refusals import NotNow, Reason, Refused
from congvu.portal.models import Confirmation, OpenDraft, Rating, Sending, SentFile
from congvu.portal.queries.drafts import phase
from congvu.portal.rules import challenge
from congvu.portal.rules.comments import (
    CommentData,
    DraftPhase,
    RatingAbout,
    comment_faults,
    rating_faults,
)
from congvu.portal.rules.questions import (
    AskData,
    AskFault,
    FileGiven,
    ask_faults,
    code_of,
    file_faults,
)


class TooMuch(NotNow):
    """So much came from one address today that no more is taken."""


def reasons_of(faults: Sequence[AskFault]) -> list[Reason]:
    return [Reason(_(f.words) % (f.named or {}), f.field or None) for f in faults]


def send_question(
    *,
    data: AskData,
    files: Sequence[FileGiven],
    agency_id: UUID | None,
    key: UUID,
    secret: str,
    at: datetime,
) -> str:
    """Keep it for the worker; the code by which its sender follows it."""
    tidy = data.tidied()
    reasons = reasons_of([*ask_faults(tidy), *file_faults(list(files))])
    if agency_id is None:
        reasons.append(Reason(_("Chọn cơ quan nhận."), "agency"))
    if reasons or agency_id is None:
        raise Refused(reasons)
    code = code_of(secret, str(key))
    row = Sending(
        id=uuid7(),
        key=key,
        kind=tidy.kind,
        agency_id=agency_id,
        code=code,
        subject=tidy.subject,
        text=tidy.text,
        name=tidy.name,
        email=tidy.email,
        phone=tidy.phone,
        address=tidy.address,
        may_publish=tidy.may_publish,
        received_at=at,
    )
    beside = [
        SentFile(
            id=uuid7(), sending_id=row.id, number=n, name=one.name[:255], data=one.data
        )
        for n, one in enumerate(files, 1)
    ]
    _keep(row, beside)
    return code


def _keep(row: Sending | Rating, beside: Sequence[SentFile] = ()) -> None:
    """Written, or there already: whose key it is sent the same form again."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            SentFile.objects.bulk_create(beside)
    except IntegrityError as why:
        if "_key_" not in str(why):
            raise


def send_comment(
    *, data: CommentData, draft: OpenDraft, key: UUID, at: datetime
) -> None:
    """Taken between the draft's two days only."""
    tidy = data.tidied()
    reasons = reasons_of(comment_faults(tidy))
    if phase(draft, local_date(at)) != DraftPhase.OPEN:
        closed = _("Dự thảo này không nhận góp ý nữa (hết ngày %(day)s).")
        reasons.append(Reason(closed % {"day": f"{draft.closes_on:%d/%m/%Y}"}))
    if reasons:
        raise Refused(reasons)
    row = Sending(
        id=uuid7(),
        key=key,
        kind="comment",
        agency_id=draft.agency_id,
        draft_id=draft.id,
        text=tidy.text,
        name=tidy.name,
        email=tidy.email,
        received_at=at,
    )
    _keep(row)


@dataclass(frozen=True)
class RatingGiven:
    """Marks from 1 to 5, or helpful or not; and words, if any."""

    about: RatingAbout
    about_page: str = ""
    code_digest: str = ""
    interface: int | None = None
    content: int | None = None
    quality: int | None = None
    support: int | None = None
    is_helpful: bool | None = None
    words: str = ""


def send_rating(*, given: RatingGiven, key: UUID, on: date) -> None:
    marks = (given.interface, given.content, given.quality, given.support)
    helpful = given.is_helpful is not None
    faults = rating_faults(marks, given.words)
    reasons = [
        r for r in reasons_of(faults) if not (helpful and r.field == "interface")
    ]
    if reasons:
        raise Refused(reasons)
    row = Rating(
        id=uuid7(),
        key=key,
        about=given.about,
        about_page=given.about_page[:300],
        code_digest=given.code_digest,
        interface=given.interface,
        content=given.content,
        quality=given.quality,
        support=given.support,
        is_helpful=given.is_helpful,
        words=given.words,
        day=on,
    )
    _keep(row)


def send_confirmation(*, token: str, at: datetime) -> None:
    """Whose it is only the worker can tell."""
    Confirmation(id=uuid7(), token=token[:64], at=at).save(force_insert=True)


_COUNT = """
INSERT INTO portal_sendingcount (id, day, sender, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (day, sender) DO UPDATE SET count = portal_sendingcount.count + 1
RETURNING count
"""


def count_sending(*, sender: str, on: date) -> int:
    """How many came from this address today, with this one."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [uuid7(), on, sender])
        return int(cursor.fetchone()[0])


def refuse_flood(count: int) -> None:
    if count > challenge.MOST:
        raise TooMuch(
            [
                _(
                    "Hôm nay từ nơi này đã gửi quá nhiều nên chưa nhận thêm. Điều đã "
                    "ghi vẫn còn dưới đây; mai gửi lại, hoặc gọi bộ phận tiếp công dân."
                )
            ]
        )
