"""Lines of lists for every branch of their markup, hostile words among them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils.safestring import SafeString

from congvu.ui.rules import Deadline, Event, Place, Row, Tab

HOSTILE = """<script>"x"</script> & 'y'"""
DAY = date(2026, 11, 20)

ROWS = [
    Row(url="/a/", subject="Báo cáo", number="12"),
    Row(url=f"/?a=1&b={HOSTILE}", subject=HOSTILE, number=HOSTILE, key=HOSTILE),
    Row(
        url="/a/",
        subject="Quyết định",
        number="1",
        sender="Sở Tài chính",
        symbol="12/QĐ-STC",
        day=DAY,
        note="bản sao",
        holder="Phòng Ngân sách",
        deadline=Deadline(-3, DAY),
        urgency="flash",
        state="Đang giải quyết",
        state_tone="look",
        unread=True,
        selected=True,
        key="k1",
        quote="nơi có chữ",
    ),
    Row(
        url="/a/",
        subject="Việc",
        verb="Xử lý",
        number="3",
        sender=HOSTILE,
        symbol=HOSTILE,
        note=HOSTILE,
        holder=HOSTILE,
        deadline=Deadline(1, DAY, DAY, hour=HOSTILE),
        urgency=HOSTILE,
        state=HOSTILE,
        state_tone="late",
        quote=HOSTILE,
    ),
    Row(url="/a/", subject="x", symbol="s", note="n", deadline=Deadline(None)),
    Row(url="/a/", subject="x", day=DAY, holder="h", urgency="urgent"),
    Row(url="/a/", subject="x", holder="h", deadline=Deadline(5, DAY)),
    Row(url="/a/", subject="x", note="n", state="s", state_tone="done"),
    Row(url="/a/", subject="x", deadline=Deadline(0, done=True), state="s"),
    Row(url="/a/", subject="x", quote=SafeString("<mark>đất</mark> đai")),
    Row(url="/a/", subject="x", unread=True, verb="Đọc", urgency="khẩn"),
]
EVENTS = [
    Event("Vào sổ", actor="Trần Thị Ý", at=datetime(2026, 11, 20, 2, 3, tzinfo=UTC)),
    Event(HOSTILE, actor=HOSTILE, when=HOSTILE, url=f"/{HOSTILE}", state="now"),
    Event("Hạn", when="20/11 17:00", state="expected"),
    Event("Không có giờ"),
]
TABS = [
    Tab("Mọi văn bản", "/a/?b=1&c=2"),
    Tab("Quá hạn", "/a/", 3117, active=True, late=True),
    Tab("Quá hạn", "/a/", 0, late=True),
    Tab(HOSTILE, f"/{HOSTILE}", 7),
]
PLACES = [
    Place("Việc của tôi", "/viec/", "tasks", 3117, active=True, phone=True, short="V"),
    Place("Hồ sơ", "/ho-so/", "dossier", 0, phone=True),
    Place(HOSTILE, f"/{HOSTILE}", HOSTILE, 2),
    Place("Cơ quan", "/co-quan/", "building", second=True),
    Place("Quyền", "/quyen/", "key", 4, active=True, second=True),
]
