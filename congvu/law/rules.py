"""The kinds of rule there are, the shape a value of each kind has, and sureness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop as _

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | bool | None"

AUDIT_EVENTS: dict[str, str] = {
    "law.loaded": _("Nạp bộ quy định"),
    "law.calendar-day-set": _("Đặt ngày trong lịch làm việc"),
    "law.calendar-day-removed": _("Bỏ ngày khỏi lịch làm việc"),
}
AUDIT_WORDS = {
    "day": _("ngày"),
    "kind": _("loại ngày"),
    "name": _("tên ngày"),
    "source": _("căn cứ"),
    "added": _("thêm"),
    "changed": _("sửa"),
    "withdrawn": _("rút"),
}
AUDIT_VALUES = {
    "kind": {
        "holiday": _("ngày nghỉ"),
        "working": _("ngày làm việc bù"),
        "ordinary": _("như ngày thường"),
    },
}

# kind → its Vietnamese heading, in the order the page shows them
KINDS: dict[str, str] = {
    "document_type": _("Loại văn bản hành chính"),
    "normative_type": _("Loại văn bản quy phạm pháp luật"),
    "wire_type": _("Số loại văn bản khi liên thông"),
    "mail_domain": _("Tên miền hộp thư công vụ"),
    "copy_type": _("Hình thức bản sao"),
    "urgency": _("Mức độ khẩn"),
    "secrecy": _("Độ mật"),
    "asking": _("Hỏi đáp trên cổng thông tin"),
    "draft_comment": _("Thời gian lấy ý kiến dự thảo"),
    "incoming_deadline": _("Thời hạn tiếp nhận văn bản đến"),
    "difficulty_deadline": _("Hạn trả lời, quyết định về khó khăn, vướng mắc"),
    "public_deadline": _("Thời hạn đưa văn bản lên cổng thông tin"),
    "public_type": _("Loại văn bản công khai trên cổng thông tin"),
    "public_field": _("Lĩnh vực của văn bản công khai"),
    "report_closing": _("Chốt số liệu báo cáo định kỳ"),
    "handling_deadline": _("Thời hạn giải quyết văn bản đến"),
    "delegation": _("Ủy quyền, làm thay"),
    "reminder": _("Nhắc hạn giải quyết"),
    "number_sequence": _("Dãy số"),
    "register": _("Mẫu sổ"),
    "stamp": _("Dấu"),
    "slip": _("Phiếu"),
    "release_deadline": _("Thời hạn phát hành văn bản đi"),
    "archive_deadline": _("Thời hạn nộp lưu hồ sơ"),
    "retention_period": _("Thời hạn bảo quản hồ sơ"),
    "retention_counting": _("Cách tính thời hạn bảo quản"),
    "destruction": _("Hủy hồ sơ hết thời hạn"),
    "asset_life": _("Thời gian sử dụng, hao mòn của máy tính"),
    "media_wiping": _("Cách làm mất dữ liệu trên vật mang"),
    "portal_section": _("Mục bắt buộc trên cổng thông tin điện tử"),
    "portal_scope": _("Cơ quan nào phải có mục nào trên cổng"),
    "portal_deadline": _("Thời hạn công khai, trả lời trên cổng"),
    "support_limit": _("Hạn trả lời đề nghị hỗ trợ"),
    "weakness_due": _("Hạn vá lỗ hổng"),
    "incident_clock": _("Thời hạn báo sự cố an toàn thông tin"),
    "incident_contact": _("Chu kỳ rà soát đầu mối ứng cứu sự cố"),
    "subject_request": _("Thời hạn trả lời chủ thể dữ liệu cá nhân"),
    "processing_assessment": _("Hạn đánh giá tác động xử lý dữ liệu cá nhân"),
    "portal_freshness": _("Chu kỳ rà soát các mục trên cổng"),
    "survey_criterion": _("Tiêu chí rà soát máy tính, mạng"),
    "os_support": _("Hệ điều hành còn được hỗ trợ đến ngày"),
    "oss_product": _("Phần mềm nguồn mở được ưu tiên"),
    "oss_target": _("Chỉ tiêu dùng phần mềm nguồn mở"),
    "oss_preference": _("Cách ưu tiên phần mềm nguồn mở"),
    "format_change": _("Công chuyển đổi tệp văn phòng"),
    "level_criterion": _("Tiêu chí xác định cấp độ hệ thống thông tin"),
    "level_approval": _("Ai thẩm định, phê duyệt cấp độ"),
    "level_transition": _("Chuyển tiếp của cấp độ cũ, dự án đang làm"),
    "dossier_clock": _("Thời hạn với hồ sơ đề xuất cấp độ"),
    "investment_clock": _("Thời hạn trong đầu tư công nghệ thông tin"),
    "log_retention": _("Thời gian lưu nhật ký theo cấp độ"),
    "security_share": _("Phần kinh phí dành cho an ninh mạng"),
    "cost_part": _("Thành phần chi phí của dự toán dự án"),
    "hire_part": _("Thành phần chi phí của dự toán thuê dịch vụ"),
    "spending_kind": _("Nội dung chi ứng dụng công nghệ thông tin năm 2008, 2009"),
    "contingency_cap": _("Mức dự phòng trong dự toán"),
    "price_check": _("Kiểm tra giá trong dự toán"),
    "evidence_period": _("Bằng chứng đáp ứng yêu cầu an toàn có hạn"),
}


# What the parts of a value are called on the page; parts not named are for machines.
VALUE_WORDS: dict[str, str] = {
    "abbreviation": _("viết tắt"),
    "qcvn": _("mã theo QCVN 102"),
    "number": _("số"),
    "mark": _("dấu"),
    "immediately": _("làm ngay"),
    "refused": _("không tiếp nhận"),
    "same_day": _("trong ngày"),
    "latest_working_days": _("chậm nhất sau (ngày làm việc)"),
    "urgent_immediately": _("khẩn thì làm ngay"),
    "working_days": _("số ngày làm việc"),
    "width_mm": _("rộng (mm)"),
    "height_mm": _("cao (mm)"),
    "columns": _("các cột"),
    "levels": _("các mục ý kiến"),
    "lines": _("các dòng"),
    "first": _("bắt đầu từ"),
    "in_writing": _("phải bằng văn bản"),
    "until_a_day": _("phải có thời hạn"),
    "named_content": _("phải ghi nội dung"),
    "again": _("được ủy quyền lại"),
    "minutes": _("số phút"),
    "months": _("số tháng"),
    "month": _("trong tháng"),
    "years": _("số năm"),
    "permille": _("hao mòn một năm (phần nghìn)"),
    "percent": _("ít nhất (%)"),
    "most_percent": _("nhiều nhất (%)"),
    "over_percent": _("cao hơn quá (%)"),
    "days": _("số ngày"),
    "day": _("ngày"),
    "retention": _("bảo quản"),
    "words": _("tiêu đề có"),
    "types": _("loại văn bản"),
    "members": _("số thành viên"),
    "public": _("đề xuất công khai"),
    "never": _("không công khai"),
    "sections": _("các mục"),
    "english": _("phải có tiếng Anh"),
    "province": _("riêng cổng của tỉnh (số ngày)"),
    "note": _("ghi chú"),
    "weight": _("trọng số"),
    "zero": _("không điểm ở"),
    "full": _("đủ điểm ở"),
    "until": _("đến ngày"),
    "level": _("cấp độ"),
}


class Sureness(StrEnum):
    """How sure the shipped value is; the screen always says it."""

    READ = "read"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


SURENESS_WORDS: dict[str, str] = {
    Sureness.READ: _("đã đọc văn bản gốc"),
    Sureness.SECONDARY: _("nguồn thứ cấp"),
    Sureness.UNVERIFIED: _("chưa xác minh nguồn"),
}

# The two fact sheets give their letters different meanings. Sheet "documents": A full
# official text, B several independent implementations agree, C one secondary source,
# D general knowledge. Sheet "platform": A text of the law, B secondary source,
# C general knowledge, D our own inference.
SHEETS: dict[str, dict[str, Sureness]] = {
    "documents": {
        "A": Sureness.READ,
        "B": Sureness.SECONDARY,
        "C": Sureness.SECONDARY,
        "D": Sureness.UNVERIFIED,
    },
    "platform": {
        "A": Sureness.READ,
        "B": Sureness.SECONDARY,
        "C": Sureness.UNVERIFIED,
        "D": Sureness.UNVERIFIED,
    },
}


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One rule as it stood on the day asked for, with what is needed to cite it."""

    kind: str
    key: str
    label: str
    value: Mapping[str, Json]
    valid_from: date
    valid_until: date | None
    sureness: Sureness
    article: str
    source_code: str
    source_symbol: str
    source_title: str

    @property
    def citation(self) -> str:
        """ "Điều 22.2 NĐ 30/2020/NĐ-CP": what a screen prints beside a rule."""
        return " ".join(part for part in (self.article, self.source_symbol) if part)

    @property
    def citation_on_record(self) -> str:
        """As it is kept beside a value: an unverified source is called so for good."""
        if self.sureness == Sureness.READ:
            return self.citation
        return f"{self.citation} ({SURENESS_WORDS[self.sureness]})"

    def number(self, name: str) -> int | None:
        """A whole number of the value, None when the rule does not give it."""
        found = self.value.get(name)
        return found if isinstance(found, int) and found is not True else None

    def flag(self, name: str) -> bool:
        return self.value.get(name) is True

    def text(self, name: str) -> str:
        found = self.value.get(name)
        return found if isinstance(found, str) else ""


