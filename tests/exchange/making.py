"""Messages made for the tests: one of everything, and the least that may be sent."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from congvu.exchange.formats.edxml import AnyMessage, read, write
from congvu.exchange.formats.edxml import messages as m
from congvu.exchange.formats.edxml.payload import Content
from congvu.lib.dates import VIETNAM

QCVN = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
NOON = datetime(2026, 11, 26, 12, 30, 5, tzinfo=VIETNAM)


def organisation(code: str = "H03", **more: Any) -> m.Organisation:
    return m.Organisation(organ_id=code, organ_name=f"Cơ quan {code}", **more)


def attachment(
    data: bytes = b"%PDF-1.4 nho", name: str = "Công văn.pdf", number: int = 1
) -> m.Attachment:
    return m.Attachment(
        content_id=f"cid:{number}",
        attachment_name=name,
        description="Toàn văn",
        content_type="application/pdf",
        content=Content.of(data),
    )


def header(**more: Any) -> m.DocumentHeader:
    given: dict[str, Any] = {
        "from_": organisation("H03.01"),
        "to": [organisation("H55")],
        "document_id": "H03.01,2026/11/26,15/UBND-VP",
        "code": m.Code(number="15", notation="UBND-VP"),
        "promulgation": m.Promulgation(
            place="Bắc Kạn", promulgation_date=date(2026, 11, 26)
        ),
        "document_type": m.DocumentType(type=1, type_name="Công văn"),
        "subject": "V/v hỗ trợ kinh phí phòng, chống rét",
        "signer": m.Signer(full_name="Nguyễn Tiến Dũng"),
    }
    return m.DocumentHeader(**(given | more))


def business(kind: int = 0, **more: Any) -> m.Trace:
    hop = m.TraceHeader(organ_id="H03.01", timestamp=NOON)
    return m.Trace(headers=[hop], business=m.BusinessInfo(type=kind, **more))


def document(**more: Any) -> m.DocumentMessage:
    return m.new_document(header(**more), trace=business(), attachments=[attachment()])


def full_document() -> m.DocumentMessage:
    """Every element of the table."""
    who = {
        "organization_in_charge": "Tỉnh",
        "organ_add": "5 phố Mới",
        "email": "vt@example.vn",
        "telephone": "0209",
        "fax": "0210",
        "website": "example.vn",
    }
    staff = m.Staff(
        department="Phòng Văn thư",
        department_id="VT",
        staff="Lan",
        staff_id="7",
        mobile="0912",
        email="lan@example.vn",
    )
    trace = m.Trace(
        id="t1",
        version="1.0",
        headers=[
            m.TraceHeader(timestamp=NOON),
            m.TraceHeader(organ_id="null", timestamp=NOON),
        ],
        business=m.BusinessInfo(
            type=3,
            reason="Sai thể thức",
            document_change=m.DocumentChange(
                document_info=False,
                document_receiver=True,
                receiver_list=m.ReceiverList(
                    receivers=[
                        m.Receiver(organ_id="G22", receiver_type=True),
                        m.Receiver(organ_id="000.00.00.G12", receiver_type=False),
                    ]
                ),
            ),
            document_id="H03,2026/01/02,1/QĐ-UBND",
            staff=[staff],
            paper=0,
            replacement_list=m.ReplacementList(
                replacements=[
                    m.Replacement(
                        document_id="cũ", organ_id_list=m.OrganIds(organ_ids=["G22"])
                    )
                ]
            ),
        ),
    )
    answered = m.ResponseFor(
        organ_id="G22",
        code="267/VPCP-TTĐT",
        promulgation_date=date(2026, 1, 31),
        document_id="000.00.00.G22,2026/01/31,267/VPCP-TTĐT",
    )
    return m.new_document(
        header(
            from_=organisation("000.00.00.H03", **who),
            to=[organisation("H55", **who), organisation("vxp.saas.03")],
            content='Tóm tắt <1> & "2"',
            signer=m.Signer(competence="TL.", position="Chánh VP", full_name="Hà"),
            document_type=m.DocumentType(type=71, type_detail=0, type_name="Công văn"),
            due_date=date(2026, 12, 31),
            other_info=m.OtherInfo(
                priority=4,
                sphere_of_promulgation="Nội bộ",
                typer_notation="LAN",
                promulgation_amount=12,
                page_amount=0,
                direction=False,
                appendixes=m.Appendixes(appendixes=["Phụ lục 1", "Phụ lục 2"]),
            ),
            response_for=[answered, m.ResponseFor(code="1/A")],
            steering_type=2,
            to_places=m.ToPlaces(places=["Như trên", "Lưu: VT"]),
            response_for_task=m.ResponseForTask(task_codes=["NV1", "NV2"]),
            application_type="office",
        ),
        trace=trace,
        attachments=[attachment(), attachment(b"\x00" * 70_000, "bảng.xlsx", 2)],
    )


def status(code: str = "03", **more: Any) -> m.StatusMessage:
    given: dict[str, Any] = {
        "from_": organisation("H55"),
        "response_for": m.AnsweredDocument(
            organ_id="H03.01",
            code="15/UBND-VP",
            promulgation_date=date(2026, 11, 26),
            document_id="H03.01,2026/11/26,15/UBND-VP",
        ),
        "status_code": code,
        "timestamp": NOON,
    }
    return m.new_status(m.StatusHeader(**(given | more)))


def written(message: AnyMessage, **more: Any) -> bytes:
    out = io.BytesIO()
    write(message, out, **more)
    return out.getvalue()


def reread(data: bytes) -> AnyMessage:
    return read(io.BytesIO(data))
