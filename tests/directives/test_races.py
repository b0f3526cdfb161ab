"""Two at once: one sentence is given once, and the other is told by whom."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from congvu.directives import actions
from congvu.directives.models import Directive, Proposal
from congvu.duties.models import Duty
from congvu.lib.refusals import Refused
from tests.directives.making import granted, opened, paper, the
from tests.people import make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _together(*deeds: Callable[[], object]) -> list[str]:
    start, said = threading.Barrier(len(deeds)), [""] * len(deeds)

    def run(place: int) -> None:
        start.wait(10)
        try:
            deeds[place]()
        except Refused as why:
            said[place] = str(why)
        except Exception as why:  # noqa: BLE001  what the test is about
            said[place] = f"crash: {why!r}"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(said)


def test_what_several_do_to_one_sentence_at_once_is_done_once() -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.now(), timezone.localdate())
    minh, hoa, dung = (province.seat(who) for who in ("minh", "hoa", "dung"))
    at = province.at
    entry = paper(province)
    granted(province, entry, "minh", "hoa")
    opening = [
        partial(actions.open_directive, incoming_id=entry.id, by=seat, at=at)
        for seat in (minh, hoa, dung)
    ]
    first, *others = _together(*opening)
    assert first == ""
    assert all("đã mở văn bản này" in told for told in others)
    assert Directive.objects.count() == 1

    directive = opened(province, symbol="06/CT-UBND")
    for words in ("rà soát toàn bộ", "quy chế trao đổi"):
        one: dict[str, Any] = {
            "directive_id": directive.id,
            "proposal_id": the(directive, words).id,
        }
        first, *others = _together(
            partial(actions.confirm_proposal, by=minh, at=at, **one),
            partial(actions.confirm_proposal, by=hoa, at=at, **one),
            partial(actions.reject_proposal, reason="Trùng.", by=dung, at=at, **one),
            partial(actions.split_proposal, before="báo cáo", by=hoa, at=at, **one),
        )
        assert first == ""
        assert all(
            "đề xuất này lúc" in told or "Chọn một chỗ" in told for told in others
        )
    confirmed = Proposal.objects.filter(state="confirmed")
    assert Duty.objects.count() == confirmed.count()
    assert confirmed.exclude(duty=None).count() == confirmed.count()
