"""Inventories taken: what is new, whose machine it is, and what is not believed."""

from __future__ import annotations

import codecs
import threading
import zlib
from datetime import date, timedelta

import pytest
from django.db import connection, connections, transaction

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.inventory.actions import (
    MachineData,
    NewMachine,
    add_machine,
    change_machine,
    keep_apart,
    merge,
    pass_machines,
    receive,
    refuse_message,
)
from congvu.inventory.formats import Unreadable, read_message
from congvu.inventory.formats.messages import MOST_BYTES
from congvu.inventory.models import Likeness, Machine, MachineChange, MachineReading
from congvu.inventory.queries import history, programs_now
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Refused
from congvu.organisations.models import Agency
from congvu.organisations.rules import BodyKind, Passed, Passing
from tests.inventory.messages import OFFICE, fusion, glpi
from tests.people import Province

pytestmark = pytest.mark.django_db
BOARD = {"ssn": "5CG1234XYZ", "smanufacturer": "HP", "smodel": "ProBook 450"}
LAPTOP = {
    "bios": BOARD,
    "hardware": {"name": "VP-MAY-02", "memory": 7800, "chassis_type": "Laptop"},
    "softwares": [{"name": "LibreOffice", "version": "7.4.7"}],
}


class Desk:
    """Quân, the administrator, loads one file after another, a day apart."""

    def __init__(self, province: Province) -> None:
        self.province, self.at = province, province.at

    def load(
        self, content: bytes, *, agency: Agency | None = None, name: str = ""
    ) -> MachineReading:
        return self.load_all(content, agency=agency, name=name)[0]

    def load_all(
        self, content: bytes, *, agency: Agency | None = None, name: str = ""
    ) -> list[MachineReading]:
        self.at += timedelta(days=1)
        return receive(
            content=content,
            name=name,
            agency_id=(agency or self.province.committee).pk,
            by=self.province.seat("quan").actor,
            at=self.at,
        )


@pytest.fixture
def desk(province: Province) -> Desk:
    return Desk(province)


def test_what_came_and_went_between_two_inventories(desk: Desk) -> None:
    first = desk.load(fusion())
    again = desk.load(fusion())
    assert Machine.objects.get().seen_at == again.at
    gimp = ("GIMP", "2.10", "GIMP")
    third = desk.load(fusion([*OFFICE[1:], gimp], memory=16384))

    assert (first.state, first.added, first.removed) == ("accepted", 3, 0)
    assert (again.state, again.added, again.removed) == ("unchanged", 0, 0)
    assert (third.state, third.added, third.removed) == ("accepted", 1, 1)
    machine = Machine.objects.get()
    assert [one.name for one in programs_now(machine)] == [
        "Firefox ESR",
        "GIMP",
        "Unikey",
    ]
    last, begun = history(machine)
    assert [one.name for one in last.added] == ["GIMP"]
    assert [one.name for one in last.removed] == ["LibreOffice"]
    assert [(c.fact, c.before, c.after) for c in last.changes] == [
        ("ram_mb", "8192", "16384")
    ]
    assert begun.is_first
    assert (machine.disk_gb, machine.kind, machine.os_name) == (
        256,
        "desktop",
        "Windows 11 Pro",
    )


