"""Signed by right, numbered after, issued once; late, called back, related."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.documents.actions.history import grant
from congvu.documents.models import Document, RegisterEntry
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, WorkCalendar
from congvu.lib.refusals import Refused
from congvu.organisations.models import Appointment
from congvu.outgoing.actions import (
    SentTo,
    approve,
    cancel_number,
    check_content,
    check_form,
    give_number,
    issue_draft,
    note_pen_signature,
    recall_paper,
    relate_paper,
    send_draft,
)
from congvu.outgoing.models import (
    Draft,
    OutgoingEntry,
    PaperSignature,
    Recipient,
)
from congvu.outgoing.queries import outgoing_period
from congvu.outgoing.rules import release_due
from tests.documents.machine import machine
from tests.documents.pages import make_entry
from tests.files.conftest import make_pdf
from tests.outgoing.drafts import again, begin, lead, out, post_id
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
FRIDAY = datetime(2026, 3, 6, 16, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("electronic", "urgent", "due"),
    [
        (True, False, datetime(2026, 3, 9, 12, tzinfo=VIETNAM)),
        (False, False, datetime(2026, 3, 9, 23, 59, 59, tzinfo=VIETNAM)),
        (True, True, datetime(2026, 3, 6, 17, tzinfo=VIETNAM)),
    ],
)
def test_a_paper_goes_out_by_the_next_working_morning(
    due: datetime, *, electronic: bool, urgent: bool
) -> None:
    days = WorkCalendar(holidays=frozenset(), working_saturdays=frozenset())

    given: dict[str, Any] = {"electronic": electronic, "urgent": urgent, "days": days}
    found = release_due(FRIDAY, **given, at_once=timedelta(hours=1))

    assert found == due
    # Where no law of the day says how long "at once" is: the day itself.
    evening = datetime(2026, 3, 6, 23, 59, 59, tzinfo=VIETNAM)
    assert release_due(FRIDAY, **given) == (evening if urgent else due)


@pytest.mark.usefixtures("home")
def test_an_answer_leaves_the_agency_and_the_incoming_line_says_so(
    province: Province,
) -> None:
    entry, lan = make_entry(province), province.client("lan")
    draft = begin(province, who="ha", answers_id=entry.id)
    _approved_for_the_office(province, draft)
    url = f"/van-ban/di/du-thao/{draft.id}/"

    assert "Đã ký trên giấy" in lan.get(url).content.decode()
    lan.post(f"{url}da-ky-giay/")
    numbered = lan.post(f"{url}cap-so/", follow=True).content.decode()
    nowhere = lan.post(f"{url}phat-hanh/", {})
    words = make_pdf("Công văn đã ký")
    scan = BytesIO(words)
    scan.name = "ky.pdf"
    issued = lan.post(
        f"{url}phat-hanh/",
        {
            "groups": ["commune"],
            "outside": "Công ty Điện lực | 5 phố Mới",
            "on_paper": "on",
            "copies": "3",
            "scan": scan,
        },
        follow=True,
    ).content.decode()

    assert "01/UBND-VP" in numbered
    assert nowhere.status_code == 422
    assert "Chưa có nơi nhận" in nowhere.content.decode()
    assert "Đã phát hành văn bản." in issued
    line = OutgoingEntry.objects.get()
    assert line.state == "issued"
    assert line.recipients == "Như trên; Ủy ban nhân dân xã Yến Dương; Công ty Điện lực"
    document = Document.objects.get(outgoing=line)
    assert document.issuer_id == province.committee.id
    assert document.files.count() == 1
    assert RegisterEntry.objects.get(pk=entry.pk).reply_symbol == "01/UBND-VP"
    sent = list(Recipient.objects.order_by("name").values_list("name", "on_paper"))
    assert sent == [
        ("Công ty Điện lực", True),
        ("Ủy ban nhân dân xã Yến Dương", True),
    ]
    page = lan.get(f"/van-ban/di/{line.id}/").content.decode()
    assert "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH, Nguyễn Tiến Dũng" in page
    assert "5 phố Mới" in page
    got = b"".join(lan.get(f"/van-ban/di/{line.id}/tep/").streaming_content)  # type: ignore[attr-defined]
    assert got == words
    signature = PaperSignature.objects.get()
    assert (signature.how, signature.capacity) == ("pen", "head")
    assert signature.person_id == province.seat("dung").person_id
    printed = lan.get("/van-ban/di/in-so/?tu=01/01/2020&den=31/12/2199")
    assert "Công ty Điện lực" in printed.content.decode()


def _approved_for_the_office(province: Province, draft: Draft) -> None:
    given: dict[str, Any] = {"draft_id": draft.id, "at": province.at}
    send_draft(by=province.seat("ha"), **given)
    check_content(by=province.seat("ha"), **given)
    check_form(by=province.seat("lan"), **given)
    approve(by=province.seat("dung"), **given)


def test_nothing_is_signed_numbered_or_issued_out_of_turn(province: Province) -> None:
    lan, at = province.seat("lan"), province.at
    draft = lead(province, 3)
    given: dict[str, Any] = {"draft_id": draft.id, "by": lan, "at": at}
    sent = [SentTo(province.commune.id)]

    for deed in (
        lambda: note_pen_signature(**given),
        lambda: give_number(**given),
        lambda: issue_draft(sent_to=sent, **given),
    ):
        with pytest.raises(Refused, match="chờ duyệt"):
            deed()
    assert not OutgoingEntry.objects.exists()
    approved = lead(province, 4)
    minh: dict[str, Any] = given | {
        "draft_id": approved.id,
        "by": province.seat("minh"),
    }
    with pytest.raises(Refused, match="Không có quyền ghi"):
        note_pen_signature(**minh)


def test_a_signer_who_left_the_post_cannot_have_signed(province: Province) -> None:
    draft = lead(province, 4)
    Appointment.objects.filter(post=post_id(province, "dung")).update(
        valid_until=province.today
    )

    with pytest.raises(Refused, match="Không còn ai giữ chức vụ ký"):
        note_pen_signature(draft_id=draft.id, by=province.seat("lan"), at=province.at)


def test_the_lines_above_the_name_are_those_the_signer_has_a_right_to(
    province: Province,
) -> None:
    """Approved as the chairman's; by then the post is called something else."""
    draft = lead(province, 4)
    post = province.dung.post
    assert post is not None
    type(post).objects.filter(pk=post.pk).update(name="Phó Chủ tịch")

    with pytest.raises(Refused, match="sửa lại rồi trình duyệt"):
        note_pen_signature(draft_id=draft.id, by=province.seat("lan"), at=province.at)


