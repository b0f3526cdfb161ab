"""The eight checks of TT 15/2025/TT-BKHCN, and what their marks come to.

A *finding* is one thing that was seen on a signature, by its key. Each belongs to one
check and weighs one way: FAILED makes the signature invalid, WARNING keeps it from
being valid. What could not be asked is a finding, too: silence never counts as good.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from congvu.lib.text import gettext_noop as _

VERIFYING_EVENTS = {
    "signatures.verified": _("Kiểm tra chữ ký số trên một tệp"),
    "signatures.put-off": _("Để máy kiểm tra sau chữ ký số trên một tệp"),
    "signatures.list-created": _("Lập danh sách tin cậy"),
    "signatures.anchor-added": _("Thêm chứng thư vào danh sách tin cậy"),
    "signatures.anchor-removed": _("Bỏ chứng thư khỏi danh sách tin cậy"),
}
VERIFYING_WORDS = {
    "list": _("danh sách tin cậy"),
    "keeper": _("tổ chức giữ"),
    "source": _("nguồn"),
    "subject": _("chủ thể chứng thư"),
    "fingerprint": _("dấu vân tay SHA-256"),
    "reason": _("lý do"),
    "sha256": _("mã băm SHA-256 của tệp"),
    "signatures": _("số chữ ký"),
    "valid": _("số chữ ký hợp lệ"),
    "invalid": _("số chữ ký không hợp lệ"),
}


class Verdict(StrEnum):
    VALID = "valid"
    UNKNOWN = "unknown"
    INVALID = "invalid"


class Mark(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    NOT_APPLICABLE = "not-applicable"


VERDICT_WORDS = {
    Verdict.VALID: _("Hợp lệ"),
    Verdict.UNKNOWN: _("Chưa đủ căn cứ"),
    Verdict.INVALID: _("Không hợp lệ"),
}
MARK_WORDS = {
    Mark.OK: _("đạt"),
    Mark.WARNING: _("cần lưu ý"),
    Mark.FAILED: _("không đạt"),
    Mark.NOT_APPLICABLE: _("không áp dụng"),
}


class Check(StrEnum):
    """In the order of the circular."""

    CERTIFICATE = "certificate"
    REVOCATION = "revocation"
    ALGORITHMS = "algorithms"
    PURPOSE = "purpose"
    CHAIN = "chain"
    SIGNATURE = "signature"
    DIGEST = "digest"
    TIMESTAMP = "timestamp"


CHECK_WORDS = {
    Check.CERTIFICATE: _("Chứng thư có hiệu lực lúc ký, không bị tạm dừng, thu hồi"),
    Check.REVOCATION: _("Danh sách thu hồi (CRL) hoặc trạng thái trực tuyến (OCSP)"),
    Check.ALGORITHMS: _("Thuật toán và độ dài khóa"),
    Check.PURPOSE: _("Phạm vi sử dụng của chứng thư"),
    Check.CHAIN: _("Đường dẫn tới chứng thư gốc được tin cậy"),
    Check.SIGNATURE: _("Chữ ký khớp khóa công khai của chứng thư"),
    Check.DIGEST: _("Nội dung toàn vẹn, giá trị băm khớp"),
    Check.TIMESTAMP: _("Dấu thời gian"),
}


@dataclass(frozen=True)
class Finding:
    check: Check
    mark: Mark
    words: str


def _table(mark: Mark, check: Check, **words: str) -> dict[str, Finding]:
    return {
        key.replace("_", "-"): Finding(check, mark, said) for key, said in words.items()
    }


FINDINGS: dict[str, Finding] = {
    **_table(
        Mark.FAILED,
        Check.SIGNATURE,
        cms_unreadable=_("Khối chữ ký (CMS) bị hỏng, không đọc được."),
        signers_not_one=_("Khối chữ ký không có đúng một người ký."),
        signer_certificate_missing=_("Khối chữ ký không kèm chứng thư của người ký."),
        signature_mismatch=_("Chữ ký không khớp khóa công khai của chứng thư."),
        attributes_mismatch=_(
            "Thuộc tính được ký không khớp chứng thư hoặc thuật toán đã khai."
        ),
    ),
    **_table(
        Mark.WARNING,
        Check.SIGNATURE,
        format_unsupported=_("Kiểu chữ ký (SubFilter) này chưa kiểm tra được."),
        algorithm_unsupported=_("Thuật toán của chữ ký này chưa kiểm tra được."),
        content_enclosed=_(
            "Chữ ký tách rời mà lại mang nội dung bên trong, trái chuẩn PAdES."
        ),
    ),
    **_table(
        Mark.FAILED,
        Check.DIGEST,
        digest_mismatch=_("Nội dung đã bị sửa sau khi ký: giá trị băm không khớp."),
        range_missing=_("Chữ ký không ghi vùng được ký (ByteRange)."),
        range_odd=_(
            "Vùng được ký (ByteRange) bất thường: có phần của tệp không được ký."
        ),
        tail_uncovered=_("Phần cuối của bản đã ký không được chữ ký bảo vệ."),
        changed_filled=_(
            "Sau khi ký, ô đã điền (như số, ngày) bị sửa thành nội dung khác."
        ),
        changed_other=_("Sau khi ký, tệp bị thay đổi ngoài phạm vi được phép."),
        changed_forbidden=_("Thay đổi sau khi ký vượt mức người ký cho phép."),
    ),
    **_table(
        Mark.WARNING,
        Check.DIGEST,
        filled_after_last=_(
            "Sau chữ ký cuối cùng có ô biểu mẫu được điền hoặc sửa: phần ấy không chữ "
            "ký nào bảo vệ."
        ),
        changed_annotations=_("Sau khi ký có thêm hoặc sửa chú thích trên trang."),
        file_broken=_(
            "Cấu trúc tệp PDF bị hỏng: chỉ đối chiếu được phần được ký với chữ ký."
        ),
        changes_unreadable=_("Không phân tích được phần thêm vào sau khi ký."),
    ),
    **_table(
        Mark.FAILED,
        Check.CERTIFICATE,
        certificate_unreadable=_("Chứng thư của người ký bị hỏng, không đọc được."),
        expired_at_signing=_("Chứng thư đã hết hạn lúc ký."),
        not_yet_valid_at_signing=_("Chứng thư chưa có hiệu lực lúc ký."),
        revoked_at_signing=_("Chứng thư đã bị thu hồi hoặc tạm dừng lúc ký."),
    ),
    **_table(
        Mark.WARNING,
        Check.CERTIFICATE,
        expired_since=_(
            "Chứng thư nay đã hết hạn và không có dấu thời gian chứng minh lúc ký."
        ),
        revoked_since=_(
            "Chứng thư bị thu hồi sau giờ ký tự khai; giờ ấy không có gì chứng minh."
        ),
        signed_in_future=_("Giờ ký tự khai ở tương lai."),
    ),
    **_table(
        Mark.WARNING,
        Check.REVOCATION,
        revocation_unreachable=_("Không hỏi được OCSP và không tải được CRL."),
        revocation_not_asked=_("Chưa hỏi OCSP, CRL về chứng thư này."),
        revocation_not_offered=_("Chứng thư không ghi địa chỉ OCSP hay CRL để hỏi."),
    ),
    **_table(
        Mark.WARNING,
        Check.ALGORITHMS,
        weak_digest=_("Hàm băm yếu (SHA-1 hoặc cũ hơn); quy định từ SHA-256."),
        weak_key=_("Khóa ngắn; quy định RSA từ 2048 bit, ECDSA từ 256 bit."),
        weak_chain=_("Trên đường dẫn có chứng thư dùng thuật toán hoặc khóa yếu."),
        digest_unfit=_("Hàm băm không phải hàm đi với thuật toán ký này."),
    ),
    **_table(
        Mark.FAILED,
        Check.PURPOSE,
        purpose_wrong=_("Chứng thư không được cấp để ký văn bản."),
        purpose_not_timestamping=_("Chứng thư không được cấp để đóng dấu thời gian."),
    ),
    **_table(
        Mark.WARNING,
        Check.PURPOSE,
        purpose_unusual=_("Phạm vi sử dụng ghi trong chứng thư không nêu ký văn bản."),
    ),
    **_table(
        Mark.FAILED,
        Check.CHAIN,
        chain_broken=_("Đường dẫn tới chứng thư gốc bị sai."),
    ),
    **_table(
        Mark.WARNING,
        Check.CHAIN,
        no_trust_list=_("Chưa có danh sách tin cậy nào để đối chiếu."),
        root_unknown=_("Chứng thư gốc không có trong danh sách tin cậy nào."),
        chain_expired=_("Một chứng thư trên đường dẫn không còn hiệu lực."),
    ),
    **_table(
        Mark.FAILED,
        Check.TIMESTAMP,
        timestamp_broken=_("Dấu thời gian không khớp chữ ký hoặc bị hỏng."),
    ),
    **_table(
        Mark.WARNING,
        Check.TIMESTAMP,
        timestamp_untrusted=_("Nơi cấp dấu thời gian chưa được tin cậy."),
        timestamp_unchecked=_("Chưa kiểm tra được thu hồi của nơi cấp dấu thời gian."),
    ),
}
# Why a file as a whole has no signature to show.
FILE_WORDS = {
    "encrypted": _(
        "Tệp được mã hóa cho người giữ khóa riêng, nên không đọc được chữ ký bên trong."
    ),
    "locked": _("Tệp có mật khẩu mở, nên không đọc được chữ ký bên trong."),
    "fields-unreadable": _("Biểu mẫu chữ ký của tệp bị hỏng, không đọc được."),
    "gone": _("Tệp không còn để kiểm tra tiếp; gửi lại tệp."),
}
# What is known of a file nobody has looked at yet.
NOT_YET: dict[str, Any] = {"signatures": [], "file_reason": "", "questions": []}
# Why a file cannot be examined at all.
REFUSALS = {
    "not-pdf": _("Tệp không phải PDF."),
    "broken": _("Tệp PDF bị hỏng, không đọc được."),
    "too-slow": _("Tệp mất quá nhiều thời gian để kiểm tra."),
    "too-big": _("Tệp quá lớn để kiểm tra."),
    "no-certificate": _("Tệp không có chứng thư nào đọc được (PEM hoặc DER)."),
}


class Change(StrEnum):
    """What was added to the file after a signature, at most."""

    NONE = "none"
    LTA = "lta"
    FORM = "form-filling"
    ANNOTATIONS = "annotations"
    OTHER = "other"
    UNREADABLE = "unreadable"


CHANGE_WORDS = {
    Change.NONE: _("không có thay đổi nào"),
    Change.LTA: _("chỉ thêm dữ liệu xác thực lâu dài hoặc dấu thời gian"),
    Change.FORM: _("chỉ điền ô biểu mẫu hoặc ký thêm"),
    Change.ANNOTATIONS: _("thêm hoặc sửa chú thích"),
    Change.OTHER: _("thay đổi khác"),
    Change.UNREADABLE: _("không phân tích được"),
}


@dataclass(frozen=True)
class Judgement:
    """The marks of the eight checks, what they come to, and why."""

    marks: dict[Check, Mark]
    verdict: Verdict
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "verdict": self.verdict.value,
            "reasons": list(self.reasons),
            "checks": [
                {
                    "check": check.value,
                    "mark": mark.value,
                    "reasons": [
                        key for key in self.reasons if FINDINGS[key].check == check
                    ],
                }
                for check, mark in self.marks.items()
            ],
        }


def judge(found: Iterable[str], *, not_applicable: Iterable[Check] = ()) -> Judgement:
    """Each check is as good as its worst finding; a verdict as its worst check.

    ``not_applicable`` are checks there was nothing for: no timestamp, or nothing of the
    signature that could be read. They make nothing valid: a signature of which a check
    found nothing because it was unreadable has its finding elsewhere.
    """
    reasons = tuple(sorted(set(found), key=list(FINDINGS).index))
    passed = set(not_applicable)
    marks = {
        check: Mark.NOT_APPLICABLE if check in passed else Mark.OK for check in Check
    }
    for key in reasons:
        finding = FINDINGS[key]
        if marks[finding.check] != Mark.FAILED:
            marks[finding.check] = finding.mark
    verdict = Verdict.VALID
    if Mark.FAILED in marks.values():
        verdict = Verdict.INVALID
    elif Mark.WARNING in marks.values():
        verdict = Verdict.UNKNOWN
    return Judgement(marks, verdict, reasons)
