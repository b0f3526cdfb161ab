"""Certified copies: which may be made of what, in which direction. Pure.

NĐ 30/2020/NĐ-CP Điều 25–27 and Phụ lục I, phần II. A sao y is made of an original or of
a bản chính, a sao lục of a sao y, a trích sao of a part of an original. Which
directions a kind has are rows of the law of the day and are handed in. A copy keeps the
number of one common sequence; a secret paper is never copied here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.numbering import parse_symbol
from congvu.lib.refusals import Reason
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.outgoing.rules.numbering import COPY_TYPES

SAO_Y, SAO_LUC, TRICH_SAO = "SY", "SL", "TrS"
COPY_MARKS = {SAO_Y: "SAO Y", SAO_LUC: "SAO LỤC", TRICH_SAO: "TRÍCH SAO"}
"""As they stand on the paper, whoever reads it (Phụ lục I, phần II, mục I)."""
LONGEST_EXTRACT = 20_000


class Direction(StrEnum):
    """From the medium of the paper to that of its copy."""

    PAPER_PAPER = "paper-paper"
    ELECTRONIC_PAPER = "electronic-paper"
    PAPER_ELECTRONIC = "paper-electronic"
    ELECTRONIC_ELECTRONIC = "electronic-electronic"

    @property
    def of_electronic(self) -> bool:
        return self.value.startswith("electronic")

    @property
    def to_paper(self) -> bool:
        return self.value.endswith("-paper")


DIRECTION_NAMES = {
    Direction.PAPER_PAPER: _("từ bản giấy sang bản giấy"),
    Direction.ELECTRONIC_PAPER: _("từ bản điện tử sang bản giấy"),
    Direction.PAPER_ELECTRONIC: _("từ bản giấy sang bản điện tử"),
    Direction.ELECTRONIC_ELECTRONIC: _("từ bản điện tử sang bản điện tử"),
}


class Medium(StrEnum):
    """How the original exists, where this office knows it."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    UNKNOWN = ""


@dataclass(frozen=True)
class CopySource:
    """What is known of the paper to be copied."""

    type_code: str
    stands: bool
    recalled: bool = False
    medium: Medium = Medium.UNKNOWN
    has_pdf: bool = False
    may_be_secret: bool = False


@dataclass(frozen=True)
class CopyAsked:
    """The copy that is wanted; ``allowed`` are the law's directions for its kind.

    ``of_copy`` is the symbol of the sao y that lies here, where the paper is one.
    """

    kind: str
    direction: str
    allowed: Collection[str] = ()
    of_copy: str = ""
    extract: str = ""


def copy_reasons(asked: CopyAsked, source: CopySource) -> list[Reason]:
    """Everything against such a copy, at once."""
    if asked.kind not in COPY_TYPES:
        return [Reason(_("Chọn hình thức sao."), "kind")]
    reasons = []
    if not source.stands:
        reasons.append(Reason(_("Văn bản chưa phát hành, đã trả lại hoặc đã hủy số.")))
    if source.recalled:
        reasons.append(Reason(_("Văn bản đã thu hồi, không sao nữa.")))
    if source.may_be_secret:
        words = _("Văn bản được sao đang chờ xác định có phải văn bản mật không.")
        reasons.append(Reason(words))
    reasons += _direction_reasons(asked, source)
    reasons += _kind_reasons(asked, source)
    return reasons


def _direction_reasons(asked: CopyAsked, source: CopySource) -> list[Reason]:
    if asked.direction not in set(Direction):
        return [Reason(_("Chọn chiều sao."), "direction")]
    if asked.direction not in asked.allowed:
        words = _("Nghị định 30/2020/NĐ-CP không có hình thức sao này theo chiều này.")
        return [Reason(words, "direction")]
    direction, reasons = Direction(asked.direction), []
    if direction.of_electronic and source.medium == Medium.PAPER:
        words = _("Văn bản này ký trên giấy, không có bản gốc điện tử.")
        reasons.append(Reason(words, "direction"))
    if not direction.of_electronic and source.medium == Medium.ELECTRONIC:
        words = _("Văn bản này ký số, không có bản gốc giấy.")
        reasons.append(Reason(words, "direction"))
    needs_file = asked.kind != TRICH_SAO and direction != Direction.PAPER_PAPER
    if needs_file and not source.has_pdf:
        words = (
            _("Chưa có tệp PDF của bản điện tử.")
            if direction.of_electronic
            else _("Chưa có bản quét PDF; quét và đính kèm vào văn bản trước khi sao.")
        )
        reasons.append(Reason(words, "direction"))
    return reasons


def _kind_reasons(asked: CopyAsked, source: CopySource) -> list[Reason]:
    reasons = []
    is_copy = source.type_code in COPY_TYPES or bool(asked.of_copy)
    named = nfc(asked.of_copy)
    if asked.kind == SAO_LUC:
        if source.type_code != SAO_Y and not _names_sao_y(named):
            words = _(
                "Sao lục chỉ làm từ bản sao y; ghi số, ký hiệu của bản sao y đang giữ, "
                "ví dụ 05/SY-UBND."
            )
            reasons.append(Reason(words, "of_copy"))
    elif is_copy:
        words = _("Sao y, trích sao làm từ bản gốc, bản chính, không từ bản sao.")
        reasons.append(Reason(words, "kind"))
    if asked.kind == TRICH_SAO and not nfc(asked.extract):
        reasons.append(Reason(_("Chưa ghi phần nội dung trích sao."), "extract"))
    if len(asked.extract) > LONGEST_EXTRACT:
        words = _("Phần trích sao dài quá 20000 ký tự.")
        reasons.append(Reason(words, "extract"))
    if asked.kind != TRICH_SAO and nfc(asked.extract):
        words = _("Chỉ bản trích sao mới có phần nội dung trích.")
        reasons.append(Reason(words, "extract"))
    return reasons


def _names_sao_y(symbol: str) -> bool:
    if not symbol:
        return False
    return SAO_Y in parse_symbol(symbol).notation.split("-")
