"""A weakness on a commune's server: the centre warns, the commune says it is done, and
only what its machine reports says so, too.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from congvu.incidents.models import UnitWarning, WarningAnswer
from congvu.inventory.actions import enrol
from congvu.vulnerabilities.jobs import match_now
from congvu.vulnerabilities.models import Finding
from tests.people import Province
from tests.systems.stories import sang
from tests.vulnerabilities.stories import before, debian, osv

pytestmark = pytest.mark.django_db
ADVISORIES = "/an-toan/lo-hong/canh-bao/"
CAUSE = "CVE-2026-90001"


@pytest.fixture
def commune(province: Province, law: None) -> Client:
    """Sáng keeps the commune's machines and their security."""
    return sang(province).client("sang")


@pytest.fixture
def secret(province: Province) -> str:
    """With which the commune's machines report."""
    _made, secret = enrol(
        agency_id=province.commune.pk,
        label="Máy chủ xã",
        expires_on=None,
        by=province.seat("quan"),
        at=timezone.now(),
    )
    return secret


def reports(secret: str, version: str) -> None:
    """The commune's server, by its agent."""
    told = debian([("mau-lib", version, "")])
    basic = base64.b64encode(f"agent:{secret}".encode()).decode()
    answer = Client().post(
        "/inventory",
        zlib.compress(told),
        "application/x-compress-zlib",
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.status_code == 200, answer.content


def loaded(centre: Client, *told: dict[str, Any]) -> str:
    file = SimpleUploadedFile("canh-bao.json", json.dumps(told).encode())
    return centre.post(ADVISORIES, {"file": file}).content.decode()


def link(page: str, words: str) -> str:
    """Where the button of these words leads."""
    found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>(?:(?!</a>).)*{words}', page, re.S)
    assert found is not None, words
    return found[1]


def given(page: str) -> dict[str, Any]:
    """The form as it stands, sent as a person would who changes nothing."""
    words = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)<', page):
        words[name] = text.strip()
    chosen = re.search(r'<option value="(\w+)" selected', page)
    boxes = re.findall(r'name="agencies"[^>]*value="([^"]+)"[^>]*checked', page)
    return {**words, "urgency": chosen and chosen[1], "agencies": boxes}


def test_warned_answered_and_proven_by_the_next_inventory(
    province: Province, commune: Client, secret: str
) -> None:
    quan = province.client("quan")
    reports(secret, "1.0-1")
    told = osv("DSA-9001-1", "mau-lib", *before("1.0-2"), upstream=[CAUSE])
    assert "1 cảnh báo mới" in loaded(quan, told)
    match_now()
    one = Finding.objects.get()
    assert (one.agency, one.cause, one.state) == (province.commune, CAUSE, "open")

    # The centre goes from the weakness to the warning, and sends what it finds there.
    page = quan.get(f"/an-toan/lo-hong/phat-hien/{one.pk}/").content.decode()
    send = link(page, "Cảnh báo tới đơn vị")
    form = given(quan.get(send).content.decode())
    assert form["products"] == "mau-lib 1.0-1 → 1.0-2"
    assert "1.0-2" in form["action"]
    assert form["agencies"] == [str(province.commune.pk)]
    assert quan.post(send, form).status_code == 302
    made = UnitWarning.objects.get()
    assert (made.weakness, made.urgency) == (CAUSE, "soon")
    base = f"/an-toan/canh-bao/{made.pk}/"

    # The commune says that it did; its machine does not say so yet.
    assert commune.post(base + "xac-nhan/").status_code == 302
    assert commune.post(base + "thuc-hien/", {"proof": "BB 7"}).status_code == 302
    assert WarningAnswer.objects.get().state == "done"
    for reader in (quan, commune):
        assert "còn ở 1 nơi" in reader.get(base).content.decode()
    match_now()
    assert "còn ở 1 nơi" in quan.get(base).content.decode()

    reports(secret, "1.0-2")
    match_now()
    for reader in (quan, commune):
        shown = reader.get(base).content.decode()
        assert "còn ở" not in shown
        assert "đã vá 1 nơi" in shown
    mended = commune.get(f"/an-toan/lo-hong/phat-hien/{one.pk}/").content.decode()
    assert "Đã vá, kiểm kê xác nhận" in mended
    assert "Cảnh báo tới đơn vị" not in mended


def test_a_weakness_that_gets_its_number_later_stays_the_same(
    province: Province, commune: Client, secret: str
) -> None:
    """Warned of by one name; a file that comes later joins it to a CVE."""
    quan = province.client("quan")
    reports(secret, "1.0-1")
    loaded(quan, osv("DSA-9002-1", "mau-lib", *before("1.0-2")))
    match_now()
    send = "/an-toan/canh-bao/gui/?lo-hong=DSA-9002-1"
    assert quan.post(send, given(quan.get(send).content.decode())).status_code == 302
    told = osv(CAUSE, "mau-lib", *before("1.0-2"), aliases=["DSA-9002-1"])
    assert "1 cảnh báo mới" in loaded(quan, told)
    match_now()
    assert Finding.objects.exclude(cause=CAUSE).exclude(state="void").count() == 0
    page = quan.get(f"/an-toan/canh-bao/{UnitWarning.objects.get().pk}/")
    assert "còn ở 1 nơi" in page.content.decode()


def test_only_the_centre_warns_and_only_of_what_is_known(
    province: Province, commune: Client, secret: str
) -> None:
    quan = province.client("quan")
    reports(secret, "1.0-1")
    loaded(quan, osv(CAUSE, "mau-lib", *before("1.0-2")))
    match_now()
    one = Finding.objects.get()
    page = commune.get(f"/an-toan/lo-hong/phat-hien/{one.pk}/")
    assert page.status_code == 200
    assert "Cảnh báo tới đơn vị" not in page.content.decode()
    send = "/an-toan/canh-bao/gui/?lo-hong="
    assert commune.get(send + CAUSE).status_code == 404
    assert quan.get(send + CAUSE).status_code == 200
    for unknown in ("CVE-2026-1", "%00", "x" * 5000):
        assert quan.get(send + unknown).status_code == 404
    assert province.client("lan").get(ADVISORIES).status_code in {403, 404}
    assert commune.post(ADVISORIES, {}).status_code == 404
