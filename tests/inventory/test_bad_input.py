"""Whatever is sent to the doors of the inventory: a named reason, and the rest kept."""

from __future__ import annotations

import base64
import gzip
import random
import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from congvu.inventory.actions import enrol
from congvu.inventory.models import Machine, MachineReading
from congvu.inventory.queries import programs_now
from tests.inventory.messages import OFFICE, fusion, glpi
from tests.people import Province

pytestmark = pytest.mark.django_db

ROW = b"<SOFTWARES><NAME>a</NAME></SOFTWARES>"


def code_of(people: Province, *, commune: bool = False) -> str:
    agency = people.commune if commune else people.committee
    _made, secret = enrol(
        agency_id=agency.pk,
        label="Văn phòng",
        expires_on=None,
        by=people.seat("quan"),
        at=people.at,
    )
    return secret


def send(secret: str, content: bytes) -> HttpResponse:
    basic = base64.b64encode(f"agent:{secret}".encode()).decode()
    answer = Client().post(
        "/inventory",
        content,
        "application/x-compress-zlib",
        headers={"Authorization": f"Basic {basic}"},
    )
    assert isinstance(answer, HttpResponse)
    return answer


def named(name: str) -> bytes:
    """In JSON, with the programs that XML has."""
    programs = [{"name": n, "version": v, "publisher": p} for n, v, p in OFFICE]
    return glpi({"hardware": {"name": name}, "softwares": programs})


def told(content: bytes) -> bytes:
    """An answer comes wrapped as the question was."""
    return zlib.decompress(content) if content[:1] == b"\x78" else content


def bomb_of_13() -> bytes:
    """36 MB of XML as dense as inventories are: thirteen of it pack to one."""
    noise = random.Random(13).randbytes(2_245_000).hex().encode()
    text = b"<REQUEST><CONTENT><A>" + noise
    packed = zlib.compress(text + b" " * (36_000_000 - len(text)), 1)
    assert 12.5 < 36_000_000 / len(packed) < 13.5
    return packed


#  what is sent -> a word of the reason, for an agent
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off, packed": (lambda: fusion()[:-40], "cắt ngang"),
    "cut off, gzip": (
        lambda: gzip.compress(fusion(packed=False))[:-9],
        "cắt ngang",
    ),
    "cut off, plain": (lambda: fusion(packed=False)[:-200], "cắt ngang"),
    "cut off, JSON": (lambda: glpi({"hardware": {"name": "A"}})[:-3], "cắt ngang"),
    "bomb of 13:1": (bomb_of_13, "lớn hơn 32 MB"),
    "bomb of 1000:1": (
        lambda: zlib.compress(b"<REQUEST>" + b" " * 60_000_000),
        "lớn hơn 32 MB",
    ),
    "gzip bomb": (
        lambda: gzip.compress(b"<REQUEST>" + b" " * 60_000_000),
        "lớn hơn 32 MB",
    ),
    "bomb in a bomb": (
        lambda: zlib.compress(zlib.compress(b" " * 60_000_000)),
        "đọc được",
    ),
    "more than the wire carries": (lambda: b" " * (8 * 1024 * 1024 + 1), "lớn hơn"),
    "a million programs": (
        lambda: zlib.compress(b"<REQUEST><CONTENT>" + ROW * 1_000_000),
        r"lớn hơn|quá nhiều",
    ),
    "twenty thousand and one": (
        lambda: fusion([(f"p{n}", "1", "") for n in range(20_001)]),
        "20001 phần mềm",
    ),
    "no key of the agent": (lambda: fusion(device=""), "không phải bản kiểm kê"),
    "nothing": (lambda: b"", "XML hoặc JSON"),
    "a page": (lambda: b"<html><body>Xin ch\xc3\xa0o</body></html>", "không phải"),
    "a table": (lambda: "Tên máy\nA\n".encode(), "Nạp kiểm kê"),
    "names of files outside": (
        lambda: (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b"<REQUEST><DEVICEID>&x;</DEVICEID></REQUEST>"
        ),
        "XML đúng",
    ),
    "a number without end": (
        lambda: b'{"deviceid": ' + b"9" * 5000 + b', "content": {}}',
        "JSON đúng",
    ),
    "lists in lists": (
        lambda: b'{"content": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "JSON đúng",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_an_agent_hears_why_and_the_list_shows_it(
    province: Province, what: str
) -> None:
    """And the machine that was there is as it was."""
    content, words = REFUSED[what]
    secret = code_of(province)
    assert send(secret, fusion()).status_code == 200
    answer = send(secret, content())
    assert answer.status_code == 422
    reading = MachineReading.objects.get(state="refused")
    assert re.search(words, reading.reason), reading.reason
    assert reading.reason in answer.content.decode()
    assert len(programs_now(Machine.objects.get())) == 3


