"""The demo's own papers: in every state, really signed, filed and packed."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from congvu.accounts.models import User
from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package
from congvu.archives.models import Dossier, FilePlan, FrozenDossier, Package
from congvu.archives.queries import package_place
from congvu.documents.models import RegisterEntry
from congvu.exchange.models import Dispatch
from congvu.files.queries import open_file
from congvu.organisations.queries import agency_by_code
from congvu.outgoing.models import (
    Draft,
    NumberSequence,
    Opinion,
    OutgoingEntry,
    PaperRelation,
    PaperSignature,
)
from congvu.outgoing.rules import DraftState
from congvu.signatures.models import SigningKey
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_drafts_lie_at_every_step(demo: Demo) -> None:
    states = Counter(Draft.objects.values_list("state", flat=True))

    assert set(states) == set(DraftState)
    assert states["issued"] >= 15
    asked = Draft.objects.get(requests__state="waiting")
    assert Opinion.objects.filter(request__draft=asked).count() == 1
    assert Draft.objects.filter(state="writing", checks__passed=False).exists()


def test_the_book_has_what_a_book_of_a_year_has(demo: Demo) -> None:
    lines = OutgoingEntry.objects.all()

    assert lines.filter(state="issued").values("type_code").distinct().count() >= 8
    assert lines.filter(state="cancelled").get().ended_because
    assert lines.exclude(recalled_at=None).get().recalled_because
    kinds = sorted(PaperRelation.objects.values_list("kind", flat=True))
    assert kinds == ["amends", "corrects", "replaces"]
    for sequence in NumberSequence.objects.exclude(last_number=0):
        numbers = sorted(lines.filter(sequence=sequence).values_list("number"))
        assert [n for (n,) in numbers] == list(range(1, sequence.last_number + 1))


def test_what_was_answered_names_its_answer_and_is_done(demo: Demo) -> None:
    answered = RegisterEntry.objects.exclude(reply_symbol="")

    assert answered.filter(finished_at__isnull=False).count() >= 5
    for entry in answered:
        line = OutgoingEntry.objects.get(draft__answers=entry)
        assert line.symbol == entry.reply_symbol


def test_papers_are_really_signed_in_order(demo: Demo) -> None:
    signed = PaperSignature.objects.filter(how="agency")
    assert signed.count() >= 15
    issued = OutgoingEntry.objects.filter(document__isnull=False)
    line = issued.filter(draft__signatures__in=signed).latest("issued_on", "order_key")
    assert line.document is not None
    with open_file(line.document.files.get().file) as content:
        pdf = content.read()

    nobody = ValidationContext(trust_roots=[])
    personal, seal = PdfFileReader(BytesIO(pdf)).embedded_signatures

    assert personal.field_name == "ky-nguoi-co-tham-quyen"
    for one in (personal, seal):
        status = validate_pdf_signature(one, nobody)
        assert status.intact
        assert status.valid
        assert status.modification_level <= ModificationLevel.FORM_FILLING


def test_the_chairman_signs_without_a_pin(demo: Demo, undone: None) -> None:
    dung = User.objects.get(username="dung")
    client = Client()
    client.force_login(dung)
    draft = Draft.objects.filter(state="approved", signer_name__contains="Dũng").first()
    assert draft is not None
    key = SigningKey.objects.get(owner_label="Lường Tiến Dũng, Chủ tịch")

    url = f"/van-ban/di/du-thao/{draft.id}/ky/"
    client.get(url)
    client.post(url, {"key": str(key.id), "secret": ""})

    draft.refresh_from_db()
    assert draft.state == "signed"


def test_dossiers_follow_the_plan_of_the_year(demo: Demo) -> None:
    province = agency_by_code("H55", demo.today)
    plans = FilePlan.objects.filter(agency=province).order_by("year")

    assert [p.state for p in plans] == ["issued", "draft"]
    assert Dossier.objects.filter(plan_line=None).exists()
    both = [
        d
        for d in Dossier.objects.all()
        if d.items.exclude(incoming=None).exists()
        and d.items.exclude(outgoing=None).exists()
    ]
    assert len(both) >= 4
    frozen = FrozenDossier.objects.get(freeze__ended_at=None)
    assert frozen.dossier.state == "open"


def test_the_closed_one_has_a_package_that_is_whole(demo: Demo) -> None:
    closed = Dossier.objects.get(state="closed")
    package = Package.objects.get(dossier=closed, state="ready")

    found = check_package(package_place(package), shipped_profile())

    assert found.faults == []
    assert found.documents == 2


def test_agencies_of_the_province_have_done_what_they_do_with_a_paper(
    demo: Demo,
) -> None:
    sent = Dispatch.objects.filter(
        entry__subject__startswith="Tập trung khắc phục hậu quả mưa lũ",
        channel="inside",
    )
    states = Counter(sent.values_list("status", flat=True))

    assert set(states) == {"01", "02", "03", "04", "06"}
    assert states["01"] > states["03"] > states["04"] > states["06"]
    back = sent.get(status="02").statuses.get(code="02")
    assert "rà soát lại nơi nhận" in back.text
