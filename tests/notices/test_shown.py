"""What a notice says: to whoever sits there, as they may know it when they read."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.documents import actions
from congvu.documents.actions.history import tell
from congvu.documents.models import Assignment, Grant, RegisterEntry
from congvu.documents.rules import AssignmentState, HandOverReason, Part
from congvu.notices.actions import notify
from congvu.notices.models import Notice
from congvu.organisations.rules import members_of
from tests.documents.pages import working_day
from tests.notices.work import (
    assign,
    confirm,
    instruct,
    on_minhs_desk,
    register,
    report,
    submit,
)
from tests.people import Province

HOUR = timedelta(hours=1)


def bell(client: Client) -> int:
    return int(client.get("/thong-bao/so/").json()["unread"])


def page(client: Client) -> str:
    return client.get("/thong-bao/").content.decode()


def kinds_at(*desks: UUID) -> list[str]:
    rows = Notice.objects.filter(desk_id__in=desks).order_by("at", "id")
    return [
        kind.removeprefix("documents.") for kind in rows.values_list("kind", flat=True)
    ]


@pytest.mark.django_db
def test_each_step_of_a_paper_tells_the_desk_it_concerns(
    province: Province, law: date
) -> None:
    """Lan → Dũng → Hoa → Minh and back; nobody is told of what they did themselves."""
    people, at = province, timezone.now() - HOUR
    minute = timedelta(minutes=1)
    dung, hoa, minh, lan = (
        people.cast[n].post.id
        for n in ("dung", "hoa", "minh", "lan")  # type: ignore[union-attr]  # each holds one
    )
    entry = register(people, "1/SNN", at)
    submit(people, entry, at + minute)
    assert kinds_at(dung) == ["given"]

    part = instruct(people, entry, at + 2 * minute, hold=True)
    assert kinds_at(people.division.id) == []
    assert kinds_at(lan) == ["to-transfer"]
    actions.transfer(entry_id=entry.id, by=people.seat("lan"), at=at + 3 * minute)
    assert kinds_at(people.division.id) == ["given"]

    mine = assign(people, part, at + 4 * minute)
    assert kinds_at(minh) == ["given"]
    report(people, mine, at + 5 * minute)
    assert kinds_at(people.division.id) == ["given", "reported"]
    actions.return_report(
        entry_id=entry.id,
        assignment_id=mine.id,
        reason="Chưa đủ.",
        by=people.seat("hoa"),
        at=at + 6 * minute,
    )
    assert kinds_at(minh) == ["given", "returned"]
    report(people, mine, at + 7 * minute)
    confirm(people, "hoa", mine, at + 8 * minute)
    assert kinds_at(minh) == ["given", "returned", "confirmed"]
    assert kinds_at(dung) == ["given", "reported"]
    confirm(people, "dung", part, at + 9 * minute)
    assert kinds_at(people.division.id)[-1] == "confirmed"
    assert kinds_at(hoa) == []


@pytest.mark.django_db
def test_a_part_given_back_and_one_taken_back_are_told(
    province: Province, law: date
) -> None:
    at = timezone.now() - HOUR
    part = on_minhs_desk(province, "1/SNN", at, working_day(3))
    assert province.minh.post is not None
    actions.send_back(
        entry_id=part.entry_id,
        assignment_id=part.id,
        reason="Không đúng việc.",
        by=province.seat("minh"),
        at=at + timedelta(minutes=9),
    )
    assert kinds_at(province.division.id)[-1] == "returned"

    instruct_again(province, part.entry_id, at + timedelta(minutes=10))
    assert sorted(kinds_at(province.division.id)[-2:]) == ["given", "withdrawn"]


def instruct_again(people: Province, entry_id: UUID, at: object) -> None:
    direct = Assignment.objects.get(entry=entry_id, part="direct")
    actions.instruct(
        entry_id=entry_id,
        assignment_id=direct.id,
        text="Giao lại.",
        shares=[actions.Share(people.division.id, "lead")],  # type: ignore[arg-type]  # its value
        again=True,
        by=people.seat("dung"),
        at=at,  # type: ignore[arg-type]  # a moment
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "kind", "to"),
    [
        ("recalled", "withdrawn", "minh"),
        ("part-passed-on", "given", "minh"),
        ("urged", "urged", "minh"),
        ("pass-on-asked", "pass-on", "division"),
        ("pass-on-refused", "pass-on", "minh"),
        ("extension-asked", "extension", "division"),
        ("extension-granted", "extension", "minh"),
        ("extension-refused", "extension", "minh"),
        ("came-back", "reported", "division"),
        ("sent-across", "", ""),
    ],
)
def test_events_of_other_steps_tell_whom_the_table_says(
    province: Province,
    law: date,
    event: str,
    kind: str,
    to: str,
) -> None:
    at = timezone.now() - HOUR
    part = on_minhs_desk(province, "1/SNN", at, province.today)
    Notice.objects.all().delete()
    assert province.minh.post is not None
    detail: dict[str, object] = {"assignment": str(part.id), "text": "mật không kể"}

    tell(
        f"documents.{event}",
        entry=part.entry,
        actor="Nguyễn Tiến Dũng",
        at=at + timedelta(minutes=30),
        detail=detail,
    )

    desks = {"minh": province.minh.post.id, "division": province.division.id}
    found = [(n.kind, n.desk_id) for n in Notice.objects.all()]
    assert found == ([(f"documents.{kind}", desks[to])] if kind else [])
    assert "không kể" not in str(list(Notice.objects.values()))
    if to:
        who = province.client("minh" if to == "minh" else "hoa")
        assert "Nguyễn Tiến Dũng" in page(who)


@pytest.mark.django_db
def test_who_asked_to_pass_work_on_hears_that_it_was_agreed(
    province: Province, law: date
) -> None:
    at = timezone.now() - HOUR
    part = on_minhs_desk(province, "1/SNN", at, working_day(3))
    assert province.minh.post is not None
    assert province.ha.post is not None
    which = {"entry_id": part.entry_id, "assignment_id": part.id}
    actions.ask_pass_on(
        **which,
        to_desk_id=province.ha.post.id,
        reason="Việc của văn phòng.",
        by=province.seat("minh"),
        at=at + timedelta(minutes=9),
    )
    assert kinds_at(province.division.id)[-1] == "pass-on"
    actions.answer_pass_on(
        **which,
        granted=True,
        by=province.seat("hoa"),
        at=at + timedelta(minutes=10),
    )

    assert kinds_at(province.minh.post.id)[-1] == "pass-on"
    assert kinds_at(province.ha.post.id)[-1] == "given"
    assert "đồng ý chuyển việc nơi khác" in page(province.client("minh"))


@pytest.mark.django_db
def test_ten_urgings_are_one_line_and_read_once(province: Province, law: date) -> None:
    at = timezone.now() - HOUR
    part = on_minhs_desk(province, "1/SNN", at, province.today)
    assert province.minh.post is not None
    for n in range(10):
        notify(
            "documents.urged",
            to=[province.minh.post.id],
            target_id=part.entry_id,
            at=at + timedelta(minutes=10 + n),
            actor="Ma Thị Hoa",
        )
    minh = province.client("minh")

    assert bell(minh) == 2
    text = page(minh)
    assert text.count("data-row-link") == 2
    assert "10 lần" in text
    newest = Notice.objects.filter(kind="documents.urged").latest("at")
    answer = minh.get(f"/thong-bao/{newest.id}/")
    assert answer["Location"] == f"/van-ban/den/{part.entry_id}/"
    assert bell(minh) == 1


@pytest.mark.django_db
def test_reading_is_each_persons_own_and_opening_the_paper_reads_its_notices(
    province: Province, law: date
) -> None:
    at = timezone.now() - HOUR
    entry = register(province, "1/SNN", at)
    submit(province, entry, at + timedelta(minutes=1))
    instruct(province, entry, at + timedelta(minutes=2), inform=province.office.id)
    lan, ha, thu = (province.client(who) for who in ("lan", "ha", "thu"))
    assert (bell(lan), bell(ha), bell(thu)) == (1, 1, 1)

    lan.post("/thong-bao/da-doc/", {})
    ha.get(f"/van-ban/den/{entry.id}/")

    assert (bell(lan), bell(ha), bell(thu)) == (0, 0, 1)
    assert "row-unread" not in page(lan)


@pytest.mark.django_db
def test_read_all_reads_what_the_page_showed_and_nothing_newer(
    province: Province, law: date
) -> None:
    at = timezone.now() - HOUR
    part = on_minhs_desk(province, "1/SNN", at, province.today)
    minh = province.client("minh")
    shown = timezone.now()
    assert province.minh.post is not None
    Notice.objects.filter(desk_id=province.minh.post.id).update(at=at)
    notify(
        "documents.urged",
        to=[province.minh.post.id],
        target_id=part.entry_id,
        at=shown + timedelta(seconds=1),
    )

    minh.post("/thong-bao/da-doc/", {"until": shown.isoformat()})

    assert bell(minh) == 1


@pytest.mark.django_db
def test_who_may_no_longer_see_the_paper_reads_only_that_there_was_one(
    province: Province, law: date
) -> None:
    at = timezone.now() - HOUR
    part = on_minhs_desk(province, "77/SNN", at, province.today)
    minh = province.client("minh")
    assert "77/SNN" in page(minh)
    Grant.objects.filter(entry=part.entry_id).exclude(
        principal_id=province.committee.id
    ).delete()

    text = page(minh)

    assert "Một văn bản anh/chị không còn quyền xem" in text
    for word in ("77/SNN", "V/v việc", "Ma Thị Hoa", "data-row-link"):
        assert word not in text
    notice = Notice.objects.get(desk_id=part.desk_id)
    assert minh.get(f"/thong-bao/{notice.id}/")["Location"] == "/thong-bao/"


@pytest.mark.django_db
def test_a_notice_of_another_desk_is_not_found(province: Province, law: date) -> None:
    part = on_minhs_desk(province, "1/SNN", timezone.now() - HOUR, province.today)
    notice = Notice.objects.get(desk_id=part.desk_id)

    for who in ("tu", "phuc", "dung", "khach"):
        assert province.client(who).get(f"/thong-bao/{notice.id}/").status_code == 404
        assert bell(province.client(who)) == (1 if who == "dung" else 0)


@pytest.mark.django_db
def test_the_desk_keeps_its_news_for_whoever_sits_there_next(
    province: Province, law: date
) -> None:
    """The seat, not the person: Sơn's chair is told, Minh is not."""
    at = timezone.now() - HOUR
    entry = register(province, "1/SNN", at)
    notify(
        "documents.informed",
        to=[members_of(province.division.id)],
        target_id=entry.id,
        at=at,
    )
    minh = province.client("minh")

    assert bell(minh) == 1
    assert "không còn quyền xem" in page(minh), "told, but never given the paper"


