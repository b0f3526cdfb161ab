"""Mật, Tối mật, Tuyệt mật stay outside; who tried, and when, is all that is kept."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from congvu.audit.models import AuditEvent
from congvu.documents.actions import (
    SecretRefused,
    read_item,
    receive_file,
    refuse_secret,
    refuse_secret_item,
    register_incoming,
)
from congvu.documents.models import Document, IntakeItem, Register
from congvu.documents.rules import IntakeState, Paper
from congvu.files.models import FileState, StoredFile
from congvu.law.queries import rules
from congvu.lib.refusals import Refused
from tests.files.conftest import make_pdf
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
ATTEMPTS = "documents.secret-refused"


def receive(province: Province, content: bytes | None = None) -> IntakeItem:
    item = receive_file(
        stream=BytesIO(content or make_pdf()),
        name="Kế hoạch kín.pdf",
        channel="upload",
        by=province.seat("lan"),
        at=province.at,
    )
    return read_item(item_id=item.id, by=province.seat("lan"), at=province.at)


@pytest.mark.parametrize("level", ["Mật", "toi mat", "TUYỆT MẬT", "top_secret"])
def test_a_secret_is_not_registered(province: Province, level: str) -> None:
    with pytest.raises(SecretRefused, match="Văn bản mật không được đưa vào"):
        register_incoming(
            paper=Paper("Nội dung kín", "Sở", "CV", "1/A-B", secrecy=level),
            arrived_at=province.at,
            by=province.seat("lan"),
            at=province.at,
        )

    assert not Document.objects.exists()
    assert not Register.objects.exists()
    [event] = AuditEvent.objects.filter(event=ATTEMPTS)
    assert (event.actor_name, event.data) == ("Nông Thị Lan", {})


def test_no_secret_is_no_attempt(province: Province) -> None:
    refuse_secret(level="", by=province.seat("lan"), at=province.at)

    assert not AuditEvent.objects.filter(event=ATTEMPTS).exists()


def test_the_clerks_word_destroys_the_file_with_all_it_said(
    province: Province, home: Path, django_capture_on_commit_callbacks
) -> None:
    item = receive(province)
    [on_disk] = [p for p in (home / "files").rglob("*") if p.is_file()]

    with django_capture_on_commit_callbacks(execute=True):
        item = refuse_secret_item(
            item_id=item.id, by=province.seat("lan"), at=province.at
        )

    assert (item.state, item.name, item.fields) == (IntakeState.REFUSED, "", {})
    file = StoredFile.objects.get()
    assert (file.state, file.text) == (FileState.DESTROYED, "")
    assert not on_disk.exists()
    [event] = AuditEvent.objects.filter(event=ATTEMPTS)
    assert "kín" not in str(event.data)


def test_destroyed_bytes_never_come_in_again(province: Province) -> None:
    content = make_pdf("KIN")
    first = receive(province, content)
    refuse_secret_item(item_id=first.id, by=province.seat("lan"), at=province.at)

    again = receive(province, content)

    assert (again.state, again.name) == (IntakeState.REFUSED, "")
    assert AuditEvent.objects.filter(event=ATTEMPTS).count() == 2


def test_what_somebody_has_registered_is_not_taken_away_by_anothers_word(
    province: Province,
) -> None:
    content = make_pdf()
    first, second = receive(province, content), receive(province, content)
    register_incoming(
        paper=Paper(
            "Báo cáo", "Sở Tài chính", "BC", "1/BC-STC", issued_on=province.today
        ),
        arrived_at=province.at,
        by=province.seat("lan"),
        at=province.at,
        item_id=first.id,
    )

    item = refuse_secret_item(
        item_id=second.id, by=province.seat("lan"), at=province.at
    )

    assert item.state == IntakeState.REFUSED
    assert StoredFile.objects.get().state == FileState.READY


def test_only_what_waits_can_be_refused_and_only_by_the_registry(
    province: Province,
) -> None:
    item = receive(province)
    with pytest.raises(Refused, match="không có quyền"):
        refuse_secret_item(item_id=item.id, by=province.seat("minh"), at=province.at)
    with pytest.raises(Refused, match="không còn chờ"):
        refuse_secret_item(item_id=item.id, by=province.seat("tu"), at=province.at)

    refuse_secret_item(item_id=item.id, by=province.seat("lan"), at=province.at)

    with pytest.raises(Refused, match="không còn chờ"):
        refuse_secret_item(item_id=item.id, by=province.seat("lan"), at=province.at)


def test_every_degree_the_law_knows_is_refused_by_each_of_its_names(
    province: Province,
) -> None:
    names = [
        name
        for row in rules("secrecy", province.today)
        for name in (row.key, row.label, row.text("mark"))
    ]

    assert len(names) == 9
    for name in names:
        with pytest.raises(SecretRefused):
            refuse_secret(level=name, by=province.seat("lan"), at=province.at)


@pytest.mark.parametrize("level", ["1", "A", "bí mật công tác", "thường 2"])
def test_a_degree_nobody_knows_is_a_mistake_and_no_guess(
    province: Province, level: str
) -> None:
    with pytest.raises(Refused, match="Độ mật không có trong danh mục") as why:
        register_incoming(
            paper=Paper(
                "Về cấp nước",
                "Sở Xây dựng",
                "CV",
                "1/SXD-HT",
                issued_on=province.today,
                secrecy=level,
            ),
            arrived_at=province.at,
            by=province.seat("lan"),
            at=province.at,
        )

    assert [r.field for r in why.value.reasons] == ["secrecy"]
    assert not Register.objects.exists()
