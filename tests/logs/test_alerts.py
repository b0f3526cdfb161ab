"""Who sends is registered, what comes is loaded once, a cause is one alert."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DataError
from django.test import Client
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.logs.actions import load_batches, reopen_false
from congvu.logs.formats.spool import Arrived, Limited, waiting, write_batch
from congvu.logs.models import Alert, LogBatch, LogEvent, LogSource, UnknownSender
from congvu.logs.queries.detecting import detector_now
from congvu.notices.models import Notice
from tests.people import Province
from tests.systems.stories import sang

pytestmark = pytest.mark.django_db
GUESSER, HOST = "203.0.113.9", "192.0.2.10"


def failed(count: int, *, guesser: str = GUESSER) -> list[bytes]:
    return [
        b"<38>may-chu sshd[%d]: Failed password for root from %s port %d ssh2"
        % (n + 1, guesser.encode(), 40000 + n)
        for n in range(count)
    ]


def register(client: Client, **typed: str) -> Any:
    return client.post(
        "/an-toan/nhat-ky/nguon/",
        {"name": "Máy chủ thư", "kind": "syslog", "addresses": HOST, **typed},
    )


def load(
    folder: Path,
    lines: Sequence[bytes],
    source: LogSource | None,
    *,
    address: str = HOST,
    limited: int = 0,
) -> Path:
    """As the receiver writes and the loader reads."""
    now, name = timezone.now(), str(source.pk) if source else ""
    arrived = [Arrived(one, address, now, name, len(one)) for one in lines]
    less = [Limited(address, name, limited)] if limited else []
    batch = write_batch(folder, arrived, less)
    shutil.copy(batch, folder / "kept")
    load_batches(files=waiting(folder), detector=detector_now(now), at=now)
    assert waiting(folder) == []
    return batch


def test_a_brute_force_is_one_alert_however_long_and_is_told_once(
    province: Province, tmp_path: Path
) -> None:
    quan = province.client("quan")
    assert register(quan).status_code == 200
    source = LogSource.objects.get()
    batch = load(tmp_path, failed(12), source)
    load(tmp_path, failed(30), source)

    alert = Alert.objects.get()
    assert (alert.title, alert.key) == ("Dò mật khẩu SSH", GUESSER)
    assert (alert.count, alert.state) == (42, "open")
    assert alert.agency_id == province.committee.pk
    assert Notice.objects.filter(kind="logs.alert").count() == 1
    assert AuditEvent.objects.filter(event="logs.alert-opened").count() == 1
    page = quan.get("/an-toan/bao-dong/").content.decode()
    assert "Dò mật khẩu SSH" in page
    assert GUESSER in page

    # Its file comes back: a loader was killed after it had committed.
    shutil.copy(tmp_path / "kept", batch)
    events = LogEvent.objects.count()
    LogBatch.objects.filter(name=batch.stem).update(loaded_at=timezone.now())
    now = timezone.now()
    load_batches(files=waiting(tmp_path), detector=detector_now(now), at=now)
    assert waiting(tmp_path) == []
    assert LogEvent.objects.count() == events == 42
    assert Alert.objects.get().count == 42
    source.refresh_from_db()
    assert source.events == 42


def test_a_count_goes_on_in_the_next_process(
    province: Province, tmp_path: Path
) -> None:
    register(province.client("quan"))
    source = LogSource.objects.get()
    load(tmp_path, failed(6), source)
    assert not Alert.objects.exists()
    load(tmp_path, failed(6), source)
    assert Alert.objects.get().title == "Dò mật khẩu SSH"


def test_names_that_are_forged_do_not_bury_the_others(
    province: Province, tmp_path: Path
) -> None:
    """Each line of another machine, each guess from another address: fifty alerts of
    a rule and one of the rest, all of it counted, however it came in parts.
    """
    register(province.client("quan"))
    source = LogSource.objects.get()
    virus = [b"<38>may-%d clamd[7]: /srv/a: Eicar FOUND" % n for n in range(120)]
    for part in (virus[:30], virus[30:], virus[:40]):
        load(tmp_path, part, source)
    found = Alert.objects.order_by("pk")
    assert found.count() == 51
    assert sum(found.values_list("count", flat=True)) == 160
    rest = found.get(key="nhiều nơi khác")
    assert rest.count == 70
    assert len(rest.samples) == 5
    assert Notice.objects.filter(kind="logs.alert").count() == 2
    load(tmp_path, failed(12), source)
    assert Alert.objects.get(key=GUESSER).title == "Dò mật khẩu SSH"


def test_what_is_decided_about_an_alert(province: Province, tmp_path: Path) -> None:
    quan = province.client("quan")
    register(quan)
    source = LogSource.objects.get()
    load(tmp_path, failed(12), source)
    alert = Alert.objects.get()
    here = f"/an-toan/bao-dong/{alert.pk}/"
    assert quan.get(here).status_code == 200
    assert quan.post(here + "nhan/").status_code == 302
    assert quan.post(here + "nhan/").status_code == 422

    refused = quan.post(here + "bao-dong-gia/", {"until": "01/01/2026", "reason": ""})
    assert refused.status_code == 422
    until = timezone.localdate() + timedelta(days=10)
    said = {"until": f"{until:%d/%m/%Y}", "reason": "Máy quét của trung tâm"}
    assert quan.post(here + "bao-dong-gia/", said).status_code == 302
    load(tmp_path, failed(5), source)
    alert.refresh_from_db()
    assert (alert.state, alert.count) == ("false", 17)
    assert Notice.objects.filter(kind="logs.alert").count() == 1
    assert "Dò mật khẩu SSH" not in quan.get("/an-toan/bao-dong/").content.decode()

    assert reopen_false(at=timezone.now() + timedelta(days=5)) == 0
    assert reopen_false(at=timezone.now() + timedelta(days=12)) == 1
    assert reopen_false(at=timezone.now() + timedelta(days=13)) == 0
    assert Notice.objects.filter(kind="logs.alert").count() == 2
    assert AuditEvent.objects.filter(event="logs.alert-reopened").count() == 1
    assert quan.post(here + "dong/", {"reason": "Đã chặn"}).status_code == 302
    load(tmp_path, failed(1), source)
    assert sorted(Alert.objects.values_list("state", flat=True)) == ["closed", "open"]


def test_a_stranger_is_heard_and_only_the_centre_sees_it(
    province: Province, tmp_path: Path
) -> None:
    load(tmp_path, failed(2), None, address="198.51.100.7", limited=900)
    stranger = UnknownSender.objects.get()
    assert (stranger.address, stranger.events, stranger.limited) == (
        "198.51.100.7",
        2,
        900,
    )
    assert stranger.host == "may-chu"
    quan = province.client("quan")
    assert "198.51.100.7" in quan.get("/an-toan/nhat-ky/nguon/").content.decode()
    assert GUESSER in quan.get("/an-toan/nhat-ky/").content.decode()
    minh = province.client("minh")
    assert minh.get("/an-toan/nhat-ky/").status_code in {403, 404}


def test_events_are_searched_by_what_is_in_them(
    province: Province, tmp_path: Path
) -> None:
    quan = province.client("quan")
    register(quan)
    source = LogSource.objects.get()
    load(tmp_path, failed(60), source)
    load(tmp_path, [b"<30>may-khac cron[7]: (root) CMD (run-parts)"], source)

    def told(**asked: str) -> tuple[int, str]:
        page = quan.get("/an-toan/nhat-ky/", asked)
        return page.content.decode().count("<details>"), page.content.decode()

    assert told()[0] == 50
    assert told(tu_khoa="run-parts")[0] == 1
    assert told(tu_khoa=f"source.ip={GUESSER}")[0] == 50
    assert told(tu_khoa="user.name=nobody")[0] == 0
    assert told(may="may-khac")[0] == 1
    assert told(chuong_trinh="cron")[0] == 1
    assert told(nguon=str(source.pk), tu_khoa="run-parts")[0] == 1
    assert told(nguon=str(province.committee.pk))[0] == 0
    assert told(muc="3")[0] == 0
    wrong = quan.get("/an-toan/nhat-ky/", {"tu": "hôm qua", "may": "may-khac"})
    assert wrong.status_code == 422
    assert "may-khac" in wrong.content.decode()

    first = quan.get("/an-toan/nhat-ky/", {"may": "may-chu"})
    after = first.context["pages"].next_url
    second = quan.get("/an-toan/nhat-ky/" + after)
    assert second.content.decode().count("<details>") == 10
    assert quan.get("/an-toan/nhat-ky/?sau=x_y").status_code == 200


BAD = [
    b"",
    b"\xff\xfe\x00binary\x00",
    b"x" * 200_000,
    b'{"message": "a\\u0000b", "host": "h\\ud800", "n": NaN, "big": 1e999}',
    b"<34>1 2199-01-01T00:00:00Z sau sshd 1 - - later",
    b"<34>Oct  1 00:00:00 truoc sshd: long ago",
    b"<34>1 2026-01-01T00:00:00Z " + b"h" * 255 + b" p 1 - - forged",
]


def test_no_line_stops_the_loader(province: Province, tmp_path: Path) -> None:
    try:
        load(tmp_path, BAD, None)
    except (DataError, ValueError) as why:
        pytest.fail(f"a line was refused: {why}")
    assert LogEvent.objects.count() == len(BAD)
    doubts = list(LogEvent.objects.order_by("id").values_list("doubts", flat=True))
    assert "cut" in doubts[2]
    assert "controls" in doubts[3]
    assert "clock" in doubts[4]
    assert "clock" in doubts[5]
    assert LogEvent.objects.order_by("-id")[0].address == HOST


def test_one_line_discards_nobody_elses(
    province: Province, tmp_path: Path, settings: Any
) -> None:
    """By the command of the loader: a number without end, a NUL that journald hides."""
    settings.LOGS_SPOOL = str(tmp_path)
    register(province.client("quan"))
    source = str(LogSource.objects.get().pk)
    lines = [
        b'{"a":1e+999,"b":1E999,"c":NaN}',
        b'{"a":' + b"9" * 400 + b'.0,"b":' + b"9" * 400 + b"}",
        b'{"PRIORITY":"6","MESSAGE":[0,65]}',
        b'10.0.0.9 - - [28/Nov/2026:07:12:11 +0700] "GET / HTTP/1.1" 200 '
        + b"5" * 4_000,
    ]
    now = timezone.now()
    write_batch(
        tmp_path,
        [
            *(Arrived(one, "198.51.100.7", now) for one in lines),
            *(Arrived(one, HOST, now, source) for one in failed(12)),
        ],
    )
    call_command("logs", "load", "--once")
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".lock"] == []
    assert LogEvent.objects.count() == 16
    assert Alert.objects.get().title == "Dò mật khẩu SSH"


def test_json_comes_by_a_code_and_is_on_the_disk_when_answered(
    province: Province, tmp_path: Path, settings: Any
) -> None:
    settings.LOGS_SPOOL = str(tmp_path / "spool")
    quan = province.client("quan")
    made = register(quan, kind="http", addresses="")
    secret = made.context["made"][1]
    assert secret in made.content.decode()
    assert secret not in quan.get("/an-toan/nhat-ky/nguon/").content.decode()

    def send(body: str, code: str) -> Any:
        return Client().post(
            "/an-toan/nhat-ky/gui/",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {code}"},
        )

    line = json.dumps({"message": "xin chào", "host": "web-1"})
    assert send(line, "sai").status_code == 401
    assert send(line, "").status_code == 401
    assert send(f"[{line},{line}]", secret).json() == {"taken": 2}
    assert send(f"{line}\n{line}\n{line}", secret).json() == {"taken": 3}
    assert send("x" * 8_000_001, secret).status_code == 413
    now = timezone.now()
    files = waiting(tmp_path / "spool")
    load_batches(files=files, detector=detector_now(now), at=now)
    assert LogEvent.objects.filter(source=LogSource.objects.get()).count() == 5

    source = LogSource.objects.get()
    assert quan.post(f"/an-toan/nhat-ky/nguon/{source.pk}/ngung/").status_code == 302
    assert send(line, secret).status_code == 401


def test_how_long_logs_are_kept_is_told_with_its_source(
    province: Province, law: None
) -> None:
    """By a standard that nobody here has read itself."""
    shown = province.client("quan").get("/an-toan/nhat-ky/nguon/").content.decode()

    kept = shown.partition("Giữ ít nhất bao lâu")[2].partition("</dl>")[0]
    assert "Lưu nhật ký hệ thống cấp độ 3</dt><dd>3 tháng" in kept
    assert kept.count("nguồn thứ cấp") == 4, (
        "levels 2 to 5; of level 1 nothing is asked"
    )


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"addresses": "300.1.1.1"}, "300.1.1.1"),
        ({"addresses": ""}, "cần địa chỉ gửi"),
        ({"name": ""}, "Tên nguồn"),
        ({"fingerprint": "zz"}, "64 chữ số"),
        ({"name": "Khác"}, "nguồn khác"),
    ],
)
def test_what_is_wrong_with_a_source_is_said(
    province: Province, typed: dict[str, str], word: str
) -> None:
    quan = province.client("quan")
    register(quan)
    answer = register(quan, **{"name": "Mới", "addresses": HOST, **typed})
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert LogSource.objects.count() == 1


@pytest.mark.parametrize(
    ("addresses", "word"),
    [
        ("192.0.2.7", "nguồn khác"),
        ("192.0.0.0/16", "nguồn khác"),
        ("192.0.2.0/24", "nguồn khác"),
        ("198.51.100.9, 2001:db8:0:1::7", "nguồn khác"),
        ("10.0.0.0/15", "rộng quá"),
        ("fd00::/47", "rộng quá"),
        ("10.0.0.0/16 fd00::/48", ""),
        ("198.51.100.0/24", ""),
    ],
)
def test_nobody_takes_the_network_of_another_agency(
    province: Province, addresses: str, word: str
) -> None:
    """Quân's committee sends from two; Sáng keeps the logs of the commune."""
    quan, commune = province.client("quan"), sang(province).client("sang")
    register(quan, addresses="192.0.2.0/24 2001:db8::/48")
    answer = register(commune, name="Máy của xã", addresses=addresses)
    assert answer.status_code == (422 if word else 200)
    assert word in answer.content.decode()
    assert LogSource.objects.filter(agency=province.commune).exists() is not bool(word)


def test_ones_own_networks_and_what_the_centre_may(province: Province) -> None:
    """Sáng's lie within each other; Quân, for all, around Sáng's and within."""
    quan, commune = province.client("quan"), sang(province).client("sang")
    for place, addresses in enumerate(("198.51.100.0/24", "198.51.100.7")):
        made = register(commune, name=f"Máy {place}", addresses=addresses)
        assert made.status_code == 200
    for place, addresses in enumerate(("198.51.0.0/16 10.0.0.0/8", "198.51.100.9")):
        made = register(quan, name=f"Máy {place}", addresses=addresses)
        assert made.status_code == 200
    source = LogSource.objects.get(agency=province.committee, name="Máy 0")
    quan.post(f"/an-toan/nhat-ky/nguon/{source.pk}/ngung/")
    assert register(commune, name="Máy 2", addresses="10.1.0.0/16").status_code == 200
