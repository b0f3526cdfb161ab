"""Roles, what each may do, and the shapes of organisation codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from congvu.audit.rules import Actor, Door
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "organisations.agency-created": _("Lập cơ quan"),
    "organisations.unit-created": _("Lập đơn vị"),
    "organisations.post-created": _("Lập chức vụ"),
    "organisations.person-added": _("Thêm cán bộ"),
    "organisations.person-appointed": _("Bổ nhiệm"),
    "organisations.appointment-ended": _("Thôi giữ chức vụ"),
    "organisations.post-delegated": _("Ủy quyền, giao phụ trách"),
    "organisations.delegation-ended": _("Chấm dứt ủy quyền, phụ trách"),
    "organisations.absence-recorded": _("Ghi vắng mặt"),
    "organisations.absence-ended": _("Kết thúc vắng mặt"),
    "organisations.identifier-given": _("Cấp mã định danh"),
    "organisations.right-change-confirmed": _("Xác nhận thay đổi quyền"),
    "organisations.seat-chosen": _("Chọn chức vụ làm việc"),
    "organisations.reform-prepared": _("Soạn quyết định tổ chức lại"),
    "organisations.reform-withdrawn": _("Rút quyết định tổ chức lại"),
    "organisations.reform-decided": _("Quyết định tổ chức lại"),
    "organisations.reform-carried-out": _("Thực hiện quyết định tổ chức lại"),
    "organisations.heir-chosen": _("Chọn nơi kế thừa"),
}

# The operator's file, and the same while it sets up an agency that was not there yet:
# nobody's rights there can change behind anybody's back.
LOAD = Actor(name="congvu organisation", door=Door.COMMAND)
FIRST_LOAD = Actor(name="congvu organisation (first)", door=Door.COMMAND)
# Acts given to the operator's command.
REFORM = Actor(name="congvu reform", door=Door.COMMAND)

# Old 13-character code: QĐ 28/2018 Đ10, QCVN 102:2016.
_CODE_13 = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")
# New code, at most 35 characters: QĐ 20/2020/QĐ-TTg.
_CODE_35 = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
_MEMBERS = UUID("0190d4a2-6f00-7000-8000-6d656d626572")


class Role(StrEnum):
    """What a post is for. Stored as its slug."""

    RECORDS_CLERK = "records-clerk"
    LEADER = "leader"
    OFFICE_CHIEF = "office-chief"
    UNIT_HEAD = "unit-head"
    SPECIALIST = "specialist"
    ADMINISTRATOR = "administrator"
    ARCHIVIST = "archivist"


ROLE_NAMES = {
    Role.RECORDS_CLERK: _("Văn thư"),
    Role.LEADER: _("Lãnh đạo"),
    Role.OFFICE_CHIEF: _("Chánh văn phòng"),
    Role.UNIT_HEAD: _("Trưởng phòng"),
    Role.SPECIALIST: _("Chuyên viên"),
    Role.ADMINISTRATOR: _("Quản trị"),
    Role.ARCHIVIST: _("Lưu trữ"),
}


class Permission(StrEnum):
    """What a role may do at all; on which document is decided by documents.access."""

    INTAKE = "incoming.intake"
    REGISTER = "incoming.register"
    READ_REGISTER = "incoming.read-register"
    SUBMIT = "incoming.submit"
    TRANSFER = "incoming.transfer"
    INSTRUCT = "incoming.instruct"
    ASSIGN = "incoming.assign"
    WORK = "incoming.work"
    CLOSE_REGISTER = "register.close"
    REOPEN_REGISTER = "register.reopen"
    READ_RULES = "rules.read"
    EDIT_CALENDAR = "calendar.edit"
    READ_AUDIT = "audit.read"
    READ_AUDIT_EVERYWHERE = "audit.read-everywhere"
    READ_JOBS = "jobs.read"
    READ_ORGANISATION = "organisation.read"
    OPEN_PAPERS = "rights.open"
    CONFIRM_RIGHTS = "rights.confirm"
    EDIT_ORGANISATION = "organisation.edit"
    PREPARE_REFORM = "reform.prepare"
    DECIDE_REFORM = "reform.decide"
    EDIT_HANDLING = "handling.edit"


_P = Permission
_EVERYBODY = frozenset({_P.READ_RULES, _P.READ_ORGANISATION})
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.RECORDS_CLERK: _EVERYBODY
    | {
        _P.INTAKE,
        _P.REGISTER,
        _P.READ_REGISTER,
        _P.SUBMIT,
        _P.TRANSFER,
        _P.CLOSE_REGISTER,
        _P.OPEN_PAPERS,
    },
    Role.LEADER: _EVERYBODY
    | {
        _P.READ_REGISTER,
        _P.REOPEN_REGISTER,
        _P.INSTRUCT,
        _P.WORK,
        _P.OPEN_PAPERS,
        _P.CONFIRM_RIGHTS,
        _P.DECIDE_REFORM,
        _P.EDIT_HANDLING,
    },
    Role.OFFICE_CHIEF: _EVERYBODY
    | {
        _P.READ_REGISTER,
        _P.REOPEN_REGISTER,
        _P.SUBMIT,
        _P.TRANSFER,
        _P.INSTRUCT,
        _P.ASSIGN,
        _P.WORK,
        _P.OPEN_PAPERS,
        _P.EDIT_HANDLING,
    },
    Role.UNIT_HEAD: _EVERYBODY | {_P.ASSIGN, _P.WORK},
    Role.SPECIALIST: _EVERYBODY | {_P.WORK},
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        _P.EDIT_CALENDAR,
        _P.READ_AUDIT,
        _P.READ_AUDIT_EVERYWHERE,
        _P.READ_JOBS,
        _P.CONFIRM_RIGHTS,
        _P.EDIT_ORGANISATION,
        _P.PREPARE_REFORM,
    },
    Role.ARCHIVIST: _EVERYBODY | {_P.READ_REGISTER},
}

# Of the whole installation: only from a seat in the province's own committee.
CENTRAL_ONLY = frozenset(
    {
        _P.READ_AUDIT_EVERYWHERE,
        _P.EDIT_CALENDAR,
        _P.READ_JOBS,
        _P.PREPARE_REFORM,
        _P.DECIDE_REFORM,
    }
)

# Whose desk is the agency's registry: they see all that the agency holds.
AGENCY_WIDE = frozenset(
    {Role.RECORDS_CLERK, Role.LEADER, Role.OFFICE_CHIEF, Role.ARCHIVIST}
)
UNIT_WIDE = frozenset({Role.UNIT_HEAD, Role.OFFICE_CHIEF})


class DelegationKind(StrEnum):
    """By what right somebody acts from another's post."""

    AUTHORISED = "authorised"
    ACTING = "acting"
    STAND_IN = "stand-in"


