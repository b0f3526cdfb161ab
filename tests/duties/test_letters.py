"""Urging by a formal letter: a draft with everything one body is late with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from congvu.duties import actions
from congvu.duties.formats.letter import LateTask, letter_fields
from congvu.duties.models import DutyLetter, Share, Standing
from congvu.lib.ids import uuid7
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


def test_more_than_the_table_holds_are_counted_all_the_same(
    province: Province,
) -> None:
    """Two hundred and five late tasks of one body: its number is not the table's."""
    late(province)
    signer = province.cast["dung"].post
    assert signer is not None
    standing = Standing.objects.get(
        deadline=province.today - timedelta(days=3), replaced_at=None
    )
    first = standing.share
    more = [copied(first, id=uuid7()) for _ in range(204)]
    Share.objects.bulk_create(more)
    Standing.objects.bulk_create(
        copied(standing, id=uuid7(), share_id=share.id) for share in more
    )

    made = actions.urge_by_letter(
        agency_id=province.commune.id,
        signer_post_id=signer.id,
        by=province.seat("dung"),
        at=province.at,
    )

    paper = from_json(made.draft.versions.get().body)
    words = " ".join(block.words for block in paper.body)
    assert "còn 205 nhiệm vụ đã quá hạn" in words
    assert "bảng dưới đây nêu 200 nhiệm vụ quá hạn lâu nhất" in words
    assert made.shares.count() == 200


def copied(row: Any, **other: Any) -> Any:
    """The same with other values, not saved."""
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    return type(row)(**{**fields, **other})


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
        late=2,
        body="Sở Nội vụ",
        day=day,
        answer_by=day,
    )

    paper = from_json(fields)
    words = " ".join(block.words for block in paper.body)
    assert "Sở Nội vụ còn 2 nhiệm vụ đã quá hạn" in words
    assert "Chỉ thị 15/CT-UBND" in words
    assert "giao trực tiếp" in words
