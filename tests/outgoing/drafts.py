"""A draft led along its way by the named cast: Minh → Hoa → Lan → Dũng."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from congvu.organisations.access import Seat
from congvu.outgoing.actions import (
    DraftWish,
    SentTo,
    approve,
    check_content,
    check_form,
    give_number,
    issue_draft,
    note_pen_signature,
    save_version,
    send_draft,
    start_draft,
)
from congvu.outgoing.models import Draft
from tests.people import Province

WORDS = {
    "addressees": ["Sở Tài chính", "Sở Nội vụ"],
    "body": [
        {"kind": "paragraph", "text": "Xét đề nghị của Sở Tài chính.", "level": 0}
    ],
    "recipients": ["Như trên"],
}


def post_id(province: Province, who: str) -> Any:
    post = province.cast[who].post
    assert post is not None
    return post.id


def wish(province: Province, **more: Any) -> DraftWish:
    given: dict[str, Any] = {
        "type_code": "CV",
        "subject": "V/v hỗ trợ kinh phí phòng, chống rét",
        "signer_post_id": post_id(province, "dung"),
    }
    return DraftWish(**(given | more))


def begin(province: Province, who: str = "minh", **more: Any) -> Draft:
    """Minh's draft with a content."""
    made = {"by": province.seat(who), "at": province.at}
    draft = start_draft(wish=wish(province, **more), **made)
    save_version(draft_id=draft.id, fields=WORDS, **made)
    return again(draft)


def lead(province: Province, steps: int, draft: Draft | None = None) -> Draft:
    """The same, so many steps further: sent, content, form, approval."""
    draft, at = draft or begin(province), province.at
    given: dict[str, Any] = {"draft_id": draft.id, "at": at}
    deeds = (
        lambda: send_draft(by=province.seat("minh"), **given),
        lambda: check_content(by=province.seat("hoa"), **given),
        lambda: check_form(by=province.seat("lan"), **given),
        lambda: approve(by=province.seat("dung"), **given),
    )
    for deed in deeds[:steps]:
        deed()
    return again(draft)


def again(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def out(province: Province, steps: int, clerk: Seat, at: datetime) -> Draft:
    """An approved draft so many steps further: signed by pen, numbered, issued."""
    draft = lead(province, 4)
    given: dict[str, Any] = {"draft_id": draft.id, "by": clerk, "at": at}
    deeds = (
        lambda: note_pen_signature(**given),
        lambda: give_number(**given),
        lambda: issue_draft(sent_to=[SentTo(province.commune.id)], **given),
    )
    for deed in deeds[:steps]:
        deed()
    return again(draft)
