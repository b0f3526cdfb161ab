"""People outside asked to a meeting: their letters, and what is believed of answers.

Dũng asks Mr. Sơn, who has no desk here; letters go through a mail server on loopback
and lie in a real mailbox, out of which the registry's letters are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from congvu.calendar import actions
from congvu.calendar.jobs import send_invitations
from congvu.calendar.models import Attendance, Meeting, OutsideLetter, OutsideReply
from congvu.calendar.rules import (
    Answer,
    Known,
    Outcome,
    Outsider,
    PostState,
    outcome_of,
    outside_faults,
    outside_text,
    outsiders_of,
)
from congvu.files import jail
from congvu.lib.refusals import Refused
from congvu.mailboxes.jobs.letters import bring, read_kept
from congvu.mailboxes.models import BoxLetter
from congvu.notices.models import Notice
from tests.calendar.outside import Got, answer, got_in, letter_with
from tests.calendar.stories import again, call, post_of
from tests.exchange.dovecot import Dovecot
from tests.exchange.post import Post, dovecot, post
from tests.mailboxes.registry import OURS, arrives, linked_to, registry_box
from tests.outgoing.conftest import home
from tests.people import Province

__all__ = ["dovecot", "home", "post"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]
SON = "son.tran@congty.example"


@pytest.fixture
def office(
    province: Province, post: Post, dovecot: Dovecot, settings: Any
) -> Iterator[Province]:
    """The registry's box is there, and what leaves the office lands beside it."""
    settings.EXCHANGE = linked_to(dovecot)
    registry_box(province)
    yield province
    jail.stop()


def meeting_with(people: Province, *outside: Outsider, **more: Any) -> Meeting:
    """Of tomorrow, so that there is something to answer."""
    start = people.at + timedelta(days=1)
    given = {"starts": start, "ends": start + timedelta(hours=2), **more}
    return call(people, outside=list(outside), **given)


def sent(post: Post) -> list[Got]:
    """What the mail server got since it was last looked at."""
    post.got.clear()
    send_invitations()
    return [got_in(raw) for raw in post.got]


def comes(dovecot: Dovecot, calendar: str, *, sender: str = SON, **more: Any) -> None:
    name = f"<{BoxLetter.objects.count()}.{id(calendar)}@congty.example>"
    made = letter_with(calendar, sender=sender, to=OURS, name=name)
    arrives(dovecot, made, **more)
    bring()
    read_kept()


def son() -> Attendance:
    return Attendance.objects.get(email=SON)


def test_asked_by_letter_answers_by_letter_and_stands_on_the_list(
    office: Province, post: Post, dovecot: Dovecot
) -> None:
    people, day = office, office.today + timedelta(days=1)
    page = people.client("dung").post(
        reverse("calendar:call"),
        {
            "summary": "Họp với doanh nghiệp",
            "day": f"{day:%d/%m/%Y}",
            "clock_from": "8:00",
            "clock_to": "10:00",
            "place": "Phòng họp số 1",
            "chair": str(post_of(people, "dung").id),
            "outside": f"Trần Văn Sơn <{SON.upper()}>\n",
            "visibility": "internal",
        },
    )
    assert page.status_code == 302, page.content.decode()
    found = Meeting.objects.get()

    [got] = sent(post)

    assert got.letter["To"] == f"Trần Văn Sơn <{SON}>"
    assert got.letter["From"].addresses[0].addr_spec == OURS
    assert got.letter["Subject"] == "Giấy mời: Họp với doanh nghiệp"
    assert "trân trọng kính mời" in got.words
    assert (got.value("METHOD"), got.value("SEQUENCE")) == ("REQUEST", "0")
    assert got.value("ORGANIZER") == f"mailto:{OURS}"
    assert sent(post) == [], "once"

    comes(dovecot, answer(got, SON, comment="Tôi đến sớm"))

    assert (son().reply, son().reply_words) == ("accepted", "Tôi đến sớm")
    letter = BoxLetter.objects.get(from_address=SON)
    assert letter.state == "report", "the registry need not look at it"
    address = reverse("calendar:meeting", args=[found.pk])
    page_ = people.client("dung").get(address).content.decode()
    for words in ("Trần Văn Sơn", "thư mời đã gửi", "đã ghi câu trả lời"):
        assert words in page_, words
    assert Notice.objects.filter(kind="calendar.replied").count() == 1


