"""The committee's regulation: composed by Hà, issued, known by everybody, replaced."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

from congvu.controls.formats import RegulationFacts, regulation_fields, template
from congvu.controls.models import SecurityOfficer, UnitRegulation
from congvu.dissemination.models import Telling
from congvu.documents.models import DocumentFile
from congvu.outgoing.actions import recall_paper
from congvu.outgoing.models import Draft, OutgoingEntry
from tests.calendar.stories import issued
from tests.controls.stories import asked, page
from tests.dissemination.making import names, post
from tests.people import Province
from tests.systems.stories import sang


def test_every_gap_of_the_template_is_filled() -> None:
    facts = RegulationFacts("Sở A", [], [], [], "Học mỗi năm.", "Luật B")
    words = str(regulation_fields(facts))
    assert "{" not in "".join(
        text.format(agency="", officers="", training="")
        for chapter in template()["chapters"]
        for text in chapter["clauses"]
    )
    for told in ("Sở A", "theo quyết định phân công", "Học mỗi năm.", "Luật B"):
        assert told in words
    assert template()["sure"] == "D"


def _sent(
    people: Province, name: str, /, *args: object, who: str = "ha", **given: str
) -> HttpResponse:
    return people.client(who).post(reverse(f"controls:{name}", args=args), given)


def _composed(people: Province) -> UnitRegulation:
    chair = people.dung.post
    assert chair is not None
    made = _sent(people, "compose-regulation", signer=str(chair.pk))
    assert made.status_code == 302, made.content.decode()
    return UnitRegulation.objects.order_by("-pk")[0]


def _issued(people: Province, found: UnitRegulation) -> OutgoingEntry:
    """Its paper left, as a paper of the registry's does."""
    entry = issued(people, "QĐ", found.draft.subject)
    Draft.objects.filter(pk=found.draft_id).update(entry=entry)
    return entry


def _told(people: Province, found: UnitRegulation) -> HttpResponse:
    day = f"{people.today + timedelta(days=14):%d/%m/%Y}"
    return _sent(people, "ask-staff", found.pk, confirm_by=day)


@pytest.mark.usefixtures("law")
def test_it_is_composed_of_what_is_on_record(province: Province) -> None:
    found = asked(province)
    person = province.minh.person
    assert person is not None
    SecurityOfficer.objects.create(
        agency=province.committee,
        kind="main",
        person=person,
        basis="QĐ 7/QĐ-UBND",
        since=province.today,
        at=province.at,
        by="Quân",
    )
    bare = _sent(province, "compose-regulation")
    assert "Chọn người ký" in bare.content.decode()
    made = _composed(province)
    version = made.draft.versions.get()
    words = str(version.body)
    for told in (
        found.name,
        "Hoàng Văn Minh (QĐ 7/QĐ-UBND)",
        "tháng một lần",
        "72 giờ",
    ):
        assert told in words, told
    assert made.draft.type_code == "QĐ"
    assert "chưa phát hành" in page(province, "ha", "regulations")
    # Nobody is asked about what is not issued; only who drafts papers composes.
    assert "chưa phát hành" in _told(province, made).content.decode()
    for who in ("quan", "minh", "lan"):
        assert _sent(province, "compose-regulation", who=who).status_code == 404
        assert _sent(province, "ask-staff", made.pk, who=who).status_code == 404
    sang(province)
    assert made.draft.subject not in page(province, "sang", "regulations")


@pytest.mark.usefixtures("law")
def test_everybody_is_asked_and_asked_again(province: Province) -> None:
    first = _composed(province)
    entry = _issued(province, first)
    assert (
        "Ghi hạn xác nhận"
        in _sent(province, "ask-staff", first.pk, confirm_by="").content.decode()
    )
    assert _told(province, first).status_code == 302
    telling = Telling.objects.get()
    assert {"minh", "hoa", "lan"} <= names(telling)
    assert "tu" not in names(telling)
    again = _told(province, first)
    assert "đã phổ biến văn bản này" in again.content.decode()

    held = DocumentFile.objects.get(document=telling.document_id)
    paper = reverse("dissemination:paper", args=[telling.pk, held.pk])
    shown = province.client("minh").get(paper, {"xem": "1"})
    assert b"".join(shown.streaming_content).startswith(b"%PDF")
    post(province, telling, "minh", "confirm")
    people = len(names(telling))
    assert f"1/{people}" in page(province, "quan", "regulations")

    # The next one names what it replaces; once it is issued all are asked anew.
    second = _composed(province)
    assert entry.symbol in str(second.draft.versions.get().body)
    _issued(province, second)
    old = _told(province, first)
    assert "Đã có quy chế mới" in old.content.decode()
    assert _told(province, second).status_code == 302
    telling.refresh_from_db()
    assert telling.ended_because == "replaced"
    assert f"0/{people}" in page(province, "ha", "regulations")


@pytest.mark.usefixtures("law")
def test_a_recalled_one_is_in_force_no_more(province: Province) -> None:
    first = _composed(province)
    _issued(province, first)
    second = _composed(province)
    entry = _issued(province, second)
    reason = "Ban hành nhầm"
    recall_paper(
        entry_id=entry.pk, reason=reason, by=province.seat("lan"), at=province.at
    )
    assert "chưa phát hành, hoặc đã thu hồi" in _told(province, second).content.decode()
    assert _told(province, first).status_code == 302
