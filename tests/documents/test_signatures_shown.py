"""Signatures are looked at as the paper comes in; its pages say what was found."""

from __future__ import annotations

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.rules import SYSTEM
from congvu.documents.models import RegisterEntry
from congvu.files.actions import destroy
from congvu.jobs.rules import find_job
from congvu.signatures.models import Verification
from tests.documents.door import bring, form, paper_pdf
from tests.people import Province
from tests.signatures.small_ca import SmallCa, sign


@pytest.fixture(autouse=True)
def _law(law: None, home: object) -> None:
    """The office of today, with a store of its own."""


def run_asked(name: str) -> None:
    for run in ProcrastinateJob.objects.filter(task_name=name, status="todo"):
        find_job(name).run(**run.args)


def signed_paper() -> bytes:
    ca = SmallCa()
    return sign(paper_pdf(), ca.issue("Lường Văn Thiệp"), ca)


def test_lan_sees_who_signed_before_and_after_she_registers(
    province: Province,
) -> None:
    lan = province.client("lan")
    item = bring(lan, signed_paper(), "den.pdf")
    before = lan.get(f"/tiep-nhan/{item.id}/").content.decode()

    run_asked("signatures.verify-file")
    at_the_door = lan.get(f"/tiep-nhan/{item.id}/").content.decode()
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    entry = RegisterEntry.objects.get()
    registered = lan.get(f"/van-ban/den/{entry.id}/").content.decode()

    assert "Chữ ký số:" not in before
    for page in (at_the_door, registered):
        assert "Chữ ký số:" in page
        assert "Chưa đủ căn cứ" in page
        assert "Lường Văn Thiệp" in page


def test_what_may_be_a_secret_is_not_looked_at(province: Province) -> None:
    item = bring(province.client("lan"), paper_pdf(secret="MẬT"), "den.pdf")

    run_asked("signatures.verify-file")

    assert item.state != "ready" or item.is_held
    assert not Verification.objects.exists()


def test_a_destroyed_paper_leaves_no_word_of_who_signed_it(
    province: Province,
) -> None:
    item = bring(province.client("lan"), signed_paper(), "den.pdf")
    run_asked("signatures.verify-file")
    assert Verification.objects.count() == 1
    assert item.file is not None

    destroy(file=item.file, reason="Văn bản mật", by=SYSTEM, at=timezone.now())
    run_asked("signatures.forget")

    assert not Verification.objects.exists()
