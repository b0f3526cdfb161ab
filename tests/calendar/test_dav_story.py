"""Calendar programs at the door: what they put, what pages write, who may do what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.calendar.actions import drop_entry, keep_entry
from congvu.calendar.models import Attendance, DavItem, Entry
from congvu.calendar.rules import EntryData, Invited, Owner, OwnerKind, Visibility
from congvu.lib.dates import VIETNAM
from congvu.mailboxes.actions import make_password, revoke_password
from tests.calendar.programs import Program, hrefs, program
from tests.calendar.test_ical import BROKEN, ical
from tests.mailboxes.stories import address_of, provisioned
from tests.people import PASSWORD, Province

pytestmark = pytest.mark.usefixtures("law")


def tomorrow(hour: int, days: int = 1) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)


def event(uid: str = "hop-1", *more: str, hour: int = 8) -> str:
    begins = tomorrow(hour)
    return ical(
        f"UID:{uid}",
        "DTSTAMP:20261127T010000Z",
        f"DTSTART;TZID=Asia/Ho_Chi_Minh:{begins:%Y%m%dT%H%M%S}",
        "DURATION:PT1H",
        "SUMMARY:Họp giao ban",
        "X-MOZ-GENERATION:7",
        *more,
    )


def data(summary: str = "Làm việc với xã", **more: Any) -> EntryData:
    return EntryData(
        **{
            "summary": summary,
            "starts": tomorrow(14),
            "ends": tomorrow(16),
            **more,
        }
    )


def own(people: Province, who: str) -> Owner:
    person = people.cast[who].person
    assert person is not None
    return Owner(OwnerKind.PERSON, person.pk)


def keep(
    people: Province, who: str, owner: Owner, given: EntryData, **more: Any
) -> Entry:
    return keep_entry(
        owner=owner, data=given, by=people.seat(who), at=timezone.now(), **more
    )


def test_what_a_telephone_puts_stands_on_the_page_and_goes_back_to_the_letter(
    province: Province,
) -> None:
    minh = program(province, "minh")
    put = minh.put("hop-1.ics", event())

    entry = Entry.objects.get()
    assert put.status_code == 201
    assert (entry.summary, entry.starts) == ("Họp giao ban", tomorrow(8))
    assert entry.kept_by == "Hoàng Văn Minh"
    got = minh.get("hop-1.ics")
    assert got.content.decode() == event()
    assert got["ETag"] == put["ETag"]
    assert AuditEvent.objects.filter(event="calendar.entry-kept", door="api").exists()


def test_what_a_page_changes_reaches_the_telephone_and_keeps_its_own_words(
    province: Province,
) -> None:
    minh = program(province, "minh")
    minh.put("hop-1.ics", event())
    _all, token = minh.sync()
    entry = Entry.objects.get()
    moved = data("Họp giao ban (dời)", starts=tomorrow(9), ends=tomorrow(10))
    keep(province, "minh", own(province, "minh"), moved, entry_id=entry.pk)
    fresh = keep(province, "minh", own(province, "minh"), data())

    answer, after = minh.sync(token)

    assert hrefs(answer) == ["hop-1.ics", f"{fresh.pk}.ics"]
    text = minh.get("hop-1.ics").content.decode()
    assert "SUMMARY:Họp giao ban (dời)" in text
    assert "X-MOZ-GENERATION:7" in text
    assert f"DTSTART;TZID=Asia/Ho_Chi_Minh:{tomorrow(9):%Y%m%dT%H%M%S}" in text

    drop_entry(entry_id=fresh.pk, by=province.seat("minh"), at=timezone.now())
    gone, _token = minh.sync(after)
    assert hrefs(gone) == [f"{fresh.pk}.ics"]
    assert "404 Not Found" in gone.content.decode()
    odd = "hôm nay/50%.ics"
    assert minh.put(odd, event("le")).status_code == 201
    assert minh.names()[-1] == quote(odd, safe="")
    assert minh.get(odd).status_code == 200
    assert minh.ask("GET", minh.at() + "a%00.ics").status_code == 404
    assert minh.get(f"{fresh.pk}.ics").status_code == 404


def test_two_programs_do_not_overwrite_one_another(province: Province) -> None:
    minh = program(province, "minh")
    etag = minh.put("a.ics", event())["ETag"]

    second = {"If-None-Match": "*"}
    assert minh.put("a.ics", event(), **second).status_code == 412
    assert minh.put("a.ics", event(hour=10), **{"If-Match": etag}).status_code == 204
    assert minh.put("a.ics", event(hour=11), **{"If-Match": etag}).status_code == 412
    stale = minh.ask("DELETE", minh.at(name="a.ics"), **{"If-Match": etag})
    assert stale.status_code == 412
    assert Entry.objects.get().starts == tomorrow(10)
    twice = minh.put("b.ics", event())
    assert twice.status_code == 409
    assert "no-uid-conflict" in twice.content.decode()
    assert "a.ics" in twice.content.decode()
    assert minh.put("a.ics", event("other")).status_code == 409
    assert minh.ask("DELETE", minh.at(name="a.ics")).status_code == 204
    assert minh.ask("DELETE", minh.at(name="a.ics")).status_code == 404
    assert minh.put("a.ics", event("other")).status_code == 201


def test_what_is_broken_is_refused_by_its_condition_and_nothing_is_lost(
    province: Province,
) -> None:
    minh = program(province, "minh")
    etag = minh.put("hop-1.ics", event())["ETag"]

    for name, text in BROKEN.items():
        answer = minh.put("hop-1.ics", text)
        told = answer.content.decode()
        if name == "too large":
            assert answer.status_code == 413, name
        else:
            assert answer.status_code == 403, name
            assert "valid-calendar-data" in told, name
            assert "responsedescription" in told, name
    assert minh.put("x.ics", "{}", content_type="application/json").status_code == 415
    kept = minh.get("hop-1.ics")
    assert (kept["ETag"], kept.content.decode()) == (etag, event())
    assert Entry.objects.count() == 1


def test_what_the_office_does_not_keep_is_refused_in_its_words(
    province: Province,
) -> None:
    minh = program(province, "minh")
    secret = event().replace("Họp giao ban", "Họp về công văn TỐI MẬT")
    endless = event("dai", "RRULE:FREQ=DAILY").replace("PT1H", "P100D")

    for text in (secret, endless):
        answer = minh.put("a.ics", text)
        assert answer.status_code == 403
        assert "valid-calendar-object-resource" in answer.content.decode()
    assert not Entry.objects.exists()
    assert not DavItem.objects.exists()


def test_tasks_are_the_telephones_own(province: Province) -> None:
    minh = program(province, "minh")
    task = ical("UID:viec", "SUMMARY:Đọc luật", "DUE:20261130T010000Z", kind="VTODO")

    assert minh.put("viec.ics", task).status_code == 201
    assert minh.get("viec.ics").content.decode() == task
    assert not Entry.objects.exists()
    page = province.client("minh").get(reverse("calendar:connect"))
    assert "1 việc" in page.content.decode()
    clerk = program(province, "lan")
    slug = f"agency-{province.committee.pk}"
    refused = clerk.put("viec.ics", task, slug)
    assert "supported-calendar-component" in refused.content.decode()


def test_the_agencys_calendar_is_read_by_all_of_it_and_written_by_who_keeps_it(
    province: Province,
) -> None:
    lan, minh, tu = (program(province, who) for who in ("lan", "minh", "tu"))
    slug = f"agency-{province.committee.pk}"
    agency = Owner(OwnerKind.AGENCY, province.committee.pk)

    assert lan.put("hop.ics", event(), slug).status_code == 201
    hidden = data("Việc riêng", visibility=Visibility.PRIVATE)
    keep(province, "lan", agency, hidden)

    assert minh.names(slug) == ["hop.ics"]
    assert len(lan.names(slug)) == 2
    refused = minh.put("hop.ics", event(hour=9), slug)
    assert refused.status_code == 403
    assert "need-privileges" in refused.content.decode()
    assert minh.ask("DELETE", minh.at(slug, "hop.ics")).status_code == 403
    assert tu.ask("PROPFIND", tu.at(slug), Depth="1").status_code == 404
    everything, _token = minh.sync(slug=slug)
    assert hrefs(everything)[0] == "hop.ics"
    assert "Việc riêng" not in everything.content.decode()


def test_nobody_finds_anothers_calendars(province: Province) -> None:
    minh, lan = program(province, "minh"), program(province, "lan")
    minh.put("hop-1.ics", event())

    for address in (
        minh.at(),
        minh.at(name="hop-1.ics"),
        reverse("calendar:dav-home", args=[province.minh.user.pk]),
        reverse("calendar:dav-principal", args=[province.minh.user.pk]),
    ):
        for method in ("PROPFIND", "GET", "REPORT"):
            assert lan.ask(method, address).status_code == 404
        assert lan.ask("DELETE", address).status_code == 404


def test_the_door_knows_tokens_and_counts_wrong_tries(province: Province) -> None:
    minh = program(province, "minh")
    root = reverse("calendar:dav")

    nobody = Client().generic("PROPFIND", root, SERVER_NAME="localhost")
    assert nobody.status_code == 401
    by_password = Program(province, "minh", PASSWORD)
    for _n in range(6):
        refused = by_password.ask("PROPFIND", root)
        assert refused.status_code == 401
        assert refused["WWW-Authenticate"].startswith("Basic")
    assert "Sai quá nhiều lần" in refused.content.decode()
    # A device with its own secret is not locked out by somebody's guesses.
    assert minh.ask("PROPFIND", root).status_code == 207
    borrowed = Program(province, "lan", minh.secret)
    assert borrowed.ask("PROPFIND", root).status_code == 401
    failed = AuditEvent.objects.filter(event="accounts.sign-in-failed")
    assert {one.data["what"] for one in failed} == {"token"}
    guest = program(province, "khach")
    assert guest.ask("PROPFIND", root).status_code == 403
    keeper = program(province, "quan")
    assert keeper.ask("PROPFIND", root).status_code == 403


def test_secrets_do_not_travel_in_the_open(province: Province) -> None:
    minh = program(province, "minh")
    answer = Client().generic(
        "PROPFIND",
        reverse("calendar:dav"),
        headers={"Authorization": f"Basic {minh.secret}"},
        SERVER_NAME="testserver",
    )

    assert answer.status_code == 403
    assert "https" in answer.content.decode()


def test_a_program_finds_its_way_from_the_bare_host(province: Province) -> None:
    minh = program(province, "minh")
    sent_on = Client().generic("PROPFIND", "/.well-known/caldav")
    named = (
        '<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>'
        "<D:current-user-principal/><C:calendar-home-set/><D:displayname/>"
        "<C:calendar-user-address-set/></D:prop></D:propfind>"
    )

    assert (sent_on.status_code, sent_on["Location"]) == (308, "/dav/")
    root = minh.ask("PROPFIND", "/dav/", named, Depth="0").content.decode()
    principal = reverse("calendar:dav-principal", args=[province.minh.user.pk])
    home = reverse("calendar:dav-home", args=[province.minh.user.pk])
    assert principal in root
    told = minh.ask("PROPFIND", principal, named, Depth="0").content.decode()
    assert home in told
    assert "mailto:minh@backan.example" in told
    listed = minh.ask("PROPFIND", home, named, Depth="1").content.decode()
    for name in ("Lịch của tôi", "Phòng Khoa giáo - Văn xã", "Lịch được mời"):
        assert name in listed


def test_no_calendar_is_made_or_deleted_from_outside(province: Province) -> None:
    minh = program(province, "minh")

    for method in ("MKCALENDAR", "MKCOL"):
        refused = minh.ask(method, minh.at("moi"))
        assert refused.status_code == 403
        assert "calendar-collection-location-ok" in refused.content.decode()
    assert minh.ask("DELETE", minh.at()).status_code == 403
    assert minh.ask("MOVE", minh.at(name="a.ics")).status_code == 405
    assert minh.ask("OPTIONS", minh.at())["DAV"].endswith("calendar-schedule")
    patch = (
        '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>Tôi'
        "</D:displayname></D:prop></D:set></D:propertyupdate>"
    )
    kept = minh.ask("PROPPATCH", minh.at(), patch)
    assert "403 Forbidden" in kept.content.decode()


def test_who_is_asked_answers_from_the_telephone(province: Province) -> None:
    minh = program(province, "minh")
    post = province.minh.post
    assert post is not None
    agency = Owner(OwnerKind.AGENCY, province.committee.pk)
    entry = keep(
        province, "lan", agency, data("Họp Ban chỉ đạo"), invited=[Invited(post.pk)]
    )
    name = f"{entry.pk}.ics"

    text = minh.get(name, "duoc-moi").content.decode()
    assert "PARTSTAT=NEEDS-ACTION" in text
    changed = text.replace("NEEDS-ACTION", "DECLINED").replace("Ban chỉ đạo", "khác")
    assert minh.put(name, changed, "duoc-moi").status_code == 204

    assert Attendance.objects.get().reply == "declined"
    entry.refresh_from_db()
    assert entry.summary == "Họp Ban chỉ đạo"
    assert minh.names("duoc-moi") == []


def test_free_time_of_a_colleague_is_told_without_reasons(province: Province) -> None:
    lan = program(province, "lan")
    program(province, "minh").put("hop-1.ics", event())
    outbox = lan.at("thu-di")

    def question(email: str) -> str:
        return ical(
            "UID:hoi",
            "DTSTAMP:20261127T010000Z",
            f"DTSTART:{tomorrow(0):%Y%m%dT%H%M%S}",
            f"DTEND:{tomorrow(23):%Y%m%dT%H%M%S}",
            "ORGANIZER:mailto:lan@backan.example",
            f"ATTENDEE:mailto:{email}",
            kind="VFREEBUSY",
        ).replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST")

    told = lan.ask("POST", outbox, question("minh@backan.example")).content.decode()
    far = lan.ask("POST", outbox, question("tu@backan.example")).content.decode()

    assert "FREEBUSY;FBTYPE=BUSY:" in told
    assert "Họp" not in told
    assert "3.7;Invalid calendar user" in far
    assert lan.ask("POST", outbox, "BEGIN:VCALENDAR").status_code == 400


def test_a_page_says_how_to_connect_and_gives_an_entry_as_a_file(
    province: Province,
) -> None:
    entry = keep(province, "minh", own(province, "minh"), data())
    browser = province.client("minh")

    page = browser.get(reverse("calendar:connect")).content.decode()
    file = browser.get(reverse("calendar:entry-file", args=[entry.pk]))

    assert "/dav/" in page
    assert "Lịch được mời" in page
    assert "SUMMARY:Làm việc với xã" in file.content.decode()
    assert file["Content-Disposition"].startswith("attachment")
    other = province.client("hoa").get(reverse("calendar:entry-file", args=[entry.pk]))
    assert other.status_code == 404


def test_what_goes_to_an_heir_is_told_to_the_heirs_programs(province: Province) -> None:
    lan, tu = program(province, "lan"), program(province, "tu")
    old = f"agency-{province.committee.pk}"
    new = f"agency-{province.commune.pk}"
    lan.put("hop.ics", event(), old)
    entry = Entry.objects.get()

    Entry.objects.update(agency=province.commune)

    assert lan.names(old) == []
    assert tu.names(new) == [f"{entry.pk}.ics"]
    text = tu.get(f"{entry.pk}.ics", new).content.decode()
    assert "X-MOZ-GENERATION:7" in text


def test_the_mailbox_of_a_person_opens_their_calendar_too(province: Province) -> None:
    """An application password, and the box's own address as a name."""
    provisioned(province)
    by, at = province.seat("minh"), timezone.now()
    row, secret = make_password(label="Điện thoại", by=by, at=at)
    mail = Program(province, "minh", secret)
    box = address_of(province, "minh")
    as_box = Program(province, "minh", secret, name=box)
    root = reverse("calendar:dav")

    assert mail.ask("PROPFIND", root).status_code == 207
    assert as_box.ask("PROPFIND", root).status_code == 207
    principal = reverse("calendar:dav-principal", args=[province.minh.user.pk])
    told = mail.ask("PROPFIND", principal, Depth="0").content.decode()
    assert f"mailto:{box}" in told
    revoke_password(password_id=row.pk, by=by, at=at)
    assert mail.ask("PROPFIND", root).status_code == 401
