"""The living page: every part in each of its states, with its name.

The samples are invented and stand only here; the page needs no database.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from congvu.ui.formats import charts, drawings
from congvu.ui.rules import (
    Box,
    Deadline,
    Event,
    Figure,
    Pages,
    Row,
    RulerDay,
    Tab,
)

TODAY = date(2024, 11, 14)
ICONS = (
    "tasks",
    "inbox",
    "outbox",
    "intake",
    "dossier",
    "duty",
    "calendar",
    "mail",
    "chart",
    "globe",
    "bell",
    "search",
    "plus",
    "printer",
    "check",
    "flag",
    "half",
    "ring",
    "alert",
    "ban",
    "scan",
    "document",
    "chevron",
    "next",
    "pencil",
    "lock",
    "key",
    "people",
    "building",
    "gear",
    "book",
    "question",
    "menu",
    "back",
    "close",
    "upload",
    "download",
    "history",
    "computer",
    "layers",
    "undo",
    "forward",
    "user",
    "phone",
    "shield",
    "eye",
    "filter",
    "out",
)
COLOURS = (
    "giay",
    "trang",
    "to",
    "muc",
    "muc2",
    "muc3",
    "ke",
    "ke-dam",
    "cham",
    "cham-nhat",
    "cham-dam",
    "son",
    "son-nhat",
    "nghe",
    "nghe-nhat",
    "reu",
    "reu-nhat",
)
SAMPLE = {
    "symbol": "1459/SNN-TL",
    "issued_on": "12/11/2024",
    "kind": "CV",
    "subject": "Báo cáo tình hình tích nước các hồ chứa thủy lợi",
    "note": "Lường Văn Thiệp",
}


class SampleForm(forms.Form):
    """One field of each kind, so that each is seen drawn."""

    symbol = forms.CharField(
        label=_("Số, ký hiệu"), help_text=_("Ví dụ 1462/SNN-CNTY.")
    )
    issued_on = forms.DateField(
        label=_("Ngày văn bản"), widget=forms.DateInput(attrs={"type": "text"})
    )
    kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        choices=[("CV", _("Công văn")), ("QD", _("Quyết định"))],
    )
    subject = forms.CharField(label=_("Trích yếu"), widget=forms.Textarea({"rows": 2}))
    note = forms.CharField(label=_("Ghi chú"), required=False)
    urgency = forms.ChoiceField(
        label=_("Độ khẩn"),
        choices=[("", _("Thường")), ("urgent", _("Khẩn"))],
        widget=forms.RadioSelect,
        required=False,
    )
    paper_copy = forms.BooleanField(label=_("Có bản giấy"), required=False)
    password = forms.CharField(label=_("Mật khẩu"), widget=forms.PasswordInput)
    upload = forms.FileField(label=_("Tệp kèm theo"), required=False)


def gallery(request: HttpRequest) -> HttpResponse:
    wrong = SampleForm(
        {
            "wrong-symbol": "",
            "wrong-issued_on": "31/11/2024",
            "wrong-kind": "CV",
            "wrong-subject": "Báo cáo",
            "wrong-password": "x",
        },
        prefix="wrong",
    )
    wrong.is_valid()
    plain = SampleForm(initial=SAMPLE)
    return render(
        request,
        "ui/gallery.html",
        {
            "icons": ICONS,
            "colours": COLOURS,
            "form": plain,
            "read": SampleForm(initial=SAMPLE, prefix="read"),
            "wrong": wrong,
            "src": static("ui/sample-paper.svg"),
            "today": TODAY,
            "candidates": ["Lường Văn Thiệp", "Lường Văn Thiện"],
            **_samples(),
            **_chart_samples(),
            "drawn": _drawn_samples(),
        },
    )


def _deadlines() -> dict[str, Deadline]:
    return {
        "late": Deadline(-3, date(2024, 11, 11), TODAY),
        "now": Deadline(0, TODAY, TODAY),
        "now_hour": Deadline(0, TODAY, TODAY, hour="16:00"),
        "tomorrow": Deadline(1, date(2024, 11, 15), TODAY),
        "after_weekend": Deadline(1, date(2024, 11, 18), date(2024, 11, 15)),
        "later": Deadline(5, date(2024, 11, 21), TODAY),
        "none": Deadline(None),
        "done": Deadline(2, done=True),
    }


def _samples() -> dict[str, object]:
    return {
        "due": _deadlines(),
        "rows": _rows(),
        "work": _work(),
        "events": _events(),
        "boxes": _boxes(),
        "figures_row": _figures(),
        "days": _days(),
        "tab_items": _tabs(),
        "pages": Pages("1–50 trên 4.873", "#", "#"),
    }


def _rows() -> list[Row]:
    due = _deadlines()
    return [
        Row(
            "#a",
            "Về việc tham gia ý kiến dự thảo Quy chế phối hợp quản lý cụm",
            number="4873",
            sender="Sở Công Thương",
            symbol="2217/SCT-QLCN",
            day=date(2024, 11, 13),
            holder="chờ trình",
            deadline=due["later"],
            unread=True,
        ),
        Row(
            "#b",
            "Đề nghị hỗ trợ kinh phí phòng, chống đói, rét cho đàn vật nuôi vụ đông"
            " xuân 2024 - 2025",
            number="4871",
            sender="Sở Nông nghiệp và PTNT",
            symbol="1462/SNN-CNTY",
            day=date(2024, 11, 13),
            holder="chờ trình",
            deadline=due["now"],
            urgency="urgent",
            unread=True,
            selected=True,
        ),
        Row(
            "#c",
            "Kiến nghị của cử tri xã Cường Lợi về công trình nước sinh hoạt",
            number="4865",
            sender="UBND huyện Na Rì",
            symbol="942/UBND-NN",
            day=date(2024, 11, 8),
            holder="Bế Thu Hằng",
            deadline=due["late"],
        ),
        Row(
            "#d",
            "Quyết định ban hành Kế hoạch kiểm tra văn thư, lưu trữ năm 2025",
            number="4864",
            sender="Sở Nội vụ",
            symbol="1077/QĐ-SNV",
            day=date(2024, 11, 11),
            holder="Nông Quốc Việt",
            state="đã giải quyết",
            state_tone="done",
        ),
    ]


def _work() -> list[Row]:
    due = _deadlines()
    return [
        Row(
            "#e",
            "Đề nghị hướng dẫn kết nối hệ thống một cửa với trục liên thông",
            verb="Soạn trả lời",
            note="Giao bởi Ma Thị Hoa, 12/11 · từ 955/UBND-VP",
            deadline=due["now_hour"],
            urgency="flash",
            unread=True,
        ),
        Row(
            "#f",
            "Kế hoạch tuyên truyền chuyển đổi số bằng tiếng Tày, tiếng Dao",
            verb="Phối hợp",
            note="Sở Văn hóa, Thể thao và Du lịch chủ trì",
            deadline=due["after_weekend"],
        ),
    ]


def _events() -> list[Event]:
    return [
        Event(
            "nhận, kiểm tra chữ ký số: còn nguyên vẹn",
            "Trục liên thông",
            None,
            "09:02",
        ),
        Event("vào sổ, số đến 4871", "Nông Thị Lan", None, "09:14"),
        Event(
            "Chờ trình. Văn bản khẩn: trình ngay sau khi vào sổ",
            "",
            None,
            "bây giờ",
            "now",
        ),
        Event("Lãnh đạo cho ý kiến", "", None, " ", "expected"),
    ]


def _boxes() -> list[Box]:
    return [
        Box(1, 0.12, 0.145, 0.37, 0.17, "confirmed"),
        Box(2, 0.5, 0.145, 0.88, 0.17),
        Box(3, 0.085, 0.082, 0.405, 0.128),
        Box(6, 0.6, 0.845, 0.83, 0.872, "doubt"),
    ]


def _figures() -> list[Figure]:
    return [
        Figure("Đã nhận", "3.117", "#", "xem danh sách"),
        Figure("Giải quyết đúng hạn", "91,9 %", "#", "2.684 trên 2.921 đã xong"),
        Figure("Đang trong hạn", "187", "#", "xem danh sách"),
        Figure("Đang quá hạn", "9", "#", "ở 4 đơn vị", "late"),
    ]


def _days() -> list[RulerDay]:
    return [
        RulerDay("quá hạn", 1, "late", "#"),
        RulerDay("T5 14/11", 3, "look", "#"),
        RulerDay("T6 15/11", 2, "", "#"),
        RulerDay(off=True),
        RulerDay("T2 18/11", 2, "", "#"),
        RulerDay("T3 19/11", 1, "", "#"),
        RulerDay("T4 20/11"),
        RulerDay("T5 21/11", 7, "", "#"),
    ]


def _tabs() -> list[Tab]:
    return [
        Tab("Chờ vào sổ", "#", 6),
        Tab("Mọi văn bản", "#", active=True),
        Tab("Chờ trình", "#", 3),
        Tab("Quá hạn", "#", 9, late=True),
    ]


def _chart_samples() -> dict[str, Any]:
    """A chart with every kind of part, and a lying bar of each kind."""
    weeks = (("19/8", 181, 12, 0), ("26/8", 204, 14, 0), ("2/9", 121, 6, 0),
             ("4/11", 213, 18, 58), ("11/11", 70, 4, 119))  # fmt: skip

    def parts(label: str, counts: tuple[int, int, int]) -> list[charts.Part]:
        kinds = zip(("in-time", "late", "open"), counts, strict=True)
        return [charts.Part(form, n, f"{label}: {n}", "#") for form, n in kinds]

    columns = [
        charts.Column(
            label,
            parts(label, (done, late, still)),
            note=note,
            off=(True, True, False, False, False) if note else (),
        )
        for (label, done, late, still), note in zip(
            weeks, ("", "", "nghỉ 2", "", ""), strict=True
        )
    ]
    return {
        "chart": charts.column_chart(columns),
        "chart_bar": charts.bar(parts("Sở Tài chính", (115, 27, 9)), of=151),
        "chart_spread": charts.spread(1.1, 3.2, of=8.5, longest=True),
    }


def _drawn_samples() -> dict[str, drawings.Drawing]:
    """A drawing of each kind, each with something that is not known."""
    form, unknown = drawings.Form, "chưa biết"
    stops = [
        drawings.Stop(
            f"{month:02}/24", unknown if n is None else f"{n} %", n, target=80
        )
        for month, n in enumerate((61, 66, None, 72, 71, 84), start=6)
    ]
    parts = [
        drawings.SharePart(form.SOLID, "hoàn thành đúng hạn", 21, "21"),
        drawings.SharePart(form.LATE, "quá hạn", 6, "6"),
        drawings.SharePart(form.OUTLINE, "trong hạn", 9, "9"),
    ]
    return {
        "bars": drawings.bar_drawing(
            [
                drawings.Bar("Sở Tài chính", 92, "92 %", 80),
                drawings.Bar("Sở Nội vụ", 64, "64 %", 80, form.LATE),
                drawings.Bar("UBND xã Yến Dương", None, unknown, 80),
            ],
            key="sample-bars",
            title="Văn bản trao đổi điện tử",
            about="Sở Tài chính 92 %, Sở Nội vụ 64 %, UBND xã Yến Dương chưa biết",
            most=100,
        ),
        "shares": drawings.shares_drawing(
            [drawings.Shares("36 nhiệm vụ", parts)],
            key="sample-shares",
            title="Nhiệm vụ theo trạng thái",
            about="21 hoàn thành đúng hạn, 6 quá hạn, 9 trong hạn",
        ),
        "trend": drawings.trend_drawing(
            stops,
            key="sample-trend",
            title="Văn bản trao đổi điện tử theo tháng",
            about="Từ 61 % lên 84 %; tháng 8 chưa biết",
            words=drawings.TrendWords(
                "số đo", "số báo cáo", "mức phải đạt", unknown, "không có"
            ),
            most=100,
        ),
        "spark": drawings.spark_drawing(
            [61, 66, None, 72, 71, 84],
            key="sample-spark",
            title="Sáu tháng",
            about="Nay 84 %",
        ),
    }
