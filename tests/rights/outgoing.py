"""What every address is asked about: outgoing lines, drafts, and their forms."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.documents.models import DocumentFile
from congvu.outgoing.actions import (
    CopyWish,
    Given,
    GroupWish,
    Numbered,
    ask_opinions,
    attach_files,
    make_group,
    reserve_number,
    save_file,
    start_copy,
    start_outside,
    start_run,
)
from congvu.outgoing.formats.signable import ToBeSigned
from congvu.outgoing.formats.template_built import built_in_template
from congvu.outgoing.models import Draft, OpinionRequest, OutgoingEntry
from congvu.outgoing.queries import of_outgoing
from congvu.outgoing.rules import DEFAULT_SEQUENCES, SignedHow
from congvu.signatures.formats.signing import Mechanism, Started
from congvu.signatures.rules import KeyKind
from tests.files.conftest import make_docx, make_pdf
from tests.outgoing.drafts import begin, lead, out, post_id
from tests.outgoing.signing import dungs, pen_of
from tests.people import Province


def outgoing_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """A number held for Minh's division, one of the commune; drafts at each step."""
    for name, who, unit in (
        ("outgoing", "lan", people.division),
        ("commune-line", "tu", people.commune_office),
    ):
        entry = reserve_number(
            paper=Numbered("CV", "V/v báo cáo", unit_id=unit.id),
            by=people.seat(who),
            at=timezone.now(),
        )
        objects[name] = {"entry_id": entry.id}
    for name, steps in (
        ("draft", 0),
        ("draft-content", 1),
        ("draft-form", 2),
        ("draft-approval", 3),
    ):
        draft = lead(people, steps)
        objects[name] = {
            "draft_id": draft.id,
            "number": draft.version,
            "form": "docx",
        }
    _signing(people, objects)
    objects["template"] = {"type_code": "QĐ"}
    wish = GroupWish("Các bộ", outside=[("Bộ Nội vụ", "Hà Nội")])
    group = make_group(wish=wish, by=people.seat("lan"), at=people.at)
    objects["group"] = {"group_id": group.id}
    _issued(people, objects)
    _filed(people, objects)
    _asked(people, objects)
    _copied(people, objects)
    objects["this-year"] = {"year": people.today.year}


