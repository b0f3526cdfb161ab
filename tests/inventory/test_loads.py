"""Long tables behind the page, outcomes thinned out, the worst that is sent."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.audit.actions import ensure_months
from congvu.inventory.actions import (
    AT_ONCE,
    MachineData,
    NewMachine,
    add_machine,
    go_on,
    receive,
    take_file,
    thin_readings,
)
from congvu.inventory.actions import loading as loading_module
from congvu.inventory.actions.receiving import open_message
from congvu.inventory.formats import Unreadable, read_message
from congvu.inventory.models import InventoryLoad, Machine, MachineReading
from congvu.inventory.queries import history, readings_of
from congvu.inventory.rules import MOST_MACHINES
from congvu.jobs.models import RunError
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from tests.inventory.messages import OFFICE, fusion
from tests.people import Province

pytestmark = pytest.mark.django_db


def table(many: int) -> bytes:
    lines = "".join(f"MAY-{n:04},SN-{n:06},8192\n" for n in range(many))
    return ("Tên máy,Số máy,RAM (MB)\n" + lines + ",KHONG-TEN-77,1\n").encode()


def test_a_long_table_goes_on_behind_the_page(province: Province) -> None:
    quan = province.client("quan")
    file = SimpleUploadedFile("may.csv", table(230))

    answer = quan.post("/may-tinh/nap/", {"file": file})

    load = InventoryLoad.objects.get()
    address = f"/may-tinh/nap/{load.pk}/"
    assert answer["Location"] == address
    busy = quan.get(address).content.decode()
    assert "0 trên 230 máy" in busy
    assert 'http-equiv="refresh"' in busy
    assert "Dòng 232 không có tên máy" in busy
    assert not Machine.objects.exists()
    go_on(load_id=load.pk, at=province.at)
    go_on(load_id=load.pk, at=province.at)

    load.refresh_from_db()
    assert (load.done, load.state, load.lines) == (230, "done", [])
    assert Machine.objects.count() == 230
    done = quan.get(address).content.decode()
    assert "Đã nạp xong" in done
    assert 'http-equiv="refresh"' not in done
    # Another office's keeper does not find it; a short file is taken at once.
    assert province.client("tu").get(address).status_code == 404
    taken = take_file(
        content=table(3),
        name="a.csv",
        agency_id=province.committee.pk,
        by=province.seat("quan"),
        at=province.at + timedelta(days=1),
    )
    assert isinstance(taken, list)
    assert [one.state for one in taken] == ["unchanged"] * 3 + ["refused"]
    with pytest.raises(Refused, match="bảng dài"):
        receive(
            content=table(230),
            agency_id=province.committee.pk,
            by=province.seat("quan").actor,
            at=province.at,
            most=AT_ONCE,
        )


def test_a_killed_load_goes_on_where_it_stood(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = take_file(
        content=table(230),
        name="may.csv",
        agency_id=province.committee.pk,
        by=province.seat("quan"),
        at=province.at,
    )
    assert isinstance(load, InventoryLoad)
    steps: list[Any] = []
    real = loading_module.take_message

    def dies(**given: Any) -> Any:
        steps.append(given)
        if len(steps) == 3:
            raise MemoryError
        return real(**given)

    with monkeypatch.context() as broken:
        broken.setattr(loading_module, "take_message", dies)
        with pytest.raises(MemoryError):
            go_on(load_id=load.pk, at=province.at)
    load.refresh_from_db()
    assert load.done == 100

    go_on(load_id=load.pk, at=province.at)

    assert Machine.objects.count() == 230
    assert MachineReading.objects.filter(state="accepted").count() == 230
    assert not RunError.objects.exists()


def test_what_changed_nothing_goes_and_past_days_stay_countable(
    province: Province,
) -> None:
    """The last of ten days stays, and what changed something; refusals go."""

    def on(month: int, day: int) -> datetime:
        return datetime(2025, month, day, 23, 30, tzinfo=VIETNAM)

    def report(at: datetime, content: bytes) -> None:
        receive(
            content=content,
            agency_id=province.committee.pk,
            by=province.seat("quan").actor,
            at=at,
        )

    ensure_months("audit_event", [on(month, 1) for month in (1, 2, 3, 12)])
    report(on(1, 2), fusion())
    for month, day in ((1, 8), (1, 10), (1, 31), (2, 1), (2, 27)):
        report(on(month, day), fusion())
    report(on(2, 28), fusion(OFFICE[:1]))
    for month, day in ((3, 4), (3, 5), (3, 30)):
        report(on(month, day), fusion(OFFICE[:1]))
    report(on(3, 31), fusion()[:100])
    before = list(history(Machine.objects.get()))

    assert thin_readings(at=on(12, 1)) == 4

    left = MachineReading.objects.order_by("at").values_list("at", "state")
    assert [(f"{at.astimezone(VIETNAM):%d/%m}", state) for at, state in left] == [
        ("02/01", "accepted"),
        ("10/01", "unchanged"),
        ("31/01", "unchanged"),
        ("01/02", "unchanged"),
        ("28/02", "accepted"),
        ("05/03", "unchanged"),
        ("30/03", "unchanged"),
    ]
    assert history(Machine.objects.get()) == before
    assert thin_readings(at=on(12, 1)) == 0


def test_a_table_stands_for_no_inventory_when_outcomes_go(province: Province) -> None:
    """The agent's last of ten days stays, whatever a list of machines says after it."""
    days = [datetime(2025, 1, day, 9, tzinfo=VIETNAM) for day in (2, 12, 13, 15)]
    ensure_months("audit_event", [*days, datetime(2025, 12, 1, tzinfo=VIETNAM)])
    row = "Tên máy,Số máy\nVP-MAY-01,PF2XK19Q\n".encode()
    for at, content in zip(days, (fusion(), row, fusion(), row), strict=True):
        receive(
            content=content,
            agency_id=province.committee.pk,
            by=province.seat("quan").actor,
            at=at,
        )

    assert thin_readings(at=datetime(2025, 12, 1, tzinfo=VIETNAM)) == 1

    left = MachineReading.objects.order_by("at").values_list("at", "format")
    assert list(left) == [
        (days[0], "fusion"), (days[2], "fusion"), (days[3], "table"),
    ]  # fmt: skip


