"""Nothing is called gone before its media were made unreadable, witnessed and filed.

Minh grinds the disks, Hoa and Lan stand by; Lan issues the minutes and files them;
Quân keeps the machines.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from congvu.archives.models import DossierItem
from congvu.audit.models import AuditEvent
from congvu.inventory.actions import (
    MachineData,
    MediumData,
    NewMachine,
    add_machine,
    add_medium,
    close_wiping,
)
from congvu.inventory.models import Machine, WipedMedium, WipingRecord
from congvu.inventory.queries import methods_on
from congvu.inventory.rules import (
    Hand,
    Medium,
    Method,
    hand_faults,
    left_dirty,
    medium_faults,
)
from congvu.lib.refusals import Refused
from congvu.outgoing.models import Draft
from tests.inventory.wiping import begun, closed, minutes, post, proof
from tests.people import Province, signed_in

pytestmark = pytest.mark.usefixtures("law")


def machine(people: Province, name: str = "SRV-CU") -> Machine:
    return add_machine(
        new=NewMachine(people.committee.pk, name, "server", serial=f"SN-{name}"),
        data=MachineData(state="in_use"),
        by=people.seat("quan"),
        at=people.at,
    )


def sent(people: Province, who: str, to: str, /, *args: object, **given: Any) -> Any:
    return people.client(who).post(reverse(f"inventory:{to}", args=args), given)


def page(people: Province, who: str, to: str, /, *args: object) -> str:
    url = reverse(f"inventory:{to}", args=args)
    answered = people.client(who).get(url)
    assert answered.status_code == 200, url
    return str(answered.content.decode())


def typed(people: Province, **changed: Any) -> dict[str, Any]:
    return {
        "kind": "disk",
        "machine": "srv-cu",
        "serial": "WD-0001",
        "method": "destroy",
        "wiped_on": f"{people.today:%d/%m/%Y}",
        "result": "clean",
        "file": proof(),
        **changed,
    }


def test_from_the_disk_to_the_dossier_and_only_then_gone(province: Province) -> None:
    """The whole way through the front door."""
    old = machine(province)
    hands = {"wiper": "minh", "witness": "hoa", "second": "lan"}
    given = {role: str(post(province, who)) for role, who in hands.items()}
    made = sent(province, "quan", "begin-wiping", name="máy chủ cũ", **given)
    found = WipingRecord.objects.get()
    assert made.url == reverse("inventory:wiping", args=[found.pk])

    answered = sent(province, "quan", "close-wiping", found.pk, symbol="1/BB")
    text = answered.content.decode()
    assert "Chưa ghi vật mang nào." in text
    assert "Không thấy biên bản đã phát hành" in text

    assert sent(province, "quan", "add-medium", found.pk, **typed(province)).url
    medium = WipedMedium.objects.get()
    assert (medium.machine, medium.method_name) == (old, "nghiền, cắt, đốt vật mang")
    assert "NIST SP 800-88r1" in medium.basis
    assert "chưa đối chiếu" in medium.basis or "thứ cấp" in medium.basis

    signer = str(province.seat("dung").post_id)
    sent(province, "minh", "compose-minutes", found.pk, signer=signer)  # not his page
    assert not Draft.objects.exists()
    sent(province, "ha", "compose-minutes", found.pk, signer=signer)
    draft = Draft.objects.get()
    told = str(draft.versions.get().body)
    assert all(one in told for one in ("WD-0001", "SRV-CU", "Ma Thị Hoa", "Lan"))

    unfiled = minutes(province, filed=False)
    refused = sent(province, "quan", "close-wiping", found.pk, symbol=unfiled.symbol)
    assert "Biên bản chưa nằm trong hồ sơ nào" in refused.content.decode()
    paper = minutes(province)
    sent(province, "quan", "close-wiping", found.pk, symbol=paper.symbol)
    found.refresh_from_db()
    assert (found.minutes, bool(found.closed_at)) == (paper, True)
    assert "Hồ sơ thanh lý máy cũ" in page(province, "ha", "wiping", found.pk)

    disposed = {
        "machines": str(old.pk),
        "kind": "scrap",
        "decision": "20/QĐ-UBND",
        "decision_on": f"{province.today:%d/%m/%Y}",
    }
    without = sent(province, "quan", "draw-up", "thanh-ly", **disposed)
    assert "Chọn hồ sơ xử lý vật mang đã hoàn tất." in without.content.decode()
    sent(province, "quan", "draw-up", "thanh-ly", **disposed, wiped=str(found.pk))
    old.refresh_from_db()
    assert old.state == "disposed"
    events = AuditEvent.objects.filter(event__startswith="inventory.wip")
    assert set(events.values_list("event", flat=True)) == {
        "inventory.wiping-begun",
        "inventory.wiping-drafted",
        "inventory.wiping-closed",
    }


def test_a_record_carries_only_the_machines_that_it_names(province: Province) -> None:
    old, other = machine(province), machine(province, "SRV-KHAC")
    record = closed(province, old)
    answered = sent(
        province,
        "quan",
        "draw-up",
        "thanh-ly",
        machines=[str(old.pk), str(other.pk)],
        kind="scrap",
        decision="20/QĐ-UBND",
        decision_on=f"{province.today:%d/%m/%Y}",
        wiped=str(record.pk),
    )
    text = answered.content.decode()
    assert "Hồ sơ xử lý vật mang không nói tới: SRV-KHAC." in text
    assert Machine.objects.filter(state="in_use").count() == 2


def test_a_medium_that_failed_holds_the_record_open_until_it_is_ground(
    province: Province,
) -> None:
    machine(province)
    found, paper = begun(province), minutes(province)
    failed = typed(province, method="overwrite", result="failed")
    sent(province, "quan", "add-medium", found.pk, **failed)
    answered = sent(province, "quan", "close-wiping", found.pk, symbol=paper.symbol)
    assert "Chưa xử lý được: WD-0001." in answered.content.decode()

    sent(province, "quan", "add-medium", found.pk, **typed(province))
    sent(province, "quan", "close-wiping", found.pk, symbol=paper.symbol)
    found.refresh_from_db()
    assert found.closed_at is not None


def test_all_that_is_wrong_is_told_at_once_and_what_was_typed_stays(
    province: Province,
) -> None:
    found = begun(province)
    answered = sent(
        province,
        "quan",
        "add-medium",
        found.pk,
        kind="ssd",
        machine="KHÔNG CÓ",
        method="degauss",
        serial="",
        wiped_on="",
    )
    text = answered.content.decode()
    assert answered.status_code == 422
    for words in (
        "Không thấy máy này",
        "Ghi số sê-ri của vật mang.",
        "Cách này không làm mất dữ liệu",
        "Chọn kết quả kiểm tra lại.",
        "Kèm tệp chứng minh",
        "không sau hôm nay",
    ):
        assert words in text, words
    assert "KHÔNG CÓ" in text
    assert not WipedMedium.objects.exists()


def test_a_closed_record_is_nobodys_to_change(province: Province) -> None:
    found = closed(province, machine(province))
    quan = province.seat("quan")
    for act in (
        lambda: add_medium(
            record_id=found.pk, data=MediumData("none"), by=quan, at=province.at
        ),
        lambda: close_wiping(
            record_id=found.pk, symbol="1/BB", by=quan, at=province.at
        ),
    ):
        with pytest.raises(Refused, match="đã hoàn tất, không sửa nữa"):
            act()
    medium = found.media.get()
    for write in (
        lambda: WipedMedium.objects.filter(pk=medium.pk).update(serial="X"),
        lambda: WipedMedium.objects.filter(pk=medium.pk).delete(),
        lambda: WipingRecord.objects.filter(pk=found.pk).update(filed_in="khác"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_minutes_prove_one_record_and_no_earlier_day(province: Province) -> None:
    machine(province)
    first, second = closed(province), begun(province)
    sent(province, "quan", "add-medium", second.pk, **typed(province))
    assert first.minutes is not None
    answered = sent(
        province, "quan", "close-wiping", second.pk, symbol=first.minutes.symbol
    )
    assert "đã dùng cho hồ sơ xử lý khác" in answered.content.decode()
    # Taken out of the dossier again, they lie nowhere.
    other = minutes(province)
    DossierItem.objects.filter(outgoing=other).update(
        dropped_at=province.at, dropped_because="draft"
    )
    answered = sent(province, "quan", "close-wiping", second.pk, symbol=other.symbol)
    assert "chưa nằm trong hồ sơ nào" in answered.content.decode()


def test_another_agencys_record_is_not_there(province: Province) -> None:
    found = closed(province, machine(province))
    medium = found.media.get()
    for who in ("tu", "minh"):
        client = signed_in(province.cast[who].user)
        for address in (
            reverse("inventory:wiping", args=[found.pk]),
            reverse("inventory:medium-file", args=[found.pk, medium.pk]),
        ):
            assert client.get(address).status_code == 404, (who, address)
    answered = province.client("ha").get(
        reverse("inventory:medium-file", args=[found.pk, medium.pk])
    )
    assert answered["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answered.getvalue().startswith(b"%PDF")  # type: ignore[attr-defined]
    answered.close()


A, B, C, D = (Hand(p, h) for p, h in (("1", "a"), ("2", "b"), ("3", "c"), ("4", "a")))


@pytest.mark.parametrize(
    ("hands", "fields"),
    [
        ((A, B, C), []),
        ((None, None, None), ["wiper", "witness", "second"]),
        ((A, A, B), ["witness"]),
        ((A, B, A), ["second"]),
        ((A, B, B), ["second"]),
        ((A, B, D), ["second"]),  # another post of who did it
        ((A, A, A), ["witness", "second"]),
    ],
)
def test_three_posts_three_people(hands: tuple[Any, ...], fields: list[str]) -> None:
    assert [one.field for one in hand_faults(hands[0], hands[1:])] == fields


GRIND = Method("destroy", "nghiền", "x", frozenset({"disk", "ssd"}))


@pytest.mark.parametrize(
    ("medium", "fields"),
    [
        (Medium("disk", "1", GRIND, "clean", True, True), []),
        (Medium("disk", "1", GRIND, "failed", False, True), []),
        (Medium("tape", "1", GRIND, "clean", True, True), ["method"]),
        (
            Medium("disk", "", None, "", False, False),
            ["serial", "method", "result", "file"],
        ),
        (Medium("none", "", None, "", True, False), []),
        (Medium("none", "", None, "", False, False), ["machine"]),
        (Medium("đĩa mềm", "1", GRIND, "clean", True, True), ["kind"]),
    ],
)
def test_what_a_medium_has_to_say(medium: Medium, fields: list[str]) -> None:
    assert [one.field for one in medium_faults(medium)] == fields


def test_the_last_word_on_a_medium_counts() -> None:
    told = [("1", "failed"), ("2", "clean"), ("1", "clean"), ("3", "failed")]
    assert left_dirty(told) == ["3"]
    assert left_dirty([("1", "clean"), ("1", "failed")]) == ["1"]


def test_methods_are_rules_of_a_day(province: Province) -> None:
    methods = methods_on(province.today)
    assert "disk" in methods["degauss"].kinds
    assert "ssd" not in methods["degauss"].kinds
    assert all("NIST" in one.basis for one in methods.values())
    assert methods_on(province.today.replace(year=2013)) == {}
