"""A form asks the agency's own units: filled in there, handed in by the head."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.actions import pass_on
from congvu.organisations.rules import BodyKind
from congvu.reporting import actions, queries
from congvu.reporting.access import own_side
from congvu.reporting.models import FormRecipient, ReportReturn, ReportRound
from tests.documents import reforms
from tests.people import Province
from tests.reporting.stories import fill, form_data, hand_in, make_form, send

pytestmark = pytest.mark.usefixtures("law")


def asked(people: Province, *more: object, back: int = 0) -> ReportRound:
    """Hà asks the division, and whoever else is named."""
    form = make_form(people, bodies=(people.division.id, *more), kinds=())
    return send(people, form, back=back)


def test_the_division_reports_and_its_head_hands_in(province: Province) -> None:
    found = asked(province, province.commune.id)
    report = found.returns.get(given_unit_id=province.division.id)
    assert (report.name, report.agency_id) == (
        "Phòng Khoa giáo - Văn xã",
        province.committee.id,
    )
    told = Notice.objects.filter(kind="reporting.asked", target_id=report.pk)
    assert {n.desk_id for n in told} == {province.division.id}
    here = reverse("reporting:return", args=[report.pk])
    minh, hoa = province.client("minh"), province.client("hoa")
    page = minh.get(reverse("home:work")).content.decode()
    assert here in page
    assert "Ghi báo cáo" in page
    for who in ("dung", "lan", "thu", "tu", "phuc"):
        assert province.client(who).get(here).status_code == 404, who

    fill(province, report, province.seat("minh"))
    submit = reverse("reporting:submit", args=[report.pk])
    assert minh.get(submit).status_code == 404, "its head hands in"
    actions.present(return_id=report.pk, by=province.seat("minh"), at=province.at)
    assert here not in minh.get(reverse("home:work")).content.decode()
    assert "Duyệt, nộp báo cáo" in hoa.get(reverse("home:work")).content.decode()
    report.refresh_from_db()
    actions.submit(
        return_id=report.pk,
        seen=report.revision,
        text="Đã rà soát.",
        by=province.seat("hoa"),
        at=province.at,
    )

    assert province.client("dung").get(here).status_code == 200
    missing = queries.round_page(found, on=province.today).missing
    assert [line.report.name for line in missing] == ["Ủy ban nhân dân xã Yến Dương"]
    table = queries.merged_round(found)
    assert (table.handed_in, table.asked) == (1, 2)
    api = province.client("ha").get(f"/api/v1/report-rounds/{found.pk}").json()
    assert str(province.division.id) in {one["unit_id"] for one in api["bodies"]}


def test_on_the_page_units_stand_behind_the_agencies(province: Province) -> None:
    ha = province.client("ha")
    page = ha.get(reverse("reporting:new-form")).content.decode()
    assert "Phòng Khoa giáo - Văn xã (đơn vị của cơ quan)" in page
    made = {
        "name": "Báo cáo của các phòng",
        "basis": "Quy chế",
        "rhythm": "quarter",
        "due_days": "3",
        "lead_days": "10",
        "bodies": [str(province.division.id)],
    }
    assert ha.post(reverse("reporting:new-form"), made).status_code == 302
    row = FormRecipient.objects.get()
    assert (row.unit_id, row.agency_id) == (province.division.id, None)
    edit = ha.get(reverse("reporting:edit-form", args=[row.form_id]))
    assert edit.context["form"]["bodies"].value() == [str(province.division.id)]


def test_a_unit_of_another_agency_is_not_asked(province: Province) -> None:
    data = form_data(province.commune_office.id)
    with pytest.raises(Refused, match="không yêu cầu báo cáo được"):
        actions.make_form(data=data, by=province.seat("ha"), at=province.at)


def test_what_it_was_before_is_the_units_own(province: Province) -> None:
    form = make_form(
        province, bodies=(province.division.id, province.office.id), kinds=()
    )
    before, now = send(province, form, back=1), send(province, form)
    then = before.returns.get(given_unit_id=province.division.id)
    hand_in(province, then, province.seat("hoa"))
    for unit, known in ((province.division, True), (province.office, False)):
        report = now.returns.get(given_unit_id=unit.id)
        assert bool(queries.values_before(report)) is known


def test_once_a_unit_and_it_stays_with_who_was_asked(province: Province) -> None:
    found = asked(province)
    report = found.returns.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportReturn.objects.create(
            round=found,
            agency=report.agency,
            given_agency=report.agency,
            unit_id=report.unit_id,
            given_unit_id=report.given_unit_id,
            name="Lần nữa",
            state="not-opened",
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportReturn.objects.update(given_unit_id=province.office.id)


def test_the_heir_of_the_unit_answers_for_what_is_open(province: Province) -> None:
    found = asked(province)
    form = found.form
    act = reforms.decide(
        {province.division.id: province.office.id},
        province.today,
        province.at,
        kind=BodyKind.UNIT,
    )
    pass_on(reform=act, by=SYSTEM, at=province.at)
    assert ReportReturn.objects.get().given_unit_id == province.division.id
    assert form.recipients.get().unit_id == province.office.id
    line = queries.round_page(found, on=province.today).lines[0]
    assert line.by == "Văn phòng Ủy ban nhân dân tỉnh"
    own = ReportReturn.objects.filter(own_side(province.seat("lan")))
    assert own.exists()


def test_late_units_are_urged_by_notice(province: Province) -> None:
    found = asked(province)
    later = province.at + timedelta(days=1)
    assert actions.urge(round_id=found.pk, by=province.seat("ha"), at=later) == 1
    told = Notice.objects.filter(kind="reporting.urged")
    assert {n.desk_id for n in told} == {province.division.id}