#  what a machine says of itself, and how it is kept: (fact, value)
ODD: dict[str, tuple[Callable[[], bytes], dict[str, Any]]] = {
    "half a letter": (
        lambda: b'{"deviceid": "x1", "content": {"hardware": {"name": "A\\ud800B"}}}',
        {"name": "AB"},
    ),
    "letters of nothing": (
        lambda: b'{"deviceid": "x1", "content": {"hardware": '
        b'{"name": "A\\u0000\\u202eB"}}}',
        {"name": "AB"},
    ),
    "controls": (lambda: fusion(name="VP&#9;MÁY\u202e\u200b 1"), {"name": "VP MÁY 1"}),
    "disks without end": (
        lambda: glpi(
            {
                "hardware": {"name": "A"},
                "storages": [{"type": "disk", "disksize": 999_999_999}] * 4000,
            }
        ),
        {"name": "A", "disk_gb": None},
    ),
    "below nothing": (
        lambda: glpi({"hardware": {"name": "A", "memory": -5}}),
        {"name": "A", "ram_mb": None},
    ),
    "no numbers": (
        lambda: glpi({"hardware": {"name": "A", "memory": [1]}, "cpus": "x"}),
        {"name": "A", "ram_mb": None},
    ),
    "a name without end": (
        lambda: glpi({"hardware": {"name": "A" * 100_000}}),
        {},
    ),
    "a clock that never ran": (
        lambda: glpi({"hardware": {"name": "A"}, "bios": {"bdate": "01/01/1970"}}),
        {"name": "A", "bios_on": None},
    ),
    "days that are none": (
        lambda: glpi({"hardware": {"name": "A"}, "bios": {"bdate": "00/00/0000"}}),
        {"bios_on": None},
    ),
    "programs of no shape": (
        lambda: glpi(
            {
                "hardware": {"name": "A"},
                "softwares": [None, 7, "x", {}, {"name": None}, {"name": ["y"]}],
            }
        ),
        {"name": "A"},
    ),
    "cards without end": (
        lambda: glpi(
            {
                "hardware": {"name": "A"},
                "networks": [{"mac": f"3c:52:82:11:{n >> 8:02x}:{n & 255:02x}"}
                             for n in range(5000)],
            }
        ),
        {"name": "A"},
    ),
    "a name of another kind": (
        lambda: glpi({"hardware": {"name": "A"}, "bios": {"ssn": {"a": 1}}}),
        {"serial": ""},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_what_is_odd_is_taken_without_what_is_no_fact(
    province: Province, what: str
) -> None:
    content, kept = ODD[what]
    answer = send(code_of(province), content())
    assert answer.status_code == 200, answer.content.decode()
    found = Machine.objects.get()
    assert {name: getattr(found, name) for name in kept} == kept
    page = province.client("quan").get(f"/may-tinh/{found.pk}/")
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (lambda: fusion(name="VP-MAY\x01-0\x1f1"), "ký tự điều khiển"),
        (lambda: fusion(name="VP-MAY&#1;-01&#x1F;"), "ký tự điều khiển"),
        (lambda: fusion(name="VP-MAY\x00-01&#0;&#x00;"), "ký tự điều khiển"),
        (
            lambda: (
                fusion(name="VP-MAY&#7;-01", packed=False).decode().encode("utf-16")
            ),
            "ký tự điều khiển",
        ),
        (lambda: named("VP-MAY\x07-01"), "ký tự điều khiển"),
        (
            lambda: named("VP-MAY\x07-01").replace(b"\\u0007", b"\x07"),
            "ký tự điều khiển",
        ),
        (lambda: named("VP-MAY\b-01\x00"), "ký tự điều khiển"),
        (
            lambda: glpi({"hardware": {"name": "A"}, "bios": {"bdate": "01/01/1970"}}),
            "Ngày BIOS",
        ),
    ],
)
def test_what_was_left_out_is_named_and_the_rest_kept(
    province: Province, content: Callable[[], bytes], remark: str
) -> None:
    assert send(code_of(province), content()).status_code == 200
    reading = MachineReading.objects.get()
    assert reading.state == "accepted"
    assert remark in reading.reason
    assert Machine.objects.get().name in ("VP-MAY-01", "A")
    if Machine.objects.get().name != "A":
        assert reading.added == 3


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (lambda: named("C:\\u0007\\bin"), "C:\\u0007\\bin"),
        (lambda: named("MÁY\t1\n"), "MÁY 1"),
        (lambda: named("MÁY 1").decode().encode("utf-16"), "MÁY 1"),
        (lambda: fusion(name="MÁY&#9;1&#10;"), "MÁY 1"),
    ],
    ids=["a backslash", "lines and stops", "JSON in UTF-16", "XML"],
)
def test_what_only_looks_like_a_control_character_is_none(
    province: Province, content: Callable[[], bytes], name: str
) -> None:
    assert send(code_of(province), content()).status_code == 200

    assert Machine.objects.get().name == name
    assert MachineReading.objects.get().reason == ""


