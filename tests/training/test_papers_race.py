"""Several at once: one paper, marked once, whoever comes first."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.training.actions import Sent, begin_sitting, close_lapsed, hand_in
from congvu.training.models import PaperQuestion, Sitting
from tests.people import make_province
from tests.training.papers import a_test, number_of, with_bank
from tests.training.test_races import _together as together

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_paper_is_begun_once_and_marked_once() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    at, minh = province.at, province.seat("minh")
    test = a_test(province, with_bank(province, "minh"), tries=3)
    begin = partial(begin_sitting, test_id=test.pk, by=minh, at=at)
    together(begin, begin, begin, begin)
    one = Sitting.objects.get()
    assert PaperQuestion.objects.filter(sitting=one).count() == 6
    # the last second: handed in from two windows while the clock closes it
    last, over = one.ends_at, one.ends_at + timedelta(seconds=31)
    sent = {number_of(one, "Thủ đô"): Sent(("Hà Nội",), 0)}
    give = partial(hand_in, sitting_id=one.pk, sent=sent, window="w", by=minh, at=last)
    together(give, give, partial(close_lapsed, by=SYSTEM, at=over))
    one.refresh_from_db()
    assert one.handed_at == last
    assert one.score in {0, 166}  # the clock first, or the answer
    right = PaperQuestion.objects.filter(sitting=one, share=1000).count()
    assert right == (one.score == 166)
