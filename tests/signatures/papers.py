"""Small papers and pictures to sign, and the two judges who look at the result."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    NameOID,
    ObjectIdentifier,
)
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from congvu.signatures.formats import demo_ca
from congvu.signatures.formats.signing import (
    Box,
    Mechanism,
    SignatureField,
    TextField,
    prepare_pdf,
)

AT = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)
PERSON, AGENCY = "ky-nguoi-co-tham-quyen", "ky-co-quan"
TEXTS = (
    TextField("so", Box(1, 118, 696, 30, 17), 13),
    TextField("ngay", Box(1, 372, 696, 22, 17), 14, italic=True),
    TextField("thang", Box(1, 426, 696, 22, 17), 14, italic=True),
)
PLACES = (
    SignatureField(PERSON, Box(1, 340, 480, 140, 70), "Chữ ký người có thẩm quyền"),
    SignatureField(AGENCY, Box(1, 285, 462, 102, 102), "Chữ ký cơ quan"),
)
ALL = {"so": "07", "ngay": "05", "thang": "11"}


def paper(pages: int = 1, *, turn: int = 0) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _page in range(pages):
        if turn:
            canvas.setPageRotation(turn)
        canvas.setFont("Times-Roman", 13)
        canvas.drawString(98, 700, "So:")
        canvas.drawString(150, 700, "/QD-UBND")
        canvas.setFont("Times-Italic", 14)
        canvas.drawString(290, 700, "Thai Nguyen, ngay       thang       nam 2026")
        canvas.setFont("Times-Bold", 13)
        canvas.drawCentredString(410, 560, "CHU TICH")
        canvas.drawCentredString(410, 465, "Nguyen Van Dung")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def ready() -> bytes:
    """A paper with every place laid."""
    return prepare_pdf(paper(), TEXTS, PLACES)


def picture(
    colour: tuple[int, int, int], *, size: tuple[int, int] = (280, 140)
) -> bytes:
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    wide, high = size
    draw.ellipse((8, 8, wide - 8, high - 8), outline=(*colour, 255), width=8)
    draw.line((20, high - 30, wide - 20, 30), fill=(*colour, 255), width=6)
    return encoded(image)


def encoded(image: Image.Image, form: str = "PNG") -> bytes:
    out = BytesIO()
    image.save(out, form)
    return out.getvalue()


BLUE = picture((20, 40, 170))
RED = picture((200, 20, 20), size=(300, 300))


@dataclass(frozen=True)
class Pen:
    """A key in memory, as a test's own keeper."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    def sign(self, digests: Sequence[bytes], how: Mechanism) -> Iterator[bytes]:
        for digest in digests:
            yield self.one(digest, how)

    def one(self, digest: bytes, how: Mechanism) -> bytes:
        algorithm = getattr(hashes, how.hash_name.upper())()
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(digest, ec.ECDSA(Prehashed(algorithm)))
        scheme = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
        return self.key.sign(digest, scheme, Prehashed(algorithm))


ROOT = demo_ca.make_root(AT)


def certificate(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    *,
    since: datetime = AT - timedelta(days=1),
    until: datetime = AT + timedelta(days=365),
    digital_signature: bool = True,
    authority: bool = False,
    uses: Sequence[ObjectIdentifier] = (),
    critical_uses: bool = False,
    crl: str = "",
    ocsp: str = "",
) -> bytes:
    """A certificate of the trial root, with whatever is wrong or offered in it."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn Dũng")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(ROOT.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=digital_signature,
                content_commitment=digital_signature,
                key_encipherment=not digital_signature,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=authority,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if uses:
        built = built.add_extension(x509.ExtendedKeyUsage(uses), critical=critical_uses)
    if crl:
        place = x509.DistributionPoint(
            [x509.UniformResourceIdentifier(crl)], None, None, None
        )
        built = built.add_extension(x509.CRLDistributionPoints([place]), critical=False)
    if ocsp:
        access = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ocsp)
        )
        built = built.add_extension(
            x509.AuthorityInformationAccess([access]), critical=False
        )
    signed = built.sign(ROOT.key, hashes.SHA256())
    return signed.public_bytes(Encoding.DER)


def pen(holder: str) -> Pen:
    issued = demo_ca.issue(ROOT, holder, AT)
    return Pen(issued.key, issued.der, (ROOT.der,))


DUNG = pen("Nguyễn Văn Dũng")
COMMITTEE = pen("Ủy ban nhân dân tỉnh Thái Nguyên")


@dataclass(frozen=True)
class Seen:
    """What both judges say of one signature."""

    field: str
    intact: bool
    valid: bool
    changes: ModificationLevel
    pdfsig: str


def judged(
    pdf: bytes, folder: Path, *, root: bytes = ROOT.der, at: datetime = AT
) -> list[Seen]:
    """pyHanko's own validator and `pdfsig`, in the order of the file."""
    path = folder / "judged.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(
        ["pdfsig", "-nocert", path], capture_output=True, text=True, check=False
    ).stdout
    words = [
        line.partition("Signature Validation:")[2].strip()
        for line in said.splitlines()
        if "Signature Validation:" in line
    ]
    reader = PdfFileReader(BytesIO(pdf))
    found = []
    for signed, word in zip(reader.embedded_signatures, words, strict=True):
        context = ValidationContext(
            trust_roots=[asn1_x509.Certificate.load(root)], moment=at
        )
        status = validate_pdf_signature(signed, context)
        found.append(
            Seen(
                signed.field_name,
                status.intact and status.valid,
                status.bottom_line,
                status.modification_level,
                word,
            )
        )
    return found


def all_valid(
    pdf: bytes, folder: Path, *, root: bytes = ROOT.der, at: datetime = AT
) -> list[str]:
    """Names of the signed fields, once every judge has accepted every one."""
    seen = judged(pdf, folder, root=root, at=at)
    for one in seen:
        assert one.intact, one
        assert one.valid, one
        assert one.changes <= ModificationLevel.FORM_FILLING, one
        assert one.pdfsig == "Signature is Valid.", one
    return [one.field for one in seen]


def renumbered(pdf: bytes, number: str) -> bytes:
    """Somebody writes another number over the one that was filled in."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if str(field.get("/T")) == "so":
            field["/V"] = pdf_string(number)
            writer.mark_update(reference.reference)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
