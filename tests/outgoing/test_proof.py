"""Would ``congvu check`` tell? Books of outgoing papers, sound and then not."""

from __future__ import annotations

import pytest
from django.db.models import F
from django.utils import timezone

from congvu.outgoing.models import Draft, NumberSequence, OutgoingBook
from congvu.outgoing.queries import faults
from tests.outgoing.conftest import Take
from tests.outgoing.drafts import lead, out
from tests.people import Province

pytestmark = pytest.mark.django_db


def broken() -> list[str]:
    return [rule for rule, fault in faults() if fault]


@pytest.fixture
def issued(province: Province, take: Take) -> Draft:
    take()
    out(province, 2, province.seat("lan"), timezone.now())
    return out(province, 3, province.seat("lan"), timezone.now())


def test_a_sound_office_breaks_no_rule(issued: Draft) -> None:
    assert broken() == []


def test_a_number_that_was_given_to_nobody(issued: Draft) -> None:
    NumberSequence.objects.filter(last_number__gt=0).update(
        last_number=F("last_number") + 1
    )

    assert broken() == ["Mỗi dãy số văn bản đi liên tục từ 1 đến số cuối"]


def test_a_book_that_forgot_its_last_line(issued: Draft) -> None:
    OutgoingBook.objects.update(last_line=1)

    assert broken() == ["Sổ văn bản đi có đủ dòng, không dòng nào quá dòng cuối"]


def test_a_draft_in_another_state_than_its_line(issued: Draft) -> None:
    Draft.objects.filter(pk=issued.pk).update(state="numbered")

    assert broken() == ["Dự thảo và dòng sổ của nó cùng một trạng thái"]


def test_a_signed_draft_without_its_signature(province: Province, law: None) -> None:
    Draft.objects.filter(pk=lead(province, 4).pk).update(state="signed")

    assert broken() == ["Dự thảo đã ký, đã cấp số, đã phát hành có chữ ký của người ký"]
