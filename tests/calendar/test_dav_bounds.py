"""Calendar programs and what is odd, long, many or not for their eyes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.calendar.actions import change_time, extend_times
from congvu.calendar.actions.syncing import MOST_TASKS
from congvu.calendar.models import DavItem, Entry, EntryOccurrence
from congvu.calendar.rules import Owner, OwnerKind, Visibility
from tests.calendar.programs import hrefs, program
from tests.calendar.test_dav_story import data, event, keep, own, tomorrow
from tests.calendar.test_ical import ical
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_signs_no_calendar_can_hold_are_not_kept(province: Province) -> None:
    minh = program(province, "minh")
    odd = data("Họp\x01 giao\x1b ban", place="Phòng\x02 1", chair="A\x7f", uid="a\x01b")
    keep(province, "minh", own(province, "minh"), odd)

    answer, _token = minh.sync()

    assert answer.status_code == 207
    (name,) = minh.names()
    text = minh.get(name).content.decode()
    assert "SUMMARY:Họp giao ban" in text
    assert "UID:ab" in text


def test_what_the_office_writes_may_be_longer_than_what_a_program_may_send(
    province: Province,
) -> None:
    minh = program(province, "minh")
    weekly = data(description="Chuẩn bị " * 440, rrule="FREQ=WEEKLY;COUNT=30")
    entry = keep(province, "minh", own(province, "minh"), weekly)
    for row in entry.occurrences.all():
        change_time(
            occurrence_id=row.pk,
            starts=row.starts + timedelta(hours=1),
            by=province.seat("minh"),
            at=province.at,
        )

    (name,) = minh.names()
    text = minh.get(name).content.decode()
    assert len(text.encode()) > 100_000
    assert text.count("RECURRENCE-ID") == 30
    assert minh.ask("GET", minh.at()).status_code == 200


def test_one_entry_that_cannot_be_told_keeps_nothing_from_programs(
    province: Province, caplog: pytest.LogCaptureFixture
) -> None:
    minh = program(province, "minh")
    bad = keep(province, "minh", own(province, "minh"), data("Hỏng"))
    good = keep(province, "minh", own(province, "minh"), data("Lành"))
    Entry.objects.filter(pk=bad.pk).update(place="Phòng \x01")

    answer, _token = minh.sync()

    assert hrefs(answer) == [f"{good.pk}.ics"]
    assert str(bad.pk) in caplog.text
    # And it is told once it is written again.
    keep(province, "minh", own(province, "minh"), data("Lành rồi"), entry_id=bad.pk)
    assert f"{bad.pk}.ics" in minh.names()


def test_a_uid_is_the_letters_it_is(province: Province) -> None:
    """Hộp composed and decomposed: two programs name two entries."""
    minh = program(province, "minh")

    assert minh.put("a.ics", event("h\u1ed9p")).status_code == 201
    assert minh.put("b.ics", event("ho\u0323\u0302p")).status_code == 201
    assert minh.put("a.ics", event("h\u1ed9p", hour=9)).status_code == 204
    assert minh.put("c.ics", event("h\u1ed9p")).status_code == 409
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("line", ["LOCATION", "COMMENT", "X-CONGVU-CHAIR"])
def test_a_mark_of_secrecy_is_found_across_a_fold_and_the_try_is_kept(
    province: Province, line: str
) -> None:
    minh = program(province, "minh")
    folded = event("mat", f"{line}:Về công văn TUYỆT M\r\n ẬT số 1")

    assert minh.put("mat.ics", folded).status_code == 403
    assert not Entry.objects.exists()
    assert AuditEvent.objects.filter(event="documents.secret-refused").count() == 1


def test_a_first_synchronisation_names_nothing_that_is_private_to_others(
    province: Province,
) -> None:
    agency = Owner(OwnerKind.AGENCY, province.committee.pk)
    hidden = data("Việc riêng", visibility=Visibility.PRIVATE)
    private = keep(province, "lan", agency, hidden)
    minh, slug = program(province, "minh"), f"agency-{province.committee.pk}"

    answer, token = minh.sync(slug=slug)
    assert hrefs(answer) == []

    # Known to the program by then, it is told that it is no more to be seen.
    open_ = data("Việc chung")
    keep(province, "lan", agency, open_, entry_id=private.pk)
    shown, token = minh.sync(token, slug)
    assert hrefs(shown) == [f"{private.pk}.ics"]
    keep(province, "lan", agency, hidden, entry_id=private.pk)
    gone, _token = minh.sync(token, slug)
    assert "404 Not Found" in gone.content.decode()


def test_tasks_have_a_number(province: Province) -> None:
    minh = program(province, "minh")
    person = own(province, "minh").id
    DavItem.objects.bulk_create(
        DavItem(person_id=person, name=f"{n}", uid=f"{n}", kind="VTODO", change=n)
        for n in range(1, MOST_TASKS + 1)
    )
    task = ical("UID:them", "SUMMARY:Đọc luật", kind="VTODO")

    refused = minh.put("them.ics", task)
    assert refused.status_code == 403
    assert str(MOST_TASKS) in refused.content.decode()
    again = ical("UID:1", "SUMMARY:Đọc luật", kind="VTODO")
    assert minh.put("1", again).status_code == 204
    assert minh.ask("DELETE", minh.at(name="2")).status_code == 204
    assert minh.put("them.ics", task).status_code == 201


def _question(*emails: str) -> str:
    return ical(
        "UID:hoi",
        "DTSTAMP:20261127T010000Z",
        f"DTSTART:{tomorrow(0):%Y%m%dT%H%M%S}",
        f"DTEND:{tomorrow(23):%Y%m%dT%H%M%S}",
        "ORGANIZER:mailto:lan@backan.example",
        *(f"ATTENDEE:mailto:{email}" for email in emails),
        kind="VFREEBUSY",
    ).replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST")


def test_many_are_asked_about_as_quickly_as_one(province: Province) -> None:
    lan = program(province, "lan")
    program(province, "minh").put("hop-1.ics", event())
    people = [f"{who}@backan.example" for who in ("minh", "hoa", "dung", "tu")]

    def ask(*emails: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as found:
            answer = lan.ask("POST", lan.at("thu-di"), _question(*emails))
        return answer.content.decode(), len(found)

    ask(people[0])
    _one, few = ask(people[0])
    told, many = ask(*people)

    assert told.count("2.0;Success") == 3
    assert told.count("FREEBUSY;FBTYPE=BUSY:") == 1
    assert "3.7;Invalid calendar user" in told
    assert many <= few + 1


def test_what_takes_nobodys_time_is_not_busy(province: Province) -> None:
    lan, minh = program(province, "lan"), program(province, "minh")
    minh.put("a.ics", event("sinh-nhat", "TRANSP:TRANSPARENT"))

    def told() -> str:
        asked = _question("minh@backan.example")
        return str(lan.ask("POST", lan.at("thu-di"), asked).content.decode())

    assert "FBTYPE=BUSY" not in told()
    row = EntryOccurrence.objects.get()
    change_time(
        occurrence_id=row.pk,
        starts=row.starts + timedelta(hours=1),
        by=province.seat("minh"),
        at=province.at,
    )
    assert "FBTYPE=BUSY" not in told()
    minh.put("a.ics", event("sinh-nhat", "TRANSP:OPAQUE"))
    assert "FBTYPE=BUSY" in told()


NS = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'


@pytest.mark.parametrize("kind", ["VEVENT", "VTODO"])
@pytest.mark.parametrize("until", ["99991231T235959Z", "99991231"])
def test_a_series_to_the_end_of_the_calendar_is_kept(
    province: Province, kind: str, until: str
) -> None:
    minh = program(province, "minh")
    text = event("mai", f"RRULE:FREQ=DAILY;UNTIL={until}").replace("VEVENT", kind)

    assert minh.put("mai.ics", text).status_code == 201
    assert minh.names() == ["mai.ics"]
    for entry in Entry.objects.all():
        url = reverse("calendar:entry", args=[entry.pk])
        assert province.client("minh").get(url).status_code == 200


def test_a_series_that_ends_before_all_calendars_is_refused(
    province: Province,
) -> None:
    minh = program(province, "minh")
    answer = minh.put("a.ics", event("a", "RRULE:FREQ=DAILY;UNTIL=00010101T000000Z"))

    assert answer.status_code == 403
    assert "kết thúc trước khi bắt đầu" in answer.content.decode()


def test_addresses_nobody_can_have_are_not_found_and_the_others_are(
    province: Province,
) -> None:
    minh = program(province, "minh")
    minh.put("hop-1.ics", event())
    odd = ["//[", f"{minh.at()}a%00.ics", f"{minh.at()}khong-co.ics"]
    asked = "".join(f"<D:href>{h}</D:href>" for h in [*odd, minh.at(name="hop-1.ics")])
    body = (
        f"<C:calendar-multiget {NS}><D:prop><D:getetag/></D:prop>{asked}"
        "</C:calendar-multiget>"
    )

    answer = minh.ask("REPORT", minh.at(), body)

    told = answer.content.decode()
    assert answer.status_code == 207
    assert told.count("404 Not Found") == len(odd)
    assert hrefs(answer)[-1] == "hop-1.ics"
    assert told.count("200 OK") == 1


def test_letters_that_are_none_break_no_answer(province: Province) -> None:
    """U+FFFF may stand in no XML: programs may not send it, pages leave it out."""
    minh = program(province, "minh")
    for letter in ("\uffff", "\ufffe"):
        refused = minh.put("a.ics", event().replace("Họp", f"Họp{letter}"))
        assert refused.status_code == 403
        assert "valid-calendar-data" in refused.content.decode()
    odd = data("Họp\uffff giao ban", place="Phòng\ufffe 1", uid="a\uffffb")
    keep(province, "minh", own(province, "minh"), odd)
    sent = {
        "summary": "Họp\uffff tổ",
        "starts": tomorrow(8).isoformat(),
        "ends": tomorrow(9).isoformat(),
        "description": "Bàn\ufffe việc",
    }
    secret = {"Authorization": f"Bearer {minh.secret}"}
    made = Client().post(
        "/api/v1/calendar-entries",
        sent,
        content_type="application/json",
        headers=secret,
    )
    assert made.status_code == 200, made.content.decode()
    inside = '<C:comp-filter name="VCALENDAR"/>'
    body = (
        f"<C:calendar-query {NS}><D:prop><C:calendar-data/></D:prop>"
        f"<C:filter>{inside}</C:filter></C:calendar-query>"
    )

    told = minh.ask("REPORT", minh.at(), body).content

    texts = " ".join(fromstring(told).itertext())
    assert "SUMMARY:Họp giao ban" in texts
    assert "SUMMARY:Họp tổ" in texts


def test_a_long_series_is_found_in_its_later_years(province: Province) -> None:
    minh = program(province, "minh")
    daily = ical(
        "UID:hang-ngay",
        "DTSTART:20100104T010000Z",
        "DURATION:PT1H",
        "SUMMARY:Giao ban",
        "RRULE:FREQ=DAILY;UNTIL=20401231",
    )
    assert minh.put("hang-ngay.ics", daily).status_code == 201

    def found(year: int) -> list[str]:
        body = (
            f"<C:calendar-query {NS}><D:prop><D:getetag/></D:prop><C:filter>"
            '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
            f'<C:time-range start="{year}0601T000000Z" end="{year}0602T000000Z"/>'
            "</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
        )
        return hrefs(minh.ask("REPORT", minh.at(), body))

    assert [found(year) for year in (2009, 2012, 2030, 2040, 2041)] == [
        [],
        ["hang-ngay.ics"],
        ["hang-ngay.ics"],
        ["hang-ngay.ics"],
        [],
    ]


def test_a_series_of_another_clock_and_its_far_exception_come_true_here(
    province: Province,
) -> None:
    """Sundays at 23:00 UTC are Mondays at 6:00 here, in three years, too."""
    minh = program(province, "minh")
    begins = tomorrow(6)
    begins += timedelta(days=(0 - begins.weekday()) % 7)
    far = begins + timedelta(days=7 * 108)
    stamp = "%Y%m%dT230000Z"
    day = timedelta(days=1)
    text = ical(
        "UID:tuan",
        f"DTSTART:{begins - day:{stamp}}",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;BYDAY=SU",
        "SUMMARY:Giao ban",
        around=(
            f"BEGIN:VEVENT\r\nUID:tuan\r\nRECURRENCE-ID:{far - day:{stamp}}\r\n"
            f"DTSTART:{far - day:{stamp}}\r\nDURATION:PT1H\r\nLOCATION:Hà Nội\r\n"
            "SUMMARY:Giao ban xa\r\nEND:VEVENT\r\n"
        ),
    )
    assert minh.put("tuan.ics", text).status_code == 201
    entry = Entry.objects.get()

    times = entry.occurrences.order_by("at").values_list("at", flat=True)
    assert list(times[:2]) == [begins, begins + timedelta(days=7)]
    assert not entry.occurrences.filter(at=far).exists()
    assert extend_times(at=province.at + timedelta(days=90)) == 1
    row = entry.occurrences.get(at=far)
    assert (row.is_changed, row.place) == (True, "Hà Nội")
