"""What the neighbours on the demo's hub write: a paper of theirs, or word of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from congvu.demo.formats.paper import Sheet, make_pdf
from congvu.exchange.formats.edxml import messages as edxml
from congvu.exchange.formats.edxml.payload import Content
from congvu.exchange.rules import Business, StatusCode


@dataclass(frozen=True)
class Body:
    code: str
    name: str

    @property
    def named(self) -> edxml.Organisation:
        return edxml.Organisation(organ_id=self.code, organ_name=self.name)


def identifier(body: Body, sheet: Sheet) -> str:
    """As real messages have it: organisation, day, number and symbol."""
    return f"{body.code},{sheet.day:%Y/%m/%d},{sheet.symbol}"


def paper(
    sheet: Sheet, *, by: Body, to: Body, type_name: str, at: datetime, about: str = ""
) -> edxml.DocumentMessage:
    """``about``: the identifier of the earlier paper that it replaces."""
    number, notation = sheet.symbol.split("/", 1)
    header = edxml.DocumentHeader(
        from_=by.named,
        to=[to.named],
        document_id=identifier(by, sheet),
        code=edxml.Code(number=number, notation=notation),
        promulgation=edxml.Promulgation(place=sheet.place, promulgation_date=sheet.day),
        document_type=edxml.DocumentType(type=1, type_name=type_name),
        subject=sheet.subject,
        signer=edxml.Signer(
            full_name=sheet.signer, position=sheet.authority[-1].capitalize()
        ),
    )
    business = edxml.BusinessInfo(
        type=Business.REPLACE if about else Business.NEW,
        document_id=about,
        reason="Thay thế văn bản đã gửi." if about else "",
    )
    hop = edxml.TraceHeader(organ_id=by.code, timestamp=at)
    whole = edxml.Attachment(
        content_id="cid:1",
        attachment_name=f"{sheet.symbol.replace('/', '_')}.pdf",
        description="Toàn văn",
        content_type="application/pdf",
        content=Content.of(make_pdf(sheet)),
    )
    return edxml.new_document(
        header,
        trace=edxml.Trace(headers=[hop], business=business),
        attachments=[whole],
    )


def word(
    code: StatusCode,
    *,
    by: Body,
    about: edxml.AnsweredDocument,
    words: str,
    at: datetime,
) -> edxml.StatusMessage:
    return edxml.new_status(
        edxml.StatusHeader(
            from_=by.named,
            response_for=about,
            status_code=code,
            description=words,
            timestamp=at,
        )
    )