def test_as_many_machines_as_a_table_may_have_are_taken() -> None:
    """The line of titles is none of them."""

    def lines(many: int) -> bytes:
        return ("Tên máy\n" + "".join(f"M-{n}\n" for n in range(many))).encode()

    assert len(open_message(lines(MOST_MACHINES)).machines) == MOST_MACHINES
    with pytest.raises(Unreadable, match="Bảng có hơn 5000 máy"):
        open_message(lines(MOST_MACHINES + 1))


def test_history_is_turned_page_by_page(province: Province) -> None:
    quan = province.seat("quan")
    start = province.at - timedelta(days=60)
    ensure_months("audit_event", [start, start + timedelta(days=30), province.at])
    for number in range(45):
        receive(
            content=fusion(memory=1024 * (number + 1)),
            agency_id=province.committee.pk,
            by=quan.actor,
            at=start + timedelta(days=number),
        )
    machine, browser = Machine.objects.get(), province.client("quan")
    seen: list[int] = []
    before = None
    for _turn in range(3):
        some = history(machine, before=before)
        assert [one.at for one in readings_of(machine, before=before)] == [
            one.at for one in some
        ]
        seen += [1024 if one.is_first else int(one.changes[0].after) for one in some]
        before = some[-1].at

    assert seen == [1024 * n for n in range(45, 0, -1)]
    first = browser.get(f"/may-tinh/{machine.pk}/").content.decode()
    (query,) = [
        part.split('"')[0].removesuffix("#history")
        for part in first.split('href="?')[1:]
        if "#history" in part.split('"')[0]
    ]
    second = browser.get(f"/may-tinh/{machine.pk}/?{query}").content.decode()
    assert "→ 25600" in second
    assert "→ 46080" not in second
    nonsense = browser.get(f"/may-tinh/{machine.pk}/?truoc=hôm-nay")
    assert nonsense.status_code == 200


def test_the_worst_that_is_sent_is_refused_with_its_reason(province: Province) -> None:
    """Bombs of 13:1 and more, a million programs: named; 1970, controls: harmless."""
    million = b"<SOFTWARES><NAME>a</NAME></SOFTWARES>" * 1_000_000
    with pytest.raises(Unreadable, match=r"lớn hơn|dòng"):
        read_message(zlib.compress(b"<REQUEST><CONTENT>" + million))
    packed = zlib.compress(b"<REQUEST>" + b"A" * 40_000_000)
    assert len(packed) * 13 < 40_000_000
    with pytest.raises(Unreadable, match="lớn hơn"):
        read_message(packed)
    odd = fusion(
        extra="<ACCESSLOG><LOGDATE>1970-01-01 00:00:00</LOGDATE></ACCESSLOG>"
        "<BIOS><BDATE>01/01/1970</BDATE></BIOS>",
        name="VP\u202e-MÁY",
    )
    taken = receive(
        content=odd,
        agency_id=province.committee.pk,
        by=province.seat("quan").actor,
        at=province.at,
    )
    machine = Machine.objects.get()
    assert (taken[0].state, machine.name) == ("accepted", "VP-MÁY")
    assert (machine.seen_at, machine.bought_on) == (province.at, None)


def test_a_machine_by_hand_says_when_its_warranty_ends(province: Province) -> None:
    quan = province.client("quan")
    soon = province.today + timedelta(days=20)
    form = {
        "name": "MÁY-BH",
        "kind": "desktop",
        "state": "in_use",
        "bought_on": f"{province.today:%d/%m/%Y}",
        "warranty_until": "01/01/2020",
    }
    wrong = quan.post("/may-tinh/them/", form).content.decode()
    assert "không thể hết trước ngày mua" in wrong
    quan.post("/may-tinh/them/", form | {"warranty_until": f"{soon:%d/%m/%Y}"})
    add_machine(
        new=NewMachine(province.committee.pk, "MÁY-KHÁC"),
        data=MachineData(warranty_until=soon + timedelta(days=60)),
        by=province.seat("quan"),
        at=province.at,
    )

    listed = quan.get("/may-tinh/?bao_hanh=sap").content.decode()

    assert "MÁY-BH</a>" in listed
    assert "MÁY-KHÁC</a>" not in listed
