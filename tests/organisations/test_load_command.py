"""``congvu organisation load``: an empty office becomes a working one, in one go."""

from __future__ import annotations

import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from congvu.accounts.models import User
from congvu.audit.models import AuditEvent
from congvu.organisations.access import seats_of
from congvu.organisations.models import (
    Agency,
    Appointment,
    Delegation,
    Identifier,
    Person,
    Post,
    RightChange,
    Unit,
)

pytestmark = pytest.mark.django_db

OFFICE = """
from: 2021-07-01
agencies:
  - code: H03.33.10
    kind: commune
    name: Ủy ban nhân dân xã Yến Dương
    short_name: UBND xã Yến Dương
    issuer_symbol: UBND
    place: Yến Dương
    parent: H03
    codes: [{scheme: commune-5, value: 01234, until: 2030-01-01}]
    units:
      - name: Văn phòng
        posts: [{role: records-clerk, name: Văn thư}]
  - code: H03
    kind: province
    name: Ủy ban nhân dân tỉnh Bắc Kạn
    short_name: UBND tỉnh Bắc Kạn
    issuer_symbol: UBND
    place: Bắc Kạn
    units:
      - name: Văn phòng
        symbol: VP
        posts:
          - {role: records-clerk, name: Văn thư}
          - {role: administrator, name: Quản trị}
        units:
          - name: Phòng Nội chính
            posts: [{role: specialist, name: Chuyên viên, count: 2}]
people:
  - full_name: Nông Thị Lan
    username: lan
    email: lan@backan.example
    posts: [{agency: H03, unit: Văn phòng, post: Văn thư}]
  - full_name: Hoàng Văn Minh
    username: minh
    posts: [{agency: H03, unit: Phòng Nội chính, post: Chuyên viên}]
  - full_name: Lý Văn Sơn
    username: son
    posts: [{agency: H03, unit: Phòng Nội chính, post: Chuyên viên}]
delegations:
  - person: minh
    agency: H03
    unit: Văn phòng
    post: Văn thư
    from: 2026-01-01
    until: 2099-01-01
    basis: Quyết định số 5
"""


def _load(tmp_path: Path, text: str = OFFICE, **options: Any) -> str:
    file, out = tmp_path / "co-quan.yaml", StringIO()
    file.write_text(text, encoding="utf-8")
    call_command("organisation", "load", str(file), stdout=out, **options)
    return out.getvalue()


def _refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(CommandError) as refused:
        _load(tmp_path, text)
    return str(refused.value)


def _all_counts() -> list[int]:
    tables: list[Any] = [Agency, Unit, Post, Person, Appointment, Delegation, User]
    tables += [Identifier, RightChange, AuditEvent]
    return [table.objects.count() for table in tables]


def test_one_file_makes_an_office_people_can_work_in(tmp_path: Path) -> None:
    said = _load(tmp_path)

    lan = User.objects.get(username="lan")
    [seat] = seats_of(lan, timezone.localdate())
    assert (seat.post_name, seat.unit_name) == ("Văn thư", "Văn phòng")
    assert seat.agency_name == "Ủy ban nhân dân tỉnh Bắc Kạn"
    hats = seats_of(User.objects.get(username="minh"), timezone.localdate())
    assert [hat.is_delegated for hat in hats] == [False, True]
    assert "2 cơ quan" in said
    assert "5 chức vụ" in said
    assert Identifier.objects.get(scheme="commune-5").value == "01234"


def test_a_first_password_is_printed_once_and_must_be_changed(tmp_path: Path) -> None:
    said = _load(tmp_path)

    lan = User.objects.get(username="lan")
    [line] = [row for row in said.splitlines() if row.startswith("lan\t")]
    assert lan.check_password(line.split("\t")[1])
    assert lan.must_change_password
    assert "lan\t" not in _load(tmp_path)


def test_passwords_can_go_to_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    target = tmp_path / "mat-khau.txt"

    said = _load(tmp_path, passwords_to=target)

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert len(target.read_text(encoding="utf-8").splitlines()) == 3
    assert "lan\t" not in said


def test_an_old_file_is_never_written_over_and_then_nothing_is_loaded(
    tmp_path: Path,
) -> None:
    target = tmp_path / "mat-khau.txt"
    target.write_text("cũ", encoding="utf-8")

    with pytest.raises(CommandError):
        _load(tmp_path, passwords_to=target)

    assert target.read_text(encoding="utf-8") == "cũ"
    assert not User.objects.exists()


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    _load(tmp_path)
    before = _all_counts()

    assert "Không có gì thay đổi" in _load(tmp_path)
    assert _all_counts() == before


