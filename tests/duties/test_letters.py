"""Urging by a formal letter: a draft with everything one body is late with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from congvu.duties import actions
from congvu.duties.formats.letter import LateTask, letter_fields
from congvu.duties.models import DutyLetter
from congvu.lib.refusals import Refused
from congvu.outgoing.models import Draft
from congvu.outgoing.rules.paper_json import from_json
from tests.duties.stories import TITLE, give
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def late(people: Province) -> None:
    start = people.at - timedelta(days=20)
    given = {"at": start, "given_on": start.date()}
    give(people, deadline=people.today - timedelta(days=3), **given)
    give(people, deadline=people.today + timedelta(days=3), title="Còn hạn", **given)


def test_the_letter_lists_what_is_late_and_the_link_is_kept(
    province: Province,
) -> None:
    late(province)
    dung, signer = province.client("dung"), province.cast["dung"].post
    assert signer is not None
    page = reverse("duties:urge-letter")
    assert "Ủy ban nhân dân xã Yến Dương (1)" in dung.get(page).content.decode()

    sent = {"agency": str(province.commune.id), "signer": str(signer.id)}
    answer = dung.post(page, sent)

    letter = DutyLetter.objects.get()
    draft = Draft.objects.get()
    address = reverse("outgoing:draft", args=[draft.id])
    assert answer.headers["Location"] == address
    assert letter.draft_id == draft.id
    shown = dung.get(address).content.decode()
    assert "đôn đốc thực hiện nhiệm vụ quá hạn" in shown
    paper = from_json(draft.versions.get().body)
    table = next(block for block in paper.body if block.kind == "table")
    assert [row[1] for row in table.rows] == ["Nhiệm vụ", TITLE]
    assert paper.addressees == ("Ủy ban nhân dân xã Yến Dương",)
    duty = letter.shares.get().duty
    with_link = dung.get(reverse("duties:duty", args=[duty.id])).content.decode()
    assert address in with_link
    theirs = province.client("phuc").get(reverse("duties:duty", args=[duty.id]))
    assert address not in theirs.content.decode()


def test_nothing_late_no_letter(province: Province) -> None:
    signer = province.cast["dung"].post
    assert signer is not None

    for agency in (province.commune.id, province.committee.id):
        with pytest.raises(Refused, match="không có nhiệm vụ quá hạn"):
            actions.urge_by_letter(
                agency_id=agency,
                signer_post_id=signer.id,
                by=province.seat("dung"),
                at=province.at,
            )
    late(province)
    with pytest.raises(Refused, match="không có nhiệm vụ quá hạn"):
        actions.urge_by_letter(
            agency_id=province.commune.id,
            signer_post_id=signer.id,
            by=province.seat("minh"),
            at=province.at,
        )
    assert not Draft.objects.exists()


def test_the_words_are_an_official_letters(province: Province) -> None:
    day = province.today
    fields = letter_fields(
        [
            LateTask("Việc một", "Chỉ thị 15/CT-UBND", day),
            LateTask("Việc hai", "", day),
        ],
        body="Sở Nội vụ",
        day=day,
        answer_by=day,
    )

    paper = from_json(fields)
    words = " ".join(block.words for block in paper.body)
    assert "Sở Nội vụ còn 2 nhiệm vụ đã quá hạn" in words
    assert "Chỉ thị 15/CT-UBND" in words
    assert "giao trực tiếp" in words
