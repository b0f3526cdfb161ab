"""The centre is told signs of attacks; the logs are searched for them, back and on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.incidents.actions import give_signs, load_signs, match_signs
from congvu.incidents.formats.stix import read_bundle
from congvu.incidents.models import SignValue, ThreatSign
from congvu.lib.refusals import Refused
from congvu.logs.models import Alert, LogSource
from tests.incidents.stories import GREEN, RED, bundle, incident, indicator
from tests.logs.test_alerts import GUESSER, load, register
from tests.people import Province

pytestmark = pytest.mark.django_db
LIST = "/an-toan/dau-hieu/"
CALM = b"<38>may-chu app[7]: backup done"


def line(address: str = GUESSER) -> bytes:
    return f"<38>may-chu app[7]: connection to {address} opened".encode()


def told(people: Province, *objects: Any, source: str = "Trung tâm bạn") -> Any:
    return load_signs(
        content=bundle(*objects),
        source=source,
        by=people.seat("quan"),
        at=timezone.now(),
    )


def source_of(people: Province) -> LogSource:
    register(people.client("quan"))
    return LogSource.objects.get()


def test_told_today_it_is_found_in_last_weeks_logs_and_in_what_comes(
    province: Province, tmp_path: Path
) -> None:
    source = source_of(province)
    load(tmp_path, [line(), CALM, line("203.0.113.90")], source)
    assert match_signs(at=timezone.now()) == 0, "nobody told a sign yet"
    quan = province.client("quan")
    file = SimpleUploadedFile("a.json", bundle(indicator()))
    shown = quan.post(LIST + "nap/", {"source": "Trung tâm bạn", "file": file})
    assert "1 dấu hiệu mới" in shown.content.decode()

    assert match_signs(at=timezone.now()) == 1
    alert = Alert.objects.get()
    assert alert.title == "Dấu hiệu tấn công: Máy chủ điều khiển"
    assert (alert.count, alert.agency_id) == (1, province.committee.pk)
    assert match_signs(at=timezone.now()) == 0
    load(tmp_path, [line(), line(), CALM], source)
    assert match_signs(at=timezone.now()) == 0, "one cause, one alert"
    assert match_signs(at=timezone.now()) == 0
    alert.refresh_from_db()
    assert alert.count == 3, "each event once"
    sign = ThreatSign.objects.get()
    page = quan.get(f"{LIST}{sign.pk}/").content.decode()
    assert f"/an-toan/bao-dong/{alert.pk}/" in page


def test_false_withdrawn_and_expired_ones_end(
    province: Province, tmp_path: Path
) -> None:
    source, quan, now = source_of(province), province.client("quan"), timezone.now()
    soon = f"{now.astimezone(UTC) + timedelta(days=3):%Y-%m-%dT%H:%M:%SZ}"
    gone = indicator(pattern="[ipv4-addr:value = '203.0.113.1']")
    ends = indicator(
        pattern="[ipv4-addr:value = '203.0.113.2']",
        valid_from="2026-11-01T00:00:00Z",
        valid_until=soon,
    )
    false = indicator(pattern="[ipv4-addr:value = '203.0.113.3']")
    assert told(province, gone, ends, false).new == 3
    later = {"modified": "2026-11-25T00:00:00.000Z"}
    assert told(province, {**gone, **later, "revoked": True}).changed == 1
    one = ThreatSign.objects.get(stix_id=false["id"])
    end = f"{LIST}{one.pk}/thoi/"
    assert quan.post(end, {"reason": ""}).status_code == 422
    assert quan.post(end, {"reason": "Máy của nhà mạng"}).status_code == 302
    again = quan.post(end, {"reason": "Nữa"}).content.decode()
    assert "đã thôi theo dõi" in again
    # Told anew it stays false: its source knows no better than who looked.
    assert told(province, {**false, **later}).changed == 1

    load(tmp_path, [line(f"203.0.113.{n}") for n in (1, 2, 3)], source)
    assert match_signs(at=now + timedelta(days=4)) == 0
    assert match_signs(at=now + timedelta(days=5)) == 0
    states = dict(ThreatSign.objects.values_list("stix_id", "state"))
    assert [states[o["id"]] for o in (gone, ends, false)] == ["gone", "live", "false"]
    assert "nguồn đã rút" in quan.get(LIST + "?xem=het").content.decode()


def test_the_newer_word_stays_and_the_same_twice_changes_nothing(
    province: Province,
) -> None:
    first = indicator()
    newer = {
        **first,
        "modified": "2026-11-26T00:00:00.000Z",
        "pattern": "[domain-name:value = 'xau.example']",
    }
    assert told(province, first, newer).new == 1
    assert told(province, first).same == 1
    assert told(province, newer).same == 1
    assert list(SignValue.objects.values_list("value", flat=True)) == ["xau.example"]


def test_a_cut_off_bundle_says_why_and_changes_nothing(province: Province) -> None:
    quan = province.client("quan")
    cut = SimpleUploadedFile("a.json", bundle(indicator())[:-5])
    answer = quan.post(LIST + "nap/", {"source": "Bạn", "file": cut})
    assert answer.status_code == 422
    assert "cắt cụt" in answer.content.decode()
    assert quan.post(LIST + "nap/", {}).status_code == 422
    assert not ThreatSign.objects.exists()


def test_written_by_hand_from_an_incident_then_given_out(province: Province) -> None:
    quan, at = province.client("quan"), timezone.now()
    found = incident(province, at=at)
    add = f"{LIST}ghi/?su-co={found.pk}"
    wrong = quan.post(add, {"kind": "address", "value": "10.1.1.1", "days": "0"})
    words = wrong.content.decode()
    assert wrong.status_code == 422
    for reason in ("Ghi tên dấu hiệu.", "Địa chỉ nội bộ", "từ 1 đến 3650", "10.1.1.1"):
        assert reason in words
    given = {
        "name": "Máy dò mật khẩu",
        "kind": "address",
        "value": "203.0.113.9",
        "tlp": "green",
        "days": "30",
    }
    assert quan.post(add, given).status_code == 302
    made = ThreatSign.objects.get()
    assert (made.incident, made.is_new) == (found, True)
    assert "đang được theo dõi" in quan.post(add, given).content.decode()

    secret = indicator(object_marking_refs=[RED], name="Nguồn mật")
    silent = indicator(name="Không ghi mức")
    told(province, secret, silent)
    for audience, names in (
        ("within", ["Không ghi mức", "Máy dò mật khẩu"]),
        ("community", ["Máy dò mật khẩu"]),
    ):
        file = quan.post(LIST + "xuat/", {"audience": audience})
        read = read_bundle(file.content)
        assert read.troubles == []
        assert sorted(one.name for one in read.signs) == names
    none = quan.post(LIST + "xuat/", {"audience": "public"})
    assert none.status_code == 422


def test_red_is_the_centres_alone_and_is_named_to_nobody_else(
    province: Province, tmp_path: Path
) -> None:
    source = source_of(province)
    secret = indicator(object_marking_refs=[RED], name="Nguồn mật")
    told(province, secret, indicator(object_marking_refs=[GREEN], name="Chung"))
    load(tmp_path, [line()], source)
    assert match_signs(at=timezone.now()) == 2
    titles = set(Alert.objects.values_list("title", flat=True))
    assert titles == {
        "Dấu hiệu tấn công: Chung",
        "Dấu hiệu tấn công (TLP:RED, hỏi trung tâm)",
    }
    dung = province.client("dung")
    shown = dung.get(LIST).content.decode()
    assert "Chung" in shown
    assert "Nguồn mật" not in shown
    red = ThreatSign.objects.get(tlp="red")
    assert dung.get(f"{LIST}{red.pk}/").status_code == 404
    assert dung.get(LIST + "xuat/").status_code == 404
    assert province.client("minh").get(LIST).status_code == 404
    with pytest.raises(Refused):
        give_signs(
            audience="within",
            by=province.seat("dung"),
            at=datetime.now(UTC),
        )


def test_a_sign_that_holds_for_ever_is_shown_beside_what_could_not_be_kept(
    province: Province,
) -> None:
    quan = province.client("quan")
    ever = indicator(name="Mãi mãi", valid_until="9999-12-31T23:59:59Z")
    zone = "x" * 600
    odd = [
        indicator(pattern=f"[ipv6-addr:value = '2a00::1%{zone}']"),
        indicator(pattern="[url:value = 'http://xau.example/\ud800']"),
        indicator(pattern="alert tcp any any", pattern_type="snort"),
    ]
    loaded = told(province, *odd, ever)
    assert (loaded.new, len(loaded.troubles)) == (1, 3)
    sign = ThreatSign.objects.get()
    assert "Mãi mãi" in quan.get(LIST).content.decode()
    assert "01/01/2201" in quan.get(f"{LIST}{sign.pk}/").content.decode()
