"""One paper opened to a desk without work, and taken back; each time with a reason."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Grant, HistoryEvent, RegisterEntry
from congvu.documents.queries import faults, rights_of
from congvu.documents.rules import GrantOrigin, Part
from congvu.lib.refusals import Refused
from congvu.organisations.actions import add_person, appoint
from congvu.organisations.models import Post, RightChange
from tests.documents.machine import machine
from tests.documents.pages import assign, instruct, make_entry
from tests.people import SINCE, Province, make_user

pytestmark = pytest.mark.usefixtures("law")
REASON = "Cùng chuẩn bị báo cáo quý."


@pytest.fixture
def bich(province: Province) -> Post:
    """Minh's colleague, in the post that Sơn left."""
    post = province.son.post
    assert post is not None
    person = add_person(
        full_name="Lục Thị Bích",
        user=make_user("bich"),
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )
    appoint(
        person=person, post=post, valid_from=province.today, by=SYSTEM, at=province.at
    )
    province.cast["bich"] = type(province.minh)(person.user, person, post)
    return post


@pytest.fixture
def entry(province: Province) -> RegisterEntry:
    """A paper that Minh works on."""
    entry = make_entry(province)
    assign(province, entry)
    return entry


def url(entry: RegisterEntry, *rest: object) -> str:
    return "/".join(["/van-ban/den", str(entry.id), *map(str, rest), ""])


def open_to(
    province: Province, entry: RegisterEntry, desk: object, who: str = "lan"
) -> None:
    actions.open_to(
        entry_id=entry.id,
        desk_id=desk.id,  # type: ignore[attr-defined]
        reason=REASON,
        by=province.seat(who),
        at=timezone.now(),
    )


def test_a_colleague_reads_what_was_opened_until_it_is_taken_back(
    province: Province, entry: RegisterEntry, bich: Post
) -> None:
    lan, colleague = province.client("lan"), province.client("bich")
    assert colleague.get(url(entry)).status_code == 404

    form = {"desk": str(bich.id), "reason": REASON}
    opened = lan.post(url(entry, "quyen"), form)

    assert opened.status_code == 302
    who_may = url(entry, "ai-duoc-xem")
    page = colleague.get(url(entry))
    assert page.status_code == 200
    assert who_may in page.content.decode()  # asked for by whoever opens that part
    assert "Mở quyền xem cho nơi khác" not in page.content.decode()
    told = colleague.get(who_may).content.decode()
    assert "được mở riêng" in told
    assert "Mở quyền xem cho nơi khác" not in told
    part = colleague.get(who_may, headers={"HX-Request": "true"}).content.decode()
    assert "được mở riêng" in part
    assert "<html" not in part
    register = colleague.get("/van-ban/den/").content.decode()
    assert entry.document.subject in register

    back = url(entry, "quyen", "thu-lai", bich.id)
    assert back in lan.get(who_may).content.decode()
    assert "Mở quyền xem cho nơi khác" in lan.get(who_may).content.decode()
    assert lan.post(back, {"reason": "Báo cáo đã xong."}).status_code == 302
    assert colleague.get(url(entry)).status_code == 404
    assert entry.document.subject not in colleague.get("/van-ban/den/").content.decode()


def test_both_stand_in_history_and_log_and_are_pointed_out(
    province: Province, entry: RegisterEntry, bich: Post
) -> None:
    open_to(province, entry, bich)
    actions.close_to(
        entry_id=entry.id,
        desk_id=bich.id,
        reason="Xong.",
        by=province.seat("ha"),
        at=timezone.now(),
    )

    told = HistoryEvent.objects.filter(entry_id=entry.id).order_by("at")
    assert [e.event for e in told][-2:] == [
        "documents.right-opened",
        "documents.right-closed",
    ]
    logged = AuditEvent.objects.filter(
        event__in=["documents.right-opened", "documents.right-closed"]
    )
    digests = {sha256(words.encode()).hexdigest() for words in (REASON, "Xong.")}
    assert {e.data["text_sha256"] for e in logged} == digests
    page = province.client("lan").get(url(entry)).content.decode()
    assert "mở quyền xem cho Lục Thị Bích, Chuyên viên: “" + REASON in page
    assert "thu lại quyền xem của Lục Thị Bích, Chuyên viên: “Xong.”" in page
    changes = RightChange.objects.order_by("at")
    assert [c.kind for c in changes] == ["paper-opened", "paper-closed"]
    assert {c.entry_id for c in changes} == {entry.id}
    assert f"số đến {entry.number}/" in changes[0].what
    warning = province.client("dung").get("/quan-tri/quyen/").content.decode()
    assert "Lục Thị Bích" in warning
    assert REASON in warning
    # the administrator confirms without reading papers
    assert entry.document.subject not in warning


def test_a_unit_stands_for_everybody_in_it(province: Province, bich: Post) -> None:
    entry = make_entry(province)

    open_to(province, entry, province.division)

    for who in ("bich", "minh", "hoa"):
        assert province.client(who).get(url(entry)).status_code == 200
    lines = rights_of(entry, on=province.today)
    assert [line.name for line in lines if line.opened] == [
        "Phòng Khoa giáo - Văn xã (mọi người)"
    ]