def test_late_release_is_told_and_listed(province: Province) -> None:
    lan = province.seat("lan")
    draft = out(province, 2, lan, province.at)
    later = province.at + timedelta(days=10)

    issue_draft(
        draft_id=draft.id,
        sent_to=[SentTo(None, "Bộ Nội vụ")],
        by=province.seat("lan"),
        at=later,
    )

    line = OutgoingEntry.objects.get()
    assert line.release_due_at is not None
    assert line.release_due_at.date() == calendar().next_working_day(province.today)
    client = province.client("lan")
    assert line.symbol in client.get("/van-ban/di/?muc=phat-hanh-tre").content.decode()
    assert "trễ, hạn" in client.get(f"/van-ban/di/{line.id}/").content.decode()


def test_what_is_over_its_time_and_still_here_is_listed_as_late(
    province: Province,
) -> None:
    draft = out(province, 2, province.seat("lan"), province.at)
    OutgoingEntry.objects.update(release_due_at=province.at - timedelta(days=5))
    lan = province.client("lan")

    listed = lan.get("/van-ban/di/?muc=phat-hanh-tre").content.decode()
    page = lan.get(f"/van-ban/di/{draft.entry_id}/").content.decode()

    assert draft.subject in listed
    assert "tone-late" in page


def test_what_cannot_be_sent_is_refused_with_every_reason(province: Province) -> None:
    lan, at = province.seat("lan"), province.at
    draft = out(province, 2, lan, at)

    with pytest.raises(Refused) as refused:
        issue_draft(
            draft_id=draft.id,
            sent_to=[SentTo(province.division.id), SentTo(None, " ")],
            by=lan,
            at=at,
        )

    words = " ".join(r.message for r in refused.value.reasons)
    assert "không còn hoạt động" in words
    assert "chưa ghi tên" in words
    assert again(draft).state == "numbered"
    with pytest.raises(Refused, match="trên văn bản đã ký"):
        cancel_number(entry_id=again(draft).entry_id, reason="x", by=lan, at=at)  # type: ignore[arg-type]


