"""Beyond the department: before the committee above by letter, and decided there.

Bình leads a department; Phúc has a duty of it; Dũng leads the committee above.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.duties import actions
from congvu.duties.access import duties_to_do, duties_waiting
from congvu.duties.actions.standing import standing_now
from congvu.duties.models import Difficulty, Share
from congvu.duties.queries import end_of, standing_on
from congvu.duties.rules import DifficultyState, DutyState, Effect, state_of
from congvu.files import jail
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.actions import create_agency, create_unit, give_identifier
from congvu.organisations.models import Agency, AgencyKind, IdentifierScheme
from congvu.organisations.rules import Role
from congvu.outgoing.actions import SentTo
from congvu.outgoing.models import OutgoingEntry
from tests.duties.stories import give, share_of
from tests.duties.test_difficulties import letter
from tests.exchange.letters import issue, take_in
from tests.people import SINCE, Province, seated

pytestmark = pytest.mark.usefixtures("law")
NEEDS = "Đề xuất cho lùi hạn, bố trí kinh phí đường truyền."


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Any:
    settings.HOME = tmp_path / "home"
    (settings.HOME / "tmp").mkdir(parents=True)
    yield settings.HOME
    jail.stop()


@pytest.fixture
def department(province: Province) -> Agency:
    """Below the committee: Bình leads it, Vân is its clerk, Cúc works there."""
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    agency = create_agency(
        kind=AgencyKind.DEPARTMENT,
        name="Sở Khoa học và Công nghệ",
        short_name="Sở KHCN",
        issuer_symbol="SKHCN",
        place="Bắc Kạn",
        parent=province.committee,
        **made,
    )
    give_identifier(
        agency=agency, scheme=IdentifierScheme.CODE_35, value="H03.12", **made
    )
    unit = create_unit(agency=agency, name="Văn phòng Sở", **made)
    for username, name, role, post in (
        ("binh", "Lê Thanh Bình", Role.LEADER, "Giám đốc"),
        ("van", "Hà Thị Vân", Role.RECORDS_CLERK, "Văn thư"),
        ("cuc", "Bàn Thị Cúc", Role.SPECIALIST, "Chuyên viên"),
    ):
        province.cast[username] = seated(
            username, name, unit, role, post, province.at, None
        )
    return agency


def late_and_asked(people: Province) -> tuple[Share, Difficulty]:
    """Bình's duty for the commune, two days late; Phúc says why, in writing."""
    start = people.at - timedelta(days=20)
    duty = give(
        people,
        people.commune.id,
        who="binh",
        at=start,
        given_on=start.date(),
        deadline=people.today - timedelta(days=2),
    )
    share = share_of(duty, people.commune.id)
    found = actions.raise_difficulty(
        share_id=share.id,
        title="Chưa có đường truyền",
        text="Đề nghị lắp đường truyền.",
        letter_id=letter(people, "tu", "05/UBND"),
        by=people.seat("phuc"),
        at=people.at - timedelta(hours=4),
    )
    return share, found


def sent(people: Province, who: str, to: Agency, subject: str) -> OutgoingEntry:
    return issue(people, who=who, places=[SentTo(to.id)], subject=subject)


def referred(people: Province, found: Difficulty) -> OutgoingEntry:
    """Put before the committee on the page, by the department's letter to it."""
    up = sent(people, "van", people.committee, "V/v vượt thẩm quyền")
    page = reverse("duties:refer-difficulty", args=[found.id])
    said = {"to": str(people.committee.id), "text": NEEDS, "letter": str(up.id)}
    assert people.client("binh").post(page, said).status_code == 302
    found.refresh_from_db()
    return up


def taken_in(people: Province) -> RegisterEntry:
    """Lan registers what lies at the committee's door, as it came."""
    item = IntakeItem.objects.get(agency=people.committee, state="ready")
    return take_in(people, item, "lan")