def test_an_old_file_loaded_again_is_counted_and_pointed_out(desk: Desk) -> None:
    """Whoever loads it says that the machine is so; a mistake can be seen, and undone
    by the newer file.
    """
    desk.load(fusion())
    newer = desk.load(fusion(OFFICE[:1]))
    assert (newer.reason, newer.added, newer.removed) == ("", 0, 2)

    again = desk.load(fusion())

    machine = Machine.objects.get()
    assert (again.state, again.machine_id) == ("accepted", machine.pk)
    assert (again.added, again.removed) == (2, 0)
    assert "đã có bản kiểm kê khác" in again.reason
    assert len(programs_now(machine)) == 3
    undone = desk.load(fusion(OFFICE[:1]))
    assert (undone.added, undone.removed, len(programs_now(machine))) == (0, 2, 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_a_person_writes_as_an_inventory_comes_stays(desk: Desk) -> None:
    machine_id, quan = desk.load(fusion()).machine_id, desk.province.seat("quan")
    assert machine_id is not None
    coming = threading.Thread(target=_load_elsewhere, args=(desk, fusion(memory=16384)))

    with transaction.atomic():
        data = MachineData(place="Phòng 204", user_id=quan.person_id)
        change_machine(machine_id=machine_id, data=data, by=quan, at=desk.at)
        coming.start()
        while coming.is_alive() and not _is_waited_for():
            coming.join(0.01)
    coming.join(60)

    found = Machine.objects.get()
    assert (found.place, found.user_id) == ("Phòng 204", quan.person_id)
    assert found.ram_mb == 16384


def _load_elsewhere(desk: Desk, content: bytes) -> None:
    desk.load(content)
    connections.close_all()


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
            " AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        (found,) = cursor.fetchone()
    return bool(found)


def test_a_part_of_an_inventory_changes_only_what_it_tells(desk: Desk) -> None:
    desk.load(glpi(LAPTOP))
    more = {"softwares": [{"name": "LibreOffice", "version": "24.2"}]}

    first = desk.load(glpi({"hardware": {"memory": 15800}}, partial=True))
    second = desk.load(glpi(more, partial=True))

    machine = Machine.objects.get()
    assert (first.added, first.removed) == (0, 0)
    assert (second.added, second.removed) == (1, 1)
    assert (machine.ram_mb, machine.serial, machine.kind) == (
        15800,
        "5CG1234XYZ",
        "laptop",
    )


def test_a_machine_is_known_again_after_it_was_installed_anew(desk: Desk) -> None:
    desk.load(fusion())
    again = desk.load(fusion(device="vp-may-01-2026-11-20-09-00-00"))

    assert again.state == "unchanged"
    assert Machine.objects.count() == 1


@pytest.mark.parametrize(
    "serial", ["To be filled by O.E.M.", "Default string", "None", "00000000", "  "]
)
def test_what_a_maker_left_empty_is_no_identity(desk: Desk, serial: str) -> None:
    board = {"serial": serial, "uuid": "03000200-0400-0500-0006-000700080009"}
    desk.load(fusion(device="a-1", name="MAY-A", mac="3c:52:82:00:00:01", **board))
    desk.load(fusion(device="b-1", name="MAY-B", mac="3c:52:82:00:00:02", **board))

    assert sorted(Machine.objects.values_list("name", "serial", "uuid")) == [
        ("MAY-A", "", ""),
        ("MAY-B", "", ""),
    ]
    assert not Likeness.objects.exists()


def test_what_grows_as_it_is_written_alike_is_kept_as_far_as_there_is_room(
    desk: Desk,
) -> None:
    """ß in large letters is two, İ in small ones, too."""
    board = {"serial": "abc" + "ß" * 197, "uuid": "ab" + "İ" * 198}

    first, again = desk.load(fusion(**board)), desk.load(fusion(**board, device="x"))

    machine = Machine.objects.get()
    assert (first.state, again.state) == ("accepted", "unchanged")
    assert machine.serial == "ABC" + "S" * 197
    assert (machine.uuid[:3], len(machine.uuid)) == ("abi", 200)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("said", ["UTF-8", "UTF-16", ""])
def test_an_inventory_kept_in_utf16_is_read_as_one(
    desk: Desk, codec: str, said: str
) -> None:
    """An editor kept it so; its first line says what it said before, or nothing."""
    text = fusion(name="MÁY-KẾ-TOÁN", packed=False).decode()
    head, _end, rest = text.partition("?>")
    text = head.replace("UTF-8", said) + "?>" + rest if said else rest
    mark = codecs.BOM_UTF16_BE if codec == "utf-16-be" else b""

    taken = desk.load(mark + text.encode(codec))

    assert (taken.state, taken.reason, taken.added) == ("accepted", "", 3)
    assert Machine.objects.get().name == "MÁY-KẾ-TOÁN"


def test_a_machine_of_another_agency_is_not_taken_over(
    desk: Desk, province: Province
) -> None:
    desk.load(fusion())
    refused = desk.load(fusion([]), agency=province.commune)

    machine = Machine.objects.get()
    assert refused.state == "refused"
    assert "cơ quan khác" in refused.reason
    assert province.committee.pk == machine.agency_id
    assert len(programs_now(machine)) == 3
    told = AuditEvent.objects.get(event="inventory.claimed")
    assert (told.object_id, told.agency_id) == (machine.pk, province.committee.pk)


def test_whose_board_it_is_decides_whatever_the_agent_calls_itself(
    desk: Desk, province: Province
) -> None:
    desk.load(fusion())
    own = desk.load(
        fusion(device="xa-01", name="XA", serial="", uuid=""), agency=province.commune
    )

    claimed = desk.load(fusion(device="xa-01", name="XA"), agency=province.commune)

    assert (own.state, claimed.state) == ("accepted", "refused")
    assert not Machine.objects.get(pk=own.machine_id).serial


def test_what_its_agency_disposed_of_may_be_anothers(
    desk: Desk, province: Province
) -> None:
    old = desk.load(fusion()).machine_id
    Machine.objects.filter(pk=old).update(state="disposed")

    own = desk.load(fusion(), agency=province.commune)

    assert (own.state, own.added) == ("accepted", 3)
    assert desk.load(fusion()).machine_id == old
    with pytest.raises(Refused, match="Đã có máy mang số này"):
        add_machine(
            new=NewMachine(province.committee.pk, "MÁY", serial="PF2XK19Q"),
            data=MachineData(),
            by=province.seat("quan"),
            at=desk.at,
        )


def _installed_anew(desk: Desk) -> Likeness:
    """No number on the board, so only its name and card say it is the old one."""
    desk.load(fusion(device="cu", serial="None", uuid=""))
    desk.load(fusion(OFFICE[:2], device="moi", serial="None", uuid="", memory=16384))
    return Likeness.objects.get()


def test_a_person_merges_what_looks_like_one(desk: Desk) -> None:
    pair = _installed_anew(desk)
    quan, old, new = desk.province.seat("quan"), pair.first_id, pair.second_id
    with pytest.raises(Refused, match="căn cứ"):
        merge(likeness_id=pair.pk, reason=" ", by=quan, at=desk.at)

    merged = desk.at + timedelta(hours=1)
    merge(likeness_id=pair.pk, reason="Cài lại hệ điều hành", by=quan, at=merged)

    kept = Machine.objects.get(merged_into=None)
    assert kept.pk == old
    assert Machine.objects.get(pk=new).merged_into_id == old
    assert {one.name for one in programs_now(kept)} == {"LibreOffice", "Unikey"}
    assert kept.readings.count() == 2
    told = history(kept)[0]
    assert (told.at, [one.fact for one in told.changes]) == (merged, ["ram_mb"])
    # Both names of the agent are found again as the one machine.
    assert desk.load(fusion(device="moi", serial="None", uuid="")).machine_id == old
    assert desk.load(fusion(device="cu", serial="", uuid="")).machine_id == old


def test_what_two_had_by_turns_is_joined(desk: Desk) -> None:
    """The one entered first was told of last; GIMP was seen once, on the other."""
    gimp, board = ("GIMP", "2.10", "GIMP"), {"serial": "None", "uuid": ""}
    first = desk.load(fusion(device="cu", **board)).at
    second = desk.load(fusion([OFFICE[0], gimp], device="moi", **board)).at
    third = desk.load(fusion(OFFICE[:2], device="cu", **board)).at

    merge(
        likeness_id=Likeness.objects.get().pk,
        reason="Một máy, hai hệ điều hành",
        by=desk.province.seat("quan"),
        at=desk.at,
    )

    kept = Machine.objects.get(merged_into=None)
    rows = kept.installations.order_by("software__name")
    assert list(rows.values_list("software__name", "since", "until")) == [
        ("Firefox ESR", first, third),
        ("GIMP", second, third),
        ("LibreOffice", first, None),
        ("Unikey", first, None),
    ]
    assert [one.at for one in history(kept)] == [third, second, first]


def test_machines_of_two_agencies_are_two(desk: Desk, province: Province) -> None:
    pair, quan = _installed_anew(desk), province.seat("quan")
    second = Machine.objects.filter(pk=pair.second_id)
    second.update(agency=province.commune)
    with pytest.raises(Refused, match="hai cơ quan"):
        merge(likeness_id=pair.pk, reason="Nhầm", by=quan, at=desk.at)
    second.update(agency=province.committee, unit=province.division)

    def passing(*bodies: Passed) -> None:
        pass_machines(
            Passing(uuid7(), "Nghị quyết", province.today, desk.at, SYSTEM, bodies)
        )

    passing()
    assert Likeness.objects.exists()
    unit, heir = province.division.pk, province.commune_office.pk
    passing(Passed(BodyKind.UNIT, unit, unit, heir))
    assert not Likeness.objects.exists()


def test_what_is_disposed_of_is_not_what_is_in_use(desk: Desk) -> None:
    """Neither way round; both disposed of may be one."""
    pair, quan = _installed_anew(desk), desk.province.seat("quan")
    both = [pair.first_id, pair.second_id]
    for gone in both:
        Machine.objects.filter(pk__in=both).update(state="in_use")
        Machine.objects.filter(pk=gone).update(state="disposed")
        with pytest.raises(Refused, match="một máy còn dùng thì không gộp"):
            merge(likeness_id=pair.pk, reason="Một máy", by=quan, at=desk.at)
    assert Machine.objects.filter(merged_into=None).count() == 2
    Machine.objects.filter(pk__in=both).update(state="disposed")
    merge(likeness_id=pair.pk, reason="Một máy", by=quan, at=desk.at)
    assert Machine.objects.filter(merged_into=None).count() == 1


def test_a_person_keeps_two_apart_and_is_not_asked_again(desk: Desk) -> None:
    pair = _installed_anew(desk)
    quan = desk.province.seat("quan")

    keep_apart(likeness_id=pair.pk, reason="Đã xem tận nơi", by=quan, at=desk.at)

    assert Machine.objects.filter(merged_into=None).count() == 2
    assert Likeness.objects.get().verdict == "apart"
    with pytest.raises(Refused, match="đã có kết luận"):
        merge(likeness_id=pair.pk, reason="Nhầm", by=quan, at=desk.at)


def test_two_boards_with_one_number_are_two_and_a_person_is_asked(desk: Desk) -> None:
    desk.load(fusion(device="a"))
    other = "9c4c4544-0043-3510-8052-b4c04f4e5a99"
    desk.load(fusion(device="b", name="KHAC", uuid=other, mac="3c:52:82:99:88:77"))

    assert Machine.objects.count() == 2
    assert Likeness.objects.get().likely == "serial"


def test_names_are_kept_without_signs_nobody_sees(desk: Desk) -> None:
    odd = [("Bộ gõ\u202e tiếng\u200b Việt", "1.0", ""), ("  ", "2", "")]
    decomposed = ("Phâ\u0300n mê\u0300m", "1", "")
    desk.load(fusion([*odd, decomposed]))

    assert [one.name for one in programs_now(Machine.objects.get())] == [
        "Bộ gõ tiếng Việt",
        "Phần mềm",
    ]


def test_a_table_in_an_old_alphabet(desk: Desk) -> None:
    text = "Tªn m¸y,Sè m¸y,Hãng,HÖ ®iÒu hµnh\nMÁY-KẾ-TOÁN,ABC-778899,HP,Windows 10\n"
    old = text.encode("latin-1", "ignore")
    rows = "Tên máy;Số máy\nMÁY-07;ZX-100200\n;ZX-100201\n"

    first = desk.load(old, name="may.csv")
    second = desk.load_all(rows.encode("utf-16"), name="may.csv")

    assert (first.state, first.agent) == ("accepted", "TCVN3")
    assert [(one.told, one.state) for one in second] == [
        ("MÁY-07", "accepted"),
        ("3", "refused"),
    ]
    assert second[0].agent == "UTF-16"
    assert not MachineChange.objects.exists()


def test_each_line_of_a_table_is_for_itself(desk: Desk) -> None:
    head = "Tên máy,Số máy,RAM (MB)\n"
    named = desk.load_all((head + "A,,1\nA,,2\nB,ZX-1,1\nB,ZX-2,1\n").encode())
    assert [(one.told, one.state) for one in named] == [
        ("A", "accepted"),
        ("B", "accepted"),
        ("B", "accepted"),
        ("A", "refused"),
    ]
    assert "Dòng 3 trùng tên máy với dòng 2" in named[-1].reason

    first = (head + "C,,8192\nD,,8192\n").encode()
    loads = (first, first.replace(b"C,,8192", b"C,,16384"), first)
    states = [[one.state for one in desk.load_all(each)] for each in loads]

    assert states == [
        ["accepted", "accepted"],
        ["accepted", "unchanged"],
        ["accepted", "unchanged"],
    ]


def _deep() -> bytes:
    return b"<REQUEST>" + b"<A>" * 40 + b"</A>" * 40 + b"</REQUEST>"


# By name, not by content: some are megabytes.
BROKEN = {
    "cut off packed": (fusion()[:200], "cắt ngang"),
    "cut off": (fusion(packed=False)[:900], "cắt ngang"),
    "bomb": (zlib.compress(b"<REQUEST>" + b" " * (MOST_BYTES + 1)), "lớn hơn"),
    "deep": (_deep(), "lồng quá"),
    "long": (
        b"<REQUEST><CONTENT>" + b"<A/>" * 400_001 + b"</CONTENT></REQUEST>",
        "dòng",
    ),
    "much JSON": (b'{"content": [' + b"{}," * 3_000_000 + b"{}]}", "lớn hơn 8 MB"),
    "no machine": (b'{"action": "inventory", "content": []}', "không phải bản kiểm"),
    "no object": (b"[" * 100_000, "đọc được"),
    "bytes": (b"\x00\x01\x02\x03", "đọc được"),
    "alphabet": (
        b'<?xml version="1.0" encoding="x-khong-co"?><REQUEST/>',
        "XML đúng",
    ),
    "entity": (b'<!DOCTYPE a [<!ENTITY b "c">]><REQUEST>&b;</REQUEST>', "XML đúng"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_says_why(name: str) -> None:
    content, words = BROKEN[name]

    with pytest.raises(Unreadable, match=words):
        read_message(content)


def test_a_table_of_something_else_says_what_is_missing(desk: Desk) -> None:
    refused = desk.load("họ tên,tuổi\nLan,30\n".encode(), name="a.csv")

    assert refused.state == "refused"
    assert "Tên máy" in refused.reason


def test_a_reason_is_kept_however_long(desk: Desk, province: Province) -> None:
    refused = refuse_message(
        why=Unreadable("dài " * 300),
        content=b"?",
        agency_id=province.committee.pk,
        by=province.seat("quan").actor,
        at=desk.at,
    )

    assert len(refused.reason) == 500


def test_too_many_programs_are_refused_with_their_number(desk: Desk) -> None:
    refused = desk.load(fusion([(f"p{n}", "1", "") for n in range(20_001)]))

    assert refused.state == "refused"
    assert "20001" in refused.reason
    assert not Machine.objects.exists()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("03/12/2021", date(2021, 3, 12)),
        ("2021-03-12", date(2021, 3, 12)),
        ("01/01/1970", None),
        ("31/12/2021", None),
        ("", None),
    ],
)
def test_the_day_of_a_bios_is_kept_where_it_is_one(
    province: Province, said: str, kept: date | None
) -> None:
    """Month first, as boards say it; a clock that never ran says nothing."""
    told = {**LAPTOP, "bios": {**BOARD, "bdate": said}}

    Desk(province).load(glpi(told))

    assert Machine.objects.get().bios_on == kept