def test_an_issued_paper_is_called_back_once_and_freezes(province: Province) -> None:
    lan, at = province.seat("lan"), province.at
    line = out(province, 3, lan, at).entry
    assert line is not None
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        recall_paper(entry_id=line.id, reason="", by=lan, at=at)
    with pytest.raises(Refused, match="quyền thu hồi"):
        recall_paper(entry_id=line.id, reason="x", by=province.seat("minh"), at=at)

    recall_paper(entry_id=line.id, reason="Sai.", by=province.seat("dung"), at=at)

    with pytest.raises(Refused, match="đã được thu hồi"):
        recall_paper(entry_id=line.id, reason="Nữa.", by=lan, at=at)
    page = province.client("lan").get(f"/van-ban/di/{line.id}/").content.decode()
    assert "Đã thu hồi" in page
    assert "thu-hoi/" not in page
    listed = province.client("ha").get("/van-ban/di/").content.decode()
    assert "đã thu hồi" in listed
    by_machine = machine(province, "lan").get(f"outgoing-documents/{line.id}")
    assert by_machine.data["entry"]["recalled_because"] == "Sai."
    book = outgoing_period(province.today, province.today)
    (printed,) = book.lines(province.committee.id)
    assert printed["note"] == "Đã thu hồi. Sai."
    told = province.client("minh").get("/thong-bao/").content.decode()
    assert "thu hồi văn bản" in told


def test_a_later_paper_points_to_the_first(province: Province) -> None:
    lan, at, year = province.seat("lan"), province.at, province.today.year
    first, second, third = (out(province, 3, lan, at).entry for _n in range(3))
    assert first is not None
    assert second is not None
    assert third is not None
    given: dict[str, Any] = {"entry_id": second.id, "year": year, "by": lan, "at": at}

    with pytest.raises(Refused, match="Không tìm thấy"):
        relate_paper(kind="corrects", symbol="99/UBND", **given)
    relate_paper(kind="corrects", symbol=first.symbol, **given)
    with pytest.raises(Refused, match="đã ghi quan hệ"):
        relate_paper(kind="replaces", symbol=first.symbol, **given)
    api = machine(province, "lan").post(
        f"outgoing-documents/{third.id}/relation",
        {"kind": "replaces", "symbol": first.symbol, "year": year},
    )

    assert api.data["earlier_id"] == str(first.id)
    page = province.client("lan").get(f"/van-ban/di/{first.id}/").content.decode()
    assert second.symbol in page
    assert "Được đính chính" in page
    assert "Được thay thế" in page


@pytest.mark.parametrize("table", [PaperSignature, Recipient])
def test_who_signed_and_where_it_went_is_never_rewritten(
    province: Province, table: Any
) -> None:
    out(province, 3, province.seat("lan"), province.at)

    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all().delete()


