"""A directive is read again: files came since, or the rules know more, or less."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from congvu.directives import actions
from congvu.directives.actions import ProposalWish
from congvu.directives.models import Directive, Proposal
from congvu.duties.models import Duty
from congvu.files.models import FileState
from tests.directives.making import opened, put_text, seen, the
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

ANNEX = """PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
TT | Nhiệm vụ | Cơ quan chủ trì | Sản phẩm
1 | Lập danh mục hồ sơ điện tử của tỉnh | Văn phòng Ủy ban nhân dân tỉnh | Danh mục
"""


def confirmed(province: Province, directive: Directive, words: str) -> Proposal:
    return actions.confirm_proposal(
        directive_id=directive.id,
        proposal_id=the(directive, words).id,
        by=province.seat("minh"),
        at=province.at,
    )


def again(province: Province, directive: Directive) -> str:
    address = f"/nhiem-vu/chi-thi/{directive.id}/doc-lai/"
    answer = province.client("minh").post(address, follow=True)
    directive.refresh_from_db()
    return answer.content.decode()


def test_a_file_that_came_later_is_read_behind_what_stands(province: Province) -> None:
    directive = opened(province)
    given = confirmed(province, directive, "rà soát toàn bộ")
    edited = the(directive, "quy chế trao đổi")
    actions.edit_proposal(
        directive_id=directive.id,
        proposal_id=edited.id,
        wish=ProposalWish("Quy chế trao đổi văn bản", lead=edited.lead),
        by=province.seat("minh"),
        at=province.at,
    )
    before, text = directive.proposals.count(), directive.text
    here = f"/nhiem-vu/chi-thi/{directive.id}/"
    minh = province.client("minh")
    assert "thêm tệp sau khi được đọc" not in seen(minh, here)
    assert directive.incoming is not None
    put_text(directive.incoming, ANNEX, name="phu-luc.pdf")
    put_text(directive.incoming, text, name="chi-thi.docx", kind="docx")
    page = seen(minh, here)
    assert "thêm tệp sau khi được đọc: phu-luc.pdf, chi-thi.docx" in page
    told = minh.get(f"/api/v1/directives/{directive.id}").json()
    assert told["later_files"] == ["phu-luc.pdf", "chi-thi.docx"]

    page = again(province, directive)

    assert "Đọc thêm tệp đến sau: phu-luc.pdf." in page
    assert "Có 1 đề xuất mới chờ xác nhận." in page
    assert directive.text.startswith(text)
    assert directive.proposals.count() == before + 1
    new = the(directive, "Lập danh mục hồ sơ điện tử")
    assert (new.deliverable, new.state) == ("Danh mục", "waiting")
    for one in (given, edited):
        kept = Proposal.objects.get(pk=one.pk)
        assert (kept.start, kept.end, kept.unseen_at) == (one.start, one.end, None)
    duty = Duty.objects.get()
    assert directive.text[duty.start : duty.end] == duty.sentence
    assert Proposal.objects.get(pk=edited.pk).title == "Quy chế trao đổi văn bản"
    assert "thêm tệp sau khi được đọc" not in seen(minh, here)
    assert "Đọc thêm tệp" not in again(province, directive), "nothing came since"


def test_a_scan_that_is_still_being_recognised_is_named(province: Province) -> None:
    directive = opened(province)
    assert directive.incoming is not None
    scan = put_text(directive.incoming, "", name="scan.pdf", needs_ocr=True)
    page = again(province, directive)
    assert "Tệp còn đang nhận dạng, đọc lại khi xong: scan.pdf." in page
    scan.text, scan.needs_ocr, scan.state = ANNEX, False, FileState.READY
    scan.save()
    assert "Đọc thêm tệp đến sau: scan.pdf." in again(province, directive)


def test_what_a_newer_reading_finds_no_more_stays_and_says_so(
    province: Province,
) -> None:
    """Two statements that an earlier edition took for orders; one was given."""
    directive = opened(province)
    order = the(directive, "rà soát toàn bộ")
    stated = directive.text.index("Thời gian qua")
    for start, words in (
        (stated, "Thời gian qua, các cơ quan đã có nhiều cố gắng"),
        (directive.text.index("Tuy nhiên"), "Tuy nhiên, văn bản quá hạn còn nhiều"),
    ):
        Proposal.objects.create(
            directive=directive,
            start=start,
            end=start + len(words),
            edition=1,
            title=words,
            lead="Văn phòng Ủy ban nhân dân tỉnh",
            made_at=province.at,
        )
    given = confirmed(province, directive, "Thời gian qua")
    before = directive.proposals.count()

    page = again(province, directive)

    assert "2 câu lần này không còn thấy" in page
    assert directive.proposals.count() == before
    unseen = directive.proposals.exclude(unseen_at=None).order_by("start")
    assert [one.state for one in unseen] == ["confirmed", "waiting"]
    assert the(directive, "rà soát toàn bộ").unseen_at is None
    assert the(directive, "rà soát toàn bộ").start == order.start
    card = f"/nhiem-vu/chi-thi/{directive.id}/?de-xuat="
    for one in (given, unseen[1]):
        assert "không còn thấy câu này giao việc" in seen(
            province.client("minh"), f"{card}{one.pk}"
        )
    api = province.client("minh").get(f"/api/v1/directives/{directive.id}").json()
    told = [p["id"] for p in api["proposals"] if p["unseen_at"]]
    assert told == [str(one.pk) for one in unseen]
    assert Duty.objects.get().id == given.duty_id, "what was given stays given"


def test_words_are_only_ever_added(province: Province) -> None:
    directive = opened(province)
    rows = Directive.objects.filter(pk=directive.pk)
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(text=directive.text[1:])
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(text=f"Thêm. {directive.text}")
    rows.update(text=f"{directive.text}\fPhụ lục")


def test_two_who_read_again_at_once_add_it_once(province: Province) -> None:
    directive = opened(province)
    assert directive.incoming is not None
    put_text(directive.incoming, ANNEX, name="phu-luc.pdf")
    for who, later in (("minh", 0), ("dung", 1)):
        actions.read_again(
            directive_id=directive.id,
            by=province.seat(who),
            at=province.at + timedelta(minutes=later),
        )
    directive.refresh_from_db()
    assert directive.text.count("PHỤ LỤC") == 1