def test_it_goes_up_by_letter_and_the_committees_decision_moves_the_day(
    province: Province, department: Agency
) -> None:
    share, found = late_and_asked(province)
    binh, dung = province.client("binh"), province.client("dung")
    here = reverse("duties:difficulty", args=[found.id])
    duty = reverse("duties:duty", args=[share.duty_id])
    assert dung.get(here).status_code == 404, "it stays inside, until it goes up"
    page = reverse("duties:refer-difficulty", args=[found.id])
    assert page in binh.get(here).content.decode()
    inside = sent(province, "van", province.commune, "V/v trả lời")
    for wrong in ("", str(inside.id)):
        said = {"to": str(province.committee.id), "text": NEEDS, "letter": wrong}
        assert binh.post(page, said).status_code == 422, "a letter to who decides"

    up = referred(province, found)

    assert found.state == DifficultyState.REFERRED
    assert found.decider_id == province.committee.id
    assert duties_waiting(province.seat("binh")).ask() == 0
    (waits,) = duties_to_do(province.seat("dung"))
    assert waits.difficulty_id == found.id
    assert here in dung.get("/viec-cua-toi/").content.decode()
    told = Notice.objects.get(
        kind="duties.difficulty",
        detail__way="escalated",
        desk_id=province.dung.post.id,  # type: ignore[union-attr]  # he has one
    )
    assert dung.get(f"/thong-bao/{told.id}/").headers["Location"] == here
    # The letter goes as every paper does; the page of the duty stays the department's.
    shown = dung.get(here).content.decode()
    assert NEEDS in shown
    assert f"{up.symbol}</a>" not in shown
    entry = taken_in(province)
    shown = dung.get(here).content.decode()
    assert reverse("documents:entry", args=[entry.id]) in shown
    assert duty not in shown
    assert dung.get(duty).status_code == 404

    decide = reverse("duties:decide-difficulty", args=[found.id])
    until = province.today + timedelta(days=30)
    said = {"text": "Đồng ý.", "effect": "moved", "until": f"{until:%d/%m/%Y}"}
    assert binh.get(decide).status_code == 404, "no more the department's to decide"
    elsewhere = sent(province, "lan", province.commune, "V/v việc khác")
    refused = dung.post(decide, said | {"letter": str(elsewhere.id)})
    assert refused.status_code == 422
    down = sent(province, "lan", department, "V/v lùi hạn")
    assert dung.post(decide, said | {"letter": str(down.id)}).status_code == 302

    found.refresh_from_db()
    assert (found.state, found.effect) == (DifficultyState.DECIDED, Effect.MOVED)
    assert (standing_now(share).deadline, standing_now(share).extended) == (until, True)
    steps = found.steps.order_by("at", "id").values_list("state", "paper__symbol")
    assert list(steps) == [
        ("asked", "05/UBND"),
        ("referred", up.symbol),
        ("decided", down.symbol),
    ]
    hears = Notice.objects.filter(kind="duties.difficulty", detail__way="decided")
    desks = {province.cast[who].post.id for who in ("phuc", "binh")}  # type: ignore[union-attr]
    assert desks <= {n.desk_id for n in hears}
    line = binh.get(duty).content.decode()
    assert "trình Ủy ban nhân dân tỉnh Bắc Kạn về khó khăn, vướng mắc" in line
    assert "Nguyễn Tiến Dũng" in line


def test_a_past_day_stays_as_it_was(province: Province, department: Agency) -> None:
    """Late on the evening before; that stays, whatever the committee decides."""
    share, found = late_and_asked(province)
    yesterday = province.today - timedelta(days=1)
    referred(province, found)
    down = sent(province, "lan", department, "V/v thu hồi nhiệm vụ")
    actions.decide_difficulty(
        difficulty_id=found.id,
        text="Thu hồi.",
        effect=Effect.REVOKED,
        letter_id=down.id,
        by=province.seat("dung"),
        at=province.at,
    )

    for known in (end_of(yesterday), end_of(province.today)):
        was = standing_on(yesterday, known_before=known).get(share=share)
        assert state_of(was.facts, yesterday) == DutyState.LATE
    now = standing_on(province.today).get(share=share)
    assert state_of(now.facts, province.today) == DutyState.REVOKED


