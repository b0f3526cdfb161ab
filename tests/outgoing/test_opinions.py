"""Opinions: asked of several at once, given once and for good, closed when late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from congvu.lib.refusals import Refused
from congvu.outgoing.actions import (
    ask_opinions,
    close_opinions,
    give_opinion,
    send_draft,
    withdraw_draft,
)
from congvu.outgoing.models import Draft, Opinion, OpinionRequest
from tests.outgoing.drafts import again, begin, lead, post_id
from tests.people import Province

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
