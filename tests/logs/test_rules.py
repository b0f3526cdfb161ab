"""The centre loads a rule, tries it on the last day, switches it on."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from congvu.logs.models import Alert, DetectionRule
from tests.logs.test_alerts import failed, load
from tests.people import Province

pytestmark = pytest.mark.django_db
PAGE = "/an-toan/quy-tac-phat-hien/"


def sigma(words: str, *, title: str = "Người lạ", level: str = "high") -> bytes:
    return (
        f"title: {title}\nname: moi\nlevel: {level}\nlogsource:\n  product: linux\n"
        f"detection:\n  a:\n{words}\n  condition: a\n"
    ).encode()


def upload(client: Client, content: bytes) -> HttpResponse:
    return client.post(PAGE, {"file": SimpleUploadedFile("moi.yml", content)})


def messages_of(client: Client, address: str, **sent: str) -> str:
    return client.post(address, sent, follow=True).content.decode()


def test_a_rule_is_tried_before_it_is_on(province: Province, tmp_path: Path) -> None:
    quan = province.client("quan")
    assert upload(quan, sigma("    user.name: hacker")).status_code == 302
    rule = DetectionRule.objects.get()
    here = f"{PAGE}{rule.pk}/"
    assert "Chạy thử quy tắc" in messages_of(quan, here + "bat/", bat="1")
    load(tmp_path, [b"<38>m sshd[1]: Failed password for hacker from ::1 port 1"], None)
    assert not Alert.objects.exists()
    assert "Đã chạy thử." in messages_of(quan, here + "thu/")
    rule.refresh_from_db()
    assert (rule.tried_met, rule.tried_lines) == (1, 1)
    assert "Đã bật quy tắc." in messages_of(quan, here + "bat/", bat="1")
    load(tmp_path, [b"<38>m sshd[2]: Failed password for hacker from ::1 port 1"], None)
    assert Alert.objects.get().title == "Người lạ"
    messages_of(quan, here + "bat/", bat="0")
    rule.refresh_from_db()
    assert not rule.is_on


def test_a_rule_that_half_of_all_lines_meet_is_not_let_on(
    province: Province, tmp_path: Path
) -> None:
    quan = province.client("quan")
    upload(quan, sigma("    event.action: ssh-login"))
    load(tmp_path, failed(250), None)
    here = f"{PAGE}{DetectionRule.objects.get().pk}/"
    assert "quá rộng" in messages_of(quan, here + "thu/")
    assert DetectionRule.objects.get().tried_at is None


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "Tệp rỗng"),
        (b"\xff\xfe\x00", "Sigma"),
        (b"a: [", "Sigma"),
        (sigma("    message: '*'"), "khớp với mọi dòng"),
        (sigma("    message|expand: '%x%'"), "không có cách trả lời"),
        (sigma("    user.name|re: '(?=a)'"), "invalid"),
        (b"x" * 300_000, "200 kB"),
    ],
)
def test_what_is_no_rule_is_refused_with_a_reason(
    province: Province, content: bytes, word: str
) -> None:
    answer = upload(province.client("quan"), content)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not DetectionRule.objects.exists()


def test_one_file_is_loaded_once_and_by_the_centre_alone(province: Province) -> None:
    quan = province.client("quan")
    upload(quan, sigma("    user.name: hacker"))
    again = upload(quan, sigma("    user.name: hacker"))
    assert again.status_code == 422
    assert "đã nạp" in again.content.decode()
    dung = province.client("dung")
    assert dung.get(PAGE).status_code == 200
    assert upload(dung, sigma("    user.name: other")).status_code == 404
    rule = DetectionRule.objects.get()
    assert dung.post(f"{PAGE}{rule.pk}/thu/").status_code == 404