def _signing(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """A run that Dũng began, and a digest that waits for his own machine."""
    pen, draft, at = pen_of(people), lead(people, 4), timezone.now()
    key = dungs(people, KeyKind.OUTSIDE, certificate=pen.certificate, chain=pen.chain)
    seat = people.seat("dung")
    run = start_run(
        how=SignedHow.PERSONAL, draft_ids=[draft.id], key=key, by=seat, at=at
    )
    waiting = start_outside(
        draft=draft,
        asked=ToBeSigned(b"", "", (), "", draft.version),
        started=Started(b"x", bytes(32), Mechanism("ECDSA", "sha256")),
        key=key,
        by=seat,
        at=at,
    )
    objects["signing-run"] = {"run_id": run.id}
    objects["personal"] = {"how": "personal"}
    objects["outside"] = {"draft_id": draft.id, "waiting_id": waiting.id}


def _issued(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Approved, signed, numbered and issued ones, and a công văn that may correct."""
    lan, at = people.seat("lan"), timezone.now()
    for name, steps in (
        ("draft-approved", 0),
        ("draft-signed", 1),
        ("draft-numbered", 2),
        ("earlier", 3),
        ("issued", 3),
    ):
        draft = out(people, steps, lan, at)
        objects[name] = {"draft_id": draft.id, "entry_id": draft.entry_id}


def earlier_of(people: Province) -> str:
    """The symbol of the first paper that went out."""
    issued = OutgoingEntry.objects.filter(agency=people.committee, state="issued")
    return issued.earliest("order_key").symbol


def _filed(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """A draft with a version written in Word."""
    draft, minh = begin(people), people.seat("minh")
    made = save_file(
        draft_id=draft.id,
        stream=BytesIO(make_docx("Bản thảo")),
        name="ban-thao.docx",
        by=minh,
        at=timezone.now(),
    )
    line = OutgoingEntry.objects.get(pk=objects["issued"]["entry_id"])
    DocumentFile.objects.create(
        document_id=line.document_id, file=made.file, name="ky.pdf"
    )
    beside = DocumentFile.objects.create(
        document_id=line.document_id, file=made.file, name="kem-theo.docx", position=1
    )
    objects["issued-beside"] = {"entry_id": line.id, "file_id": beside.id}
    objects["commune-line"]["file_id"] = beside.id
    # As if it had been signed by key: who may have the file is asked, not how.
    Draft.objects.filter(pk=draft.pk).update(paper=made.file)
    given = Given("danh-sach.docx", BytesIO(make_docx("Danh sách")))
    other = begin(people)
    attach_files(draft_id=other.id, files=[given], by=minh, at=people.at)
    attachment = other.attachments.get()
    objects["draft-beside"] = {
        "draft_id": other.id,
        "attachment_id": attachment.id,
    }
    objects["draft-key"] = {"draft_id": draft.id}
    objects["draft-filed"] = {"draft_id": draft.id, "number": made.number}


def _asked(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Hoa's division was asked and has not answered by the day."""
    draft = begin(people)
    ask_opinions(
        draft_id=draft.id,
        desk_ids=[people.division.id],
        due_on=people.today,
        by=people.seat("minh"),
        at=timezone.now(),
    )
    asked = OpinionRequest.objects.get(draft=draft)
    OpinionRequest.objects.filter(pk=asked.pk).update(
        due_on=people.today - timedelta(days=1)
    )
    objects["draft-late"] = {"draft_id": draft.id, "request_id": asked.id}


def _copied(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """A copy on paper and an electronic one, both with their numbers."""
    line = OutgoingEntry.objects.get(pk=objects["issued"]["entry_id"])
    for name, wish in (
        ("copy", _paper_copy(people)),
        ("copy-electronic", CopyWish("TrS", "paper-electronic", "Sở", extract="1.")),
    ):
        made = start_copy(
            paper=of_outgoing(line),
            wish=wish,
            by=people.seat("lan"),
            at=timezone.now(),
        )
        objects[name] = {"copy_id": made.id}


def _paper_copy(people: Province) -> CopyWish:
    signer = post_id(people, "dung")
    return CopyWish("SY", "paper-paper", "Sở Nội vụ", signer_post_id=signer)


def outgoing_forms(people: Province) -> dict[str, dict[str, Any]]:
    """Complete forms of the pages."""
    copied = {
        "kind": "SY",
        "direction": "paper-paper",
        "signer": str(post_id(people, "dung")),
        "recipients": "Sở Nội vụ",
    }
    signed_outside = {
        "signer_name": "Lường Tiến Dũng",
        "outside": "Bộ Nội vụ | Hà Nội",
        "scan": SimpleUploadedFile("ky.pdf", make_pdf("Ban quet da ky")),
    }
    return {
        "POST /outgoing-documents/{entry_id}/issue": {
            **signed_outside,
            "signed_on": people.today.isoformat(),
        },
        "outgoing:issue-number": {
            **signed_outside,
            "signed_on": people.today.strftime("%d/%m/%Y"),
        },
        "outgoing:book-reopen": {"reason": "Vào sót."},
        "outgoing:paper-rules": {
            "with_paper": "on",
            "basis": "Quy chế văn thư",
            "valid_from": people.today.strftime("%d/%m/%Y"),
        },
        "outgoing:copy-incoming": copied,
        "outgoing:copy-outgoing": copied,
        "outgoing:reserve": {"type_code": "QĐ", "subject": "Về việc khen thưởng"},
        "outgoing:sequences": {
            "year": str(people.today.year + 1),
            "administrative": "Văn bản hành chính",
        },
        "outgoing:new-draft": {
            "type_code": "QĐ",
            "subject": "Về việc khen thưởng",
            "signer": str(post_id(people, "dung")),
            "urgency": "normal",
        },
        "outgoing:write": {"summary": "Về việc khen thưởng", "body": "Điều 1. Khen."},
        "outgoing:upload": {
            "file": SimpleUploadedFile("ban-thao.docx", make_docx("Bản thảo"))
        },
        "outgoing:attach": {
            "file": SimpleUploadedFile("phu-luc.docx", make_docx("Phụ lục"))
        },
        "outgoing:template": {
            "file": SimpleUploadedFile(
                "mau.docx", built_in_template("QĐ", "Quyết định")
            )
        },
        "outgoing:new-group": {"name": "Các sở", "outside": "Bộ Nội vụ | Hà Nội"},
        "outgoing:group": {"name": "Các bộ", "outside": "Bộ Nội vụ | Hà Nội"},
        "outgoing:change-facts": {"type_code": "TB", "urgency": "normal"},
        "outgoing:check-content": {"form_desk": str(post_id(people, "lan"))},
        "outgoing:ask-opinions": {
            "desks": [str(people.office.id)],
            "due_on": people.today.strftime("%d/%m/%Y"),
        },
        "outgoing:give-opinion": {"stance": "agree"},
        "outgoing:issue": {"outside": "Bộ Nội vụ | Hà Nội"},
        "outgoing:relate": {
            "kind": "corrects",
            "symbol": earlier_of(people),
            "year": str(people.today.year),
        },
    }


def outgoing_bodies(people: Province) -> dict[str, dict[str, Any]]:
    """The same for machines."""
    one = "/drafts/{draft_id}"
    copied = {
        "kind": "SY",
        "direction": "paper-paper",
        "signer_post_id": str(post_id(people, "dung")),
        "recipients": "Sở Nội vụ",
    }
    return {
        "POST /outgoing-books/{year}/reopen": {"reason": "Vào sót."},
        "POST /recipient-groups": {"name": "Các sở", "members": [{"name": "Bộ Y tế"}]},
        "PUT /recipient-groups/{group_id}": {
            "name": "Các bộ",
            "members": [{"name": "Bộ Y tế"}],
        },
        "POST /paper-rules": {
            "with_paper": True,
            "basis": "Quy chế văn thư",
            "valid_from": people.today.isoformat(),
        },
        "POST /incoming-documents/{entry_id}/copies": copied,
        "POST /outgoing-documents/{entry_id}/copies": copied,
        "POST /copies/{copy_id}/finish": {},
        "POST /copies/{copy_id}/seal": {"key_id": str(people.committee.id)},
        "POST /outgoing-documents": {
            "type_code": "QĐ",
            "subject": "Về việc khen thưởng",
        },
        "PUT /outgoing-sequences/{year}": {
            "sequences": [
                {"name": r.name, "kind": r.kind, "type_codes": list(r.type_codes)}
                for r in DEFAULT_SEQUENCES
            ]
        },
        "POST /drafts": {
            "type_code": "QĐ",
            "subject": "Về việc khen thưởng",
            "signer_post_id": str(post_id(people, "dung")),
        },
        f"POST {one}/versions": {"fields": {"summary": "Về việc khen thưởng"}},
        f"PUT {one}/typed": {"fields": {"filed": "VT"}, "after": 1},
        f"POST {one}/mend": {"number": 1, "after": 2},
        f"POST {one}/send": {},
        f"POST {one}/check-content": {},
        f"POST {one}/check-form": {},
        f"POST {one}/approve": {},
        f"POST {one}/return": {"reason": "Thiếu căn cứ."},
        f"POST {one}/withdraw": {"reason": "Trùng."},
        f"POST {one}/ask-opinions": {
            "desk_ids": [str(people.office.id)],
            "due_on": people.today.isoformat(),
        },
        f"POST {one}/close-opinions": {},
        f"POST {one}/pen-signature": {},
        f"POST {one}/number": {},
        f"POST {one}/sign": {"key_id": str(people.committee.id)},
        f"POST {one}/seal": {"key_id": str(people.committee.id)},
        f"POST {one}/signer": {"signer": str(post_id(people, "dung"))},
        f"POST {one}/facts": {"type_code": "TB"},
        f"POST {one}/outside-signings": {"key_id": str(people.committee.id)},
        "POST /signing-runs": {
            "how": "personal",
            "draft_ids": [str(people.committee.id)],
            "key_id": str(people.committee.id),
        },
        "POST /signing-agent/digest": {"code": "khong-co"},
        "POST /signing-agent/signature": {"code": "khong-co", "signature": "AAAA"},
        f"POST {one}/issue": {"sent_to": [{"name": "Bộ Nội vụ"}]},
        "POST /outgoing-documents/{entry_id}/relation": {
            "kind": "corrects",
            "symbol": earlier_of(people),
            "year": people.today.year,
        },
        f"POST {one}/opinions/{{request_id}}": {"stance": "agree"},
    }