def test_who_called_hears_of_it_and_a_move_asks_anew(
    office: Province, post: Post, dovecot: Dovecot
) -> None:
    found = meeting_with(office, Outsider(SON, "Trần Văn Sơn"))
    [first] = sent(post)
    comes(dovecot, answer(first, SON, "DECLINED"))
    assert son().reply == "declined"
    told = Notice.objects.get(kind="calendar.replied")
    assert (told.actor, told.detail) == ("Trần Văn Sơn", {"way": "declined"})

    data = {
        "summary": found.entry.summary,
        "starts": (found.entry.starts + timedelta(hours=3)).isoformat(),
        "ends": (found.entry.ends + timedelta(hours=3)).isoformat(),
        "invited": [{"desk_id": str(post_of(office, "dung").id), "part": "chair"}],
    }
    api = office.client("dung").put(
        f"/api/v1/meetings/{found.pk}", data, content_type="application/json"
    )
    assert api.status_code == 200, api.content.decode()
    assert son().reply == "none", "it was said of another time"
    [moved] = sent(post)
    assert "có thay đổi" in moved.words
    assert int(moved.value("SEQUENCE")) > int(first.value("SEQUENCE"))

    comes(dovecot, answer(first, SON, "ACCEPTED"))
    assert (son().reply, last().outcome) == ("none", "old")
    comes(dovecot, answer(moved, SON, "TENTATIVE"))
    assert (son().reply, last().outcome) == ("tentative", "taken")
    early = datetime.now(UTC) - timedelta(hours=1)
    comes(dovecot, answer(moved, SON, "DECLINED", at=early))
    assert (son().reply, last().outcome) == ("tentative", "old")

    actions.cancel_meeting(
        meeting_id=found.pk, because="Mưa lũ", by=office.seat("dung"), at=office.at
    )
    [off] = sent(post)
    assert (off.value("METHOD"), off.value("STATUS")) == ("CANCEL", "CANCELLED")
    assert "Mưa lũ" in off.words
    comes(dovecot, answer(moved, SON, "ACCEPTED"))
    assert last().outcome == "over"


def last() -> OutsideReply:
    return OutsideReply.objects.order_by("-id")[0]


def test_what_nobody_asked_for_is_kept_and_changes_nothing(
    office: Province, post: Post, dovecot: Dovecot
) -> None:
    found = meeting_with(office, Outsider(SON))
    [got] = sent(post)
    stranger = "la@ngoai.example"
    cases = [
        (answer(got, stranger), stranger, "pass", "stranger"),
        (answer(got, SON), stranger, "pass", "stranger"),
        (answer(got, SON), SON, "fail", "forged"),
        (answer(got, SON, sequence="7"), SON, "pass", "old"),
        (answer(Got(got.letter, "UID:khac@x"), SON), SON, "pass", "unknown"),
        (answer(got, f"{'x' * 300}@y.example"), SON, "pass", "stranger"),
        ("BEGIN:VCALENDAR\r\nMETHOD:EXPLODE\r\nEND:VCALENDAR", SON, "pass", "broken"),
    ]
    for calendar, sender, finding, outcome in cases:
        comes(dovecot, calendar, sender=sender, found=finding)
        assert last().outcome == outcome, outcome
        assert son().reply == "none", outcome
    assert set(BoxLetter.objects.values_list("state", flat=True)) == {"waiting"}

    comes(dovecot, answer(got, SON, method="COUNTER", starts="20261201T070000Z"))
    assert (last().outcome, son().reply) == ("counter", "none")
    page = office.client("dung").get(reverse("calendar:meeting", args=[found.pk]))
    assert re.search("đề nghị lúc[^<]*14:00", page.content.decode())
    comes(dovecot, answer(got, SON, method="COUNTER", starts="hom sau"))
    assert (last().outcome, last().proposed) == ("counter", None)
    comes(dovecot, answer(got, SON, "DELEGATED"))
    assert (last().outcome, son().reply) == ("instead", "none")
    # Who only sees the meeting learns nobody's address.
    other = office.client("hoa").get(reverse("calendar:meeting", args=[found.pk]))
    assert SON in page.content.decode()
    assert "đề nghị lúc" not in other.content.decode()