def test_a_program_issues_a_paper(province: Province) -> None:
    draft, lan = lead(province, 4), machine(province, "lan")
    one = f"drafts/{draft.id}"

    signed = lan.post(f"{one}/pen-signature")
    numbered = lan.post(f"{one}/number")
    issued = lan.post(
        f"{one}/issue",
        {"sent_to": [{"agency_id": str(province.commune.id)}], "copies": 2},
    )
    gone = machine(province, "dung").post(
        f"outgoing-documents/{issued.data['id']}/recall", {"reason": "Nhầm."}
    )

    assert signed.data["lines"] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert numbered.data["symbol"] == "01/UBND-KGVX"
    assert issued.data["state"] == "issued"
    assert gone.status == 200


def test_an_incoming_paper_shows_what_answers_it_to_who_may_see_it(
    province: Province,
) -> None:
    entry, lan, at = make_entry(province), province.seat("lan"), timezone.now()
    draft = begin(province, who="ha", answers_id=entry.id)
    url = f"/van-ban/di/tra-loi/{entry.id}/"

    def shown(who: str) -> str:
        answer = province.client(who).get(url, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return answer.content.decode()  # type: ignore[no-any-return]

    page = province.client("lan").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert url in page
    assert f"/van-ban/di/du-thao/{draft.id}/" in shown("lan")
    assert province.client("minh").get(url).status_code == 404
    grant(entry, [province.seat("minh").post_id])
    assert draft.subject not in shown("minh"), "the paper is not its answer's draft"

    _approved_for_the_office(province, draft)
    given: dict[str, Any] = {"draft_id": draft.id, "by": lan, "at": at}
    note_pen_signature(**given)
    give_number(**given)
    issue_draft(sent_to=[SentTo(province.commune.id)], **given)
    line = OutgoingEntry.objects.get()

    assert f"/van-ban/di/{line.id}/" in shown("lan")
    told = province.client("lan").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert f"phát hành văn bản trả lời {line.symbol}" in told
    (answer,) = (
        machine(province, "lan").get(f"incoming-documents/{entry.id}/answers").data
    )
    assert (answer["entry"]["symbol"], answer["draft"]["id"]) == (
        line.symbol,
        str(draft.id),
    )
    assert AuditEvent.objects.filter(
        event="documents.answered", object_id=entry.pk
    ).exists()


def test_a_recalled_answer_answers_nothing(province: Province) -> None:
    entry, lan, at = make_entry(province), province.seat("lan"), timezone.now()
    draft = begin(province, who="ha", answers_id=entry.id)
    _approved_for_the_office(province, draft)
    given: dict[str, Any] = {"draft_id": draft.id, "by": lan, "at": at}
    note_pen_signature(**given)
    give_number(**given)
    issue_draft(sent_to=[SentTo(province.commune.id)], **given)
    line = OutgoingEntry.objects.get()
    assert RegisterEntry.objects.get(pk=entry.pk).reply_symbol == line.symbol

    recall_paper(entry_id=line.id, reason="Sai số liệu", by=lan, at=at)

    assert RegisterEntry.objects.get(pk=entry.pk).reply_symbol == ""
    told = province.client("lan").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert f"thu hồi văn bản trả lời {line.symbol}" in told
    shown = province.client("lan").get(f"/van-ban/di/tra-loi/{entry.id}/")
    assert "đã thu hồi" in shown.content.decode()


def test_a_reply_somebody_wrote_by_hand_stays(province: Province) -> None:
    entry, lan, at = make_entry(province), province.seat("lan"), timezone.now()
    RegisterEntry.objects.filter(pk=entry.pk).update(reply_symbol="7/UBND")
    draft = begin(province, who="ha", answers_id=entry.id)
    _approved_for_the_office(province, draft)
    given: dict[str, Any] = {"draft_id": draft.id, "by": lan, "at": at}
    note_pen_signature(**given)
    give_number(**given)
    issue_draft(sent_to=[SentTo(province.commune.id)], **given)
    line = OutgoingEntry.objects.get()

    recall_paper(entry_id=line.id, reason="Sai số liệu", by=lan, at=at)

    assert RegisterEntry.objects.get(pk=entry.pk).reply_symbol == "7/UBND"