@pytest.mark.parametrize("who", ["minh", "hoa", "quan", "thu", "tu", "khach", "bich"])
def test_only_registry_leader_and_chief_may(
    province: Province, entry: RegisterEntry, bich: Post, who: str
) -> None:
    client = province.client(who)
    form = {"desk": str(bich.id), "reason": REASON}

    assert client.get(url(entry, "quyen")).status_code == 404
    assert client.post(url(entry, "quyen"), form).status_code == 404
    assert not Grant.objects.filter(principal_id=bich.id).exists()


@pytest.mark.parametrize("who", ["lan", "ha", "dung"])
def test_each_of_them_may(
    province: Province, entry: RegisterEntry, bich: Post, who: str
) -> None:
    open_to(province, entry, bich, who)

    assert Grant.objects.get(principal_id=bich.id).origin == GrantOrigin.OPENED


def test_every_reason_against_it_is_told_at_once(
    province: Province, entry: RegisterEntry
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.open_to(
            entry_id=entry.id,
            desk_id=province.commune_office.id,
            reason=" ",
            by=province.seat("hoa"),
            at=timezone.now(),
        )

    words = str(refusal.value)
    assert "không có quyền" in words
    assert "Ghi lý do." in words
    assert "Chọn một nơi của cơ quan" in words


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("minh", "đã xem được văn bản này"),
        ("dung", "xem được mọi văn bản"),
        ("quan", "quản trị không xem văn bản"),
    ],
)
def test_a_desk_that_needs_or_may_have_no_right_is_refused(
    province: Province, entry: RegisterEntry, who: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        open_to(province, entry, province.cast[who].post)


def test_a_refusal_keeps_what_was_typed(
    province: Province, entry: RegisterEntry
) -> None:
    answer = province.client("lan").post(url(entry, "quyen"), {"reason": REASON})

    assert answer.status_code == 422
    assert REASON in answer.content.decode()


def test_a_right_by_work_is_not_taken_back(
    province: Province, entry: RegisterEntry
) -> None:
    post = province.minh.post
    assert post is not None

    with pytest.raises(Refused, match="theo việc đã giao"):
        actions.close_to(
            entry_id=entry.id,
            desk_id=post.id,
            reason="Thử.",
            by=province.seat("lan"),
            at=timezone.now(),
        )

    back = url(entry, "quyen", "thu-lai", post.id)
    assert province.client("lan").get(back).status_code == 404
    assert province.client("minh").get(url(entry)).status_code == 200


def test_work_given_later_makes_an_opened_right_stay(
    province: Province, bich: Post
) -> None:
    entry = make_entry(province)
    lead = instruct(province, entry)
    open_to(province, entry, bich)

    actions.assign(
        entry_id=entry.id,
        assignment_id=lead.id,
        shares=[Share(bich.id, Part.LEAD)],
        by=province.seat("hoa"),
        at=timezone.now(),
    )

    assert Grant.objects.get(principal_id=bich.id).origin == GrantOrigin.WORK
    assert [fault for _rule, fault in faults() if fault] == []


def test_how_each_right_came_is_told(province: Province, entry: RegisterEntry) -> None:
    lines = {x.name: x.origin for x in rights_of(entry, on=province.today)}

    assert lines == {
        "Văn thư, lãnh đạo, chánh văn phòng, lưu trữ": GrantOrigin.HELD,
        "Phòng Khoa giáo - Văn xã (người đứng đầu)": GrantOrigin.WORK,
        "Nguyễn Tiến Dũng, Chủ tịch": GrantOrigin.WORK,
        "Hoàng Văn Minh, Chuyên viên": GrantOrigin.WORK,
    }


def test_the_table_knows_three_origins(
    province: Province, entry: RegisterEntry
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(entry=entry).update(origin="khac")


def test_the_pane_costs_the_same_however_many_may_see_it(
    province: Province, entry: RegisterEntry, bich: Post
) -> None:
    def cost() -> int:
        client = province.client("lan")
        client.get(url(entry))
        with CaptureQueriesContext(connection) as captured:
            client.get(url(entry))
        return len(captured)

    before = cost()
    open_to(province, entry, bich)
    open_to(province, entry, province.office)

    assert cost() == before


def test_machines_do_the_same(
    province: Province, entry: RegisterEntry, bich: Post
) -> None:
    lan, path = machine(province, "lan"), f"incoming-documents/{entry.id}/rights"
    body = {"desk_id": str(bich.id), "reason": REASON}

    opened = lan.post(path, body).data

    assert [r["name"] for r in opened if r["origin"] == "opened"] == [
        "Lục Thị Bích, Chuyên viên"
    ]
    assert machine(province, "bich").get(path).status == 200
    assert lan.post(path, body).status == 422
    assert machine(province, "minh").post(path, body).status == 404
    assert machine(province, "tu").get(path).status == 404
    closed = lan.post(f"{path}/take-back", body)
    assert [r for r in closed.data if r["origin"] == "opened"] == []
    assert machine(province, "bich").get(path).status == 404


def test_the_registers_are_still_proved(
    province: Province, entry: RegisterEntry, bich: Post
) -> None:
    open_to(province, entry, bich)

    assert [fault for _rule, fault in faults() if fault] == []
