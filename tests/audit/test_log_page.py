"""Reading the log: who may, what it shows, and that reading is itself in it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from congvu.audit.actions import event_row, record_many
from congvu.audit.models import AuditEvent
from congvu.audit.queries import Wanted, page
from congvu.audit.rules import SYSTEM, Actor
from congvu.organisations.actions import add_person, appoint, create_post
from congvu.organisations.rules import Role
from tests.audit.conftest import AT
from tests.people import SINCE, Province, make_user

ADDRESS = "/quan-tri/nhat-ky/"
pytestmark = pytest.mark.django_db


def enter(
    count: int, agency_id: UUID, name: str = "Ma Thị Hoa", **facts: object
) -> None:
    record_many(
        event_row(
            "accounts.signed-in",
            by=Actor(name=name, agency_id=agency_id, person_id=uuid4()),
            at=AT + timedelta(seconds=n),
            **facts,
        )
        for n in range(count)
    )


def client_of(province: Province, name: str) -> Client:
    client = Client()
    client.force_login(getattr(province, name).user)
    return client


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/dang-nhap/?tiep=")


@pytest.mark.parametrize("name", ["lan", "minh", "hoa", "dung", "tu", "khach", "son"])
def test_for_everybody_else_the_log_does_not_exist(
    province: Province, name: str
) -> None:
    before = AuditEvent.objects.filter(event="audit.read").count()

    assert client_of(province, name).get(ADDRESS).status_code == 404
    assert AuditEvent.objects.filter(event="audit.read").count() == before


def test_the_administrator_reads_and_is_recorded(province: Province) -> None:
    enter(1, province.committee.pk)

    answer = client_of(province, "quan").get(ADDRESS, {"nguoi": "Hoa"})

    assert answer.status_code == 200
    assert "Ma Thị Hoa" in answer.content.decode()
    read = AuditEvent.objects.filter(event="audit.read").latest("id")
    assert read.data == {"who": "Hoa"}
    assert read.actor_person_id == province.quan.person.pk


def test_the_provinces_administrator_sees_sign_ins_and_every_agency(
    province: Province,
) -> None:
    enter(1, uuid4(), name="Người nơi khác")

    answer = client_of(province, "quan").get(ADDRESS)

    assert "Người nơi khác" in answer.content.decode()


def test_an_administrator_elsewhere_sees_only_the_own_agencys_log(
    province: Province,
) -> None:
    enter(1, uuid4(), name="Người nơi khác")
    enter(1, province.commune.pk, name="Người trong xã")
    made = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    post = create_post(
        unit=province.commune_office, name="Quản trị", role=Role.ADMINISTRATOR, **made
    )
    user = make_user("quantrixa")
    person = add_person(full_name="Triệu Thị Xuân", user=user, **made)
    appoint(person=person, post=post, **made)
    client = Client()
    client.force_login(user)

    body = client.get(ADDRESS).content.decode()

    assert "Người trong xã" in body
    assert "Người nơi khác" not in body


def test_what_is_in_the_log_is_text_and_never_markup(province: Province) -> None:
    enter(1, province.committee.pk, "<script>x</script>", data={"<b>": "<i>"})

    body = client_of(province, "quan").get(ADDRESS).content.decode()

    assert "<script>x" not in body
    assert "&lt;b&gt;:" in body
    assert "&lt;i&gt;" in body


def test_the_data_is_told_in_words_and_days_as_people_write_them(
    province: Province,
) -> None:
    by = Actor(name="Lường Tiến Dũng", agency_id=province.committee.pk)
    data = {
        "text": "Giao Phòng Khoa giáo.",
        "to": {"lead": ["Phòng Khoa giáo"], "inform": ["Văn phòng", "Sở Y tế"]},
        "due": "2026-11-20",
        "post_id": str(uuid4()),
        "reason": "",
    }
    record_many([event_row("documents.instructed", by=by, at=AT, data=data)])

    body = client_of(province, "quan").get(ADDRESS).content.decode()

    assert "chủ trì Phòng Khoa giáo; để biết Văn phòng, Sở Y tế" in body
    assert "20/11/2026" in body
    assert data["post_id"] not in body
    assert "lý do:" not in body


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"ngay": "hôm qua"}, "Ngày phải có dạng 23/11/2026."),
        ({"doi_tuong": "'; DROP"}, "Mã đối tượng không đúng dạng."),
    ],
)
def test_a_filter_that_cannot_be_read_is_answered_in_words(
    province: Province, asked: dict[str, str], words: str
) -> None:
    answer = client_of(province, "quan").get(ADDRESS, asked)

    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "key", ["x", "2026-01-01_x", "_", "2026-01-01T00:00:00_" + "0" * 32]
)
def test_a_page_key_that_cannot_be_read_is_the_first_page(
    province: Province, key: str
) -> None:
    assert client_of(province, "quan").get(ADDRESS, {"truoc": key}).status_code == 200


def test_pages_follow_by_key_without_gap_or_repeat() -> None:
    agency = uuid4()
    record_many(
        event_row(
            "accounts.signed-in",
            by=Actor(name="Lan", agency_id=agency),
            at=AT + timedelta(seconds=n // 7),
        )
        for n in range(23)
    )
    wanted, seen, before = Wanted(agency_id=agency), [], None
    while True:
        found = page(wanted, before=before, size=5)
        seen += [event.id for event in found.events]
        before = found.older
        if before is None:
            break

    assert len(seen) == len(set(seen)) == 23
    moments = [AuditEvent.objects.get(id=key).at for key in seen]
    assert moments == sorted(moments, reverse=True)


def test_the_filters_choose_by_event_person_object_and_day() -> None:
    agency, thing, person = uuid4(), uuid4(), uuid4()
    by = Actor(name="Nông Thị Lan", agency_id=agency, person_id=person)
    late = AT.replace(hour=17, minute=0)  # already the next day in Vietnam
    rows = [
        event_row("accounts.signed-in", by=by, at=AT),
        event_row("accounts.signed-out", by=by, at=late, on_id=thing),
    ]
    record_many(rows)

    def chosen(**wanted: object) -> list[UUID]:
        found = page(Wanted(agency_id=agency, **wanted), before=None)
        return [event.id for event in found.events]

    assert chosen(event="accounts.signed-out") == [rows[1].id]
    assert chosen(object_id=thing) == [rows[1].id]
    assert chosen(day=AT.date()) == [rows[0].id]
    assert len(chosen(who="thị lan")) == len(chosen(who=str(person))) == 2
    assert chosen(who="Minh") == []


def test_the_number_of_queries_does_not_grow_with_the_log(
    province: Province, django_assert_max_num_queries
) -> None:
    client = client_of(province, "quan")
    client.get(ADDRESS)  # the first visit notes that the session lives
    counts = []
    for more in (3, 30):
        enter(more, province.committee.pk)
        with django_assert_max_num_queries(20) as seen:
            client.get(ADDRESS)
        counts.append(len(seen))

    assert counts[0] == counts[1]
