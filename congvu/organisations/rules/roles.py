"""What each post may do, and who stands in for it within which limits."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from uuid import UUID, uuid5

from congvu.lib.text import gettext_noop as _

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
    EDIT_REGULATION = "regulation.edit"
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
    NUMBER = "outgoing.number"
    SET_SEQUENCES = "outgoing.set-sequences"
    SET_TEMPLATES = "outgoing.set-templates"
    SET_GROUPS = "outgoing.set-groups"
    DRAFT = "outgoing.draft"
    CHECK_CONTENT = "outgoing.check-content"
    CHECK_FORM = "outgoing.check-form"
    SIGN = "outgoing.sign"
    MAKE_DOSSIERS = "archives.make-dossiers"
    WRITE_PLAN = "archives.write-plan"
    APPROVE_PLAN = "archives.approve-plan"
    REOPEN_DOSSIER = "archives.reopen"
    FREEZE = "archives.freeze"
    KEEP_ARCHIVE = "archives.keep"
    DECIDE_ARCHIVE = "archives.decide"
    EDIT_TRUST = "trust.edit"
    KEEP_KEYS = "keys.keep"
    RETIRE_KEYS = "keys.retire"
    LOAD_REGISTERS = "imports.load"
    GIVE_DUTIES = "duties.give"
    RECORD_DUTIES = "duties.record"
    KEEP_MAILBOXES = "mailboxes.keep"
    ASK_MAILBOXES = "mailboxes.ask"
    EDIT_PORTAL = "portal.edit"
    PUBLISH_PORTAL = "portal.publish"
    KEEP_NETWORK = "network.keep"
    KEEP_MACHINES = "machines.keep"
    READ_LICENCES = "licences.read"
    RUN_SURVEYS = "surveys.run"
    ANSWER_SURVEYS = "surveys.answer"
    READ_SECURITY = "security.read"
    KEEP_SECURITY = "security.keep"
    RUN_CENTRE = "security.centre"
    ASK_INVESTMENT = "investment.ask"
    RUN_INVESTMENT = "investment.run"
    USE_REGISTRY = "registry.use"
    RUN_REGISTRY = "registry.run"
    KEEP_TRAINING = "training.keep"
    DECIDE_TRAINING = "training.decide"


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
        _P.NUMBER,
        _P.SET_TEMPLATES,
        _P.SET_GROUPS,
        _P.DRAFT,
        _P.CHECK_FORM,
        _P.KEEP_KEYS,
        _P.MAKE_DOSSIERS,
        _P.WRITE_PLAN,
        _P.LOAD_REGISTERS,
        _P.RECORD_DUTIES,
        _P.ASK_MAILBOXES,
        _P.EDIT_PORTAL,
        _P.USE_REGISTRY,
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
        _P.SET_SEQUENCES,
        _P.DRAFT,
        _P.CHECK_CONTENT,
        _P.SIGN,
        _P.MAKE_DOSSIERS,
        _P.APPROVE_PLAN,
        _P.REOPEN_DOSSIER,
        _P.FREEZE,
        _P.DECIDE_ARCHIVE,
        _P.GIVE_DUTIES,
        _P.RECORD_DUTIES,
        _P.ASK_MAILBOXES,
        _P.PUBLISH_PORTAL,
        _P.READ_LICENCES,
        _P.RUN_SURVEYS,
        _P.ANSWER_SURVEYS,
        _P.READ_SECURITY,
        _P.ASK_INVESTMENT,
        _P.RUN_INVESTMENT,
        _P.USE_REGISTRY,
        _P.RUN_REGISTRY,
        _P.DECIDE_TRAINING,
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
        _P.SET_SEQUENCES,
        _P.SET_TEMPLATES,
        _P.SET_GROUPS,
        _P.DRAFT,
        _P.CHECK_CONTENT,
        _P.CHECK_FORM,
        _P.SIGN,
        _P.MAKE_DOSSIERS,
        _P.WRITE_PLAN,
        _P.REOPEN_DOSSIER,
        _P.FREEZE,
        _P.LOAD_REGISTERS,
        _P.GIVE_DUTIES,
        _P.RECORD_DUTIES,
        _P.ASK_MAILBOXES,
        _P.EDIT_PORTAL,
        _P.PUBLISH_PORTAL,
        _P.READ_LICENCES,
        _P.RUN_SURVEYS,
        _P.ANSWER_SURVEYS,
        _P.READ_SECURITY,
        _P.ASK_INVESTMENT,
        _P.RUN_INVESTMENT,
        _P.USE_REGISTRY,
        _P.RUN_REGISTRY,
        _P.KEEP_TRAINING,
        _P.DECIDE_TRAINING,
    },
    Role.UNIT_HEAD: _EVERYBODY
    | {
        _P.ASSIGN,
        _P.WORK,
        _P.DRAFT,
        _P.CHECK_CONTENT,
        _P.SIGN,
        _P.MAKE_DOSSIERS,
        _P.RECORD_DUTIES,
        _P.ASK_MAILBOXES,
        _P.EDIT_PORTAL,
        _P.USE_REGISTRY,
        _P.RUN_REGISTRY,
        _P.DECIDE_TRAINING,
    },
    Role.SPECIALIST: _EVERYBODY
    | {
        _P.WORK,
        _P.DRAFT,
        _P.MAKE_DOSSIERS,
        _P.RECORD_DUTIES,
        _P.EDIT_PORTAL,
        _P.USE_REGISTRY,
    },
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        _P.EDIT_CALENDAR,
        _P.EDIT_REGULATION,
        _P.READ_AUDIT,
        _P.READ_AUDIT_EVERYWHERE,
        _P.READ_JOBS,
        _P.CONFIRM_RIGHTS,
        _P.EDIT_ORGANISATION,
        _P.PREPARE_REFORM,
        _P.EDIT_TRUST,
        _P.RETIRE_KEYS,
        _P.LOAD_REGISTERS,
        _P.KEEP_MAILBOXES,
        _P.KEEP_NETWORK,
        _P.KEEP_MACHINES,
        _P.READ_LICENCES,
        _P.RUN_SURVEYS,
        _P.ANSWER_SURVEYS,
        _P.READ_SECURITY,
        _P.ASK_INVESTMENT,
        _P.RUN_INVESTMENT,
        _P.KEEP_SECURITY,
        _P.RUN_CENTRE,
        _P.KEEP_TRAINING,
    },
    Role.ARCHIVIST: _EVERYBODY
    | {
        _P.READ_REGISTER,
        _P.DRAFT,
        _P.MAKE_DOSSIERS,
        _P.WRITE_PLAN,
        _P.KEEP_ARCHIVE,
        _P.USE_REGISTRY,
    },
}


# Of the whole installation: only from a seat in the province's own committee.
CENTRAL_ONLY = frozenset(
    {
        _P.READ_AUDIT_EVERYWHERE,
        _P.EDIT_CALENDAR,
        _P.EDIT_REGULATION,
        _P.READ_JOBS,
        _P.PREPARE_REFORM,
        _P.DECIDE_REFORM,
        _P.EDIT_TRUST,
        _P.RUN_SURVEYS,
        _P.RUN_INVESTMENT,
    }
)


# Whose desk is the agency's registry: they see all that the agency holds.
AGENCY_WIDE = frozenset(
    {Role.RECORDS_CLERK, Role.LEADER, Role.OFFICE_CHIEF, Role.ARCHIVIST}
)


# Drafts are for who checks, signs and numbers them; the archive keeps what was issued.
DRAFTS_WIDE = AGENCY_WIDE - {Role.ARCHIVIST}


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
    _P.NUMBER: _("Cấp số, hủy số văn bản đi"),
    _P.SET_TEMPLATES: _("Đặt mẫu văn bản"),
    _P.SET_GROUPS: _("Đặt nhóm nơi nhận"),
    _P.CHECK_CONTENT: _("Kiểm tra nội dung dự thảo"),
    _P.CHECK_FORM: _("Kiểm tra thể thức dự thảo"),
    _P.SIGN: _("Duyệt, ký văn bản đi"),
    _P.MAKE_DOSSIERS: _("Lập, kết thúc hồ sơ"),
    _P.APPROVE_PLAN: _("Duyệt, ban hành danh mục hồ sơ"),
    _P.REOPEN_DOSSIER: _("Mở lại hồ sơ đã kết thúc"),
    _P.FREEZE: _("Đóng băng, bỏ đóng băng hồ sơ"),
    _P.DECIDE_ARCHIVE: _("Cho giữ lại hồ sơ, duyệt hủy hồ sơ"),
    _P.GIVE_DUTIES: _("Giao nhiệm vụ, quyết định về nhiệm vụ đã giao"),
    _P.RECORD_DUTIES: _("Ghi nhiệm vụ từ văn bản chỉ đạo"),
    _P.KEEP_MAILBOXES: _("Mở, đóng, xem hộp thư"),
    _P.ASK_MAILBOXES: _("Đề nghị về hộp thư"),
    _P.KEEP_NETWORK: _("Giữ sơ đồ mạng, địa chỉ, thiết bị mạng"),
    _P.EDIT_PORTAL: _("Viết bài trên cổng thông tin"),
    _P.PUBLISH_PORTAL: _("Duyệt, xuất bản trên cổng thông tin"),
    _P.KEEP_MACHINES: _("Ghi, kiểm kê máy của cơ quan"),
    _P.READ_LICENCES: _("Xem tình trạng bản quyền phần mềm của cơ quan"),
    _P.RUN_SURVEYS: _("Mở, theo dõi đợt rà soát của tỉnh"),
    _P.ANSWER_SURVEYS: _("Ghi, nộp phiếu rà soát"),
    _P.READ_SECURITY: _("Xem hồ sơ an toàn thông tin của cơ quan"),
    _P.KEEP_SECURITY: _("Giữ hồ sơ an toàn thông tin của cơ quan"),
    _P.RUN_CENTRE: _("Trực trung tâm an ninh mạng của tỉnh"),
    _P.ASK_INVESTMENT: _("Ghi nhu cầu kinh phí công nghệ thông tin của cơ quan"),
    _P.RUN_INVESTMENT: _("Cân đối, theo dõi kinh phí công nghệ thông tin của tỉnh"),
    _P.RUN_REGISTRY: _("Lập cơ sở dữ liệu chuyên ngành, duyệt dòng"),
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
    DOSSIER_OPENED = "dossier-opened"
    DOSSIER_CLOSED = "dossier-closed"


RIGHT_KIND_NAMES = {
    RightKind.POST_CREATED: _("lập chức vụ"),
    RightKind.APPOINTED: _("bổ nhiệm"),
    RightKind.APPOINTMENT_ENDED: _("thôi giữ chức vụ"),
    RightKind.DELEGATED: _("ủy quyền"),
    RightKind.DELEGATION_ENDED: _("chấm dứt ủy quyền"),
    RightKind.PAPER_OPENED: _("mở quyền xem"),
    RightKind.PAPER_CLOSED: _("thu lại quyền xem"),
    RightKind.DOSSIER_OPENED: _("mở quyền xem hồ sơ"),
    RightKind.DOSSIER_CLOSED: _("thu lại quyền xem hồ sơ"),
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
    RightKind.DOSSIER_OPENED: _("%(desk)s được xem hồ sơ %(number)s"),
    RightKind.DOSSIER_CLOSED: _("%(desk)s thôi được xem hồ sơ %(number)s"),
}


@lru_cache(maxsize=20_000)
def members_of(unit_id: UUID) -> UUID:
    """The principal that stands for everybody in a unit.

    The unit's own id is the desk of its head; what is given "for information" to the
    unit goes to this one, derived from it so that no table is needed.
    """
    return uuid5(_MEMBERS, unit_id.hex)