def in_force(rules: Iterable[RuleValue], on: date) -> list[RuleValue]:
    """Those of the rules whose half-open period holds the day."""
    return [
        rule
        for rule in rules
        if rule.valid_from <= on and (rule.valid_until is None or on < rule.valid_until)
    ]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of paper; ``code`` is its abbreviation, "CV" for công văn (none)."""

    code: str
    name: str
    abbreviation: str
    normative: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register, in the law's order."""

    key: str
    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long a step may take: at once, or that many working days after the day.

    ``same_day`` is the rule, ``latest_working_days`` what the law still tolerates
    (NĐ 30/2020 Đ4.2c: the same day, at latest the next working day).
    """

    immediately: bool
    same_day: bool
    latest_working_days: int | None


def value_words(rule: RuleValue) -> list[tuple[str, str | bool]]:
    """(name, value) for people; what a value does not say is left out."""
    words: list[tuple[str, str | bool]] = []
    for name, label in VALUE_WORDS.items():
        value = rule.value.get(name)
        if isinstance(value, bool):
            words.append((label, value))
        elif isinstance(value, int | str) and value != "":
            words.append((label, str(value)))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            words.append((label, " · ".join(_title(item) for item in value)))
    return words


def _title(item: Json) -> str:
    return str(item["title"] if isinstance(item, Mapping) else item)


def document_type(rule: RuleValue) -> DocumentType:
    return DocumentType(
        code=rule.key,
        name=rule.label,
        abbreviation=rule.text("abbreviation"),
        normative=rule.kind == "normative_type",
    )


def columns(rule: RuleValue) -> tuple[Column, ...]:
    """The columns of a register rule."""
    rows = rule.value["columns"]
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        message = f"{rule.kind}/{rule.key} has no list of columns"
        raise TypeError(message)
    return tuple(
        Column(str(r["key"]), str(r["title"]), int(str(r.get("width", 10))))
        for r in rows
        if isinstance(r, Mapping)
    )


def deadline(rule: RuleValue, *, urgent: bool) -> Deadline:
    """The clock of an incoming step; urgent papers go at once (NĐ 30/2020 Đ23.1)."""
    if urgent and rule.flag("urgent_immediately"):
        return Deadline(immediately=True, same_day=True, latest_working_days=0)
    return Deadline(
        immediately=False,
        same_day=rule.flag("same_day"),
        latest_working_days=rule.number("latest_working_days"),
    )


# -- reminders: which day a step falls on, by the calendar


class When(StrEnum):
    """Where a step of reminding lies beside the deadline."""

    BEFORE = "before"
    DUE = "due"
    AFTER = "after"
    EVERY = "every"


class Whom(StrEnum):
    """Who is reminded, in the order it goes up when a desk has nobody at it."""

    HANDLER = "handler"
    HEAD = "head"
    GIVER = "giver"
    CHIEF = "chief"


@dataclass(frozen=True, slots=True)
class Step:
    """One dated rule: so many working days before or after, these people.

    EVERY goes on from the last AFTER step, again and again. A deadline on a day off is
    spoken of on the working day before it, or after it (``off_previous``).
    """

    key: str
    when: When
    days: int
    to: tuple[Whom, ...]
    off_previous: bool = True

    def as_json(self) -> dict[str, Json]:
        return {
            "key": self.key,
            "when": str(self.when),
            "days": self.days,
            "to": [str(whom) for whom in self.to],
            "shift": "previous" if self.off_previous else "next",
        }


def step(key: str, value: Mapping[str, Json]) -> Step:
    """A step as a row of the law, or of an office's own rules, has it."""
    to, days = value.get("to"), value.get("days")
    named = to if isinstance(to, Sequence) and not isinstance(to, str) else ()
    return Step(
        key=key,
        when=When(str(value.get("when"))),
        days=days if isinstance(days, int) else 0,
        to=tuple(Whom(str(whom)) for whom in named),
        off_previous=value.get("shift") != "next",
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A step that falls on a day: its key (with the round, for EVERY) and that day."""

    key: str
    day: date
    step: Step


def latest_step(
    steps: Sequence[Step], due_on: date, today: date, days: WorkCalendar
) -> Due | None:
    """The last step whose day has come; every day it names is a working day.

    Only the last: after a stand-still of a week nobody needs the steps in between.
    """
    found: Due | None = None
    last_after = max((s.days for s in steps if s.when == When.AFTER), default=0)
    for each in steps:
        key, day = each.key, _day_of(each, due_on, days)
        if each.when == When.EVERY:
            late = days.working_days_between(due_on, today) - last_after
            round_number = late // each.days if each.days > 0 else 0
            if round_number < 1:
                continue
            key = f"{each.key}-{round_number}"
            day = days.add_working_days(due_on, last_after + round_number * each.days)
        if day <= today and (found is None or day >= found.day):
            found = Due(key, day, each)
    return found


def _day_of(each: Step, due_on: date, days: WorkCalendar) -> date:
    if each.when == When.BEFORE:
        return days.add_working_days(due_on, -each.days) if each.days else due_on
    if each.when == When.DUE:
        if days.is_working(due_on):
            return due_on
        return days.add_working_days(due_on, -1 if each.off_previous else 1)
    return days.add_working_days(due_on, each.days)
