"""A directive turns out to be a state secret: duties stay, what was said does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.db import DatabaseError, transaction

from congvu.audit.models import AuditEvent
from congvu.directives import actions
from congvu.documents.actions import SecretRefused, secret_words
from congvu.duties.actions import (
    ask_extension,
    give_duty,
    report_done,
    report_progress,
    urge,
)
from congvu.duties.models import Duty, DutyEvent, Share
from congvu.duties.rules import DutyData
from tests.directives.making import opened, the, turns_out_secret
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

WORD = "zqkhoan"
PAPER = f"""CHỈ THỊ
Về việc {WORD}
Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Giao Phòng Khoa giáo - Văn xã lập danh sách {WORD} trước ngày 30/12/2099.
2. Văn phòng Ủy ban nhân dân tỉnh kiểm tra việc {WORD}.
"""


def given(province: Province) -> Duty:
    """Confirmed from the directive, asked further and told about."""
    directive = opened(province, PAPER)
    proposal = actions.confirm_proposal(
        directive_id=directive.id,
        proposal_id=the(directive, "lập danh sách").id,
        by=province.seat("minh"),
        at=province.at,
    )
    assert proposal.duty is not None
    return proposal.duty


def everything_kept() -> str:
    """Every row of both apps."""
    return "".join(
        serializers.serialize("json", model.objects.all(), ensure_ascii=False)
        for app in ("duties", "directives")
        for model in apps.get_app_config(app).get_models()
    )


def confirm(province: Province, duty: Duty) -> None:
    turns_out_secret(province, duty.proposal.directive.incoming)


def test_the_duty_stays_and_says_why_it_has_no_words(province: Province) -> None:
    duty = given(province)
    share = duty.shares.get(role="lead")
    hoa, at = province.seat("hoa"), province.at
    report_progress(share_id=share.id, text=f"Đã hỏi {WORD}.", by=hoa, at=at)
    ask_extension(
        share_id=share.id,
        until=province.today + timedelta(days=40_000),
        reason=f"Chờ {WORD}.",
        by=hoa,
        at=at,
    )
    urge(share_id=share.id, text=f"Gấp {WORD}.", by=province.seat("dung"), at=at)
    report_done(
        share_id=share.id, done_on=province.today, text=f"{WORD} xong.", by=hoa, at=at
    )
    assert everything_kept().count(WORD) > 8

    confirm(province, duty)

    assert WORD not in everything_kept()
    duty.refresh_from_db()
    kept = Share.objects.get(pk=share.pk)
    assert (duty.title, duty.sentence) == (secret_words(), secret_words())
    assert (kept.desk_name, kept.given_on) == (share.desk_name, share.given_on)
    page = province.client("hoa").get(f"/nhiem-vu/{duty.id}/").content.decode()
    assert "Văn bản mật, đã hủy" in page
    assert WORD not in page
    assert "báo cáo tiến độ" in page, "who did what, and when, stays"


def test_an_order_with_a_mark_is_refused_and_the_log_says_who_tried(
    province: Province,
) -> None:
    directive = opened(province, PAPER.replace("danh sách", "danh sách (Tối mật)"))

    with pytest.raises(SecretRefused):
        actions.confirm_proposal(
            directive_id=directive.id,
            proposal_id=the(directive, "Tối mật").id,
            by=province.seat("minh"),
            at=province.at,
        )

    told = AuditEvent.objects.get(event="documents.secret-refused")
    assert told.actor_name == "Hoàng Văn Minh"
    assert not Duty.objects.exists()


def test_other_duties_keep_their_words(
    province: Province,
) -> None:
    duty = given(province)
    other = give_duty(
        data=DutyData(title="Việc khác", given_on=province.today),
        leads=[province.division.id],
        by=province.seat("dung"),
        at=province.at,
    )
    confirm(province, duty)
    other.refresh_from_db()
    assert other.title == "Việc khác"


def test_no_other_words_may_be_written_into_a_duty(province: Province) -> None:
    duty = given(province)
    report_progress(
        share_id=duty.shares.get(role="lead").id,
        text="Đang làm.",
        by=province.seat("hoa"),
        at=province.at,
    )
    line = DutyEvent.objects.exclude(text="").filter(duty=duty)
    with pytest.raises(DatabaseError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(sentence="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        line.update(text="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        line.update(text="", actor="Người khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        line.delete()