DELEGATION_KIND_NAMES = {
    DelegationKind.AUTHORISED: _("ủy quyền"),
    DelegationKind.ACTING: _("giao phụ trách"),
    DelegationKind.STAND_IN: _("làm thay khi vắng mặt"),
}
# What stands under what they write, before the basis.
ACTS_AS = {
    DelegationKind.AUTHORISED: _("được ủy quyền"),
    DelegationKind.ACTING: _("phụ trách"),
    DelegationKind.STAND_IN: _("làm thay"),
}

# What may be kept back from a deputy; reading comes with the post.
LIMITABLE = {
    _P.INSTRUCT: _("Bút phê, giao việc"),
    _P.ASSIGN: _("Phân công trong đơn vị"),
    _P.WORK: _("Báo cáo kết quả"),
    _P.REGISTER: _("Vào sổ, sửa, hủy số"),
    _P.SUBMIT: _("Trình lãnh đạo"),
    _P.TRANSFER: _("Chuyển xử lý"),
    _P.OPEN_PAPERS: _("Mở quyền xem văn bản"),
    _P.CLOSE_REGISTER: _("Khóa sổ"),
    _P.REOPEN_REGISTER: _("Mở lại sổ đã khóa"),
    _P.CONFIRM_RIGHTS: _("Xác nhận thay đổi quyền"),
    _P.EDIT_ORGANISATION: _("Thay đổi tổ chức, cán bộ"),
}


class AbsenceReason(StrEnum):
    LEAVE = "leave"
    TRAVEL = "travel"
    STUDY = "study"
    ILLNESS = "illness"
    OTHER = "other"


ABSENCE_REASON_NAMES = {
    AbsenceReason.LEAVE: _("nghỉ phép"),
    AbsenceReason.TRAVEL: _("đi công tác"),
    AbsenceReason.STUDY: _("đi học"),
    AbsenceReason.ILLNESS: _("nghỉ ốm"),
    AbsenceReason.OTHER: _("lý do khác"),
}


class Route(StrEnum):
    """Where work goes that is handed to somebody who is away."""

    DESK = "desk"
    UNIT = "unit"


