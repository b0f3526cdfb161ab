"""Urging by a formal letter: a draft with every report one body is late with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from congvu.lib.refusals import Refused
from congvu.outgoing.models import Draft
from congvu.outgoing.rules.paper_json import from_json
from congvu.reporting import actions
from congvu.reporting.models import ReportLetter, ReportReturn, ReportRound, ReturnEvent
from tests.people import Province
from tests.reporting.stories import NAME, communes, hand_in, make_form, return_of, send

pytestmark = pytest.mark.usefixtures("law")


def late(people: Province) -> tuple[ReportRound, ReportRound]:
    """Two quarters, neither handed in by Yến Dương; the second is not due yet."""
    communes(people)
    form = make_form(people)
    before, now = send(people, form, back=1), send(people, form)
    ReportRound.objects.filter(pk=before.pk).update(
        due_on=people.today - timedelta(days=4)
    )
    ReportRound.objects.filter(pk=now.pk).update(
        due_on=people.today + timedelta(days=4)
    )
    return before, now


def test_the_letter_lists_what_is_owed_and_the_link_is_kept(
    province: Province,
) -> None:
    before, now = late(province)
    ha, dung = province.client("ha"), province.cast["dung"].post
    assert dung is not None
    here = reverse("reporting:round", args=[before.pk])
    write = reverse("reporting:urge-letter", args=[before.pk])
    assert write in ha.get(here).content.decode()
    later = ha.get(reverse("reporting:round", args=[now.pk])).content.decode()
    assert reverse("reporting:urge-letter", args=[now.pk]) not in later
    assert "Ủy ban nhân dân xã Yến Dương (1)" in ha.get(write).content.decode()

    sent = {"agency": str(province.commune.id), "signer": str(dung.id)}
    answer = ha.post(write, sent)

    letter, draft = ReportLetter.objects.get(), Draft.objects.get()
    address = reverse("outgoing:draft", args=[draft.id])
    assert answer.headers["Location"] == address
    paper = from_json(draft.versions.get().body)
    assert paper.addressees == ("Ủy ban nhân dân xã Yến Dương",)
    table = next(block for block in paper.body if block.kind == "table")
    assert [row[1] for row in table.rows] == ["Báo cáo", NAME]
    assert letter.returns.get() == return_of(before, province.commune)
    assert ReturnEvent.objects.get(event="reporting.letter-drafted").actor
    assert address in ha.get(here).content.decode()
    theirs = reverse("reporting:return", args=[letter.returns.get().pk])
    assert address not in province.client("phuc").get(theirs).content.decode()


def test_nothing_late_no_letter(province: Province) -> None:
    before, _now = late(province)
    hand_in(province, return_of(before, province.commune), province.seat("phuc"))
    dung = province.cast["dung"].post
    assert dung is not None
    for who in ("ha", "minh"):
        with pytest.raises(Refused, match="không có báo cáo quá hạn"):
            actions.urge_by_letter(
                agency_id=province.commune.id,
                signer_post_id=dung.id,
                by=province.seat(who),
                at=province.at,
            )
    assert not Draft.objects.exists()


def test_the_same_by_a_program(province: Province) -> None:
    before, _now = late(province)
    dung = province.cast["dung"].post
    assert dung is not None
    made = province.client("ha").post(
        f"/api/v1/report-rounds/{before.pk}/letter",
        {"agency_id": str(province.commune.id), "signer_post_id": str(dung.id)},
        content_type="application/json",
    )
    owed = return_of(before, province.commune)
    assert made.json()["return_ids"] == [str(owed.pk)]


def test_the_day_it_is_due_stands_in_ones_work(province: Province) -> None:
    """At the commune's office by the clerk; before its chairman once presented."""
    before, now = late(province)
    page = province.client("tu").get(reverse("home:work")).content.decode()
    first, second = (
        page.index(
            reverse("reporting:return", args=[return_of(one, province.commune).pk])
        )
        for one in (before, now)
    )
    assert page.index('id="qua-han"') < first < second
    assert NAME in page
    report = return_of(before, province.commune)
    here = reverse("reporting:return", args=[report.pk])
    phuc = province.client("phuc")
    assert here not in phuc.get(reverse("home:work")).content.decode()
    actions.present(return_id=report.pk, by=province.seat("tu"), at=province.at)
    page = phuc.get(reverse("home:work")).content.decode()
    assert here in page
    assert "Duyệt, nộp báo cáo" in page
    assert ReportReturn.objects.filter(presented_at=None).exists()
