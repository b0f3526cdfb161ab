"""A paper is opened as a directive: its words, who may, once, and what has no words."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.directives import actions
from congvu.directives.jobs import find_unread, forget_one
from congvu.directives.models import Directive
from congvu.documents.models import DocumentFile, IntakeItem, RegisterEntry
from congvu.files.actions import destroy
from congvu.files.models import FileState
from congvu.lib.refusals import Refused
from tests.directives.making import (
    granted,
    opened,
    paper,
    put_text,
    seen,
    text,
    the,
    without_marks,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_minh_opens_a_paper_and_finds_each_order_bound_to_its_words(
    province: Province,
) -> None:
    entry = paper(province)
    granted(province, entry, "minh")
    minh = province.client("minh")
    page = minh.get(reverse("documents:entry", args=[entry.id])).content.decode()
    assert f"/nhiem-vu/chi-thi/cua-van-ban-den/{entry.id}/" in page
    address = f"/nhiem-vu/chi-thi/cua-van-ban-den/{entry.id}/"
    assert "Mở và đọc" in minh.get(address).content.decode()

    answer = minh.post(address, {"watch": str(province.division.id)}, follow=True)

    found = Directive.objects.get()
    assert (found.state, found.watch_unit_name) == ("ready", "Phòng Khoa giáo - Văn xã")
    shown = without_marks(answer)
    for proposal in found.proposals.all():
        sentence = found.text[proposal.start : proposal.end]
        assert sentence == sentence.strip()
        assert proposal.proposed["lead"]
    assert "Thời gian qua" in shown
    assert "rà soát toàn bộ văn bản quá hạn" in shown
    office = the(found, "rà soát toàn bộ")
    assert "Văn phòng Ủy ban nhân dân tỉnh" in office.lead
    assert office.deadline is not None
    assert AuditEvent.objects.filter(event="directives.opened").count() == 1
    # Asked again, the paper leads to what is there.
    assert minh.get(address)["Location"].startswith(f"/nhiem-vu/chi-thi/{found.id}/")


def test_lists_show_how_far_each_is_to_who_may_read_the_paper(
    province: Province,
) -> None:
    directive = opened(province)
    for who, sees in (("dung", True), ("minh", True), ("lan", True), ("phuc", False)):
        page = province.client(who).get("/nhiem-vu/chi-thi/").content.decode()
        assert (str(directive.id) in page) is sees, who
    waiting = province.client("dung").get("/nhiem-vu/chi-thi/?muc=cho")
    assert str(directive.id) in waiting.content.decode()
    one = f"/nhiem-vu/chi-thi/{directive.id}/"
    assert province.client("phuc").get(one).status_code == 404
    assert province.client("quan").get("/nhiem-vu/chi-thi/").status_code == 404


@pytest.mark.parametrize("who", ["lan", "thu"])
def test_who_only_keeps_papers_reads_and_decides_nothing(
    province: Province, who: str
) -> None:
    entry = paper(province)
    with pytest.raises(Refused, match="không mở văn bản chỉ đạo"):
        actions.open_directive(
            incoming_id=entry.id, by=province.seat(who), at=province.at
        )
    client = province.client(who)
    page = client.get(f"/nhiem-vu/chi-thi/cua-van-ban-den/{entry.id}/")
    assert "Chưa ai mở" in page.content.decode()


def test_one_paper_is_one_directive_of_an_agency(province: Province) -> None:
    directive = opened(province)
    with pytest.raises(Refused, match="Hoàng Văn Minh đã mở"):
        actions.open_directive(
            incoming_id=directive.incoming_id,
            by=province.seat("dung"),
            at=province.at,
        )


def test_the_text_and_a_place_in_it_are_never_rewritten(province: Province) -> None:
    directive = opened(province)
    proposal = directive.proposals.first()
    assert proposal is not None
    with pytest.raises(ProgrammingError), transaction.atomic():
        Directive.objects.filter(pk=directive.pk).update(text="Khác")
    with pytest.raises(ProgrammingError), transaction.atomic():
        directive.proposals.filter(pk=proposal.pk).update(start=proposal.start + 1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        directive.proposals.filter(pk=proposal.pk).update(proposed={"lead": []})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": ""}, "Không nhận dạng được chữ nào"),
        (
            {"state": FileState.QUARANTINED, "reason": "Có vi-rút.", "text": ""},
            "cách ly",
        ),
    ],
)
def test_a_paper_without_words_says_what_to_do(
    province: Province, changed: dict[str, str], said: str
) -> None:
    entry = paper(province, "")
    put_text(entry, "x", **changed)
    directive = actions.open_directive(
        incoming_id=entry.id, by=province.seat("dung"), at=province.at
    )

    page = province.client("dung").get(f"/nhiem-vu/chi-thi/{directive.id}/")

    assert directive.state == "silent"
    assert said in page.content.decode()


def test_a_paper_that_came_without_a_file_is_read_once_it_has_one(
    province: Province,
) -> None:
    entry = paper(province, "")
    dung = province.seat("dung")
    directive = actions.open_directive(incoming_id=entry.id, by=dung, at=province.at)
    assert "chưa có tệp" in directive.said
    put_text(entry, text(province.today))

    client = province.client("dung")
    client.post(f"/nhiem-vu/chi-thi/{directive.id}/doc-lai/")

    directive.refresh_from_db()
    assert directive.state == "ready"
    assert directive.proposals.exists()


def test_a_text_without_orders_says_so(province: Province) -> None:
    directive = opened(
        province, "Báo cáo tình hình. Năm qua, tỉnh đã hoàn thành các chỉ tiêu."
    )
    page = province.client("minh").get(f"/nhiem-vu/chi-thi/{directive.id}/")
    assert "Không tìm thấy câu nào giao nhiệm vụ" in page.content.decode()


def test_a_scan_is_read_when_it_has_been_recognised(province: Province) -> None:
    entry = paper(province, "")
    file = put_text(
        entry, "", needs_ocr=True, pages=200, progress_done=40, progress_total=200
    )
    dung = province.seat("dung")
    directive = actions.open_directive(incoming_id=entry.id, by=dung, at=province.at)
    client, here = province.client("dung"), f"/nhiem-vu/chi-thi/{directive.id}/"
    assert "40 trên 200 trang" in client.get(here).content.decode()
    assert "HX-Refresh" not in client.get(f"{here}tien-do/").headers
    find_unread()
    assert (
        actions.read_text(directive_id=directive.id, by=SYSTEM, at=province.at) is None
    )

    file.text, file.needs_ocr, file.has_ocr = text(province.today), False, True
    file.save()
    actions.read_text(directive_id=directive.id, by=SYSTEM, at=timezone.now())

    assert client.get(f"{here}tien-do/").headers["HX-Refresh"] == "true"
    assert "rà soát toàn bộ" in seen(client, here)
    assert "Đã đọc xong" in client.get("/thong-bao/").content.decode()


def test_the_word_copy_of_the_same_paper_is_not_read_twice(province: Province) -> None:
    entry = paper(province)
    put_text(entry, text(province.today).replace("\n", "\n\n"), name="chi-thi.docx")
    put_text(entry, "PHỤ LỤC\nDanh mục văn bản quá hạn kèm theo.", name="phu-luc.pdf")
    directive = actions.open_directive(
        incoming_id=entry.id, by=province.seat("dung"), at=province.at
    )

    said = [part for part in directive.files if part["start"] != part["end"]]
    names = [part["name"] for part in said]
    first, last = said
    assert names == ["chi-thi.pdf", "phu-luc.pdf"]
    assert directive.text[last["start"] : last["end"]].startswith("PHỤ LỤC")
    assert first["end"] < last["start"]


def test_what_may_be_secret_is_shown_to_nobody(province: Province) -> None:
    directive = opened(province)
    held = DocumentFile.objects.get(document=directive.document)
    IntakeItem.objects.create(
        agency=province.committee,
        file=held.file,
        entry=directive.incoming,
        name="x.pdf",
        channel="upload",
        state="registered",
        doubt="held",
        received_at=province.at,
    )
    shown = seen(province.client("dung"), f"/nhiem-vu/chi-thi/{directive.id}/")
    assert "có thể là bí mật" in shown
    assert "rà soát toàn bộ" not in shown


def test_a_long_text_is_leafed_through_and_marked_where_it_stands(
    province: Province,
) -> None:
    filler = "".join(
        f"\n{n}. Đoạn nêu tình hình chung của ngành trong năm qua." for n in range(900)
    )
    directive = opened(province, text(province.today) + filler)
    client, here = province.client("minh"), f"/nhiem-vu/chi-thi/{directive.id}/"
    first = seen(client, here)
    assert "Phần sau" in first
    assert "899. " not in first
    later = seen(client, f"{here}?tu={len(directive.text) - 10}")
    assert "899. " in later
    assert "Thời gian qua" not in later


def test_a_destroyed_file_takes_its_words_along(province: Province) -> None:
    directive = opened(province)
    given = the(directive, "rà soát toàn bộ")
    actions.confirm_proposal(
        directive_id=directive.id,
        proposal_id=given.id,
        by=province.seat("minh"),
        at=province.at,
    )
    file = DocumentFile.objects.get(document=directive.document).file
    destroy(file=file, reason="Bí mật nhà nước.", by=SYSTEM, at=province.at)
    here = f"/nhiem-vu/chi-thi/{directive.id}/"
    assert "phân công công chức" not in seen(province.client("dung"), here)

    forget_one(file_id=str(file.pk))

    directive.refresh_from_db()
    assert (directive.state, directive.text, directive.clauses) == ("silent", "", [])
    kept = directive.proposals.get()
    assert (kept.id, kept.proposed) == (given.id, {})
    assert "đã hủy" in seen(province.client("dung"), here)
    forget_one(file_id=str(file.pk))


def test_what_is_left_of_a_paper_is_not_read_in_place_of_what_was_destroyed(
    province: Province,
) -> None:
    """The annex goes, and with it the text; the paper's other file is there still."""
    entry = paper(province)
    annex = put_text(entry, "PHỤ LỤC\nDanh mục văn bản quá hạn kèm theo.")
    dung = province.seat("dung")
    directive = actions.open_directive(incoming_id=entry.id, by=dung, at=province.at)
    given = the(directive, "rà soát toàn bộ")
    actions.confirm_proposal(
        directive_id=directive.id, proposal_id=given.id, by=dung, at=province.at
    )
    destroy(file=annex, reason="Gửi nhầm.", by=SYSTEM, at=province.at)
    forget_one(file_id=str(annex.pk))

    again = f"/nhiem-vu/chi-thi/{directive.id}/doc-lai/"
    answer = province.client("dung").post(again)

    assert answer.status_code == 422
    assert "không đọc lại được" in answer.content.decode()
    directive.refresh_from_db()
    assert (directive.state, directive.proposals.count()) == ("silent", 1)
    other = actions.open_directive(
        incoming_id=_with_a_destroyed_file(province).id, by=dung, at=province.at
    )
    assert (other.state, other.text) == ("silent", "")


def _with_a_destroyed_file(province: Province) -> RegisterEntry:
    entry = paper(province, symbol="06/CT-UBND")
    gone = put_text(entry, "PHỤ LỤC\nGửi nhầm kèm theo.")
    destroy(file=gone, reason="Gửi nhầm.", by=SYSTEM, at=province.at)
    return entry