ROUTE_NAMES = {
    Route.DESK: _("để ở bàn tôi"),
    Route.UNIT: _("chuyển cho trưởng đơn vị"),
}


class RightKind(StrEnum):
    """What changed a right: NĐ 30/2020 Phụ lục VI wants each one pointed out."""

    POST_CREATED = "post-created"
    APPOINTED = "appointed"
    APPOINTMENT_ENDED = "appointment-ended"
    DELEGATED = "delegated"
    DELEGATION_ENDED = "delegation-ended"
    PAPER_OPENED = "paper-opened"
    PAPER_CLOSED = "paper-closed"


RIGHT_KIND_NAMES = {
    RightKind.POST_CREATED: _("lập chức vụ"),
    RightKind.APPOINTED: _("bổ nhiệm"),
    RightKind.APPOINTMENT_ENDED: _("thôi giữ chức vụ"),
    RightKind.DELEGATED: _("ủy quyền"),
    RightKind.DELEGATION_ENDED: _("chấm dứt ủy quyền"),
    RightKind.PAPER_OPENED: _("mở quyền xem"),
    RightKind.PAPER_CLOSED: _("thu lại quyền xem"),
}
AUDIT_WORDS = {
    "name": _("tên"),
    "from": _("từ ngày"),
    "until": _("đến trước ngày"),
    "role": _("vai trò"),
    "person": _("người"),
    "post": _("chức vụ"),
    "scheme": _("hệ mã"),
    "value": _("mã"),
    "kind": _("thay đổi"),
    "by": _("người thực hiện"),
    "delegation": _("theo ủy quyền"),
    "withheld": _("không gồm"),
    "reason": _("lý do"),
    "route": _("việc mới"),
    "title": _("tên gọi"),
    "basis": _("căn cứ"),
    "lines": _("số dòng"),
    "day": _("từ ngày"),
    "ended_agencies": _("cơ quan kết thúc"),
    "ended_units": _("đơn vị kết thúc"),
    "new_agencies": _("cơ quan mới"),
    "predecessor": _("nơi đã kết thúc"),
    "heir": _("nơi kế thừa"),
}
AUDIT_VALUES: Mapping[str, Mapping[Any, str]] = {
    "role": ROLE_NAMES,
    "kind": {
        str(k): v
        for k, v in (*RIGHT_KIND_NAMES.items(), *DELEGATION_KIND_NAMES.items())
    },
    "reason": ABSENCE_REASON_NAMES,
    "route": ROUTE_NAMES,
    "scheme": {
        "code-13": _("mã 13 ký tự (QCVN 102:2016)"),
        "code-35": _("mã định danh điện tử (QĐ 20/2020)"),
        "commune-5": _("mã đơn vị hành chính 5 số"),
    },
}
# Of a paper only its số đến: who confirms need not be one who may read it.
RIGHT_SENTENCES = {
    RightKind.POST_CREATED: _("Lập chức vụ %(post)s, vai trò %(role)s"),
    RightKind.APPOINTED: _("%(person)s giữ chức vụ %(post)s từ ngày %(day)s"),
    RightKind.APPOINTMENT_ENDED: _(
        "%(person)s thôi giữ chức vụ %(post)s từ ngày %(day)s"
    ),
    RightKind.DELEGATED: _("%(person)s làm thay chức vụ %(post)s từ ngày %(day)s"),
    RightKind.DELEGATION_ENDED: _(
        "%(person)s thôi làm thay chức vụ %(post)s từ ngày %(day)s"
    ),
    RightKind.PAPER_OPENED: _("%(desk)s được xem văn bản số đến %(number)s"),
    RightKind.PAPER_CLOSED: _("%(desk)s thôi được xem văn bản số đến %(number)s"),
}


def members_of(unit_id: UUID) -> UUID:
    """The principal that stands for everybody in a unit.

    The unit's own id is the desk of its head; what is given "for information" to the
    unit goes to this one, derived from it so that no table is needed.
    """
    return uuid5(_MEMBERS, unit_id.hex)


def is_code_13(text: str) -> bool:
    return _CODE_13.fullmatch(text) is not None


def is_commune_5(text: str) -> bool:
    return len(text) == 5 and text.isascii() and text.isdigit()


def is_code_35(text: str) -> bool:
    return len(text) <= 35 and _CODE_35.fullmatch(text) is not None


def short_name(name: str) -> str:
    """As people say it, so that a name fits its line (NĐ 30/2020 uses UBND so)."""
    return name.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")


