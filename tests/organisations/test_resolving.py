"""A closed code acts for its single successor and says so; with several it asks."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from congvu.audit.rules import SYSTEM
from congvu.organisations.actions import choose_heir
from congvu.organisations.queries import (
    DividedCode,
    UnknownCode,
    agency_by_name,
    look_up,
    resolve_code,
    waiting_decisions,
    warning_on_sending,
)
from tests.organisations.acts import decide
from tests.people import Province

NEW = "lập | | 01840 | H03.33.20 | Ủy ban nhân dân xã Ba Bể | xã | H03 | xã |"
OTHER = "lập | | 01841 | | Ủy ban nhân dân xã Thượng Minh | xã | H03 |"


def test_a_code_of_today_says_nothing(province: Province) -> None:
    found = resolve_code(" h03 ", province.today)

    assert (found.agency, found.code, found.words) == (province.committee, "H03", "")


def test_a_closed_code_acts_for_the_successor_and_says_so(province: Province) -> None:
    on = province.today
    decide(on, province.at, NEW, "sáp nhập | 01918 | 01840")

    found = resolve_code("1918", on)

    assert found.words == (
        f"Mã 01918 đã đóng từ {on:%d/%m/%Y}; thực hiện cho UBND xã Ba Bể (01840) theo "
        "Nghị quyết 1683/NQ-UBTVQH15."
    )
    assert resolve_code("H03.33.10", on).agency == found.agency
    assert "(H03.33.20)" in resolve_code("H03.33.10", on).words
    before = resolve_code("01918", on - timedelta(days=1))
    assert (before.agency, before.words) == (province.commune, "")
    assert warning_on_sending(province.commune.id, on) == (
        f"Cơ quan này đã kết thúc từ {on:%d/%m/%Y}; gửi cho UBND xã Ba Bể (H03.33.20)."
    )
    assert warning_on_sending(found.agency.id, on) == ""


def test_heirs_are_followed_to_the_last(province: Province) -> None:
    on = province.today
    decide(on, province.at, NEW, "sáp nhập | 01918 | 01840")
    second = on + timedelta(days=400)
    decide(second, province.at, OTHER, "sáp nhập | 01840 | 01841")

    found = resolve_code("01918", second)

    assert "UBND xã Thượng Minh (01841)" in found.words
    assert "Ba Bể" in resolve_code("01918", second - timedelta(days=1)).words


def test_a_code_that_was_changed_leads_to_the_same_body(province: Province) -> None:
    on = province.today
    decide(on, province.at, "đổi mã | 01918 | | 02222")

    found = resolve_code("01918", on)

    assert found.agency == province.commune
    assert "đã đóng" in found.words
    assert "(02222)" in found.words


def test_a_reused_code_means_another_place_from_its_day(province: Province) -> None:
    on = province.today
    decide(
        on,
        province.at,
        NEW,
        "sáp nhập | 01918 | 01840",
        "lập | | 01918 | | Ủy ban nhân dân xã Nơi Khác | xã | H03",
    )

    found = resolve_code("01918", on)

    assert found.words == ""
    assert found.agency == agency_by_name("ủy ban nhân dân xã nơi khác", on)
    assert resolve_code("01918", on - timedelta(days=1)).agency == province.commune


def test_a_divided_one_is_asked_about_until_somebody_has_chosen(
    province: Province,
) -> None:
    on = province.today
    decide(on, province.at, NEW, OTHER, "chia | 01918 | 01840", "chia | 01918 | 01841")

    with pytest.raises(DividedCode) as asked:
        resolve_code("01918", on)

    assert "UBND xã Ba Bể (01840), UBND xã Thượng Minh (01841)" in str(asked.value)
    assert [code for _id, _name, code in asked.value.candidates] == ["01840", "01841"]
    assert "được chia; chọn một trong" in warning_on_sending(province.commune.id, on)
    (waiting,) = waiting_decisions(on)
    choose_heir(
        predecessor_id=province.commune.id,
        heir_id=waiting.candidates[0].id,
        by=SYSTEM,
        at=province.at,
    )
    assert "UBND xã Ba Bể" in resolve_code("01918", on).words


def test_a_code_nobody_ever_had(province: Province) -> None:
    with pytest.raises(UnknownCode, match="Không có cơ quan nào mang mã “H99”"):
        resolve_code("H99", province.today)


def test_looking_up_shows_every_name_and_code(province: Province) -> None:
    on = province.today
    decide(on, province.at, NEW, "sáp nhập | 01918 | 01840")

    (old,) = look_up("yen duong", on)

    assert old.name == "Ủy ban nhân dân xã Yến Dương"
    assert (old.valid_until, old.now_name) == (on, "Ủy ban nhân dân xã Ba Bể")
    assert [c.value for c in old.codes] == ["H03.33.10", "01918"]
    assert [k.name for k in look_up("01840", on)] == ["Ủy ban nhân dân xã Ba Bể"]
    assert look_up("x", on) == []


def test_the_command_acts_for_the_successor_and_says_so_on_stderr(
    province: Province, tmp_path: Path, settings: object
) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    decide(
        province.today,
        province.at,
        "đổi mã | H03 | | H55",
    )
    (tmp_path / "rong.pdf").write_bytes(b"")
    out, err = StringIO(), StringIO()

    call_command(
        "intake",
        str(tmp_path / "rong.pdf"),
        agency="H03",
        json=True,
        stdout=out,
        stderr=err,
    )

    assert "Mã H03 đã đóng" in err.getvalue()
    assert "(H55)" in err.getvalue()
    assert '"note": "Mã H03 đã đóng' in out.getvalue()


def test_the_command_asks_about_a_divided_one(
    province: Province, tmp_path: Path
) -> None:
    decide(
        province.today,
        province.at,
        NEW,
        OTHER,
        "chia | 01918 | 01840",
        "chia | 01918 | 01841",
    )

    with pytest.raises(CommandError, match="Ghi rõ một trong"):
        call_command("intake", str(tmp_path / "x.pdf"), agency="01918")