def test_who_at_the_committee_sees_and_decides_and_nobody_else(
    province: Province, department: Agency
) -> None:
    _share, found = late_and_asked(province)
    referred(province, found)
    here = reverse("duties:difficulty", args=[found.id])
    decide = reverse("duties:decide-difficulty", args=[found.id])

    sees = {
        who: province.client(who).get(here).status_code == 200 for who in province.cast
    }
    assert {who for who, may in sees.items() if may} == {
        *("lan", "dung", "ha", "thu"),
        *("binh", "van"),
        *("tu", "phuc"),
    }
    decides = {
        who: province.client(who).get(decide).status_code == 200
        for who in province.cast
    }
    assert {who for who, may in decides.items() if may} == {"dung", "ha"}
    listed = province.client("dung").get(reverse("duties:difficulties"))
    assert here in listed.content.decode()
    with pytest.raises(Refused):
        actions.decide_difficulty(
            difficulty_id=found.id,
            text="Tự quyết.",
            effect=Effect.NONE,
            letter_id=letter(province, "van", "09/SKHCN", "binh"),
            by=province.seat("binh"),
            at=province.at,
        )


def test_the_same_by_a_program(province: Province, department: Agency) -> None:
    _share, found = late_and_asked(province)
    up = sent(province, "van", province.committee, "V/v vượt thẩm quyền")
    one = f"/api/v1/difficulties/{found.id}"
    body = {"text": NEEDS, "letter_id": str(up.id), "to": str(province.committee.id)}
    json: dict[str, Any] = {"content_type": "application/json"}

    wrong = province.client("binh").post(
        f"{one}/refer", body | {"to": str(province.commune.id)}, **json
    )
    assert "Chọn một cơ quan cấp trên." in wrong.content.decode()
    assert province.client("phuc").post(f"{one}/refer", body, **json).status_code == 404
    done = province.client("binh").post(f"{one}/refer", body, **json).json()
    assert (done["state"], done["decider_id"]) == (
        "referred",
        str(province.committee.id),
    )
    seen = province.client("dung").get(one).json()
    assert seen["deeds"] == ["decide-difficulty"]
    assert seen["duty"]["desk_name"] == "Ủy ban nhân dân xã Yến Dương"


def test_it_waits_for_somebody_and_for_nobody_else(
    province: Province, department: Agency
) -> None:
    _share, found = late_and_asked(province)
    rows = Difficulty.objects.filter(pk=found.id)
    for wrong in (
        {"state": "referred"},
        {"decider": province.committee},
        {"state": "referred", "decider": province.committee, "effect": "none"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_who_has_it_above_is_reminded(province: Province, department: Agency) -> None:
    _share, found = late_and_asked(province)
    referred(province, found)
    assert found.due_on is not None
    late = found.due_on + timedelta(days=28)
    actions.remind_of_difficulties(at=datetime.combine(late, time(9), VIETNAM))
    told = Notice.objects.filter(kind="duties.difficulty", detail__way="late")
    assert {n.desk_id for n in told} == {
        province.cast[who].post.id  # type: ignore[union-attr]
        for who in ("dung", "ha")
    }


def test_the_agency_above_has_a_day_of_its_own(
    province: Province, department: Agency
) -> None:
    """The department had its days to answer; the committee has others to decide, and
    what waits for longer is counted, listed and said.
    """
    _share, found = late_and_asked(province)
    answer = found.due_on

    referred(province, found)

    decide = calendar().add_working_days(province.today, 10)
    assert found.due_on == decide
    assert "chưa xác minh nguồn" in found.due_basis
    steps = found.steps.order_by("at", "id").values_list("state", "due_on")
    assert list(steps) == [("asked", answer), ("referred", decide)]
    dung = province.client("dung")
    here, lists = reverse("duties:difficulty", args=[found.id]), "/nhiem-vu/vuong-mac/"
    shown = dung.get(here).content.decode()
    assert "Hạn quyết định" in shown
    assert f"{decide:%d/%m/%Y}" in shown
    assert here not in dung.get(lists, {"trang_thai": "late"}).content.decode()

    Difficulty.objects.update(due_on=province.today - timedelta(days=1))

    assert here in dung.get(lists, {"trang_thai": "late"}).content.decode()
    assert "?trang_thai=late" in dung.get(lists).content.decode()
    told = dung.get("/api/v1/difficulties?state=late").json()
    assert ([one["id"] for one in told["items"]], told["late"]) == ([str(found.id)], 1)
    (waits,) = duties_to_do(province.seat("dung"))
    assert waits.due == province.today - timedelta(days=1)
