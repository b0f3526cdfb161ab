"""What a later paper, a day, or a secret does to one that is public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import destroy_secret
from congvu.documents.models import IntakeItem
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.outgoing.actions import recall_paper, relate_paper
from congvu.portal import actions, queries
from congvu.portal.models import (
    OpenDraft,
    PersonalFinding,
    PublicBoard,
    PublicDocument,
    Publishing,
    SearchRow,
)
from tests.people import Province
from tests.portal.papers import approved, decided, issue, public, run_worker
from tests.portal.test_drafts import put

pytestmark = pytest.mark.usefixtures("law", "home")


def _relate(
    province: Province, kind: str, earlier: PublicDocument, **wish: Any
) -> PublicDocument:
    """A later paper of the type it must have, related and then public itself."""
    more = {"type_code": "CV"} if kind == "corrects" else {}
    entry = issue(province, approved(province, subject="Kế hoạch mới", **more))
    relate_paper(
        entry_id=entry.id,
        kind=kind,
        symbol=earlier.symbol,
        year=province.today.year,
        by=province.seat("lan"),
        at=province.at,
    )
    decided(province, entry, **wish)
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


def test_until_the_later_one_takes_effect_it_stays_with_its_file(
    province: Province,
) -> None:
    shown, begins = public(province), province.today + timedelta(days=45)

    later = _relate(province, "replaces", shown, effective_on=begins)

    shown.refresh_from_db()
    assert (shown.validity, shown.replaced_on) == ("valid", begins)
    assert (bool(shown.file_sha256), shown.later_id) == (True, later.pk)
    assert actions.expire_papers(by=SYSTEM, at=province.at + timedelta(days=44)) == 0
    assert actions.expire_papers(by=SYSTEM, at=province.at + timedelta(days=45)) == 1
    shown.refresh_from_db()
    assert (shown.validity, shown.validity_on) == ("replaced", begins)
    assert (shown.file_sha256, shown.later_id) == ("", later.pk)
    assert later.symbol in shown.notice


def test_a_later_one_nobody_has_decided_on_replaces_nothing_yet(
    province: Province,
) -> None:
    """From when it takes effect is said with the decision."""
    shown = public(province)
    entry = issue(province, approved(province, subject="Kế hoạch mới"))
    relate_paper(
        entry_id=entry.id,
        kind="replaces",
        symbol=shown.symbol,
        year=province.today.year,
        by=province.seat("lan"),
        at=province.at,
    )
    shown.refresh_from_db()
    assert (shown.validity, shown.replaced_on) == ("valid", None)
    assert shown.file_sha256

    decided(province, entry, effective_on=province.today + timedelta(days=9))

    shown.refresh_from_db()
    assert shown.replaced_on == province.today + timedelta(days=9)


def test_what_was_to_replace_it_is_recalled_first(province: Province) -> None:
    shown, begins = public(province), province.today + timedelta(days=45)
    later = _relate(province, "replaces", shown, effective_on=begins)

    entry = later.publishing.entry
    assert entry is not None
    actions.note_recalled(entry=entry, why="Nhầm", by=SYSTEM, at=province.at)

    shown.refresh_from_db()
    assert (shown.validity, shown.replaced_on, shown.later_symbol) == (
        "valid",
        None,
        "",
    )
    assert actions.expire_papers(by=SYSTEM, at=province.at + timedelta(days=60)) == 0


def _amended_then_pending(
    province: Province,
) -> tuple[PublicDocument, PublicDocument, PublicDocument]:
    """To be replaced in some weeks, and amended meanwhile."""
    shown, begins = public(province), province.today + timedelta(days=45)
    later = _relate(province, "replaces", shown, effective_on=begins)
    amending = _relate(province, "amends", shown)
    shown.refresh_from_db()
    return shown, later, amending


def test_the_first_of_two_to_take_effect_replaces_it_and_the_second_is_told(
    province: Province,
) -> None:
    shown = public(province)
    days = [province.today + timedelta(days=n) for n in (9, 30, 5)]
    first = _relate(province, "replaces", shown, effective_on=days[0])
    assert not Notice.objects.filter(kind="portal.replaced-twice").exists()
    _relate(province, "replaces", shown, effective_on=days[1])
    shown.refresh_from_db()
    assert (shown.replaced_on, shown.later_symbol) == (days[0], first.symbol)

    third = _relate(province, "replaces", shown, effective_on=days[2])
    shown.refresh_from_db()
    assert (shown.replaced_on, shown.later_symbol) == (days[2], third.symbol)
    page = province.client("lan").get("/thong-bao/").content.decode()
    assert f"Hai văn bản cùng thay thế {shown.symbol}" in page


def test_an_amendment_meanwhile_does_not_pass_for_what_replaces_it(
    province: Province,
) -> None:
    shown, later, amending = _amended_then_pending(province)

    assert (shown.validity, shown.later_symbol) == ("amended", later.symbol)
    assert shown.later_id == later.pk
    assert amending.symbol in shown.notice
    entry = amending.publishing.entry
    assert entry is not None
    actions.note_recalled(entry=entry, why="Nhầm", by=SYSTEM, at=province.at)

    shown.refresh_from_db()
    assert (shown.replaced_on, shown.later_id) == (
        province.today + timedelta(days=45),
        later.pk,
    )


def test_what_amended_it_is_named_once_the_replacement_is_recalled(
    province: Province,
) -> None:
    shown, later, amending = _amended_then_pending(province)
    entry = later.publishing.entry
    assert entry is not None

    actions.note_recalled(entry=entry, why="Nhầm", by=SYSTEM, at=province.at)

    shown.refresh_from_db()
    assert (shown.validity, shown.replaced_on) == ("amended", None)
    assert (shown.later_id, shown.later_symbol) == (amending.pk, amending.symbol)


def _recall(province: Province, later: PublicDocument) -> None:
    entry = later.publishing.entry
    assert entry is not None
    recall_paper(
        entry_id=entry.id, reason="Nhầm", by=province.seat("lan"), at=province.at
    )


@pytest.mark.parametrize("kind", ["amends", "corrects"])
def test_what_changed_it_is_recalled(province: Province, kind: str) -> None:
    shown = public(province)

    _recall(province, _relate(province, kind, shown))

    shown.refresh_from_db()
    assert (shown.validity, shown.validity_on, shown.notice) == ("valid", None, "")
    assert (shown.later_id, shown.later_symbol) == (None, "")


def test_of_two_that_changed_it_the_one_that_was_not_recalled_is_told(
    province: Province,
) -> None:
    shown = public(province)
    first, second = (_relate(province, kind, shown) for kind in ("amends", "corrects"))

    _recall(province, second)

    shown.refresh_from_db()
    assert (shown.validity, shown.later_id) == ("amended", first.pk)
    assert first.symbol in shown.notice


def test_the_earlier_of_two_that_changed_it_is_recalled(province: Province) -> None:
    shown = public(province)
    first, second = (_relate(province, "amends", shown) for _number in range(2))

    _recall(province, first)

    shown.refresh_from_db()
    assert (shown.validity, shown.later_id) == ("amended", second.pk)
    assert second.symbol in shown.notice


def test_an_amendment_recalled_leaves_what_is_to_replace_it(
    province: Province,
) -> None:
    shown, later, amending = _amended_then_pending(province)

    _recall(province, amending)

    shown.refresh_from_db()
    assert (shown.validity, shown.notice) == ("valid", "")
    assert (shown.replaced_on, shown.later_id, shown.later_symbol) == (
        province.today + timedelta(days=45),
        later.pk,
        later.symbol,
    )


def test_an_amendment_recalled_before_the_paper_was_public_is_not_told(
    province: Province,
) -> None:
    first = issue(province, approved(province))
    second = issue(province, approved(province, subject="Kế hoạch mới"))
    given: dict[str, Any] = {"by": province.seat("lan"), "at": province.at}
    year = province.today.year
    relate_paper(
        entry_id=second.id, kind="amends", symbol=first.symbol, year=year, **given
    )
    recall_paper(entry_id=second.id, reason="Nhầm", **given)

    decided(province, first)
    run_worker(province)

    shown = PublicDocument.objects.get()
    assert (shown.validity, shown.later_symbol) == ("valid", "")


def test_a_secret_that_replaced_it_is_not_named(province: Province) -> None:
    shown = public(province)
    later = _relate(province, "replaces", shown)

    actions.take_down(
        publishing_id=later.publishing_id,
        why="",
        is_secret=True,
        by=province.seat("lan"),
        at=province.at,
    )

    shown.refresh_from_db()
    assert (shown.validity, shown.later_id, shown.later_symbol) == (
        "replaced",
        None,
        "",
    )
    assert later.symbol not in shown.notice


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


def _board(province: Province, shown: PublicDocument) -> None:
    PublicBoard.objects.create(
        kind="results",
        agency=province.committee,
        agency_name="Ủy ban nhân dân tỉnh",
        key=shown.pk.hex,
        content=[{"sentence": "Trồng 50 ha rừng"}],
        made_at=province.at,
    )


def test_what_a_secret_paper_ordered_goes_with_it(province: Province) -> None:
    shown = public(province)
    _board(province, shown)

    destroy_secret(
        item=IntakeItem.objects.get(agency=province.commune),
        by=SYSTEM,
        at=province.at,
    )

    assert not PublicBoard.objects.exists()


def test_what_a_withdrawn_paper_ordered_goes_with_it(province: Province) -> None:
    shown = public(province)
    _board(province, shown)

    actions.take_down(
        publishing_id=shown.publishing_id,
        why="Đăng nhầm",
        is_secret=False,
        by=province.seat("lan"),
        at=province.at,
    )

    assert not PublicBoard.objects.exists()


def test_the_draft_people_were_asked_about_goes_with_its_secret_paper(
    province: Province,
) -> None:
    """Summed up or not: an empty page stays, and it is found no more."""
    shown, asked = public(province), put(province)
    OpenDraft.objects.filter(pk=asked.pk).update(
        source=shown.publishing.draft, summed_at=province.at, summed_words="Đã xem"
    )
    assert SearchRow.objects.filter(kind="lay-y-kien").exists()

    destroy_secret(
        item=IntakeItem.objects.get(agency=province.commune),
        by=SYSTEM,
        at=province.at,
    )

    asked.refresh_from_db()
    assert asked.title == "Dự thảo đã rút"
    assert (asked.text, asked.summary, asked.summed_words) == ("", "", "")
    assert asked.withdrawn_at == province.at
    assert not SearchRow.objects.exists()


def test_beside_it_lay_a_secret(province: Province) -> None:
    """The copy goes; the paper itself may be decided again."""
    shown = public(province)
    entry = shown.publishing.entry
    assert entry is not None
    document_id = entry.document_id
    assert document_id is not None
    shown.attachments = [{"sha256": "a" * 64, "name": "x", "size": 1, "type": "x"}]
    shown.save()

    actions.destroy_beside(document_ids=[document_id], by=SYSTEM, at=province.at)

    found = Publishing.objects.get()
    assert (found.state, found.decided, found.summary) == (
        "waiting",
        None,
        "Trồng rừng năm 2026",
    )
    decided(province, entry)
    run_worker(province)
    assert PublicDocument.objects.get().attachments == []


def test_words_of_a_secret_beside_it_do_not_wait_for_an_answer(
    province: Province,
) -> None:
    entry = issue(province, approved(province), "LIEN HE 0912345678")
    found = decided(province, entry)
    run_worker(province)
    beside = {"kind": "phone", "around": "", "position": 0}
    found.findings.create(place="phu-luc.pdf", words="0987654321", **beside)
    assert entry.document_id is not None

    actions.destroy_beside(document_ids=[entry.document_id], by=SYSTEM, at=province.at)

    assert [one.words for one in found.findings.all()] == ["0912345678"]
    found.refresh_from_db()
    assert found.state == "reading"


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
