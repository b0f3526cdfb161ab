"""Checks of who signs and who receives (Phụ lục I, phần I, mục II.7 và II.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.departure import (
    EMPTY,
    OTHER,
    RECIPIENTS,
    SIGNER,
    Check,
    Finding,
    Said,
    line_at,
    quoted,
    setting,
)
from congvu.outgoing.rules.paper import Paper

UPWARD = frozenset({"CV", "TTr", "BC"})
"""The types with "Kính gửi" above and "Như trên" below (II.9b)."""
_BETWEEN = r"\s*[./]?\s*"
_LOOSE = re.compile(
    rf"^(T{_BETWEEN}U{_BETWEEN}Q|T{_BETWEEN}M|K{_BETWEEN}T|T{_BETWEEN}L|Q)"
    r"\s*[./]?\s+(?=\S)",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|CN|KS|BS|BSCK\s?I{1,2}|CKI{1,2}|LS|NGND|NGƯT|TTND|TTƯT|"
    r"Ông|Bà|Đ/c|Đồng chí)\b\.?,?\s*)+"
)
_TO_THE_LETTER = _("Như trên")
_PERSONS = re.compile(
    r"^(?:TM)\.\s+(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH|TRƯỞNG|CỤC TRƯỞNG)"
)


def _authority(paper: Paper) -> Iterator[Finding]:
    if not paper.signer.authority:
        yield Finding(EMPTY, Said(_("quyền hạn, chức vụ của người ký")))


def _name(paper: Paper) -> Iterator[Finding]:
    if not paper.signer.name:
        yield Finding(EMPTY, Said(_("họ tên người ký")))


def _capacity_written(paper: Paper) -> Iterator[Finding]:
    """TM. KT. TL. TUQ. Q.: letters without signs between them, a full stop after."""
    for number, line in enumerate(paper.signer.authority):
        found = _LOOSE.match(line)
        if found is None:
            continue
        letters = re.sub(r"[\s./]", "", found[1]).upper()
        right = f"{letters}. "
        if found[0] != right:
            mended = right + line[found.end() :]
            yield Finding(
                quoted(line),
                quoted(mended),
                line_at(number + 1),
                setting("signer", "authority", number, to=mended),
            )


def _own_post(paper: Paper) -> Iterator[Finding]:
    """Who signs for another writes the own post on the next line."""
    lines = paper.signer.authority
    for number, line in enumerate(lines):
        short = line.upper().split(" ")[0]
        if short in {"KT.", "TL.", "TUQ."} and number == len(lines) - 1:
            yield Finding(
                quoted(line),
                Said(_("dòng sau là chức vụ của người ký")),
                line_at(number + 1),
            )


def _for_a_collective(paper: Paper) -> Iterator[Finding]:
    """TM. stands before the name of a body, not of a post."""
    for number, line in enumerate(paper.signer.authority):
        if _PERSONS.match(line.upper()):
            yield Finding(
                quoted(line),
                Said(_("sau TM. là tên tập thể lãnh đạo hoặc cơ quan")),
                line_at(number + 1),
            )


def _no_titles(paper: Paper) -> Iterator[Finding]:
    name = paper.signer.name
    mended = _TITLES.sub("", name).strip()
    if mended and mended != name:
        yield Finding(
            quoted(name),
            Said(_("không ghi học hàm, học vị, danh hiệu trước họ tên")),
            fix=setting("signer", "name", to=mended),
        )


def _name_small(paper: Paper) -> Iterator[Finding]:
    """A name is in small letters, its first ones capital."""
    name = paper.signer.name
    if len(name) > 1 and name == name.upper():
        mended = " ".join(word.capitalize() for word in name.split())
        yield Finding(
            quoted(name), quoted(mended), fix=setting("signer", "name", to=mended)
        )


def _addressed(paper: Paper) -> Iterator[Finding]:
    if paper.is_letter and not paper.addressees:
        yield Finding(EMPTY, Said(_("“Kính gửi” và nơi giải quyết công việc")))


def _listed(paper: Paper) -> Iterator[Finding]:
    if not paper.recipients and not paper.filed:
        yield Finding(EMPTY, Said(_("danh sách nơi nhận")))


def _as_above(paper: Paper) -> Iterator[Finding]:
    """A paper with "Kính gửi" begins its recipients with "Như trên" (II.9b)."""
    if not paper.addressees or paper.type_code not in UPWARD:
        return
    if paper.recipients and fold(paper.recipients[0]).startswith("nhu tren"):
        return
    first = quoted(paper.recipients[0]) if paper.recipients else EMPTY
    yield Finding(
        first,
        quoted(_TO_THE_LETTER),
        line_at(1),
        setting("recipients", to=[_TO_THE_LETTER, *paper.recipients]),
    )


def _unit(paper: Paper) -> str:
    """The drafting unit as the symbol of a công văn names it."""
    return paper.symbol.partition("-")[2] if paper.is_letter else ""


def _filed(paper: Paper) -> Iterator[Finding]:
    """The last line is "Lưu: VT, <unit>." (II.9d)."""
    if paper.filed and re.match(r"VT\b", paper.filed):
        return
    rest = [part for part in re.split(r"[,;]\s*", paper.filed) if part]
    rest = rest or ([_unit(paper)] if _unit(paper) else [])
    mended = ", ".join(["VT", *rest])
    yield Finding(
        quoted(paper.filed) if paper.filed else EMPTY,
        Said(_("dòng cuối là “Lưu: %(filed)s.”"), {"filed": mended}),
        fix=setting("filed", to=mended),
    )


def _filed_unit(paper: Paper) -> Iterator[Finding]:
    if not re.match(r"VT\b", paper.filed) or re.match(r"VT\s*,\s*\S", paper.filed):
        return
    unit = _unit(paper)
    yield Finding(
        quoted(paper.filed),
        Said(_("VT, rồi viết tắt đơn vị soạn thảo")),
        fix=setting("filed", to=f"VT, {unit}") if unit else None,
    )


def _filed_apart(paper: Paper) -> Iterator[Finding]:
    """ "Lưu" is the last line, not one among the recipients."""
    for number, name in enumerate(paper.recipients):
        found = re.match(r"-?\s*Lưu\s*:?\s*", name, re.IGNORECASE)
        if found is None:
            continue
        others = [n for at, n in enumerate(paper.recipients) if at != number]
        changes: list[list[object]] = [[["recipients"], others]]
        if not paper.filed:
            changes.append([["filed"], name[found.end() :].strip(" .;")])
        yield Finding(
            quoted(name),
            Said(_("“Lưu” là dòng cuối cùng")),
            line_at(number + 1),
            {"set": changes},
        )
        return


def _once(paper: Paper) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    twice = []
    for name in paper.recipients:
        key = fold(name).strip(" ;.-")
        if key in seen:
            twice.append(name)
        seen.setdefault(key, name)
    if twice:
        yield Finding(
            quoted(twice[0]),
            Said(_("mỗi nơi nhận một dòng")),
            fix=setting("recipients", to=list(seen.values())),
        )


def _drafter(paper: Paper) -> Iterator[Finding]:
    mended = paper.drafter_mark.upper()
    if mended != paper.drafter_mark:
        yield Finding(
            quoted(paper.drafter_mark),
            quoted(mended),
            fix=setting("drafter_mark", to=mended),
        )


CHECKS = (
    Check("signer-post", SIGNER, _("Có quyền hạn, chức vụ"), "7a", _authority),
    Check("signer-name", SIGNER, _("Có họ tên người ký"), "7b", _name),
    Check(
        "capacity",
        SIGNER,
        _("Cách viết TM., KT., TL., TUQ., Q."),
        "7a",
        _capacity_written,
    ),
    Check("own-post", SIGNER, _("Chức vụ sau KT., TL., TUQ."), "7a", _own_post),
    Check("collective", SIGNER, _("Tên tập thể sau TM."), "7a", _for_a_collective),
    Check("no-titles", SIGNER, _("Không có học hàm, học vị"), "7b", _no_titles),
    Check("name-small", SIGNER, _("Họ tên bằng chữ thường"), "7b", _name_small),
    Check("addressed", RECIPIENTS, _("Có “Kính gửi”"), "9a", _addressed),
    Check("listed", RECIPIENTS, _("Có nơi nhận"), "9b", _listed),
    Check("as-above", RECIPIENTS, _("Dòng “Như trên”"), "9b", _as_above),
    Check("filed", RECIPIENTS, _("Dòng “Lưu: VT”"), "9b", _filed),
    Check(
        "filed-unit", RECIPIENTS, _("Đơn vị soạn thảo ở dòng “Lưu”"), "9b", _filed_unit
    ),
    Check("filed-apart", RECIPIENTS, _("Vị trí dòng “Lưu”"), "9b", _filed_apart),
    Check("once", RECIPIENTS, _("Nơi nhận không trùng"), "9b", _once),
    Check("drafter", OTHER, _("Ký hiệu người soạn thảo"), "12", _drafter),
)
