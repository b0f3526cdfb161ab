"""iCalendar read, kept to the letter, reckoned with and written; and what is broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.calendar.formats.entries import Asked, entry_from, sent_of, text_of
from congvu.calendar.formats.lines import (
    BrokenCalendar,
    Component,
    Line,
    escaped,
    folded,
    read_calendar,
    unescaped,
    written,
)
from congvu.calendar.formats.moments import duration_of
from congvu.calendar.formats.objects import (
    expanded,
    limited,
    read_object,
    times_between,
    whole_span,
)
from congvu.calendar.rules import Change, EntryData, Reply, Status, Visibility
from congvu.lib.dates import VIETNAM

NOW = datetime(2026, 11, 27, 8, tzinfo=VIETNAM)


def ical(*lines: str, kind: str = "VEVENT", around: str = "") -> str:
    inside = "\r\n".join(lines)
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Máy//VI\r\n{around}"
        f"BEGIN:{kind}\r\n{inside}\r\nEND:{kind}\r\nEND:VCALENDAR\r\n"
    )


SIMPLE = ical(
    "UID:hop-1",
    "DTSTAMP:20261127T010000Z",
    "DTSTART:20261130T010000Z",
    "DTEND:20261130T030000Z",
    "SUMMARY:Họp giao ban\\, tuần 49",
    'X-OWN;X-WHY="a;b:c":giữ nguyên',
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:-PT15M",
    "END:VALARM",
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def starts(text: str, since: str, until: str) -> list[str]:
    found = times_between(read_object(text), at(since), at(until))
    return sorted(f"{one.starts.astimezone(VIETNAM):%m-%d %H:%M}" for one in found)


def test_what_is_not_understood_goes_back_as_it_came() -> None:
    assert written(read_calendar(SIMPLE)) == SIMPLE


def test_an_event_becomes_an_entry_with_its_text() -> None:
    data = entry_from(read_object(SIMPLE))

    assert data.summary == "Họp giao ban, tuần 49"
    assert (data.starts, data.ends) == (at("2026-11-30 08:00"), at("2026-11-30 10:00"))
    assert not data.all_day
    assert (data.uid, data.visibility) == ("hop-1", Visibility.INTERNAL)
    assert "giữ nguyên" in data.raw


@pytest.mark.parametrize(
    ("lines", "begins", "ends", "day"),
    [
        (("DTSTART;VALUE=DATE:20261130",),
         "2026-11-30 00:00", "2026-12-01 00:00", True),
        (("DTSTART:20261130T090000",), "2026-11-30 09:00", "2026-11-30 09:30", False),
        (("DTSTART;TZID=Asia/Tokyo:20261130T110000", "DURATION:PT1H"),
         "2026-11-30 09:00", "2026-11-30 10:00", False),
        (("DTSTART;TZID=SE Asia Standard Time:20261130T090000", "DURATION:P1D"),
         "2026-11-30 09:00", "2026-12-01 09:00", False),
        (("DTSTART;TZID=/mozilla.org/20050126_1/Asia/Bangkok:20261130T090000",),
         "2026-11-30 09:00", "2026-11-30 09:30", False),
    ],
)  # fmt: skip
def test_moments_are_taken_to_the_clock_here(
    lines: tuple[str, ...], begins: str, ends: str, day: bool
) -> None:
    data = entry_from(read_object(ical("UID:a", *lines)))

    assert (data.starts, data.ends, data.all_day) == (at(begins), at(ends), day)


def test_a_zone_that_is_told_along_needs_no_name() -> None:
    own = (
        "BEGIN:VTIMEZONE\r\nTZID:Văn phòng\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000"
        "\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    text = ical("UID:a", 'DTSTART;TZID="Văn phòng":20261130T100000', around=own)

    assert entry_from(read_object(text)).starts == at("2026-11-30 09:00")


BROKEN = {
    "nothing": "",
    "not iCalendar": "xin chào",
    "html": "<html><body>502 Bad Gateway</body></html>",
    "cut off": SIMPLE[: len(SIMPLE) // 2],
    "two calendars": SIMPLE + SIMPLE,
    "crossed": ical("UID:a", "DTSTART:20261130T010000Z").replace(
        "END:VEVENT", "END:VTODO"
    ),
    "no component": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "no uid": ical("DTSTART:20261130T010000Z"),
    "empty uid": ical("UID: ", "DTSTART:20261130T010000Z"),
    "long uid": ical(f"UID:{'a' * 300}", "DTSTART:20261130T010000Z"),
    "no start": ical("UID:a", "SUMMARY:khi nào?"),
    "two starts": ical("UID:a", "DTSTART:20261130T010000Z", "DTSTART:20261201T010000Z"),
    "no day": ical("UID:a", "DTSTART:20261331T010000Z"),
    "no hour": ical("UID:a", "DTSTART:20261130T250000Z"),
    "words for a day": ical("UID:a", "DTSTART:ngày mai"),
    "year 0": ical("UID:a", "DTSTART:00000101T000000Z"),
    "year 9999": ical("UID:a", "DTSTART:99991231T235959Z"),
    "ends before": ical("UID:a", "DTSTART:20261130T010000Z", "DTEND:20261129T010000Z"),
    "end and length": ical(
        "UID:a", "DTSTART:20261130T010000Z", "DTEND:20261130T020000Z", "DURATION:PT1H"
    ),
    "no length": ical("UID:a", "DTSTART:20261130T010000Z", "DURATION:một giờ"),
    "endless length": ical("UID:a", "DTSTART:20261130T010000Z", "DURATION:P99999W"),
    "unknown zone": ical("UID:a", "DTSTART;TZID=Sao/Hoa:20261130T010000"),
    "no rule": ical("UID:a", "DTSTART:20261130T010000Z", "RRULE:mỗi tuần"),
    "each second": ical("UID:a", "DTSTART:20261130T010000Z", "RRULE:FREQ=SECONDLY"),
    "bad exdate": ical("UID:a", "DTSTART:20261130T010000Z", "EXDATE:x"),
    "a message": SIMPLE.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST"),
    "version 1": SIMPLE.replace("VERSION:2.0", "VERSION:1.0"),
    "no name": ical("UID:a", ":giá trị", "DTSTART:20261130T010000Z"),
    "no colon": ical("UID:a", "DTSTART"),
    "open quote": ical("UID:a", 'SUMMARY;LANGUAGE="vi:họp', "DTSTART:20261130T010000Z"),
    "control letter": ical("UID:a", "SUMMARY:a\x00b", "DTSTART:20261130T010000Z"),
    "deep": "BEGIN:VCALENDAR\r\n" * 50 + "END:VCALENDAR\r\n" * 50,
    "too large": ical("UID:a", "DTSTART:20261130T010000Z", f"SUMMARY:{'a' * 100_001}"),
    "many exceptions": ical("UID:a", "DTSTART:20261130T010000Z").replace(
        "END:VCALENDAR\r\n",
        "".join(
            "BEGIN:VEVENT\r\nUID:a\r\n"
            f"RECURRENCE-ID:20261130T{n // 60:02}{n % 60:02}00Z"
            "\r\nDTSTART:20261130T010000Z\r\nEND:VEVENT\r\n"
            for n in range(600)
        )
        + "END:VCALENDAR\r\n",
    ),
    "two masters": ical("UID:a", "DTSTART:20261130T010000Z").replace(
        "END:VCALENDAR\r\n",
        "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261130T010000Z\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n",
    ),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_broken_is_refused_in_words(text: str) -> None:
    with pytest.raises(BrokenCalendar) as refused:
        read_object(text)

    assert refused.value.message


def test_letters_of_no_alphabet_are_refused() -> None:
    with pytest.raises(BrokenCalendar):
        read_object(SIMPLE.encode("utf-16"))
    assert read_object(b"\xef\xbb\xbf" + SIMPLE.encode()).uid == "hop-1"


def read_or_refused(given_: bytes | str) -> str:
    """What was read, or why not; what was read is read again as it was written."""
    try:
        made = read_object(given_)
    except BrokenCalendar as refused:
        return refused.message
    text = made.text()
    return text if read_object(text).text() == text else ""


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert read_or_refused(text)


@given(st.binary(max_size=300))
def test_any_bytes_inside_an_event_are_read_or_refused(junk: bytes) -> None:
    head, tail = SIMPLE.encode().split(b"SUMMARY:")
    assert read_or_refused(head + junk + b"SUMMARY:" + tail)


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120
)


@given(words)
def test_words_survive_folding_and_escaping(text: str) -> None:
    line = Line("SUMMARY", escaped(text))
    tree = Component(
        "VCALENDAR", [Line("VERSION", "2.0")], [Component("VEVENT", [line])]
    )
    out = written(tree)

    assert all(len(row.encode()) <= 75 for row in out.split("\r\n"))
    assert read_calendar(out).parts[0].text("SUMMARY") == text


def test_line_breaks_are_said_by_escapes() -> None:
    assert unescaped(escaped("một\nhai;ba,\\bốn")) == "một\nhai;ba,\\bốn"
    assert folded("ngắn") == "ngắn"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT15M", timedelta(minutes=15)),
        ("-P1DT2H", -timedelta(days=1, hours=2)),
        ("P2W", timedelta(weeks=2)),
        ("+PT0S", timedelta(0)),
    ],
)
def test_lengths_of_time(text: str, length: timedelta) -> None:
    assert duration_of(text) == length


@pytest.mark.parametrize("text", ["", "P", "PT", "15M", "P1Y", "PT1.5H", "--P1D"])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(BrokenCalendar):
        duration_of(text)


WEEKLY = ical(
    "UID:tuan",
    "DTSTART;TZID=Asia/Ho_Chi_Minh:20261130T060000",
    "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;BYDAY=MO",
    "EXDATE;TZID=Asia/Ho_Chi_Minh:20261207T060000",
    "RDATE:20261209T010000Z",
    "SUMMARY:Giao ban",
).replace(
    "END:VCALENDAR\r\n",
    "BEGIN:VEVENT\r\nUID:tuan\r\nRECURRENCE-ID:20261213T230000Z\r\n"
    "DTSTART:20261215T020000Z\r\nDURATION:PT2H\r\nSUMMARY:Giao ban (dời)\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n",
)


def test_a_rule_its_exceptions_and_added_days() -> None:
    assert starts(WEEKLY, "2026-11-01", "2026-12-31") == [
        "11-30 06:00",
        "12-09 08:00",
        "12-15 09:00",
        "12-21 06:00",
        "12-28 06:00",
    ]
    span = whole_span(read_object(WEEKLY))
    assert (span.starts, span.ends) == (at("2026-11-30 06:00"), None)


def test_a_rule_with_an_end_is_known_to_its_last_hour() -> None:
    text = WEEKLY.replace("BYDAY=MO", "BYDAY=MO;COUNT=3")

    assert whole_span(read_object(text)).ends == at("2026-12-15 11:00")


@pytest.mark.parametrize(
    ("until", "ends"),
    [
        ("20401231", "2041-01-01 07:59:59"),
        ("20401231T010000Z", "2040-12-31 09:00"),
        ("20050101", "2010-01-04 09:00"),
    ],
)
def test_of_more_times_than_are_counted_the_rule_says_the_last(
    until: str, ends: str
) -> None:
    text = ical(
        "UID:a",
        "DTSTART:20100104T010000Z",
        "DURATION:PT1H",
        f"RRULE:FREQ=DAILY;UNTIL={until}",
    )

    assert whole_span(read_object(text)).ends == at(ends)


def test_a_program_is_given_each_time_by_itself() -> None:
    made = read_object(WEEKLY)
    text = expanded(made, at("2026-12-10"), at("2026-12-22"))

    assert text.count("BEGIN:VEVENT") == 2
    assert "RRULE" not in text
    assert "RECURRENCE-ID:20261213T230000Z" in text
    assert "DTSTART:20261220T230000Z" in text
    assert "(dời)" not in limited(made, at("2027-01-01"), at("2027-02-01"))


def test_whole_days_stay_days() -> None:
    text = ical(
        "UID:a", "DTSTART;VALUE=DATE:20261130", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"
    )
    found = expanded(read_object(text), at("2027-02-01"), at("2027-03-01"))

    assert "DTSTART;VALUE=DATE:20270228" in found


ENTRY = EntryData(
    summary="Họp Ban chỉ đạo; phiên 3",
    starts=at("2026-12-01 06:30"),
    ends=at("2026-12-01 09:00"),
    rrule="FREQ=WEEKLY;COUNT=4",
    left_out=(at("2026-12-08 06:30"),),
    changes=(
        Change(
            at=at("2026-12-15 06:30"),
            starts=at("2026-12-16 08:00"),
            ends=at("2026-12-16 10:00"),
            place="Phòng họp 2",
        ),
        Change(
            at=at("2026-12-22 06:30"),
            starts=at("2026-12-22 06:30"),
            ends=at("2026-12-22 09:00"),
            is_cancelled=True,
        ),
    ),
    place="Hội trường",
    description="Dòng một\ndòng hai",
    chair="Ông Dũng",
    prepares="Phòng Tổng hợp",
    status=Status.TENTATIVE,
    uid="ba@congvu",
    sequence=3,
)


def test_an_entry_is_written_and_read_again() -> None:
    text = text_of(ENTRY, stamp=NOW)
    made = read_object(text)
    back = entry_from(made)

    assert replace(back, raw="", changes=()) == replace(ENTRY, changes=())
    moved, off = back.changes
    assert (moved.starts, moved.place) == (at("2026-12-16 08:00"), "Phòng họp 2")
    assert off.is_cancelled
    assert starts(text, "2026-12-01", "2027-01-01")[:2] == [
        "12-01 06:30",
        "12-16 08:00",
    ]


def test_what_the_office_changes_leaves_the_rest_of_a_program_alone() -> None:
    data = entry_from(read_object(SIMPLE))
    moved = replace(
        data,
        starts=data.starts + timedelta(days=1),
        ends=data.ends + timedelta(days=1),
        place="Phòng 3",
        sequence=1,
    )

    text = text_of(moved, stamp=NOW)

    assert text_of(data, stamp=NOW) == SIMPLE
    assert 'X-OWN;X-WHY="a;b:c":giữ nguyên' in text
    assert "BEGIN:VALARM" in text
    again = entry_from(read_object(text))
    assert (again.starts, again.place, again.sequence) == (moved.starts, "Phòng 3", 1)


SERIES = ical(
    "UID:tuan",
    "DTSTART:20261129T230000Z",
    "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;BYDAY=SU",
    "SUMMARY:Giao ban",
    around="".join(
        "BEGIN:VEVENT\r\nUID:tuan\r\n"
        f"RECURRENCE-ID:{day}T230000Z\r\nDTSTART:{day}T230000Z\r\n"
        f"DURATION:PT1H\r\nSUMMARY:{words}\r\nEND:VEVENT\r\n"
        for day, words in (
            ("20301208", "Sau chân trời"),
            ("20261213", "Có Sở Tài chính"),
            ("20261206", "Giao ban"),
        )
    ),
)


def test_words_of_single_times_of_a_series_outlive_what_the_office_changes() -> None:
    was = entry_from(read_object(SERIES))
    # As rows have it: in order, and nothing beyond the horizon.
    rows = tuple(sorted(was.changes, key=lambda one: one.at)[:2])
    assert text_of(replace(was, changes=rows), stamp=NOW) == SERIES

    moved = replace(rows[1], starts=rows[1].at + timedelta(hours=2), ends=None)
    off = Change(rows[1].at + timedelta(days=7), is_cancelled=True)
    office = replace(was, summary="Họp tuần", changes=(rows[0], moved, off))
    made = read_object(text_of(office, stamp=NOW))

    told = {
        f"{at.at.astimezone(UTC):%y%m%d}": part.text("SUMMARY")
        for at, part in made.exceptions
    }
    assert told == {
        "261206": "Họp tuần",
        "261213": "Có Sở Tài chính",
        "261220": "Họp tuần",
        "301208": "Sau chân trời",
    }
    back = {change.at: change for change in entry_from(made).changes}
    assert back[moved.at].starts == moved.starts
    assert back[off.at].is_cancelled


def test_a_series_that_is_moved_goes_on_by_the_clock_it_was_sent_in() -> None:
    was = entry_from(read_object(SERIES))
    later = timedelta(minutes=30)
    data = replace(was, starts=was.starts + later, ends=was.ends + later, changes=())
    made = read_object(text_of(data, stamp=NOW))

    assert made.first.value("DTSTART") == "20261129T233000Z"
    assert made.exceptions == ()
    assert sent_of(SERIES, "FREQ=WEEKLY;BYDAY=SU").zone == UTC
    assert sent_of(SERIES, "FREQ=WEEKLY").zone == VIETNAM


def test_a_program_makes_nothing_public_and_loses_nothing_it_was_not_told() -> None:
    public = replace(ENTRY, visibility=Visibility.PUBLIC)
    sent = read_object(SIMPLE.replace("SUMMARY:", "CLASS:PUBLIC\r\nSUMMARY:"))
    hidden = read_object(SIMPLE.replace("SUMMARY:", "CLASS:CONFIDENTIAL\r\nSUMMARY:"))

    assert entry_from(sent).visibility == Visibility.INTERNAL
    assert entry_from(sent, public).visibility == Visibility.PUBLIC
    assert entry_from(sent, public).chair == "Ông Dũng"
    assert entry_from(hidden, public).visibility == Visibility.PRIVATE


def test_who_is_asked_is_told_with_their_answer() -> None:
    text = text_of(
        ENTRY,
        stamp=NOW,
        asked=[Asked("Hoàng Văn Minh", "minh@backan.example", Reply.ACCEPTED)],
        organiser=Asked("UBND tỉnh", ""),
    )
    part = read_calendar(text).of("VEVENT")[0]
    line = part.line("ATTENDEE")

    assert line is not None
    assert line.value == "mailto:minh@backan.example"
    assert (line.parameter("CN"), line.parameter("PARTSTAT")) == (
        "Hoàng Văn Minh",
        "ACCEPTED",
    )
    assert part.value("ORGANIZER") == "invalid:nomail"


def test_a_task_has_its_time_by_its_own_rules() -> None:
    due = read_object(ical("UID:a", "DUE:20261130T010000Z", kind="VTODO"))
    never = read_object(ical("UID:a", "SUMMARY:Đọc luật", kind="VTODO"))

    assert list(times_between(due, at("2026-11-30"), at("2026-12-01")))
    assert not list(times_between(due, at("2026-12-01"), at("2026-12-02")))
    assert list(times_between(never, at("2030-01-01"), at("2030-01-02")))
    assert whole_span(never).ends is None


def test_a_hostile_rule_costs_a_moment() -> None:
    text = ical(
        "UID:a",
        "DTSTART:19500101T010000Z",
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    )
    begun = datetime.now(UTC)
    found = list(times_between(read_object(text), at("2180-01-01"), at("2199-01-01")))

    assert found == []
    assert datetime.now(UTC) - begun < timedelta(seconds=3)
