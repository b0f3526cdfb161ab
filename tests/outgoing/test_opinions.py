"""Opinions: asked of several at once, given once and for good, closed when late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.organisations.actions import add_person, appoint, create_post
from congvu.organisations.rules import Role
from congvu.outgoing.actions import (
    ask_opinions,
    check_content,
    close_opinions,
    give_number,
    give_opinion,
    note_pen_signature,
    send_draft,
    withdraw_draft,
)
from congvu.outgoing.models import Draft, Opinion, OpinionRequest
from tests.outgoing.drafts import again, begin, lead, post_id
from tests.people import Province, make_user

pytestmark = pytest.mark.usefixtures("law")


def ask(
    province: Province, draft: Draft, *desks: object, days: int = 2
) -> list[object]:
    asked = ask_opinions(
        draft_id=draft.id,
        desk_ids=list(desks),  # type: ignore[arg-type]  # ids of the cast
        due_on=province.today + timedelta(days=days),
        by=province.seat("minh"),
        at=province.at,
    )
    return [request.id for request in asked]


def test_what_is_asked_wrongly_is_refused_with_every_reason(province: Province) -> None:
    draft = begin(province)

    with pytest.raises(Refused) as refused:
        ask_opinions(
            draft_id=draft.id,
            desk_ids=[post_id(province, "minh"), province.leaders.id],
            due_on=province.today - timedelta(days=1),
            by=province.seat("minh"),
            at=province.at,
        )

    words = " ".join(r.message for r in refused.value.reasons)
    assert "Ghi hạn góp ý" in words
    assert "Không tự xin ý kiến" in words
    assert "chưa có người giữ" in words
    with pytest.raises(Refused, match="Chọn những nơi góp ý"):
        ask(province, draft, province.commune_office.id)
    with pytest.raises(Refused, match="không ở bàn"):
        ask_opinions(
            draft_id=draft.id,
            desk_ids=[province.office.id],
            due_on=province.today,
            by=province.seat("hoa"),
            at=province.at,
        )
    assert not OpinionRequest.objects.exists()


def test_nobody_is_asked_twice_before_answering(province: Province) -> None:
    draft = begin(province)
    ask(province, draft, province.division.id)

    with pytest.raises(Refused, match="đang được xin ý kiến"):
        ask(province, draft, province.division.id)


def test_an_opinion_is_given_once_and_never_edited(province: Province) -> None:
    draft = begin(province)
    (request,) = ask(province, draft, province.division.id)
    given = {"request_id": request, "by": province.seat("hoa"), "at": province.at}

    with pytest.raises(Refused, match="Ghi nội dung góp ý"):
        give_opinion(stance="disagree", text=" ", **given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Chọn đồng ý"):
        give_opinion(stance="maybe", text="", **given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Không tìm thấy"):
        give_opinion(
            **(given | {"by": province.seat("minh")}),  # type: ignore[arg-type]
            stance="agree",
            text="",
        )
    opinion = give_opinion(stance="disagree", text="Trái\nĐiều 5.", **given)  # type: ignore[arg-type]

    assert opinion.text == "Trái\nĐiều 5."
    assert opinion.version == draft.version
    with pytest.raises(Refused, match="đã kết thúc"):
        give_opinion(stance="agree", text="", **given)  # type: ignore[arg-type]
    with pytest.raises(DatabaseError), transaction.atomic():
        Opinion.objects.update(text="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Opinion.objects.all().delete()


def test_the_draft_goes_on_once_the_late_ones_are_closed(province: Province) -> None:
    draft, minh = begin(province), province.seat("minh")
    late, _other = ask(
        province, draft, province.division.id, post_id(province, "ha"), days=0
    )
    later = province.at + timedelta(days=1)
    with pytest.raises(Refused, match="Chưa có nơi nào quá hạn"):
        close_opinions(draft_id=draft.id, by=minh, at=province.at)
    with pytest.raises(Refused, match="Còn 2 nơi"):
        send_draft(draft_id=draft.id, by=minh, at=later)
    # Late, but not closed yet: it still counts.
    give_opinion(
        request_id=late,  # type: ignore[arg-type]
        stance="agree",
        text="",
        by=province.seat("hoa"),
        at=later,
    )

    assert close_opinions(draft_id=draft.id, by=minh, at=later) == 1

    send_draft(draft_id=draft.id, by=minh, at=later)
    assert again(draft).state == "content"
    states = OpinionRequest.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["closed", "given"]


def test_who_is_asked_while_the_content_is_judged_is_waited_for(
    province: Province,
) -> None:
    """And nobody is left with a question that can be answered no more."""
    draft, at = lead(province, 1), province.at
    hoa: dict[str, Any] = {"draft_id": draft.id, "by": province.seat("hoa")}
    ask_opinions(
        desk_ids=[post_id(province, "ha")], due_on=province.today, at=at, **hoa
    )
    with pytest.raises(Refused, match="Còn 1 nơi chưa góp ý"):
        check_content(at=at, **hoa)
    later = at + timedelta(days=1)
    close_opinions(at=later, **hoa)
    check_content(at=later, **hoa)
    assert again(draft).state == "form"


def test_a_signature_ends_what_was_asked(province: Province) -> None:
    draft = lead(province, 4)
    OpinionRequest.objects.create(
        draft=draft,
        version=draft.version,
        desk_id=post_id(province, "ha"),
        desk_name="Hà",
        due_on=province.today,
        state="waiting",
        asked_at=province.at,
        asked_by="Minh",
    )

    note_pen_signature(draft_id=draft.id, by=province.seat("lan"), at=province.at)

    assert OpinionRequest.objects.get().state == "closed"


def test_who_may_not_open_the_draft_does_not_read_its_opinions_in_the_book(
    province: Province,
) -> None:
    """The line is the whole division's, the words about the draft are not."""
    draft, minh, at = begin(province), province.seat("minh"), province.at
    asked = {"due_on": province.today, "by": minh, "at": at}
    (request,) = ask_opinions(
        draft_id=draft.id,
        desk_ids=[post_id(province, "ha")],
        **asked,  # type: ignore[arg-type]
    )
    ha = province.seat("ha")
    words = {"stance": "disagree", "text": "Ông A khai không đúng."}
    give_opinion(request_id=request.id, by=ha, at=at, **words)
    draft = lead(province, 4, draft)
    lan: dict[str, Any] = {"by": province.seat("lan"), "at": at}
    note_pen_signature(draft_id=draft.id, **lan)
    line = give_number(draft_id=draft.id, **lan)
    binh = _beside_minh(province)

    assert binh.get(f"/van-ban/di/du-thao/{draft.id}/").status_code == 404
    page = binh.get(f"/van-ban/di/{line.id}/").content.decode()
    assert line.symbol in page
    assert "khai không đúng" not in page
    assert str(draft.id) not in page
    own = province.client("minh").get(f"/van-ban/di/{line.id}/").content.decode()
    assert "khai không đúng" in own
    assert f"/van-ban/di/du-thao/{draft.id}/" in own


def _beside_minh(province: Province) -> Client:
    """Bình, a second specialist of the division."""
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    post = create_post(
        unit=province.division,
        name="Chuyên viên tổng hợp",
        role=Role.SPECIALIST,
        **made,
    )
    user = make_user("binh")
    appoint(
        person=add_person(full_name="Nông Văn Bình", user=user, **made),
        post=post,
        **made,
    )
    client = Client()
    client.force_login(user)
    return client


def test_a_withdrawn_draft_asks_nobody_any_more(province: Province) -> None:
    draft = begin(province)
    ask(province, draft, province.division.id)

    withdraw_draft(
        draft_id=draft.id, reason="Thôi.", by=province.seat("minh"), at=province.at
    )

    assert OpinionRequest.objects.get().state == "closed"


def test_no_opinion_is_asked_once_the_form_is_checked(province: Province) -> None:
    draft = lead(province, 2)

    with pytest.raises(Refused, match="chờ kiểm tra thể thức"):
        ask_opinions(
            draft_id=draft.id,
            desk_ids=[province.office.id],
            due_on=province.today,
            by=province.seat("lan"),
            at=province.at,
        )
