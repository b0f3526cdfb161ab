"""Minh completes a class, Lan signs his certificate, anybody checks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from congvu.files.queries import open_file
from congvu.signatures.models import MadeSignature
from congvu.training.models import Certificate, TrainingClass
from congvu.training.rules.certificates import (
    Standing,
    code_in,
    code_of,
    read_code,
    standing_on,
    valid_until,
)
from tests.outgoing.signing import agencys
from tests.people import Province
from tests.training.classes import class_with

pytestmark = pytest.mark.usefixtures("law", "home")


@pytest.fixture
def taught(province: Province, settings: Any) -> TrainingClass:
    """A class of the committee that is over; Minh passed, Hoa did not."""
    settings.SIGNING_DEMO = True
    settings.PORTAL_URL = "https://bactinh.example"
    return class_with(province, passed=("minh",), failed=("hoa",))


def _of(taught: TrainingClass) -> str:
    return f"/dao-tao/lop/{taught.pk}/chung-nhan/"


def _signed(province: Province, taught: TrainingClass, months: str = "") -> Certificate:
    """Numbered by Quân, signed by Lan, through the front door."""
    key = agencys(province)
    here = _of(taught)
    numbered = province.client("quan").post(f"{here}cap-so/", {"months": months})
    assert numbered.status_code == 302, numbered.content.decode()
    sealed = province.client("lan").post(
        f"{here}ky-so/", {"key": str(key.id), "secret": ""}
    )
    assert sealed.status_code == 302, sealed.content.decode()
    return Certificate.objects.get(file__isnull=False)


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _check(public: Callable[[], Any], **sent: Any) -> str:
    with public() as stranger:
        return _text(stranger.post("/kiem-tra-chung-nhan/", sent))


def _bytes(certificate: Certificate) -> bytes:
    with open_file(certificate.file) as content:
        return content.read()


def _pdf(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("giay.pdf", content, "application/pdf")


def test_who_passed_gets_a_signed_certificate_that_anybody_checks(
    province: Province, taught: TrainingClass, public: Callable[[], Any]
) -> None:
    paper = _signed(province, taught)
    minh = province.client("minh")
    mine = _text(minh.get("/dao-tao/chung-nhan/"))
    got = minh.get(f"/dao-tao/chung-nhan/{paper.pk}/tep/")
    content = b"".join(got.streaming_content)
    by_code = _check(public, ma=paper.code.lower().replace("-", " "))
    by_file = _check(public, tep=_pdf(content))

    assert Certificate.objects.count() == 1
    assert paper.symbol == f"01/{province.today.year}/GCN-UBND"
    assert paper.code in mine
    assert MadeSignature.objects.get(file=paper.file).key is not None
    assert code_in([content[:700], content[700:]]) == paper.code
    for told in (by_code, by_file):
        assert "Giấy chứng nhận còn giá trị" in told
        assert province.cast["minh"].person.full_name in told
        assert "An toàn thông tin cho cán bộ" in told
    assert "đúng từng byte" in by_file
    assert "đúng từng byte" not in by_code


def test_a_copy_with_another_name_is_told_with_the_true_one(
    province: Province, taught: TrainingClass, public: Callable[[], Any]
) -> None:
    paper = _signed(province, taught)
    changed = _bytes(paper).replace(b"%%EOF", b"%%EOF % Tran Van Gia", 1)

    told = _check(public, tep=_pdf(changed))
    typed = _check(public, ma=paper.code, tep=_pdf(b"%PDF-1.7 gia"))
    unknown = _check(public, tep=_pdf(b"%PDF-1.7 gia"))

    for said in (told, typed):
        assert "nội dung đã bị thay đổi" in said
        assert province.cast["minh"].person.full_name in said
        assert "đúng từng byte" not in said
    assert "Không có giấy chứng nhận nào" in unknown
    assert "Không phải" not in unknown


def test_a_withdrawn_certificate_says_so_at_once_and_may_be_given_anew(
    province: Province, taught: TrainingClass, public: Callable[[], Any]
) -> None:
    paper = _signed(province, taught)
    quan = province.client("quan")
    address = f"/dao-tao/chung-nhan/{paper.pk}/thu-hoi/"

    empty = quan.post(address, {"reason": " "})
    quan.post(address, {"reason": "Thi hộ"})
    again = quan.post(address, {"reason": "Lần nữa"})
    told = _check(public, ma=paper.code)
    quan.post(f"{_of(taught)}cap-so/", {})

    assert (empty.status_code, again.status_code) == (422, 422)
    assert "đã thu hồi" in told
    assert "Giấy chứng nhận còn giá trị" not in told
    assert "Thi hộ" not in told  # the reason is nobody's business outside
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2]


def test_bad_codes_and_files_are_answered_in_words(
    public: Callable[[], Any], province: Province
) -> None:
    assert "16 chữ và số" in _check(public, ma="123")
    assert "Ghi mã kiểm tra" in _check(public)
    assert "không phải PDF" in _check(public, tep=_pdf(b"GIF89a"))
    assert "Không có giấy chứng nhận nào" in _check(public, ma=code_of(1))


def test_nobody_else_numbers_signs_withdraws_or_opens_it(
    province: Province, taught: TrainingClass
) -> None:
    paper = _signed(province, taught)
    here, one = _of(taught), f"/dao-tao/chung-nhan/{paper.pk}/"
    hoa, tu, lan = (province.client(who) for who in ("hoa", "tu", "lan"))
    quan = province.client("quan")

    def codes(client: Client, *paths: str) -> list[int]:
        answers = [client.get(path) for path in paths]
        for answer in answers:
            if answer.streaming:
                b"".join(answer.streaming_content)
        return [answer.status_code for answer in answers]

    assert (
        codes(hoa, here, f"{here}cap-so/", f"{here}ky-so/", f"{one}tep/") == [404] * 4
    )
    assert codes(tu, here, f"{here}ky-so/", f"{one}tep/", f"{one}thu-hoi/") == [404] * 4
    assert codes(lan, here, f"{one}tep/", f"{here}cap-so/", f"{one}thu-hoi/") == [
        200,
        200,
        404,
        404,
    ]
    assert codes(quan, here, f"{one}tep/", f"{here}ky-so/") == [200, 200, 404]


def test_one_certificate_of_a_class_holds_at_a_time(
    province: Province, taught: TrainingClass
) -> None:
    paper = _signed(province, taught)
    again = province.client("quan").post(f"{_of(taught)}cap-so/", {})
    paper.pk, paper.number, paper.code = None, 9, code_of(9)
    paper._state.adding = True  # the database itself
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save(force_insert=True)

    assert again.status_code == 422
    assert "Không còn ai đạt" in _text(again)


@pytest.mark.parametrize(
    ("day", "until", "withdrawn", "standing"),
    [
        (date(2026, 5, 1), None, None, Standing.VALID),
        (date(2026, 5, 1), date(2026, 5, 1), None, Standing.VALID),
        (date(2026, 5, 2), date(2026, 5, 1), None, Standing.EXPIRED),
        (date(2026, 5, 2), date(2026, 5, 1), date(2026, 6, 1), Standing.WITHDRAWN),
    ],
)
def test_what_a_certificate_is_worth(
    day: date, until: date | None, withdrawn: date | None, standing: Standing
) -> None:
    found = standing_on(day, valid_until=until, withdrawn_on=withdrawn)
    assert found is standing


@pytest.mark.parametrize(
    ("issued", "months", "until"),
    [
        (date(2026, 11, 29), None, None),
        (date(2026, 11, 29), 12, date(2027, 11, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2026, 8, 31), 6, date(2027, 2, 27)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
    ],
)
def test_how_long_it_holds(
    issued: date, months: int | None, until: date | None
) -> None:
    assert valid_until(issued, months) == until


def test_a_code_is_read_as_people_type_it() -> None:
    code = code_of((1 << 80) - 12345)
    assert read_code(code) == read_code(f" {code.lower()} ") == code
    assert read_code(code.replace("-", "")) == code
    assert read_code("OIL0-0000-0000-0000") == "0110-0000-0000-0000"
    assert read_code(code[:-1]) == read_code("U" * 16) == ""
