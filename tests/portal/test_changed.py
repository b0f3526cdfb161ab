"""What a later paper, a day, or a secret does to one that is public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import destroy_secret
from congvu.documents.models import IntakeItem
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import relate_paper
from congvu.portal import actions, queries
from congvu.portal.models import (
    PersonalFinding,
    PublicDocument,
    Publishing,
    SearchRow,
)
from tests.people import Province
from tests.portal.papers import approved, decided, issue, public, run_worker

pytestmark = pytest.mark.usefixtures("law", "home")


def _relate(province: Province, kind: str, earlier: PublicDocument) -> PublicDocument:
    """A later paper of the same type, related and then public itself."""
    entry = issue(province, approved(province, subject="Kế hoạch mới"))
    relate_paper(
        entry_id=entry.id,
        kind=kind,
        symbol=earlier.symbol,
        year=province.today.year,
        by=province.seat("lan"),
        at=province.at,
    )
    decided(province, entry)
    run_worker(province)
    return PublicDocument.objects.get(publishing__entry=entry)


def test_an_amended_paper_stays_and_names_what_amends_it(province: Province) -> None:
    shown = public(province)

    later = _relate(province, "amends", shown)

    shown.refresh_from_db()
    assert shown.validity == "amended"
    assert later.symbol in shown.notice
    assert shown.file_sha256
    assert shown.later_id == later.pk


def test_a_replaced_one_leaves_a_notice(province: Province) -> None:
    shown = public(province)

    later = _relate(province, "replaces", shown)

    shown.refresh_from_db()
    assert (shown.validity, shown.file_sha256) == ("replaced", "")
    assert later.symbol in shown.notice
    assert queries.find_public("KE HOACH TRONG RUNG NAM").total == 1  # the later one


def test_what_was_related_before_it_was_public_is_told_as_it_appears(
    province: Province,
) -> None:
    first = issue(province, approved(province))
    second = issue(province, approved(province, subject="Kế hoạch mới"))
    given: dict[str, Any] = {"by": province.seat("lan"), "at": province.at}
    year = province.today.year
    relate_paper(
        entry_id=second.id, kind="amends", symbol=first.symbol, year=year, **given
    )

    decided(province, first)
    run_worker(province)

    shown = PublicDocument.objects.get()
    assert (shown.validity, shown.later_symbol) == ("amended", second.symbol)


def test_its_last_day_takes_it_down(province: Province) -> None:
    ends = province.today + timedelta(days=30)
    shown = public(province, wish={"expires_on": ends})

    early = actions.expire_papers(by=SYSTEM, at=province.at + timedelta(days=29))
    over = actions.expire_papers(by=SYSTEM, at=province.at + timedelta(days=30))

    assert (early, over) == (0, 1)
    shown.refresh_from_db()
    assert (shown.validity, shown.validity_on) == ("expired", ends)
    assert f"{ends:%d/%m/%Y}" in shown.notice


def test_days_that_make_no_sense_are_refused_together(province: Province) -> None:
    entry = issue(province, approved(province))
    before = province.today - timedelta(days=3)

    with pytest.raises(Refused) as why:
        decided(province, entry, effective_on=before, expires_on=before, field="xa-la")

    assert {reason.field for reason in why.value.reasons} == {
        "effective_on",
        "expires_on",
        "field",
    }


def test_a_paper_found_secret_leaves_nothing(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    shown = public(province)
    place = queries.public_file_place(shown.file_sha256)
    item = IntakeItem.objects.get(agency=province.commune)

    with django_capture_on_commit_callbacks(execute=True):
        destroy_secret(item=item, by=SYSTEM, at=province.at)

    assert not PublicDocument.objects.exists()
    assert not SearchRow.objects.exists()
    assert not PersonalFinding.objects.exists()
    assert not place.exists()
    found = Publishing.objects.get()
    assert (found.state, found.summary) == ("taken-down", "")


def test_the_clerk_says_it_is_secret(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    shown = public(province)
    place = queries.public_file_place(shown.file_sha256)
    url = f"/cong/cong-khai/{shown.publishing_id}/go/"

    with django_capture_on_commit_callbacks(execute=True):
        province.client("lan").post(url, {"is_secret": "on"})

    assert not PublicDocument.objects.exists()
    assert not place.exists()


def test_the_shelf_is_laid_out_again(province: Province) -> None:
    shown = public(province)
    place = queries.public_file_place(shown.file_sha256)
    place.unlink()
    spare = place.parent / ("0" * 64)
    spare.write_bytes(b"?")

    # It may be about to be shown.
    assert actions.mend_shelf(at=province.at) == (1, 0)
    assert actions.mend_shelf(at=province.at + timedelta(hours=2)) == (0, 1)
    assert place.exists()
    assert not spare.exists()