def test_a_dry_run_tells_and_loads_nothing(tmp_path: Path) -> None:
    before = _all_counts()

    said = _load(tmp_path, dry_run=True)

    assert "Chạy thử" in said
    assert "lan\t" not in said
    assert _all_counts() == before


def test_all_that_is_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    said = _refusal(
        tmp_path,
        """
from: 2021-07-01
agencies:
  - code: H03
    kind: kingdom
    name: Ủy ban
    issuer_symbol: UBND
    colour: red
people:
  - full_name: Lan
    username: lan
    email: không phải thư
    posts: [{agency: H03, unit: A, post: B, from: hôm qua}]
""",
    )

    for words in (
        "dòng 4, cơ quan “H03”: thiếu “short_name”",
        "“kind” là “kingdom”",
        "không có mục “colour”",
        "“không phải thư” không phải địa chỉ thư",
        "“from” là “hôm qua”",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("agencies: [", "Không đọc được YAML"),
        ("a: &a\n  b: *a", "không dùng dấu"),
        ("from: 2021-07-01\nfrom: 2021-07-01", "ghi hai lần"),
        ("- 1", "không đúng dạng"),
        ("", "Tệp trống"),
        ("agencies: x", "phải là danh sách"),
        ("people: [x]", "phải có tên mục"),
        ("people: [{username: [a], full_name: b, from: 2021-07-01}]", "phải là chữ"),
        ("people: [{username: a, full_name: b}]", "thiếu “from”"),
        ("[" * 3000, "Không đọc được YAML"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    tmp_path: Path, wrong: str, words: str
) -> None:
    assert words in _refusal(tmp_path, wrong)


def test_nothing_is_half_loaded(tmp_path: Path) -> None:
    before = _all_counts()
    text = OFFICE.replace("post: Văn thư}]", "post: Không có}]").replace(
        "person: minh", "person: khong-ai"
    )

    said = _refusal(tmp_path, text)

    assert ", lan: không có chức vụ “Không có · Văn phòng · H03”" in said
    assert "không có cán bộ mang tên đăng nhập “khong-ai”" in said
    assert _all_counts() == before


def test_two_people_cannot_hold_one_chair(tmp_path: Path) -> None:
    said = _refusal(tmp_path, OFFICE.replace(", count: 2", ""))

    assert "Lý Văn Sơn: Chức vụ này đang có người giữ" in said


def test_an_end_and_a_successor_come_by_their_days(tmp_path: Path) -> None:
    _load(tmp_path)
    held = "username: lan\n    email: lan@backan.example\n    posts: [{"
    text = OFFICE.replace(held, held + "until: 2026-03-01, ").replace(
        "delegations:",
        "  - full_name: Triệu Văn Tú\n    username: tu\n    posts: "
        "[{agency: H03, unit: Văn phòng, post: Văn thư, from: 2026-03-01}]\n"
        "delegations:",
    )

    said = _load(tmp_path, text)

    assert "1 lượt thôi giữ" in said
    assert "1 lượt bổ nhiệm" in said
    assert "Không có gì thay đổi" in _load(tmp_path, text)
    # The agency was there already: its people are warned of changed rights.
    assert set(RightChange.objects.values_list("kind", flat=True)) == {
        "appointed",
        "appointment-ended",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Ủy ban nhân dân xã Yến Dương\n", "name: Ủy ban nhân dân xã khác\n"),
        ("full_name: Nông Thị Lan", "full_name: Nông Thị Huệ"),
        ("symbol: VP", "symbol: VPUB"),
        ("role: administrator", "role: leader"),
        ("until: 2099-01-01", "until: 2098-01-01"),
    ],
)
def test_what_is_there_is_never_changed_silently(
    tmp_path: Path, old: str, new: str
) -> None:
    _load(tmp_path)
    before = _all_counts()

    assert "lệnh này không sửa" in _refusal(tmp_path, OFFICE.replace(old, new))
    assert _all_counts() == before


def test_superiors_in_a_circle_are_refused(tmp_path: Path) -> None:
    text = OFFICE.replace("place: Bắc Kạn", "parent: H03.33.10")

    assert "vòng tròn" in _refusal(tmp_path, text)


def test_a_login_made_before_is_given_to_its_person(tmp_path: Path) -> None:
    call_command("user", "create", "lan", email="lan@backan.example", stdout=StringIO())

    said = _load(tmp_path)

    assert "lan\t" not in said
    assert Person.objects.get(user__username="lan").full_name == "Nông Thị Lan"


def test_every_row_is_in_the_log(tmp_path: Path) -> None:
    _load(tmp_path)

    events = list(AuditEvent.objects.values_list("event", flat=True))
    assert events.count("organisations.agency-created") == 2
    assert events.count("organisations.person-appointed") == 3
    assert events.count("accounts.user-created") == 3
    assert events.count("organisations.post-delegated") == 1
