"""A meeting from its calling to the duties that came of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.calendar import actions
from congvu.calendar.actions import MeetingData
from congvu.calendar.models import Attendance, Meeting, MeetingNote, Occupation
from congvu.calendar.rules import (
    BookingState,
    ConclusionData,
    EntryData,
    Invited,
    MeetingPaperKind,
    MeetingState,
    at_clock,
)
from congvu.documents.models import DocumentFile
from congvu.duties.models import Duty, Share
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.outgoing.models import Draft
from tests.calendar.programs import token_for
from tests.calendar.stories import (
    ABOUT,
    again,
    asked,
    book,
    call,
    issued,
    next_monday,
    post_of,
    room,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def url(name: str, *keys: Any) -> str:
    return reverse(f"calendar:{name}", args=keys)


def send(people: Province, who: str, page: str, **sent: Any) -> None:
    answer = people.client(who).post(page, sent)
    assert answer.status_code == 302, answer.content.decode()


def page(people: Province, who: str, name: str, *keys: Any) -> str:
    answer = people.client(who).get(url(name, *keys))
    assert answer.status_code == 200, (who, name, answer.status_code)
    return answer.content.decode()


def test_from_the_invitation_to_the_duties(province: Province) -> None:
    people, today = province, f"{province.today:%d/%m/%Y}"
    send(
        people,
        "dung",
        url("call"),
        summary=ABOUT,
        day=today,
        clock_from="0:00",
        clock_to="23:59",
        place="Phòng họp số 1",
        chair=str(post_of(people, "dung").id),
        invited=[str(post_of(people, "hoa").id), str(people.commune.id)],
        agenda="Báo cáo tiến độ | Phạm Thị Hoa | 20\nThảo luận",
        visibility="internal",
    )
    found = Meeting.objects.get()
    assert [i.text for i in found.agenda.order_by("number")] == [
        "Báo cáo tiến độ",
        "Thảo luận",
    ]
    _invited(people, found)
    _read_in_the_room(people, found)
    _attended(people, found)
    _concluded(people, found)


def _invited(people: Province, found: Meeting) -> None:
    """The invitation is a paper of type GM, numbered and signed as any other."""
    signer = str(post_of(people, "dung").id)
    send(people, "lan", url("draft", found.pk, "invitation"), signer=signer)
    draft = Draft.objects.get()
    assert (draft.type_code, draft.subject) == ("GM", ABOUT)
    body = str(draft.versions.get().body)
    assert "Phòng họp số 1" in body
    assert "Báo cáo tiến độ" in body
    line = issued(people, "GM", ABOUT)
    send(people, "lan", url("issued", found.pk, "invitation"), line=str(line.pk))
    assert again(found).state == MeetingState.INVITED
    # The commune was asked: its office sees the meeting and sends its chairman.
    assert ABOUT in page(people, "tu", "meeting", found.pk)


def _read_in_the_room(people: Province, found: Meeting) -> None:
    line = issued(people, "BC", "Tiến độ năm")
    document = str(line.document_id)
    send(people, "lan", url("papers", found.pk), document=document)
    held = DocumentFile.objects.get(document=line.document_id)
    for who, status in (("hoa", 200), ("tu", 200), ("minh", 404), ("quan", 404)):
        client = people.client(who)
        answer = client.get(url("room-file", found.pk, held.pk))
        got = answer.getvalue()
        assert answer.status_code == status, who
        assert client.get(url("room", found.pk)).status_code == status, who
        assert got.startswith(b"%PDF") == (status == 200)
    assert line.symbol in page(people, "hoa", "room", found.pk)
    send(people, "hoa", url("room", found.pk), text="Hỏi lại số liệu quý III.")
    assert "quý III" in page(people, "hoa", "room", found.pk)
    assert "quý III" not in page(people, "dung", "room", found.pk)
    assert MeetingNote.objects.get().person_id == people.seat("hoa").person_id


def _attended(people: Province, found: Meeting) -> None:
    """Hoa by her phone at the door, the commune by the list."""
    assert "<svg" in page(people, "lan", "attendance", found.pk)
    wrong = url("sign-in", found.pk, "khong-phai-ma-nay")
    send(people, "hoa", wrong)
    assert not Attendance.objects.filter(came_at__isnull=False).exists()
    send(people, "hoa", url("sign-in", found.pk, found.code))
    hoa = Attendance.objects.get(desk_id=post_of(people, "hoa").id)
    assert hoa.came_by == "Ma Thị Hoa"
    commune = Attendance.objects.get(desk_id=people.commune.id)
    # Lan's list was on her screen before Hoa came: it takes nothing back from her.
    send(people, "lan", url("attendance", found.pk), present=[str(commune.pk)])
    assert there() == {hoa.pk, commune.pk}
    text = page(people, "lan", "attendance", found.pk)
    (shown,) = re.findall(r'name="shown" value="([^"]*)"', text)
    assert set(shown.split()) == {str(hoa.pk), str(commune.pk)}
    sent = {"present": [str(commune.pk)], "shown": shown}
    send(people, "lan", url("attendance", found.pk), **sent)
    assert there() == {commune.pk}
    sent = {"present": [str(hoa.pk), str(commune.pk)], "shown": str(commune.pk)}
    send(people, "lan", url("attendance", found.pk), **sent)
    assert there() == {hoa.pk, commune.pk}
    assert again(found).state == MeetingState.HELD


def there() -> set[UUID]:
    rows = Attendance.objects.filter(came_at__isnull=False)
    return set(rows.values_list("pk", flat=True))


def _concluded(people: Province, found: Meeting) -> None:
    due = f"{people.today + timedelta(days=20):%d/%m/%Y}"
    bare = people.client("lan").post(
        url("conclusions", found.pk), {"text_0": "Khóa sổ năm."}
    )
    assert bare.status_code == 422
    assert "chưa có nơi thực hiện" in bare.content.decode()
    assert "Khóa sổ năm." in bare.content.decode()
    send(
        people,
        "lan",
        url("conclusions", found.pk),
        text_0="Khóa sổ năm.",
        desk_0=str(people.commune.id),
        due_0=due,
        text_1="Báo cáo tiến độ.",
        desk_1=str(post_of(people, "hoa").id),
        due_1=due,
    )
    signer = str(post_of(people, "dung").id)
    send(people, "lan", url("draft", found.pk, "notice"), signer=signer)
    notice = Draft.objects.get(type_code="TB")
    assert "Khóa sổ năm." in str(notice.versions.get().body)
    line = issued(people, "TB", "Kết luận giao ban")
    send(people, "lan", url("issued", found.pk, "notice"), line=str(line.pk))
    send(people, "lan", url("give", found.pk))
    assert Duty.objects.count() == 2
    assert {d.paper_id for d in Duty.objects.all()} == {line.document_id}
    assert {s.desk_id for s in Share.objects.all()} == {
        people.commune.id,
        post_of(people, "hoa").id,
    }
    assert "Khóa sổ năm." in page(people, "hoa", "meeting", found.pk)
    # What was given stays; more may be concluded.
    with pytest.raises(Refused, match="chưa giao"):
        actions.give_conclusions(
            meeting_id=found.pk, by=people.seat("dung"), at=people.at
        )


def test_without_a_paper_only_who_gives_duties_gives_conclusions(
    province: Province,
) -> None:
    people, found = province, call(province)
    said = ConclusionData(
        "Khóa sổ.", people.commune.id, people.today + timedelta(days=3)
    )
    actions.conclude_meeting(
        meeting_id=found.pk, lines=[said], by=people.seat("lan"), at=people.at
    )
    with pytest.raises(Refused, match="không kèm văn bản"):
        actions.give_conclusions(
            meeting_id=found.pk, by=people.seat("lan"), at=people.at
        )
    actions.give_conclusions(meeting_id=found.pk, by=people.seat("dung"), at=people.at)
    assert Duty.objects.get().title == "Khóa sổ."


def test_a_meeting_that_is_off_gives_back_its_room_and_everybodys_time(
    province: Province,
) -> None:
    people, day = province, next_monday(province)
    found = call(people, starts=at_clock(day, 8), ends=at_clock(day, 9))
    lent = room(people)
    held = book(people, lent, "dung")
    held.meeting = found
    held.save(update_fields=["meeting"])
    send(people, "dung", url("cancel-meeting", found.pk), because="Hoãn sang tuần sau.")

    assert again(found).state == MeetingState.CANCELLED
    assert not Occupation.objects.filter(is_held=True).exists()
    assert found.entry.occurrences.filter(is_busy=True).count() == 0
    book(people, lent, "hoa")
    with pytest.raises(Refused, match="đã hủy"):
        actions.draft_meeting_paper(
            meeting_id=found.pk,
            kind=MeetingPaperKind.INVITATION,
            signer_post_id=post_of(people, "dung").id,
            by=people.seat("dung"),
            at=people.at,
        )


def test_who_is_asked_does_not_prepare_and_who_is_not_sees_nothing(
    province: Province,
) -> None:
    people = province
    found = call(people, invited=asked(people, "hoa"))
    for who, status in (("hoa", 200), ("lan", 200), ("minh", 404), ("tu", 404)):
        assert people.client(who).get(url("meeting", found.pk)).status_code == status
    for name in ("change-meeting", "attendance", "conclusions", "papers"):
        assert people.client("hoa").get(url(name, found.pk)).status_code == 404


def test_a_head_calls_a_meeting_of_the_unit_and_prepares_it(
    province: Province,
) -> None:
    people = province
    found = call(people, "hoa", invited=[Invited(post_of(people, "minh").id)])

    assert found.entry.unit_id == people.division.id
    assert people.client("hoa").get(url("change-meeting", found.pk)).status_code == 200
    assert people.client("minh").get(url("call")).status_code == 404
    with pytest.raises(Refused, match="không lập cuộc họp"):
        call(people, "minh", invited=[])


def test_it_is_moved_and_whoever_answered_stays_asked(province: Province) -> None:
    people, found = province, call(province)
    row = Attendance.objects.get(entry=found.entry, desk_id=post_of(people, "hoa").id)
    send(people, "hoa", url("reply", row.pk), answer="accepted")
    day = next_monday(people)
    send(
        people,
        "lan",
        url("change-meeting", found.pk),
        summary=ABOUT,
        day=f"{day:%d/%m/%Y}",
        clock_from="14:00",
        clock_to="15:00",
        chair=str(post_of(people, "dung").id),
        invited=[str(post_of(people, "hoa").id)],
        visibility="internal",
    )
    row.refresh_from_db()
    assert row.reply == "accepted"
    assert again(found).entry.starts == at_clock(day, 14)
    minh = Attendance.objects.filter(desk_id=post_of(people, "minh").id)
    assert not minh.exists()
    with pytest.raises(Refused, match="Chưa đến ngày họp"):
        actions.record_attendance(
            meeting_id=found.pk, present=[row.pk], by=people.seat("lan"), at=people.at
        )


def moved_to(people: Province, found: Meeting, hour: int, who: str = "dung") -> None:
    day = local_date(found.entry.starts)
    data = MeetingData(
        entry=EntryData(
            summary=ABOUT, starts=at_clock(day, hour), ends=at_clock(day, hour + 1)
        ),
        invited=asked(people, "minh"),
    )
    actions.change_meeting(
        meeting_id=found.pk, data=data, by=people.seat(who), at=people.at
    )


def test_a_meeting_moves_with_its_room_or_not_at_all(province: Province) -> None:
    people, day = province, next_monday(province)
    found = call(people, starts=at_clock(day, 8), ends=at_clock(day, 10))
    lent = room(people, needs_approval=True)
    held = book(people, lent, "dung")
    held.meeting = found
    held.save(update_fields=["meeting"])
    book(people, lent, "lan", hours=(15, 16))

    with pytest.raises(Refused, match="đã có: Họp tổ"):
        moved_to(people, found, 15)
    assert again(found).entry.starts == at_clock(day, 8)

    moved_to(people, found, 9)
    held.refresh_from_db()
    span = held.occupations.get(is_held=True).span
    assert (span.lower, span.upper) == (at_clock(day, 9), at_clock(day, 10))
    assert (held.starts, held.state) == (at_clock(day, 9), BookingState.APPROVED)
    # The hour it left is anybody's.
    book(people, lent, "hoa", hours=(8, 9))


def test_a_moved_meeting_tells_each_what_it_is_to_them(province: Province) -> None:
    people, day = province, next_monday(province)
    invited = asked(people, "hoa")
    found = call(
        people, "lan", starts=at_clock(day, 8), ends=at_clock(day, 9), invited=invited
    )
    moved_to(people, found, 14, "lan")

    def told(who: str) -> str:
        return people.client(who).get(reverse("notices:list")).content.decode()

    assert "Đổi giờ, nay là 14:00" in told("dung")
    assert "Mời dự 14:00" in told("minh")
    assert "Đổi giờ" not in told("minh")
    assert "Không mời dự nữa, trước là 08:00" in told("hoa")


def test_the_staff_read_the_entry_of_a_meeting_that_is_not_theirs(
    province: Province,
) -> None:
    people = province
    found = call(people, invited=asked(people, "hoa"))
    row = Attendance.objects.get(entry=found.entry, desk_id=post_of(people, "hoa").id)
    told = {"answer": "declined", "message": "Đi họp ở huyện."}
    send(people, "hoa", url("reply", row.pk), **told)

    # What Hoa wrote is for who called it.
    assert ABOUT in page(people, "minh", "entry", found.entry_id)
    assert "Đi họp ở huyện." not in page(people, "minh", "entry", found.entry_id)
    assert "Đi họp ở huyện." not in page(people, "hoa", "meeting", found.pk)
    assert "Đi họp ở huyện." in page(people, "lan", "meeting", found.pk)
    entry = url("entry", found.entry_id)
    assert people.client("hoa").get(entry)["Location"] == url("meeting", found.pk)
    for who, words in (("hoa", ""), ("lan", "Đi họp ở huyện.")):
        secret = {"Authorization": f"Bearer {token_for(people, who)}"}
        answer = Client().get(f"/api/v1/meetings/{found.pk}", headers=secret)
        said = {x["reply_words"] for x in answer.json()["attending"]}
        assert said == {"", words}


def test_a_paper_read_page_by_page_is_noted_once_for_each_reader(
    province: Province,
) -> None:
    people, found = province, call(province)
    line = issued(people, "BC", "Tiến độ năm")
    assert line.document_id is not None
    actions.add_paper(
        meeting_id=found.pk,
        document_id=line.document_id,
        by=people.seat("dung"),
        at=people.at,
    )
    held = DocumentFile.objects.get(document=line.document_id)
    for who in ("hoa", "hoa", "minh"):
        answer = people.client(who).get(url("room-page", found.pk, held.pk, 1))
        assert answer.status_code == 200, who
    read = AuditEvent.objects.filter(event="calendar.paper-read")
    assert read.count() == 2


def test_who_came_instead_is_asked_themselves_where_the_other_is_not(
    province: Province,
) -> None:
    people = province
    found = call(people, invited=asked(people, "hoa"))
    hoa = Attendance.objects.get(entry=found.entry, desk_id=post_of(people, "hoa").id)
    minh = str(post_of(people, "minh").id)
    send(people, "hoa", url("reply", hoa.pk), answer="delegated", post=minh)
    moved_to(people, found, 9)

    row = Attendance.objects.get(entry=found.entry, desk_id=minh)
    assert row.stands_for_id is None
    assert not Attendance.objects.filter(pk=hoa.pk).exists()
