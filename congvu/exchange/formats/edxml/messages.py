"""The two messages of edXML, element by element: the table everything goes by.

The order of the fields is the order written, that of the Java SDK. Lengths: NĐ 30/2020
Phụ lục VI where it has one, else the columns of receiving systems. ``must`` is what
every complete real message carries. `docs/edxml.md` explains.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from congvu.exchange.formats.edxml.payload import Content
from congvu.exchange.formats.edxml.problems import Problem
from congvu.exchange.formats.edxml.table import (
    Part,
    attribute,
    boolean,
    day,
    flag,
    integer,
    many,
    moment,
    one,
    payload,
    text,
)
from congvu.exchange.rules import ABSENT, NOT_VERIFIABLE

ORGAN_ID = 35
_SIGNATURE = re.compile(r"<([\w.-]+:)?Signature[\s/>]")
PLACES = 1000
"""All recipients named in ToPlaces together."""


@dataclass(kw_only=True)
class Organisation(Part):
    """Who sends or receives (1.1, 1.2)."""

    organ_id: str = text("OrganId", ORGAN_ID, must=True)
    organization_in_charge: str = text("OrganizationInCharge", 200)
    organ_name: str = text("OrganName", 200, must=True)
    organ_add: str = text("OrganAdd", 250)
    email: str = text("Email", 100)
    telephone: str = text("Telephone", 50)
    fax: str = text("Fax", 50)
    website: str = text("Website", 100)


@dataclass(kw_only=True)
class Code(Part):
    """Số và ký hiệu (1.3)."""

    number: str = text("CodeNumber", 11, must=True)
    notation: str = text("CodeNotation", 30, must=True)


@dataclass(kw_only=True)
class Promulgation(Part):
    """Where and when it was issued (1.4)."""

    place: str = text("Place", 50)
    promulgation_date: date | None = day("PromulgationDate", must=True)


@dataclass(kw_only=True)
class DocumentType(Part):
    """Go by the name: the number means what each gateway likes (1.5)."""

    type: int | None = integer("Type", must=True)
    type_detail: int | None = integer("TypeDetail")
    type_name: str = text("TypeName", 100, must=True)


@dataclass(kw_only=True)
class Signer(Part):
    """``competence`` is KT., TL., … (1.8)."""

    competence: str = text("Competence", 100)
    position: str = text("Position", 100)
    full_name: str = text("FullName", 50, must=True)


@dataclass(kw_only=True)
class Appendixes(Part):
    appendixes: list[str] = text("Appendix", many=True)


@dataclass(kw_only=True)
class OtherInfo(Part):
    """``priority``: 0 thường, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc, 4 hỏa tốc hẹn giờ."""

    priority: int | None = integer("Priority")
    sphere_of_promulgation: str = text("SphereOfPromulgation", 100)
    typer_notation: str = text("TyperNotation", 10)
    promulgation_amount: int | None = integer("PromulgationAmount", 3)
    page_amount: int | None = integer("PageAmount", 3)
    direction: bool | None = boolean("Direction")
    appendixes: Appendixes | None = one("Appendixes", Appendixes)


@dataclass(kw_only=True)
class ResponseFor(Part):
    """The document answered (1.12), or told about in a status."""

    organ_id: str = text("OrganId", ORGAN_ID)
    code: str = text("Code", 45)
    promulgation_date: date | None = day("PromulgationDate")
    document_id: str = text("DocumentId", 200)


@dataclass(kw_only=True)
class AnsweredDocument(ResponseFor):
    """The same, where a status would mean nothing without it."""

    organ_id: str = text("OrganId", ORGAN_ID, must=True)
    document_id: str = text("DocumentId", 200, must=True)


@dataclass(kw_only=True)
class ToPlaces(Part):
    places: list[str] = text("Place", many=True)


@dataclass(kw_only=True)
class ResponseForTask(Part):
    task_codes: list[str] = text("TaskCode", many=True)


@dataclass(kw_only=True)
class DocumentHeader(Part):
    """What is on the paper, and who it is from and for (1)."""

    wraps: ClassVar[str] = "MessageHeader"

    from_: Organisation = one("From", Organisation, must=True)
    to: list[Organisation] = many("To", Organisation, must=True)
    document_id: str = text("DocumentId", 200, must=True)
    code: Code = one("Code", Code, must=True)
    promulgation: Promulgation = one("PromulgationInfo", Promulgation, must=True)
    document_type: DocumentType = one("DocumentType", DocumentType, must=True)
    subject: str = text("Subject", 500, must=True)
    content: str = text("Content", 500)
    signer: Signer = one("SignerInfo", Signer, must=True)
    due_date: date | None = day("DueDate")
    other_info: OtherInfo | None = one("OtherInfo", OtherInfo)
    response_for: list[ResponseFor] = many("ResponseFor", ResponseFor)
    steering_type: int | None = integer("SteeringType")
    to_places: ToPlaces | None = one("ToPlaces", ToPlaces)
    response_for_task: ResponseForTask | None = one("ResponseForTask", ResponseForTask)
    application_type: str = text("ApplicationType", 100)


@dataclass(kw_only=True)
class TraceHeader(Part):
    """One hop (2.1); each appends its own and touches no other."""

    organ_id: str = text("OrganId", ORGAN_ID)
    timestamp: datetime | None = moment("Timestamp", must=True)


@dataclass(kw_only=True)
class Receiver(Part):
    """``receiver_type``: True added, False removed."""

    organ_id: str = text("OrganId", ORGAN_ID, must=True)
    receiver_type: bool | None = flag("ReceiverType", must=True)


@dataclass(kw_only=True)
class ReceiverList(Part):
    receivers: list[Receiver] = many("Receiver", Receiver, must=True)


@dataclass(kw_only=True)
class DocumentChange(Part):
    """What an update changes (2.2.3): its data, its receivers, or both."""

    document_info: bool | None = flag("DocumentInfo")
    document_receiver: bool | None = flag("DocumentReceiver")
    receiver_list: ReceiverList | None = one("ReceiverList", ReceiverList)


@dataclass(kw_only=True)
class Staff(Part):
    """Whom to ask (2.2.5)."""

    department: str = text("Department", 250)
    department_id: str = text("DepartmentId", 100)
    staff: str = text("Staff", 100)
    staff_id: str = text("StaffId", 100)
    mobile: str = text("Mobile", 50)
    email: str = text("Email", 100)


@dataclass(kw_only=True)
class OrganIds(Part):
    organ_ids: list[str] = text("OrganId", ORGAN_ID, must=True, many=True)


@dataclass(kw_only=True)
class Replacement(Part):
    """A document this one replaces, and for whom."""

    document_id: str = text("DocumentId", 200, must=True)
    organ_id_list: OrganIds | None = one("OrganIdList", OrganIds)


@dataclass(kw_only=True)
class ReplacementList(Part):
    replacements: list[Replacement] = many("ReplacementInfo", Replacement, must=True)


@dataclass(kw_only=True)
class BusinessInfo(Part):
    """``type`` is one of `rules.Business`; the regulation spells it with a double s."""

    type: int | None = integer("BussinessDocType", must=True)
    reason: str = text("BussinessDocReason", 500)
    document_change: DocumentChange | None = one(
        "BussinessDocumentInfo", DocumentChange
    )
    document_id: str = text("DocumentId", 200)
    staff: list[Staff] = many("StaffInfo", Staff)
    paper: int | None = integer("Paper")
    replacement_list: ReplacementList | None = one(
        "ReplacementInfoList", ReplacementList
    )


@dataclass(kw_only=True)
class Trace(Part):
    """The way of the message, and what it is about (2)."""

    id: str | None = attribute("id")
    version: str | None = attribute("version")
    headers: list[TraceHeader] = many("TraceHeader", TraceHeader, must=True)
    business: BusinessInfo | None = one("Bussiness", BusinessInfo)


class Bare(Part):
    """Signature and attachments stand without the prefix."""

    bare: ClassVar[bool] = True


@dataclass(kw_only=True)
class Method(Bare):
    algorithm: str | None = attribute("Algorithm")


@dataclass(kw_only=True)
class Transforms(Bare):
    transforms: list[Method] = many("Transform", Method)


@dataclass(kw_only=True)
class SignReference(Bare):
    uri: str | None = attribute("URI")
    transforms: Transforms | None = one("Transforms", Transforms)
    digest_method: Method | None = one("DigestMethod", Method)
    digest_value: str = text("DigestValue")


@dataclass(kw_only=True)
class SignedInfo(Bare):
    canonicalization_method: Method | None = one("CanonicalizationMethod", Method)
    signature_method: Method | None = one("SignatureMethod", Method)
    references: list[SignReference] = many("Reference", SignReference)


@dataclass(kw_only=True)
class X509Data(Bare):
    subject_name: str = text("X509SubjectName")
    certificate: str = text("X509Certificate")


@dataclass(kw_only=True)
class KeyInfo(Bare):
    x509_data: X509Data | None = one("X509Data", X509Data)


@dataclass(kw_only=True)
class Signature(Bare):
    """Kept as it came; a placeholder in real traffic, and never verified."""

    signed_info: SignedInfo | None = one("SignedInfo", SignedInfo)
    signature_value: str = text("SignatureValue")
    key_info: KeyInfo | None = one("KeyInfo", KeyInfo)


@dataclass(kw_only=True)
class Header(Part):
    wraps: ClassVar[str] = "edXMLHeader"

    message: DocumentHeader = one("MessageHeader", DocumentHeader, must=True)
    trace: Trace | None = one("TraceHeaderList", Trace)
    signature: Signature | None = one("Signature", Signature)


@dataclass(kw_only=True)
class Reference(Part):
    """One line of the list of attachments."""

    content_id: str = text("ContentId", must=True)
    content_type: str = text("ContentType", 100)
    description: str = text("Description")
    attachment_name: str = text("AttachmentName", must=True)


@dataclass(kw_only=True)
class Manifest(Part):
    version: str | None = attribute("version")
    references: list[Reference] = many("Reference", Reference)


@dataclass(kw_only=True)
class Body(Part):
    wraps: ClassVar[str] = "edXMLBody"

    manifest: Manifest | None = one("edXMLManifest", Manifest)


@dataclass(kw_only=True)
class Envelope(Part):
    wraps: ClassVar[str] = "edXMLEnvelope"

    header: Header = one("edXMLHeader", Header, must=True)
    body: Body | None = one("edXMLBody", Body)


@dataclass(kw_only=True)
class Attachment(Bare):
    """A file. Its id has ``cid:`` before it in some messages: compare `bare_id`."""

    content_id: str = text("ContentId", must=True)
    attachment_name: str = text("AttachmentName", must=True)
    description: str = text("Description")
    content_type: str = text("ContentType", 100)
    content: Content | None = payload("ContentTransferEncoded")


@dataclass(kw_only=True)
class AttachmentEncoded(Bare):
    wraps: ClassVar[str] = "AttachmentEncoded"

    attachments: list[Attachment] = many("Attachment", Attachment)


@dataclass(kw_only=True)
class Message(Part):
    """What both have: how the file they were read from was found."""

    wraps: ClassVar[str] = "edXML"

    remarks: list[Problem] = field(default_factory=list, compare=False)
    """Where the file read departs from the table; it was read all the same."""
    sha256: str = field(default="", compare=False)
    size: int = field(default=0, compare=False)


@dataclass(kw_only=True)
class DocumentMessage(Message):
    kind: ClassVar[str] = "document"

    envelope: Envelope = one("edXMLEnvelope", Envelope, must=True)
    attachment_encoded: AttachmentEncoded | None = one(
        "AttachmentEncoded", AttachmentEncoded
    )

    @property
    def header(self) -> DocumentHeader:
        return self.envelope.header.message

    @property
    def trace(self) -> Trace | None:
        return self.envelope.header.trace

    @property
    def business(self) -> BusinessInfo:
        found = self.trace and self.trace.business
        return found or BusinessInfo(type=0)

    @property
    def manifest(self) -> list[Reference]:
        body = self.envelope.body
        return body.manifest.references if body and body.manifest else []

    @property
    def attachments(self) -> list[Attachment]:
        return self.attachment_encoded.attachments if self.attachment_encoded else []

    @property
    def signature_state(self) -> str:
        header = self.envelope.header
        there = header.signature or any(
            map(_SIGNATURE.match, [e.xml for e in header.extras])
        )
        return NOT_VERIFIABLE if there else ABSENT


@dataclass(kw_only=True)
class StatusHeader(Part):
    """What one organisation tells another about a document."""

    wraps: ClassVar[str] = "MessageHeader"

    from_: Organisation = one("From", Organisation, must=True)
    response_for: AnsweredDocument = one("ResponseFor", AnsweredDocument, must=True)
    staff: Staff | None = one("StaffInfo", Staff)
    status_code: str = text("StatusCode", 2, must=True)
    description: str = text("Description", 500)
    timestamp: datetime | None = moment("Timestamp", must=True)


@dataclass(kw_only=True)
class StatusTop(Part):
    wraps: ClassVar[str] = "edXMLHeader"

    message: StatusHeader = one("MessageHeader", StatusHeader, must=True)


@dataclass(kw_only=True)
class StatusEnvelope(Part):
    wraps: ClassVar[str] = "edXMLEnvelope"

    header: StatusTop = one("edXMLHeader", StatusTop, must=True)


@dataclass(kw_only=True)
class StatusMessage(Message):
    kind: ClassVar[str] = "status"

    envelope: StatusEnvelope = one("edXMLEnvelope", StatusEnvelope, must=True)

    @property
    def header(self) -> StatusHeader:
        return self.envelope.header.message


def new_document(
    header: DocumentHeader,
    *,
    trace: Trace | None = None,
    attachments: Sequence[Attachment] = (),
) -> DocumentMessage:
    """With the list of its attachments and no signature, as we send it."""
    listed = [
        Reference(
            content_id=a.content_id,
            content_type=a.content_type,
            description=a.description,
            attachment_name=a.attachment_name,
        )
        for a in attachments
    ]
    body = Body(manifest=Manifest(version="1.0", references=listed))
    return DocumentMessage(
        envelope=Envelope(header=Header(message=header, trace=trace), body=body),
        attachment_encoded=AttachmentEncoded(attachments=list(attachments))
        if attachments
        else None,
    )


def new_status(header: StatusHeader) -> StatusMessage:
    return StatusMessage(envelope=StatusEnvelope(header=StatusTop(message=header)))


def bare_id(content_id: str) -> str:
    return content_id.removeprefix("cid:")
