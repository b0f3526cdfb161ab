"""Notices for programs: the same lines, counter, choices and outbox."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from pydantic import AfterValidator, WithJsonSchema

from congvu.audit.access import actor_of
from congvu.audit.rules import Door
from congvu.lib.dates import in_utc
from congvu.notices import actions, queries
from congvu.notices.access import require_operator
from congvu.notices.actions import ChoiceSet
from congvu.notices.queries import Bell, Line, PostState, addresses
from congvu.notices.rules import Mailing

router = Router(tags=["Thông báo"])
LATELY = timedelta(days=7)
# A clock's hour. JSON Schema's own "time" is one with an offset.
Hour = Annotated[
    time, WithJsonSchema({"type": "string", "examples": ["07:00:00", "22:30"]})
]


class NoticeOut(Schema):
    """One line. Where the reader may no longer see the paper, ``words`` and the rest
    are empty: the line says only that there was one."""

    id: UUID
    kind: str
    at: datetime
    count: int
    is_unread: bool
    actor: str
    words: str
    paper: str
    subject: str
    due_on: date | None
    url: str


class BellOut(Schema):
    unread: int
    newest: datetime | None


class ReadIn(Schema):
    """``notice_id``: that line; without it everything up to ``until`` (or now)."""

    notice_id: UUID | None = None
    until: Annotated[datetime, AfterValidator(in_utc)] | None = None


class ChoiceOut(Schema):
    """``always``: why it cannot be switched off in the product, or empty."""

    kind: str
    title: str
    in_product: bool
    mail: Mailing
    always: str


class ChoicesOut(Schema):
    choices: list[ChoiceOut]
    quiet_from: Hour
    quiet_until: Hour


class ChoiceIn(Schema):
    kind: Annotated[str, Field(max_length=60)]
    in_product: bool
    mail: Mailing


class ChoicesIn(Schema):
    """Kinds that are not named stay as they were."""

    choices: Annotated[list[ChoiceIn], Field(max_length=100)]
    quiet_from: Hour
    quiet_until: Hour


class LetterOut(Schema):
    id: UUID
    username: str
    digest_on: date | None
    state: str
    made_at: datetime
    ended_at: datetime | None
    tries: int
    error: str


class OutboxOut(Schema):
    """``is_configured``: whether there is a mail server; without one letters wait."""

    waiting: int
    failed: int
    sent: int
    is_configured: bool
    letters: list[LetterOut]


def _reader(request: HttpRequest) -> tuple[Any, UUID]:
    seat: Any = getattr(request, "seat", None)
    user_id: UUID = seat.user_id
    return seat, user_id


@router.get("/notices", response=list[NoticeOut], summary="Thông báo của tôi")
def notices(
    request: HttpRequest,
    before: Annotated[datetime, AfterValidator(in_utc)] | None = None,
) -> list[dict[str, Any]]:
    """The newest 200 notices as lines; ``before`` goes on where they ended."""
    seat, user_id = _reader(request)
    found, _more = queries.lines(seat, user_id, at=timezone.now(), before=before)
    return [_line(line) for line in found]


def _line(line: Line) -> dict[str, Any]:
    told = line.told
    return {
        "id": line.notice.id,
        "kind": line.notice.kind,
        "at": line.notice.at,
        "count": line.count,
        "is_unread": line.is_unread,
        "actor": line.notice.actor if told else "",
        "words": told.words if told else "",
        "paper": told.paper if told else "",
        "subject": told.subject if told else "",
        "due_on": told.deadline.due_on if told and told.deadline else None,
        "url": told.url if told else "",
    }


@router.get("/notices/count", response=BellOut, summary="Số thông báo chưa đọc")
def count(request: HttpRequest) -> Bell:
    seat, user_id = _reader(request)
    return queries.bell(addresses(seat, user_id), user_id, at=timezone.now())


@router.post("/notices/read", response={204: None}, summary="Đánh dấu đã đọc")
def read(request: HttpRequest, data: ReadIn) -> None:
    """What does not lie at the reader's desks is not read, and nothing is said."""
    seat, user_id = _reader(request)
    desks, now = addresses(seat, user_id), timezone.now()
    key, until = "", min(data.until or now, now)
    if data.notice_id is not None:
        found = queries.line_of(seat, data.notice_id, desks)
        if found is None:
            return
        key, until = found[0].group_key, now
    actions.mark_read(user_id=user_id, desks=desks, at=now, until=until, group_key=key)


@router.get(
    "/me/notice-choices", response=ChoicesOut, summary="Cách nhận thông báo của tôi"
)
def choices(request: HttpRequest) -> dict[str, Any]:
    _seat, user_id = _reader(request)
    quiet = queries.quiet_of([user_id])[user_id]
    return {
        "choices": [
            {
                "kind": c.kind.name,
                "title": _(c.kind.title),
                "in_product": c.in_product,
                "mail": c.mail,
                "always": _(c.kind.always) if c.kind.always else "",
            }
            for c in queries.choices_of(user_id)
        ],
        "quiet_from": quiet.start,
        "quiet_until": quiet.end,
    }


@router.put(
    "/me/notice-choices", response={204: None}, summary="Chọn cách nhận thông báo"
)
def set_choices(request: HttpRequest, data: ChoicesIn) -> None:
    _seat, user_id = _reader(request)
    actions.set_choices(
        user_id=user_id,
        choices={c.kind: ChoiceSet(c.in_product, c.mail) for c in data.choices},
        quiet_from=data.quiet_from.replace(tzinfo=None),
        quiet_until=data.quiet_until.replace(tzinfo=None),
        by=actor_of(request, door=Door.API),
        at=timezone.now(),
    )


@router.get("/letters", response=OutboxOut, summary="Thư chờ gửi và đã gửi")
def letters(request: HttpRequest) -> dict[str, Any]:
    """Who is owed a mail and how it went; never what it says."""
    require_operator(request)
    state: PostState = queries.post_state(since=timezone.now() - LATELY)
    return {
        "waiting": state.waiting,
        "failed": state.failed,
        "sent": state.sent,
        "is_configured": state.is_configured,
        "letters": queries.recent_letters(),
    }
