"""Who signs in which capacity, and how it stands above the name. Pure.

NĐ 30/2020/NĐ-CP Điều 13: the head signs; a deputy for the head (KT.); the head of a
unit by order (TL.), as the work rules say; somebody authorised in writing, for a time
and a matter, who may not hand it on (TUQ.); who is given charge of the post (Q.). For a
body that decides together, the one who signs does so in its name (TM.).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.lib.refusals import Reason
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _


class Capacity(StrEnum):
    HEAD = "head"
    DEPUTY = "deputy"
    BY_ORDER = "by-order"
    AUTHORISED = "authorised"
    ACTING = "acting"


CAPACITY_NAMES = {
    Capacity.HEAD: _("người đứng đầu ký"),
    Capacity.DEPUTY: _("ký thay (KT.)"),
    Capacity.BY_ORDER: _("ký thừa lệnh (TL.)"),
    Capacity.AUTHORISED: _("ký thừa ủy quyền (TUQ.)"),
    Capacity.ACTING: _("quyền (Q.)"),
}


def is_deputy_post(post: str) -> bool:
    """ "Phó Chủ tịch" signs for the head."""
    return fold(post).startswith("pho ")


@dataclass(frozen=True)
class SignerFacts:
    """What is known of who wants to sign, on that day.

    ``post`` is the chair signed from; ``own_post`` the person's own where they stand in
    by a delegation of ``kind`` (authorised, acting, stand-in). ``leads``: the chair is
    one of the agency's leaders; ``heads_unit``: of a unit. ``basis`` is the written
    authorisation, or the work rules for a signature by order.
    """

    post: str
    leads: bool
    heads_unit: bool
    collective: str = ""
    head_post: str = ""
    kind: str = ""
    own_post: str = ""
    basis: str = ""
    content: str = ""
    ends_on: date | None = None
    may_sign: bool = True

    @property
    def is_deputy(self) -> bool:
        return is_deputy_post(self.post)


@dataclass(frozen=True)
class Authority:
    """The capacity and the lines that stand above the name."""

    capacity: Capacity
    lines: tuple[str, ...]


def authority_of(facts: SignerFacts) -> tuple[Authority | None, list[Reason]]:
    """How this person signs, or every reason why not (Điều 13)."""
    reasons = []
    if not facts.may_sign:
        reasons.append(Reason(_("Chức vụ đang chọn không có quyền ký.")))
    if not (facts.leads or facts.heads_unit):
        reasons.append(Reason(_("Chỉ lãnh đạo, hoặc trưởng đơn vị được giao, ký.")))
    if facts.kind == "stand-in":
        words = _(
            "Làm thay khi vắng mặt không phải ủy quyền ký; cần văn bản ủy quyền hoặc "
            "quyết định giao phụ trách."
        )
        reasons.append(Reason(words))
    if facts.kind == "authorised":
        reasons += _authorisation_reasons(facts)
    if not facts.leads and facts.heads_unit and not facts.basis:
        words = _("Ký thừa lệnh cần căn cứ trong quy chế làm việc.")
        reasons.append(Reason(words, "basis"))
    if reasons:
        return None, reasons
    return _authority(facts), []


def _authorisation_reasons(facts: SignerFacts) -> list[Reason]:
    """In writing, for a time and a matter (Điều 13.4)."""
    reasons = []
    if not facts.basis:
        reasons.append(Reason(_("Việc ủy quyền ký chưa ghi văn bản ủy quyền.")))
    if not facts.content:
        reasons.append(Reason(_("Việc ủy quyền ký chưa ghi nội dung được ủy quyền.")))
    if facts.ends_on is None:
        reasons.append(Reason(_("Việc ủy quyền ký chưa ghi thời hạn.")))
    return reasons


def _authority(facts: SignerFacts) -> Authority:
    together = (f"TM. {facts.collective.upper()}",) if facts.collective else ()
    post, head = facts.post.upper(), (facts.head_post or facts.post).upper()
    if facts.kind == "authorised":
        own = (facts.own_post or facts.post).upper()
        return Authority(Capacity.AUTHORISED, (f"TUQ. {post}", own))
    if not facts.leads:
        return Authority(Capacity.BY_ORDER, (f"TL. {head}", post))
    if facts.kind == "acting":
        return Authority(Capacity.ACTING, (*together, f"Q. {post}"))
    if facts.is_deputy:
        return Authority(Capacity.DEPUTY, (*together, f"KT. {head}", post))
    return Authority(Capacity.HEAD, (*together, post))