def test_an_invitation_of_somebody_elses_is_a_letter_for_people(
    office: Province, post: Post, dovecot: Dovecot
) -> None:
    meeting_with(office, Outsider(SON))
    [got] = sent(post)
    comes(dovecot, answer(got, SON, method="REQUEST", starts="20261201T070000Z"))

    assert OutsideReply.objects.count() == 0
    assert BoxLetter.objects.get(from_address=SON).state == "waiting"


def test_taken_off_the_list_one_hears_so_if_one_was_asked(
    office: Province, post: Post
) -> None:
    found = meeting_with(office, Outsider(SON), Outsider("b@xa.example"))
    post.answers = ["550 5.1.1 no such user"]
    got = sent(post)
    states = dict(OutsideLetter.objects.values_list("email", "state"))
    assert sorted(states.values()) == [PostState.FAILED, PostState.SENT]
    assert len(got) == 1

    data = {
        "summary": found.entry.summary,
        "starts": found.entry.starts.isoformat(),
        "ends": found.entry.ends.isoformat(),
        "outside": [{"email": "c@xa.example", "name": "Chi"}],
    }
    office.client("dung").put(
        f"/api/v1/meetings/{found.pk}", data, content_type="application/json"
    )

    said = {(one.letter["To"], one.value("METHOD")) for one in sent(post)}
    assert ("Chi <c@xa.example>", "REQUEST") in said
    assert {method for _to, method in said} == {"REQUEST", "CANCEL"}
    names = set(again(found).entry.attending.exclude(email="").values_list("name"))
    assert names == {("Chi",)}


def test_a_server_that_is_away_is_asked_again(office: Province, post: Post) -> None:
    meeting_with(office, Outsider(SON))
    post.answers = ["451 4.3.0 later"]

    assert sent(post) == []
    [letter] = OutsideLetter.objects.all()
    assert (letter.state, letter.tries) == (PostState.WAITING, 1)
    assert "451" in letter.error
    OutsideLetter.objects.update(not_before=letter.made_at)
    [got] = sent(post)
    assert got.letter["Message-ID"] == letter.message_id


def test_without_a_registrys_box_nobody_outside_is_asked(province: Province) -> None:
    with pytest.raises(Refused) as refused:
        meeting_with(province, Outsider(SON))
    assert [reason.field for reason in refused.value.reasons] == ["outside"]


@pytest.mark.parametrize(
    ("typed", "emails", "faults"),
    [
        ("", [], 0),
        ("a@b.vn", ["a@b.vn"], 0),
        ("Trần Văn A <A@B.vn>;\n\n a@b.vn ", ["a@b.vn"], 0),
        ("Trần Văn A", ["trần văn a"], 1),
        ("A <a@b>", ["a@b"], 1),
        ("a@b.vn, c@d.vn", ["a@b.vn, c@d.vn"], 1),
        ("A <a@b.vn\r\nBcc: x@y.vn>", ["a <a@b.vn", "bcc: x@y.vn>"], 2),
    ],
)
def test_addresses_as_people_type_them(
    typed: str, emails: list[str], faults: int
) -> None:
    found = outsiders_of(typed)

    assert [one.email for one in found] == emails
    assert len(outside_faults(found)) == faults
    if not faults:
        assert outsiders_of(outside_text(found)) == found


def test_only_who_was_asked_is_heard_about_what_stands() -> None:
    known = Known(asked={SON}, is_current=True, is_over=False)
    said = {"method": "REPLY", "email": SON, "sender": SON}

    def told(known: Known | None = known, **other: Any) -> Outcome:
        return outcome_of(Answer(**said | other), known)

    assert told() == Outcome.TAKEN
    assert told(None) == Outcome.UNKNOWN
    assert told(method="REFRESH") == Outcome.UNKNOWN
    assert told(is_false=True) == Outcome.FORGED
    assert told(sender="x@y.vn") == Outcome.STRANGER
    assert told(Known(set(), is_current=True, is_over=False)) == Outcome.STRANGER
    assert told(Known({SON}, is_current=False, is_over=True)) == Outcome.OLD
    assert told(Known({SON}, is_current=True, is_over=True)) == Outcome.OVER
    assert told(hands_on=True) == Outcome.INSTEAD
    assert told(method="COUNTER", hands_on=True) == Outcome.COUNTER
