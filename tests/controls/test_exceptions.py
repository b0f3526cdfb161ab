"""An exception: approved by a paper, for a time; then the requirement stands open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import reopen_ended
from congvu.controls.models import Answer, Evidence
from congvu.controls.notices import tell_answers
from congvu.controls.queries import shares
from congvu.controls.rules import Now, Said, now_of
from congvu.notices.models import Notice
from congvu.outgoing.actions import recall_paper
from congvu.outgoing.models import OutgoingEntry
from congvu.systems.models import InformationSystem
from congvu.systems.rules import plan_of
from tests.controls.stories import answered, asked, page, requirement
from tests.people import Province
from tests.systems.stories import regulation, sang

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def paper(province: Province) -> OutgoingEntry:
    return regulation(province)


def excepted(
    people: Province, found: InformationSystem, symbol: str, **given: Any
) -> Any:
    until = people.today + timedelta(days=60)
    said = {
        "standing": "except",
        "how": "",
        "reason": "Phần mềm cũ, tháng sau thay",
        "evidence_kind": "approval",
        "evidence": symbol,
        "evidence_on": "",
        "evidence_until": f"{until:%d/%m/%Y}",
    }
    return answered(people, found, "13", **{**said, **given})


def test_quan_has_an_exception_until_its_day(
    province: Province, paper: OutgoingEntry
) -> None:
    found = asked(province)
    assert excepted(province, found, paper.symbol).status_code == 302
    one, proof = Answer.objects.get(), Evidence.objects.get()
    last = province.today + timedelta(days=60)
    assert (one.standing, one.valid_until) == ("except", last)
    assert (proof.paper, proof.on) == (paper, paper.issued_on)
    # It is asked still, and not met; nor does it answer the decree's group.
    now = shares([found], province.today)[found.pk]
    assert (now.met, now.asked, now.reopened) == (0, 26, 0)
    [standard, _decree] = plan_of(found.pk, province.today)
    [line] = [one for one in standard.lines if one.code == "13"]
    assert (line.standing, line.how) == (
        "ngoại lệ có thời hạn",
        "Phần mềm cũ, tháng sau thay",
    )
    shown = page(province, "quan", "answer", found.pk, requirement("13").pk)
    assert f"người duyệt: {paper.signer_name}" in shown

    that_day = province.at + timedelta(days=60)
    assert reopen_ended(by=SYSTEM, at=that_day) == 0
    assert reopen_ended(by=SYSTEM, at=that_day + timedelta(days=1)) == 1
    assert reopen_ended(by=SYSTEM, at=that_day + timedelta(days=2)) == 0
    [notice] = Notice.objects.filter(kind="controls.reopened")
    [told] = tell_answers(province.seat("quan"), [notice]).values()
    assert told.words == "ngoại lệ hết hiệu lực, yêu cầu mở lại"
    after = shares([found], last + timedelta(days=1))[found.pk]
    assert (after.met, after.reopened) == (0, 1)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"reason": ""}, "Ghi vì sao cần ngoại lệ."),
        ({"evidence": "9999/QĐ-KHONG"}, "Không thấy văn bản"),
        ({"evidence_until": ""}, "Ghi ngày ngoại lệ hết hiệu lực"),
        ({"evidence_until": "01/02/2010"}, "Ghi ngày ngoại lệ hết hiệu lực"),
        ({"evidence_kind": ""}, "Chọn loại bằng chứng."),
        (
            {"evidence_kind": "", "evidence": "", "evidence_until": ""},
            "Ngoại lệ cần văn bản duyệt",
        ),
        ({"standing": "met", "how": "Đã làm"}, "chỉ đi cùng kết quả ngoại lệ"),
    ],
)
def test_what_makes_no_exception(
    province: Province, paper: OutgoingEntry, given: dict[str, str], told: str
) -> None:
    found = asked(province)
    answer = excepted(province, found, paper.symbol, **given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Answer.objects.exists()


def test_who_approved_is_known(province: Province, paper: OutgoingEntry) -> None:
    found = asked(province)
    OutgoingEntry.objects.filter(pk=paper.pk).update(signer_name="")
    answer = excepted(province, found, paper.symbol)
    assert "không rõ ai duyệt" in answer.content.decode()
    sang(province)
    assert excepted(province, found, paper.symbol, who="sang").status_code == 404
    assert not Answer.objects.exists()


def test_an_approval_proves_nothing_met_and_old_proof_prolongs_nothing(
    province: Province, paper: OutgoingEntry
) -> None:
    found = asked(province)
    assert excepted(province, found, paper.symbol).status_code == 302
    bare = {"evidence_kind": "", "evidence": "", "evidence_on": ""}
    answer = answered(province, found, "13", **bare)
    assert "Cần bằng chứng còn hiệu lực" in answer.content.decode()
    # A year's proof of a class does not make the exception last a year.
    assert answered(province, found, "13").status_code == 302
    assert excepted(province, found, paper.symbol).status_code == 302
    assert Answer.objects.get().valid_until == province.today + timedelta(days=60)


def test_the_database_keeps_no_exception_without_an_end(
    province: Province, paper: OutgoingEntry
) -> None:
    found = asked(province)
    excepted(province, found, paper.symbol)
    for broken in ({"valid_until": None}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.update(**broken)


def test_a_recalled_approval_ends_its_exception(
    province: Province, paper: OutgoingEntry
) -> None:
    """The chair's office calls the paper back: the job opens the requirement once."""
    found = asked(province)
    assert excepted(province, found, paper.symbol).status_code == 302
    assert reopen_ended(by=SYSTEM, at=province.at) == 0
    reason = "Duyệt nhầm hệ thống"
    recall_paper(
        entry_id=paper.pk, reason=reason, by=province.seat("lan"), at=province.at
    )
    assert reopen_ended(by=SYSTEM, at=province.at) == 1
    assert reopen_ended(by=SYSTEM, at=province.at) == 0
    now = shares([found], province.today)[found.pk]
    assert (now.met, now.reopened) == (0, 1)
    assert Notice.objects.filter(kind="controls.reopened").count() == 1
    # Named again, the paper that was called back approves nothing.
    told = excepted(province, found, paper.symbol)
    assert "Không thấy văn bản" in told.content.decode()


def test_a_recalled_paper_proves_nothing_met(
    province: Province, paper: OutgoingEntry
) -> None:
    found = asked(province)
    named = {"evidence_kind": "paper", "evidence": paper.symbol}
    assert answered(province, found, "13", **named).status_code == 302
    bare = {"evidence_kind": "", "evidence": "", "evidence_on": ""}
    assert answered(province, found, "13", **bare).status_code == 302
    reason = "Ban hành nhầm"
    recall_paper(
        entry_id=paper.pk, reason=reason, by=province.seat("lan"), at=province.at
    )
    told = answered(province, found, "13", **bare)
    assert "Cần bằng chứng còn hiệu lực" in told.content.decode()


def test_its_last_day_still_counts(province: Province) -> None:
    day = province.today
    assert now_of(Said("except", day), day) == Now.EXCEPTED
    assert now_of(Said("except", day), day + timedelta(days=1)) == Now.REOPENED
