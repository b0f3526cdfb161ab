"""Pages composed of the parts as the office's own pages are, for browser tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.views.i18n import set_language

from congvu.ui import views
from congvu.ui.rules import Event, Figure, Hat, Place, Row, Shell, Tab

POLICY = "default-src 'self'"
PAGES = Path(__file__).parent / "pages"


class SignIn(forms.Form):
    username = forms.CharField(label="Tên đăng nhập hoặc thư công vụ")
    password = forms.CharField(
        label="Mật khẩu",
        widget=forms.PasswordInput,
        help_text="Bước sau sẽ hỏi mã 6 số trên điện thoại của bạn.",
    )


def shell(active: str = "Văn bản đến") -> Shell:
    places = [
        ("Việc của tôi", "tasks", 12, False, True),
        ("Văn bản đến", "inbox", 23, False, True),
        ("Văn bản đi", "outbox", 7, False, False),
        ("Tiếp nhận", "intake", 6, False, False),
        ("Hồ sơ", "dossier", None, False, False),
        ("Nhiệm vụ", "duty", 4, False, False),
        ("Lịch công tác", "calendar", None, True, True),
        ("Thư điện tử", "mail", 3, True, False),
        ("Tổng quan", "chart", None, True, False),
        ("Cổng thông tin", "globe", None, True, False),
    ]
    return Shell(
        agency="UBND tỉnh Bắc Kạn",
        person="Nông Thị Lan",
        post="Văn thư · Văn phòng UBND tỉnh",
        today=date(2024, 11, 14),
        demo=True,
        places=[
            Place(label, f"#{icon}", icon, count, label == active, second, phone)
            for label, icon, count, second, phone in places
        ],
        hats=[
            Hat("1", "Văn thư", "Văn phòng UBND tỉnh", current=True),
            Hat("2", "Lưu trữ viên", "Văn phòng UBND tỉnh"),
        ],
        search_url="/search/",
        notices_url="/notices/",
        notices=2,
        hat_url="/hat/",
        language_url="/language/",
        settings_url="/settings/",
        sessions_url="/sessions/",
        sign_out_url="/out/",
        help_url="/help/",
    )


def _context() -> dict[str, Any]:
    samples = views._samples()
    rows = views._rows()
    older = [
        Row(
            f"/incoming/{n}/",
            row.subject,
            number=str(n),
            sender=row.sender,
            symbol=row.symbol,
            day=row.day,
            holder="Sở Xây dựng",
            deadline=row.deadline,
            state=row.state,
            state_tone=row.state_tone,
        )
        for n, row in zip(range(4862, 4842, -1), rows * 5, strict=True)
    ]
    wrong = views.SampleForm({"issued_on": "31/11/2024", "kind": "CV", "subject": "B"})
    wrong.is_valid()
    return {
        **samples,
        "older": older,
        "selected": True,
        "src": static("ui/sample-paper.svg"),
        "wrong": wrong,
        "read": views.SampleForm(initial=views.SAMPLE),
        "signin": SignIn(initial={"username": "lan.nongthi"}),
        "candidates": ["Lường Văn Thiệp", "Lường Văn Thiện"],
        "long_events": [
            Event("vào sổ, số đến 1206", "Đàm Thị Yến", when="11/11 14:20"),
            Event("giao Hoàng Văn Minh", "Ma Thị Hoa", when="12/11 10:41"),
            Event("Bạn đang giữ", when="bây giờ", state="now"),
        ],
        "files": [
            ("SNN_1462_CNTY.signed.pdf", "2 trang", "sẵn sàng", "done", "", False),
            ("thong bao 57 VP.docx", "1 trang", "xác nhận 1 mục", "look", "", False),
            ("CV 1459 thuy loi.pdf", "bản quét", "có thể trùng", "look", "", True),
            ("BC 706.pdf", "đã đọc 5 trang", "đang nhận dạng", "", "ring", False),
            ("bang tong hop.pdf", "Nội dung là .exe", "cách ly", "late", "ban", False),
        ],
        "few": [
            Figure("chờ ký", "2", "#"),
            Figure("chờ bút phê", "3", "#"),
            Figure("đang quá hạn", "9", "#", tone="late"),
        ],
        "tab_items": [
            Tab("Chờ vào sổ", "#", 6),
            Tab("Mọi văn bản", "#", active=True),
            Tab("Chờ trình", "#", 3),
            Tab("Chờ chuyển", "#", 5),
            Tab("Đang giải quyết", "#", 196),
            Tab("Quá hạn", "#", 9, late=True),
        ],
    }


def taken_in(request: HttpRequest) -> HttpResponse:
    """What an upload answers: the file's row, or a refusal with no row in it."""
    name = request.FILES["file"].name
    if name.endswith(".exe"):
        return HttpResponse("", status=422)
    return HttpResponse(
        format_html('<li class="row row-file" data-row>đã nhận {}</li>', name)
    )


def sample_page(request: HttpRequest, name: str, number: int = 0) -> HttpResponse:
    if request.method == "POST":
        return taken_in(request)
    template = engines["django"].from_string(
        (PAGES / f"{name}.html").read_text(encoding="utf-8")
    )
    active = {
        "work": "Việc của tôi",
        "leader": "Việc của tôi",
        "intake": "Tiếp nhận",
    }.get(name, "Văn bản đến")
    context = {**_context(), "shell": shell(active), "number": number}
    if name == "incoming" and request.path == "/incoming/":
        context["selected"] = request.GET.get("open", "")
    return HttpResponse(template.render(context, request))


def strict_policy(get: Callable[[HttpRequest], HttpResponse]) -> Any:
    """The rule the office sends with each page: nothing inline may run or draw."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get(request)
        response["Content-Security-Policy"] = POLICY
        return response

    return answer


urlpatterns = [
    path("ui/", include("congvu.ui.urls")),
    path("language/", set_language),
    path("<slug:name>/", sample_page),
    path("<slug:name>/<int:number>/", sample_page),
]