def test_an_agent_may_not_speak_for_others(province: Province) -> None:
    """The commune's code takes no machine of the committee, by its own key, its number,
    its board or its card; nor does a machine that claims another's number of its own
    agency become that one unseen.
    """
    secret, theirs = code_of(province), code_of(province, commune=True)
    send(secret, fusion())
    ours = Machine.objects.get()
    for claim in (
        fusion([]),
        fusion([], device="khac"),
        fusion([], device="khac", serial="", mac="02:00:00:00:00:01"),
    ):
        answer = send(theirs, claim)
        assert answer.status_code == 422
        assert "cơ quan khác" in answer.content.decode()
    ours.refresh_from_db()
    assert ours.agency_id == province.committee.pk
    assert len(programs_now(ours)) == 3
    assert Machine.objects.count() == 1


@pytest.mark.parametrize(
    "number", ["To be filled by O.E.M.", "Default string", "0", "None", "123456789"]
)
def test_two_boards_without_a_number_are_two_machines(
    province: Province, number: str
) -> None:
    secret = code_of(province)
    for n in (1, 2):
        answer = send(
            secret,
            fusion(
                device=f"m{n}", name=f"MÁY-{n}", serial=number,
                uuid=f"4c4c4544-0043-3510-8052-b4c04f4e5a3{n}",
                mac=f"3c:52:82:11:22:3{n}",
            ),
        )  # fmt: skip
        assert answer.status_code == 200, told(answer.content)
    assert sorted(Machine.objects.values_list("name", flat=True)) == ["MÁY-1", "MÁY-2"]
    assert set(Machine.objects.values_list("serial", flat=True)) == {""}


OLD = "Tªn m¸y,Sè m¸y\nMÁY-1,ABC-1\n".encode("latin-1", "ignore")
ROWS = "Tên máy;Số máy\nMÁY-1;ABC-1\n;ABC-2\nMÁY-3;ABC-3\n"
UNREADABLE = "Không đọc được bảng này"
#  name of the file, what is in it, which machines are taken, words on the page
TABLES: dict[str, tuple[str, bytes, list[str], str]] = {
    "TCVN3": ("may.csv", OLD, ["MÁY-1"], "MÁY-1"),
    "UTF-16": (
        "may.csv",
        ROWS.encode("utf-16"),
        ["MÁY-1", "MÁY-3"],
        "Dòng 3 không có tên máy",
    ),
    "UTF-16, big end": (
        "may.csv",
        b"\xfe\xff" + ROWS.encode("utf-16-be"),
        ["MÁY-1", "MÁY-3"],
        "Dòng 3 không có tên máy",
    ),
    "UTF-16, cut off": (
        "may.csv",
        ROWS.encode("utf-16")[:-3],
        ["MÁY-1"],
        "Dòng 4 có chữ bị hỏng",
    ),
    "another's columns": (
        "a.csv",
        "họ tên,tuổi\nLan,30\n".encode(),
        [],
        "phải có cột “Tên máy”",
    ),
    "a cell without end": (
        "a.csv",
        "Tên máy\n".encode() + b"A" * 3_000_000 + b"\nB\n",
        [],
        UNREADABLE,
    ),
    "bytes of nothing": ("a.csv", "Tên máy\nA\x00B\n".encode(), [], UNREADABLE),
    "signs nobody sees": (
        "a.csv",
        "Tên máy,Số máy\n\u202eMÁY\u200b-9,\u2066X-9\n".encode(),
        ["MÁY-9"],
        "MÁY-9",
    ),
    "no table": ("a.csv", b"\x00\x01\x02\x03" * 100, [], UNREADABLE),
    "an XLSX that is none": ("a.xlsx", b"PK\x03\x04" + b"\x00" * 200, [], UNREADABLE),
}


@pytest.mark.parametrize("what", TABLES)
def test_a_table_says_of_each_line_what_became_of_it(
    province: Province, what: str
) -> None:
    name, content, taken, words = TABLES[what]
    page = province.client("quan").post(
        "/may-tinh/nap/",
        {
            "agency": str(province.committee.pk),
            "file": SimpleUploadedFile(name, content),
        },
    )
    assert page.status_code == 200
    assert words in page.content.decode()
    found = Machine.objects.order_by("name").values_list("name", flat=True)
    assert list(found) == taken


@pytest.mark.parametrize(
    "moment",
    [
        "1127-05-14T00:40:03.827048-20:11",
        "2026-11-28T07:00:00+23:59",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00",
    ],
)
def test_a_zone_that_no_database_has_is_a_moment_all_the_same(
    province: Province, moment: str
) -> None:
    send(code_of(province), fusion())
    one = Machine.objects.get().pk
    quan = province.client("quan")
    for address, asked in (
        (f"/api/v1/machines/{one}", ("history_before", "readings_before")),
        ("/api/v1/notices", ("before",)),
        ("/api/v1/log-events", ("since", "until")),
        ("/api/v1/audit-events", ("before",)),
    ):
        for name in asked:
            answer = quan.get(address, {name: moment})
            # The log asks for a zone, and says so.
            assert answer.status_code in (200, 403, 404, 422), (address, name)