@pytest.mark.django_db
def test_the_page_asks_as_often_for_three_lines_as_for_many(
    province: Province, law: date
) -> None:
    at = timezone.now() - HOUR
    minh = province.client("minh")
    page(minh)  # the session's first page notes itself
    counts = []
    for many in (3, 30):
        for n in range(many):
            on_minhs_desk(
                province,
                f"{many}{n}/SNN",
                at + n * timedelta(seconds=9),
                province.today,
            )
        with CaptureQueriesContext(connection) as asked:
            page(minh)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert RegisterEntry.objects.count() == 33


@pytest.mark.django_db
def test_who_takes_over_a_desk_is_told_what_came(province: Province, law: date) -> None:
    part = on_minhs_desk(province, "1/SNN", timezone.now() - HOUR, province.today)
    Notice.objects.all().delete()
    assert province.minh.post is not None
    actions.hand_over_desk(
        from_post=province.minh.post,
        to_desk=province.division.id,
        reason=HandOverReason.BY_HAND,
        by=province.seat("dung"),
        at=timezone.now(),
    )

    (notice,) = Notice.objects.all()
    assert (notice.kind, notice.desk_id) == ("documents.given", province.division.id)
    assert notice.target_id == part.entry_id


@pytest.mark.django_db
def test_once_instructed_the_papers_own_day_stands_in_the_leaders_notice(
    province: Province, law: date
) -> None:
    """The day that passed while the paper lay with the leader is nobody's any more."""
    at = timezone.now() - HOUR
    entry = register(province, "1/SNN", at)
    submit(province, entry, at)
    instruct(province, entry, at)
    yesterday = province.today - timedelta(days=1)
    Assignment.objects.filter(part=Part.DIRECT).update(due_on=yesterday)
    shown = page(province.client("dung"))
    assert "1/SNN" in shown
    assert "quá hạn" not in shown

    Assignment.objects.filter(part=Part.DIRECT).update(state=AssignmentState.WAITING)
    assert "quá hạn" in page(province.client("dung"))


@pytest.mark.django_db
def test_whole_units_are_told_of_what_is_forwarded(
    province: Province, law: date
) -> None:
    part = on_minhs_desk(province, "1/SNN", timezone.now() - HOUR, province.today)
    Notice.objects.all().delete()
    actions.forward(
        entry_id=part.entry_id,
        desk_ids=[province.office.id],
        text="",
        by=province.seat("dung"),
        at=timezone.now(),
    )

    (notice,) = Notice.objects.all()
    assert notice.kind == "documents.informed"
    assert notice.desk_id == members_of(province.office.id)
