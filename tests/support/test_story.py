"""Minh asks for help; who answers, by when, who sees it, and what is asked most."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.inventory.models import Machine
from congvu.law.queries import calendar, rule
from congvu.law.rules import Sureness
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.actions import pass_bodies, pass_on
from congvu.organisations.models import Post, Unit, UnitVersion
from congvu.organisations.rules import BodyKind, Passed, Role, members_of
from congvu.support.actions import (
    answer_request,
    ask_again,
    ask_for_help,
    close_request,
    set_desk,
)
from congvu.support.models import SupportDesk, SupportRequest
from congvu.support.queries import asked_most
from congvu.support.rules import HelpData, HelpKind, HelpState
from tests.documents import reforms
from tests.network.stories import commune_keeper, program
from tests.people import Province, seated

pytestmark = pytest.mark.usefixtures("law")


def ask(people: Province, who: str = "minh", **given: Any) -> SupportRequest:
    at = given.pop("at", people.at)
    told = {
        "kind": HelpKind.FAULT,
        "subject": "Máy in không in",
        "text": "Đèn đỏ nhấp nháy.",
        "to_agency_id": people.seat(who).agency_id,
        **given,
    }
    return ask_for_help(data=HelpData(**told), by=people.seat(who), at=at)


def test_asked_answered_asked_again_closed(province: Province) -> None:
    minh, quan = province.client("minh"), province.client("quan")
    form = {
        "kind": "fault",
        "to": str(province.committee.id),
        "subject": "Máy in không in",
        "text": "",
    }
    refused = minh.post(reverse("support:ask"), form | {"subject": ""})
    assert refused.status_code == 422
    for words in ("Ghi ngắn gọn cần hỗ trợ gì.", "Ghi nội dung.", "chưa xác minh"):
        assert words in refused.content.decode()
    minh.post(reverse("support:ask"), form | {"text": "Đèn đỏ."})
    one = SupportRequest.objects.get()
    page = reverse("support:request", args=[one.id])
    # A limit that no text sets is a rule of the house, in working days, and says so.
    limit = rule("support_limit", "fault", province.today)
    assert limit.sureness == Sureness.UNVERIFIED
    assert one.due_on == calendar().add_working_days(province.today, 1)
    told = Notice.objects.get(kind="support.asked")
    assert told.desk_id == province.cast["quan"].user.id
    assert "Máy in không in" in quan.get(reverse("notices:list")).content.decode()

    answer = {"text": "Thay hộp mực."}
    assert minh.post(page + "tra-loi/", answer).status_code == 404
    assert quan.post(page + "tra-loi/", {"text": ""}).status_code == 422
    quan.post(page + "tra-loi/", answer)
    work = minh.get(reverse("home:work")).content.decode()
    assert "Xem trả lời, đóng" in work
    minh.post(page + "hoi-lai/", {"text": "Vẫn không in."})
    one.refresh_from_db()
    assert (one.state, one.answered_at is not None) == (HelpState.WAITING, True)
    quan.post(page + "tra-loi/", {"text": "Đã sửa cáp."})
    minh.post(page + "dong/")
    shown = quan.get(page).content.decode()
    for words in (
        "Đèn đỏ.",
        "Thay hộp mực.",
        "Vẫn không in.",
        "Đã sửa cáp.",
        "đã đóng",
    ):
        assert words in shown
    assert "Nội dung" not in shown, "of what is closed nothing more is said"
    events = AuditEvent.objects.filter(event__startswith="support.")
    assert sorted(events.values_list("event", flat=True)) == [
        "support.answered",
        "support.answered",
        "support.asked",
        "support.asked-again",
        "support.closed",
    ]
    for act in (ask_again, answer_request):
        with pytest.raises(Refused, match="đóng"):
            act(
                support_request_id=one.id,
                text="nữa",
                by=province.seat("minh" if act is ask_again else "quan"),
                at=province.at,
            )


def test_who_sees_it_and_nobody_else(province: Province) -> None:
    commune_keeper(province)
    one = ask(province)
    page = reverse("support:request", args=[one.id])
    seen = {
        who: province.client(who).get(page).status_code == 200
        for who in ("minh", "hoa", "ha", "dung", "quan", "lan", "thu", "tu", "loan")
    }

    assert [who for who, sees in seen.items() if sees] == [
        "minh",
        "hoa",
        "ha",
        "dung",
        "quan",
    ]
    assert program(province, "lan")("/support-requests")["rows"] == []
    told = program(province, "dung")(f"/support-requests/{one.id}")
    assert told["messages"][0]["text"] == "Đèn đỏ nhấp nháy."


def test_a_desk_that_was_named_answers_and_for_all(province: Province) -> None:
    """The office of the committee for the whole province; its members see the work."""
    quan, at = province.seat("quan"), province.at
    loan = commune_keeper(province)
    with pytest.raises(Refused, match="quản trị của tỉnh đặt"):
        set_desk(unit_id=province.commune_office.id, for_all=True, by=loan, at=at)
    with pytest.raises(Refused, match="Chọn đơn vị của cơ quan"):
        set_desk(unit_id=province.division.id, for_all=False, by=loan, at=at)
    province.client("quan").post(
        reverse("support:desk"), {"unit": str(province.division.id), "for_all": "on"}
    )

    one = ask(province, "tu", to_agency_id=province.committee.id)
    told = Notice.objects.filter(kind="support.asked").values_list("desk_id", flat=True)
    assert set(told) == {province.division.id, members_of(province.division.id)}
    minh = province.client("minh")
    assert "Máy in không in" in minh.get(reverse("home:work")).content.decode()
    assert "Máy in không in" in minh.get(reverse("notices:list")).content.decode()
    answer_request(
        support_request_id=one.id, text="Có.", by=province.seat("minh"), at=at
    )
    page = reverse("support:request", args=[one.id])
    assert province.client("quan").get(page).status_code == 404, "no longer his"
    with pytest.raises(Refused, match="Chọn nơi hỗ trợ"):
        ask(province, to_agency_id=province.commune.id)
    with pytest.raises(IntegrityError, match="one_for_all"), transaction.atomic():
        SupportDesk.objects.create(
            agency=province.commune, unit=province.commune_office, for_all=True
        )
    set_desk(unit_id=None, for_all=False, by=quan, at=at)
    assert province.client("quan").get(page).status_code == 200


def test_only_ones_own_machine_is_named(province: Province) -> None:
    given = {"agency": province.committee, "added_at": province.at}
    minh = province.cast["minh"].person
    mine = Machine.objects.create(name="MAY-01", user=minh, **given)
    other = Machine.objects.create(name="MAY-02", **given)

    assert ask(province, machine_id=mine.pk).machine == mine
    with pytest.raises(Refused, match="Chọn máy trong danh sách"):
        ask(province, machine_id=other.pk)


def test_what_is_asked_most_equals_the_hand_count(province: Province) -> None:
    """Three of the division's, one of the commune's; two answered, one of them late."""
    at, quan = province.at, province.seat("quan")
    old = at - timedelta(days=20)
    late, soon = ask(province, at=old), ask(province)
    ask(province, kind=HelpKind.PLAN, subject="Kế hoạch")
    ask(province, "tu", to_agency_id=province.committee.id)
    for one in (late, soon):
        answer_request(support_request_id=one.id, text="Có.", by=quan, at=at)

    since = (at - timedelta(days=60)).date()
    found = asked_most(SupportRequest.objects.all(), since, province.today)

    assert (found.total, found.answered, found.in_time) == (4, 2, 1)
    assert found.kinds == [("fault", 3), ("plan", 1)]
    assert [n for _name, n in found.units] == [3, 1]
    assert sum(n for _month, n in found.months) == 4
    page = province.client("dung").get(reverse("support:most")).content.decode()
    assert "3 đề nghị, 2 đã trả lời, 1 trả lời lần đầu đúng hạn." in page, "of his own"
    assert province.client("minh").get(reverse("support:most")).status_code == 404


def test_the_list_asks_as_often_for_thirty_as_for_three(province: Province) -> None:
    client, counted = province.client("quan"), []
    client.get(reverse("support:list"))
    for number in (3, 27):
        for _n in range(number):
            ask(province)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("support:list"), {"xem": "cho"})
        counted.append(len(asked))

    assert counted[0] == counted[1]


def test_what_is_open_goes_to_the_heir(province: Province) -> None:
    commune_keeper(province)
    province.cast["thi"] = seated(
        "thi", "Sầm Thị Thi", province.commune_office, Role.SPECIALIST, "Chuyên viên",
        province.at, None,
    )  # fmt: skip
    closed, going = ask(province, "thi"), ask(province, "thi")
    close_request(support_request_id=closed.id, by=province.seat("thi"), at=province.at)
    set_desk(
        unit_id=province.commune_office.id,
        for_all=False,
        by=province.seat("loan"),
        at=province.at,
    )
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")

    reforms.merge(province, new, province.today, province.at)

    going.refresh_from_db()
    closed.refresh_from_db()
    assert (going.agency_id, going.to_agency_id) == (new.agency.id, new.agency.id)
    assert closed.agency_id == province.commune.id
    assert not SupportDesk.objects.exists()
    assert AuditEvent.objects.filter(event="support.passed").count() == 1


def test_a_unit_that_waits_for_its_heir_takes_nothing_of_its_keeper(
    province: Province,
) -> None:
    """The office keeps it a while; then the heir has what Minh's division asked, and
    the office its own.
    """
    division, office = province.division, province.office
    going, own = ask(province), ask(province, "ha")
    closed = ask(province)
    close_request(
        support_request_id=closed.id, by=province.seat("minh"), at=province.at
    )
    assert (going.unit_id, own.unit_id) == (division.id, office.id)
    on, at, heir = province.today, province.at, province.commune_office
    for ends in (
        Post.objects.filter(unit=division),
        Unit.objects.filter(pk=division.pk),
    ):
        ends.update(valid_until=on)
    UnitVersion.objects.filter(unit=division).update(valid_until=on)
    act = reforms.decide(
        {division.id: office.id}, on, at, kind=BodyKind.UNIT, is_interim=True
    )

    pass_on(reform=act, by=SYSTEM, at=at)

    for one in (going, own):
        unit_id = one.unit_id
        one.refresh_from_db()
        assert one.unit_id == unit_id
        page = reverse("support:request", args=[one.id])
        assert province.client("ha").get(page).status_code == 200
    chosen = Passed(BodyKind.UNIT, division.id, office.id, heir.id)
    pass_bodies(reform=act, bodies=[chosen], on=on, by=SYSTEM, at=at)
    for one in (going, own, closed):
        one.refresh_from_db()
    assert (going.unit_id, own.unit_id) == (heir.id, office.id)
    assert closed.unit_id == division.id


@pytest.mark.parametrize(
    "wrong",
    [{"state": "waiting"}, {"state": "closed", "closed_at": None}, {"kind": "x"}],
)
def test_the_database_holds_state_and_day_together(
    province: Province, wrong: dict[str, Any]
) -> None:
    one = ask(province)
    with pytest.raises(IntegrityError, match="supportrequest_"), transaction.atomic():
        SupportRequest.objects.filter(pk=one.pk).update(**{"due_on": None, **wrong})
