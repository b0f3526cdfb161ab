"""Letters in a registry's box, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router, Schema

from congvu.mailboxes.access.letters import (
    get_kept_letter_for,
    get_letter_for,
    get_letter_rule_for,
    is_letter_shown,
    letter_agencies,
)
from congvu.mailboxes.actions import letter_rules, taking_letters
from congvu.mailboxes.models import BoxLetter, LetterRule
from congvu.mailboxes.queries import letters as queries
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.ui.deeds import as_download

letters_router = Router(tags=["Thư công vụ"])


class LetterPartOut(Schema):
    name: str
    media_type: str
    size: int
    sha256: str
    is_inline: bool


class BoxLetterOut(Schema):
    """What a letter says of itself is believed no further than ``verdict``."""

    id: UUID
    box: str
    from_name: str
    from_address: str
    subject: str
    arrived_at: datetime
    told_at: datetime | None
    size: int
    sha256: str
    verdict: str
    is_spam: bool
    state: str
    reason: str
    problems: list[str]
    parts: list[LetterPartOut]
    item_id: UUID | None

    @staticmethod
    def resolve_box(letter: BoxLetter) -> str:
        return letter.box.address

    @staticmethod
    def resolve_parts(letter: BoxLetter) -> list[Any]:
        return letter.parts if is_letter_shown(letter) else []


class BoxLetterWholeOut(BoxLetterOut):
    text: str
    findings: dict[str, str]
    message_id: str
    to: list[str]

    @staticmethod
    def resolve_text(letter: BoxLetter) -> str:
        return letter.text if is_letter_shown(letter) else ""


class BoxLetterPageOut(Schema):
    items: list[BoxLetterOut]
    after: UUID | None


class LetterReasonIn(Schema):
    reason: str


class LetterItemOut(Schema):
    item_id: UUID


@letters_router.get(
    "/letters-in", response=BoxLetterPageOut, summary="Thư đến của văn thư"
)
def letters(
    request: ApiRequest, state: str = "", after: UUID | None = None
) -> dict[str, Any]:
    """``state``: waiting, taken, ignored, report; without it what waits."""
    seat = need(request, Permission.REGISTER)
    page = queries.letters_page(letter_agencies(seat), state=state, after=after)
    return {"items": page.letters, "after": page.after}


_ONE = "/letters-in/{letter_id}"


@letters_router.get(_ONE, response=BoxLetterWholeOut, summary="Một thư đến")
def letter(request: ApiRequest, letter_id: UUID) -> BoxLetter:
    return get_letter_for(need(request, Permission.REGISTER), letter_id)


@letters_router.post(
    _ONE + "/take", response=LetterItemOut, summary="Đưa thư vào tiếp nhận"
)
def take_letter(request: ApiRequest, letter_id: UUID) -> LetterItemOut:
    """What it brings lies at the door; asked again, the answer is the same."""
    seat = need(request, Permission.REGISTER)
    found = get_letter_for(seat, letter_id)
    item = taking_letters.take_letter(letter_id=found.pk, by=seat, at=timezone.now())
    return LetterItemOut(item_id=item.pk)


@letters_router.post(
    _ONE + "/ignore", response=BoxLetterOut, summary="Không vào sổ thư"
)
def ignore_letter(
    request: ApiRequest, letter_id: UUID, data: LetterReasonIn
) -> BoxLetter:
    seat = need(request, Permission.REGISTER)
    found = get_letter_for(seat, letter_id)
    taking_letters.ignore_letter(
        letter_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )
    return get_letter_for(seat, letter_id)


@letters_router.post(_ONE + "/reopen", response=BoxLetterOut, summary="Xử lý lại thư")
def reopen_letter(request: ApiRequest, letter_id: UUID) -> BoxLetter:
    seat = need(request, Permission.REGISTER)
    found = get_letter_for(seat, letter_id)
    taking_letters.reopen_letter(letter_id=found.pk, by=seat, at=timezone.now())
    return get_letter_for(seat, letter_id)


@letters_router.get(_ONE + "/file", summary="Tải thư gốc")
def letter_file(request: ApiRequest, letter_id: UUID) -> HttpResponse:
    seat = need(request, Permission.REGISTER)
    found = get_kept_letter_for(seat, letter_id)
    return as_download(
        taking_letters.take_letter_out(letter=found, by=seat, at=timezone.now())
    )


@letters_router.get(_ONE + "/parts/{number}", summary="Tải một tệp kèm của thư")
def letter_part(
    request: ApiRequest, letter_id: UUID, number: Annotated[int, Path(ge=0)]
) -> HttpResponse:
    seat = need(request, Permission.REGISTER)
    found = get_kept_letter_for(seat, letter_id)
    return as_download(
        taking_letters.take_part_out(
            letter=found, number=number, by=seat, at=timezone.now()
        )
    )


# -- rules


class LetterRuleOut(Schema):
    id: UUID
    sender: str
    phrase: str
    does: str
    valid_from: date
    valid_until: date | None
    set_by: str


class LetterRuleIn(Schema):
    """``sender`` is an address or a domain; ``does``: propose, register, ignore."""

    sender: str
    phrase: str = ""
    does: str
    valid_from: date


@letters_router.get(
    "/letter-rules", response=list[LetterRuleOut], summary="Quy tắc thư đến"
)
def rules(request: ApiRequest) -> list[LetterRule]:
    seat = need(request, Permission.REGISTER)
    return queries.letter_rules(seat.agency_id, timezone.localdate())


@letters_router.post(
    "/letter-rules", response=LetterRuleOut, summary="Thêm quy tắc thư đến"
)
def add_rule(request: ApiRequest, data: LetterRuleIn) -> LetterRule:
    seat = need(request, Permission.REGISTER)
    return letter_rules.add_letter_rule(**data.model_dump(), by=seat, at=timezone.now())


@letters_router.post(
    "/letter-rules/{rule_id}/end",
    response=LetterRuleOut,
    summary="Quy tắc thư đến hết hiệu lực",
)
def end_rule(request: ApiRequest, rule_id: UUID) -> LetterRule:
    seat = need(request, Permission.REGISTER)
    found = get_letter_rule_for(seat, rule_id)
    return letter_rules.end_letter_rule(rule_id=found.pk, by=seat, at=timezone.now())