def scheme_of(code: str) -> str | None:
    """Which kind of code it looks like, as its slug; None when like none."""
    if is_commune_5(code):
        return "commune-5"
    if is_code_13(code):
        return "code-13"
    return "code-35" if is_code_35(code) else None


_COMMUNE_WORDS = ("xã", "phường", r"thị\s+trấn", r"đặc\s+khu")
_COMMUNE = re.compile(rf"(?:{'|'.join(_COMMUNE_WORDS)}) (.+)$", re.IGNORECASE)


def place_of(name: str) -> str:
    """Where a commune's papers are dated: its own name (NĐ 30/2020, Phụ lục I.II.4).

    A name that is a number keeps its kind before it: Phường 1.
    """
    found = _COMMUNE.search(name)
    if found is None:
        return ""
    own = found[0] if found[1].isdigit() else found[1]
    return own[:1].upper() + own[1:]


class BodyKind(StrEnum):
    """What can be reorganised: it begins, changes and ends by a legal act."""

    AGENCY = "agency"
    UNIT = "unit"
    POST = "post"


BODY_KIND_NAMES = {
    BodyKind.AGENCY: _("cơ quan, tổ chức"),
    BodyKind.UNIT: _("đơn vị"),
    BodyKind.POST: _("chức vụ"),
}


class ReformState(StrEnum):
    PREPARED = "prepared"
    DECIDED = "decided"
    CARRIED_OUT = "carried-out"
    WITHDRAWN = "withdrawn"


REFORM_STATE_NAMES = {
    ReformState.PREPARED: _("đang soạn"),
    ReformState.DECIDED: _("đã quyết định, chờ đến ngày"),
    ReformState.CARRIED_OUT: _("đã thực hiện"),
    ReformState.WITHDRAWN: _("đã rút"),
}


class ChangeVerb(StrEnum):
    """What one line of an act does."""

    CREATE = "create"
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"
    RECODE = "recode"
    APPOINT = "appoint"


CHANGE_VERB_NAMES = {
    ChangeVerb.CREATE: _("lập"),
    ChangeVerb.RENAME: _("đổi tên"),
    ChangeVerb.MOVE: _("chuyển"),
    ChangeVerb.MERGE: _("sáp nhập"),
    ChangeVerb.SPLIT: _("chia"),
    ChangeVerb.DISSOLVE: _("giải thể"),
    ChangeVerb.RECODE: _("đổi mã"),
    ChangeVerb.APPOINT: _("bổ nhiệm"),
}


# -- what succession does to each field that points at a body


class Fate(StrEnum):
    """What happens to a field that names a body when that body ends.

    STAYS: it names the body of its day for ever. ENDS: the row is closed on the day.
    FOLLOWS: what is still open moves to the heir. SEEN: nothing is written; who reads
    asks for the body's predecessors, too.
    """

    STAYS = "stays"
    ENDS = "ends"
    FOLLOWS = "follows"
    SEEN = "seen"


@dataclass(frozen=True)
class Passed:
    """One body that ends: who has its open work now (itself, or who kept it in the
    meantime), and who takes it, for good or until a person has chosen.
    """

    kind: BodyKind
    body_id: UUID
    from_id: UUID
    to_id: UUID
    is_interim: bool = False


@dataclass(frozen=True)
class Passing:
    """Everything that changes hands on one day by one act."""

    reform_id: UUID
    legal_basis: str
    on: date
    at: datetime
    by: Actor
    bodies: tuple[Passed, ...]


@dataclass(frozen=True)
class Declared:
    """What an app's ``succession.py`` says of one field ("documents.Register.agency").

    ``label`` and ``count`` (how many of these bodies' rows are touched) are for the
    preview of an act; ``move`` does it for all of them at once.
    """

    field: str
    fate: Fate
    label: str = ""
    count: Callable[[Sequence[UUID], date], Mapping[UUID, int]] | None = None
    move: Callable[[Passing], None] | None = None


SUCCESSION: dict[str, Declared] = {}


def declare(*declared: Declared) -> None:
    """Called as ``succession.py`` is read; two words about one field are a mistake."""
    for one in declared:
        if SUCCESSION.setdefault(one.field, one) != one:
            raise ValueError(f"{one.field} is declared twice")


def stays(*fields: str) -> None:
    declare(*(Declared(field, Fate.STAYS) for field in fields))


def seen(*fields: str) -> None:
    declare(*(Declared(field, Fate.SEEN) for field in fields))
