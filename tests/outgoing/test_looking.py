"""Every look at an outgoing paper and every file taken out leaves its own entry."""

from __future__ import annotations

from io import BytesIO

import pytest

from congvu.audit.models import AuditEvent
from congvu.outgoing.actions import (
    Given,
    SentTo,
    attach_files,
    issue_draft,
    relate_paper,
)
from congvu.outgoing.models import Draft, OutgoingEntry
from tests.documents.machine import machine
from tests.files.conftest import make_pdf
from tests.outgoing.drafts import again, begin, out
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
SANDBOX = "default-src 'none'; sandbox"


def issued(province: Province) -> Draft:
    """Minh's paper, scanned and sent to the commune and outside."""
    lan, at = province.seat("lan"), province.at
    draft = out(province, 2, lan, at)
    scan = BytesIO(make_pdf("Công văn đã ký"))
    scan.name = "ky.pdf"
    province.client("lan").post(
        f"/van-ban/di/du-thao/{draft.id}/phat-hanh/",
        {"groups": ["commune"], "outside": "Bộ Nội vụ | Hà Nội", "scan": scan},
    )
    return again(draft)


def entries(event: str) -> int:
    return AuditEvent.objects.filter(event=event).count()


def test_each_look_at_a_line_and_each_file_taken_out_is_written_down(
    province: Province,
) -> None:
    draft = issued(province)
    lan, program = province.client("lan"), machine(province, "lan")
    url = f"/van-ban/di/{draft.entry_id}/"

    lan.get(url)
    lan.get(url)
    file = lan.get(f"{url}tep/")
    assert b"".join(file.streaming_content)[:4] == b"%PDF"  # type: ignore[attr-defined]
    program.get(f"outgoing-documents/{draft.entry_id}")
    program.get(f"outgoing-documents/{draft.entry_id}/file")

    assert entries("outgoing.viewed") == 3
    taken = AuditEvent.objects.filter(event="outgoing.file-viewed")
    assert taken.count() == 2
    assert {one.object_id for one in taken} == {draft.entry_id}
    assert len({one.data["sha256"] for one in taken}) == 1
    assert file["Content-Security-Policy"] == SANDBOX
    assert file["X-Content-Type-Options"] == "nosniff"


def test_each_version_taken_out_is_written_down(province: Province) -> None:
    draft = begin(province)
    minh, program = province.client("minh"), machine(province, "minh")

    for form in ("pdf", "docx"):
        page = minh.get(
            f"/van-ban/di/du-thao/{draft.id}/ban/{draft.version}/van-ban.{form}"
        )
        assert page["Content-Security-Policy"] == SANDBOX
        assert page.getvalue()
        program.get(f"drafts/{draft.id}/versions/{draft.version}/paper.{form}")

    minh.get(f"/van-ban/di/du-thao/{draft.id}/sua/")
    minh.get(f"/van-ban/di/du-thao/{draft.id}/")

    assert entries("outgoing.draft-viewed") == 2
    rows = AuditEvent.objects.filter(event="outgoing.version-printed")
    assert sorted(one.data["form"] for one in rows) == ["docx", "docx", "pdf", "pdf"]


def test_each_file_beside_a_draft_taken_out_is_written_down(
    province: Province,
) -> None:
    draft, seat = begin(province), province.seat("minh")
    given = Given("phu-luc.pdf", BytesIO(make_pdf("Phụ lục")))
    attach_files(draft_id=draft.id, files=[given], by=seat, at=province.at)
    program = machine(province, "minh")
    (held,) = program.get(f"drafts/{draft.id}").data["attachments"]

    page = province.client("minh").get(
        f"/van-ban/di/du-thao/{draft.id}/kem-theo/{held['id']}/tep/"
    )
    told = program.get(f"drafts/{draft.id}/attachments/{held['id']}")

    assert page.getvalue() == told.data
    assert page["Content-Security-Policy"] == SANDBOX
    assert entries("outgoing.file-viewed") == 2


def test_a_program_reads_of_a_line_what_the_page_shows(province: Province) -> None:
    draft = issued(province)
    lan, at = province.seat("lan"), province.at
    later = out(province, 2, lan, at)
    issue_draft(draft_id=later.id, sent_to=[SentTo(province.commune.id)], by=lan, at=at)
    later = again(later)
    earlier = OutgoingEntry.objects.get(pk=draft.entry_id)
    assert later.entry_id is not None
    relate_paper(
        entry_id=later.entry_id,
        kind="replaces",
        symbol=earlier.symbol,
        year=earlier.year,
        by=lan,
        at=at,
    )
    program = machine(province, "lan")

    old = program.get(f"outgoing-documents/{draft.entry_id}").data
    new = program.get(f"outgoing-documents/{later.entry_id}").data

    assert {(one["name"], one["address"]) for one in old["sent_to"]} == {
        ("Ủy ban nhân dân xã Yến Dương", ""),
        ("Bộ Nội vụ", "Hà Nội"),
    }
    assert old["has_paper"]
    assert not old["is_late"]
    assert old["entry"]["released_by"] == "Nông Thị Lan"
    (signed,) = old["signatures"]
    assert (signed["person_name"], signed["how"]) == ("Nguyễn Tiến Dũng", "pen")
    assert (new["relation"]["kind"], new["relation"]["symbol"]) == (
        "replaces",
        earlier.symbol,
    )
    assert old["later"][0]["entry_id"] == str(later.entry_id)
    assert "right" not in signed, "by what right is the draft's"


def test_a_program_reads_who_signed_a_draft_and_by_what_right(
    province: Province,
) -> None:
    draft = issued(province)

    told = machine(province, "minh").get(f"drafts/{draft.id}").data

    (signed,) = told["signatures"]
    assert signed["right"]["post"] == "Chủ tịch"
    assert signed["certificate"] is None
    assert told["draft"]["is_normative"] is False


def test_a_page_names_places_not_deliveries(province: Province) -> None:
    draft = issued(province)

    page = province.client("lan").get(f"/van-ban/di/{draft.entry_id}/").content.decode()

    assert "Nơi nhận đã chọn" in page
    assert "Đã gửi" not in page
    assert "Gửi tới" not in page
