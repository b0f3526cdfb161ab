"""What surrounds every page: who, which day, and the doors of the spine.

Whatever waits anywhere is counted in one query, made of a piece from each app.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from congvu.accounts.models import User
from congvu.dissemination.access import tellings_waiting
from congvu.documents.access import scope_of
from congvu.documents.queries import Tab, intake_ready, waiting_in, work_waiting
from congvu.duties.access import duties_waiting
from congvu.finding.access import reads_papers
from congvu.handbook.rules import help_url
from congvu.lib.text import gettext_noop
from congvu.notices.queries import addresses, unread
from congvu.organisations.access import Seat
from congvu.organisations.queries import unconfirmed
from congvu.organisations.rules import ACTS_AS, Permission, Role, short_name
from congvu.outgoing.access import drafts_tally
from congvu.portal.access.waits import portal_waiting
from congvu.reporting.access import reports_waiting
from congvu.sql import Tally, together
from congvu.support.access import support_waiting
from congvu.surveys.access import surveys_waiting
from congvu.ui.addresses import address
from congvu.ui.rules import Hat, Place, Shell


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; built only where a page draws the spine."""
    return {
        "shell": _Lazy(request),
        "seat": getattr(request, "seat", None),
        "now": timezone.now(),
    }


class _Lazy:
    """The shell of a request. A page names some sixty parts of it, and a template asks
    for each as for an item first.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _made(self) -> Shell:
        return _shell(self._request)

    def __getitem__(self, name: str) -> Any:
        return getattr(self._made, name)


@cache
def _is_demo() -> bool:
    """Whether the invented province was loaded here; looked up once a process."""
    return bool((settings.HOME / "demo-logins.txt").exists())


def _help(request: HttpRequest, seat: Seat | None) -> str:
    """Where the handbook tells about this very screen."""
    match = request.resolver_match
    return help_url(match.view_name if match else "", seat.role if seat else "")


def _shell(request: HttpRequest) -> Shell:
    user = request.user if isinstance(request.user, User) else None
    if user is None:
        return Shell(
            language_url=address("accounts:language"), help_url=_help(request, None)
        )
    seat: Seat | None = getattr(request, "seat", None)
    seats: list[Seat] = getattr(request, "seats", [])
    now, asks = timezone.now(), seat is not None and reads_papers(seat)
    news = unread(addresses(seat, user.pk), user.pk, at=now)
    if seat is None:
        counts: Mapping[str, int] = together({"unread": news})
    else:
        counts = seat.count(unread=news, **asked_of(seat, seats))
    return Shell(
        agency=short_name(seat.agency_name) if seat else "",
        person=seat.person_name if seat else user.username,
        post=f"{seat.post_name} · {short_name(seat.unit_name)}" if seat else "",
        today=timezone.localdate(),
        demo=_is_demo(),
        places=_places(seat, request.path, counts) if seat else (),
        hats=_hats(seats, seat, counts),
        home_url=address("home:front"),
        search_url=address("finding:search") if asks else "",
        suggest_url=address("finding:suggest") if asks else "",
        notices_url=address("notices:list"),
        notices=counts["unread"],
        bell_url=f"{address('notices:count')}?who={user.pk}",
        unlock_url=address("accounts:unlock"),
        bell_since=now,
        hat_url=address("organisations:choose-seat"),
        language_url=address("accounts:language"),
        absence_url=address("organisations:absences") if seat else "",
        settings_url=address("accounts:home"),
        sessions_url=address("accounts:sessions"),
        programs_url=address("openid:consents"),
        sign_out_url=address("accounts:sign-out"),
        help_url=_help(request, seat),
        keys_on=user.single_letter_keys,
        theme="contrast" if user.high_contrast else "",
        size="large" if user.larger_text else "",
    )


def asked_of(seat: Seat, seats: list[Seat]) -> dict[str, Tally]:
    """What is to be counted for whoever sits there, in one query."""
    asked: dict[str, Tally] = {"support": support_waiting(seat)}
    if seat.can(Permission.CONFIRM_RIGHTS):
        asked["unconfirmed"] = unconfirmed(seat.agency_id)
    if len(seats) > 1:
        for s in seats:
            asked[_under(s)] = work_waiting(s.desks, s.person_id)
    if seat.role == Role.ADMINISTRATOR:
        return asked
    if seat.can(Permission.INTAKE):
        asked["intake"] = intake_ready(seat.agency_id)
    if tabs := _handed_on(seat):
        asked["register"] = waiting_in(scope_of(seat), tabs)
    return asked | {
        "work": work_waiting(seat.desks, seat.person_id),
        "drafts": drafts_tally(seat),
        "duties": duties_waiting(seat),
        "reports": reports_waiting(seat),
        "surveys": surveys_waiting(seat),
        "tellings": tellings_waiting(seat),
        "portal": portal_waiting(seat),
    }


def _under(hat: Seat) -> str:
    return f"hat {hat.post_id}"


def _hats(seats: list[Seat], worn: Seat | None, counts: Mapping[str, int]) -> list[Hat]:
    """Every post somebody may act from, with what waits there; none for one post."""
    if worn is None or len(seats) < 2:
        return []
    return [
        Hat(
            str(s.post_id),
            _hat_name(s),
            short_name(s.unit_name),
            current=s.post_id == worn.post_id,
            waiting=counts[_under(s)],
        )
        for s in seats
    ]


def _hat_name(seat: Seat) -> str:
    if seat.delegation_kind is None:
        return seat.post_name
    return f"{seat.post_name} ({_(ACTS_AS[seat.delegation_kind])})"


_ABOUT = {
    "organisations:tree": gettext_noop(
        "Đơn vị, chức vụ, cán bộ: bổ nhiệm, thôi giữ, giao phụ trách."
    ),
    "exchange:regulation": gettext_noop(
        "Gói tin đi và đến, danh bạ cơ quan, quy chế gửi nhận, tỷ lệ điện tử."
    ),
    "law:rules": gettext_noop("Thời hạn, loại văn bản, mẫu sổ và căn cứ của từng mục."),
    "law:calendar": gettext_noop("Ngày nghỉ, ngày làm bù; hạn xử lý tính theo đây."),
    "signatures:verify": gettext_noop("Xem chữ ký trên một tệp PDF có hợp lệ không."),
    "signatures:keys": gettext_noop("Khóa ký số của bạn và của cơ quan."),
    "portal:questions": gettext_noop(
        "Câu hỏi của người dân, dự thảo lấy ý kiến, đánh giá của người đọc."
    ),
    "network:map": gettext_noop(
        "Điểm mạng, đường truyền, dải địa chỉ, thiết bị; mất đâu thì ai mất mạng."
    ),
    "watching:overview": gettext_noop(
        "Đường truyền, điểm mạng, thiết bị nào đang mất; có kết nối bao nhiêu."
    ),
    "systems:list": gettext_noop(
        "Hệ thống thông tin, cấp độ, yêu cầu phải đạt, cảnh báo, sự cố."
    ),
    "catalogues:list": gettext_noop(
        "Mã và tên dùng chung vào từng ngày: cơ quan, xã, loại văn bản, nghề nghiệp."
    ),
    "registry:list": gettext_noop(
        "Cơ sở dữ liệu do đơn vị tự lập: bảng, dòng, lịch sử, ai duyệt."
    ),
    "mailboxes:mine": gettext_noop(
        "Hộp thư công vụ của bạn, hộp thư chức danh, mật khẩu cho điện thoại."
    ),
    "inventory:mine": gettext_noop(
        "Máy giao cho bạn; quản trị xem mọi máy, phần mềm trên máy, kiểm kê."
    ),
    "investment:list": gettext_noop(
        "Cơ quan cần kinh phí làm gì, được cân đối đến đâu; dự toán, giải ngân."
    ),
    "licences:list": gettext_noop(
        "Phần mềm nào có quyền sử dụng, ở đâu chưa có; hợp đồng, cấp phát, danh mục."
    ),
    "support:list": gettext_noop(
        "Hỏi về kế hoạch, lựa chọn công nghệ, sự cố; trả lời trong hạn."
    ),
    "training:mine": gettext_noop(
        "Lớp bạn dự, lớp đang nhận đăng ký; điểm danh, kỹ năng, ai còn thiếu."
    ),
    "surveys:list": gettext_noop(
        "Đợt rà soát máy tính, mạng: phiếu của cơ quan, kết quả, việc cần nâng cấp."
    ),
    "organisations:rights": gettext_noop("Thay đổi quyền chờ người thứ hai xác nhận."),
    "audit:log": gettext_noop("Ai đã làm gì, xem gì, lúc nào."),
    "documents:handling-rules": gettext_noop(
        "Số ngày giải quyết, nhắc trước và sau hạn, nhắc tới ai."
    ),
    "imports:loads": gettext_noop(
        "Sổ đến, sổ đi của hệ thống cũ: kiểm tra, nạp, rút lại."
    ),
    "jobs:run-list": gettext_noop("Đọc tệp, nhận dạng, dọn dẹp: việc chờ và việc lỗi."),
    "health:overview": gettext_noop(
        "Cơ sở dữ liệu, ổ đĩa, đồng hồ, hàng chờ: mục nào hỏng, phải làm gì."
    ),
}
# What waits in which of the office's own books.
_WAITS = {
    "organisations:rights": "unconfirmed",
    "portal:questions": "portal",
    "support:list": "support",
}
# A leader's thumb finds what to decide, the figures, the days; "Thêm" holds the rest.
_DECIDED = ("home:work", "home:overview", "calendar:days")
_WATCHED = ("organisations:tree", "organisations:rights", "jobs:run-list")


def _places(seat: Seat, path: str, counts: Mapping[str, int]) -> list[Place]:
    """The spine for a seat: its daily places first, then the office's own books."""
    places = _daily_places(seat, counts)
    made = [
        Place(
            label,
            address(name),
            icon,
            count,
            _is_at(path, name),
            phone=_at_the_thumb(seat, name),
            short=short,
        )
        for label, name, icon, count, short in places
    ] + [
        Place(
            label,
            address(name),
            icon,
            counts.get(_WAITS.get(name, "")),
            _is_at(path, name),
            second=True,
            # Who keeps no papers has the thumb's places free for what they watch.
            phone=name in _DECIDED if _leads(seat) else not places and name in _WATCHED,
            about=_(_ABOUT[name]),
        )
        for label, name, icon, permission in _below()
        if seat.can(permission)
    ]
    return [place for place in made if place.url]


def _below() -> list[tuple[str, str, str, Permission]]:
    """The office's own books, below the daily places."""
    return [
        (_("Cơ quan"), "organisations:tree", "building", Permission.READ_ORGANISATION),
        (
            _("Danh mục dùng chung"),
            "catalogues:list",
            "layers",
            Permission.READ_ORGANISATION,
        ),
        (_("Quy định"), "law:rules", "book", Permission.READ_RULES),
        (_("Liên thông"), "exchange:regulation", "outbox", Permission.READ_RULES),
        (_("Lịch làm việc"), "law:calendar", "calendar", Permission.READ_RULES),
        (_("Hộp thư"), "mailboxes:mine", "mail", Permission.READ_ORGANISATION),
        (_("Mạng"), "network:map", "globe", Permission.KEEP_NETWORK),
        (_("Giám sát mạng"), "watching:overview", "alert", Permission.KEEP_NETWORK),
        (_("An toàn thông tin"), "systems:list", "shield", Permission.READ_SECURITY),
        (_("Dữ liệu chuyên ngành"), "registry:list", "layers", Permission.USE_REGISTRY),
        (_("Máy tính"), "inventory:mine", "computer", Permission.READ_ORGANISATION),
        (_("Bản quyền"), "licences:list", "key", Permission.READ_LICENCES),
        (_("Hỗ trợ CNTT"), "support:list", "question", Permission.READ_ORGANISATION),
        (_("Đào tạo"), "training:mine", "people", Permission.READ_ORGANISATION),
        (_("Rà soát"), "surveys:list", "scan", Permission.ANSWER_SURVEYS),
        (_("Đầu tư CNTT"), "investment:list", "book", Permission.ASK_INVESTMENT),
        (_("Cổng thông tin"), "portal:questions", "question", Permission.DRAFT),
        (_("Kiểm tra chữ ký"), "signatures:verify", "check", Permission.READ_RULES),
        (_("Chữ ký số"), "signatures:keys", "shield", Permission.READ_RULES),
        (
            _("Hạn và nhắc việc"),
            "documents:handling-rules",
            "flag",
            Permission.EDIT_HANDLING,
        ),
        (_("Quyền"), "organisations:rights", "key", Permission.CONFIRM_RIGHTS),
        (_("Nạp sổ cũ"), "imports:loads", "upload", Permission.LOAD_REGISTERS),
        (_("Nhật ký"), "audit:log", "shield", Permission.READ_AUDIT),
        (_("Tiến trình"), "jobs:run-list", "history", Permission.READ_JOBS),
        (_("Sức khỏe"), "health:overview", "gear", Permission.READ_JOBS),
    ]


def _daily_places(
    seat: Seat, counts: Mapping[str, int]
) -> list[tuple[str, str, str, int, str]]:
    """Where the seat's own work lies, with what waits there; administrators: none."""
    if seat.role == Role.ADMINISTRATOR:
        return []
    waits, drafts = counts.get("register", 0), counts["drafts"]
    duties, reports = counts["duties"], counts["reports"]
    mine = counts["work"] + drafts + duties + reports
    mine += counts["portal"] + counts["support"] + counts["surveys"]
    # The register's own work lies on the clerk's desk, on nobody else's.
    if seat.can(Permission.INTAKE):
        mine += waits
    # Under a thumb there is room for one line.
    narrow = pgettext("phone", "Văn bản đến")
    decides = pgettext("phone", "Quyết định") if _leads(seat) else ""
    places = [
        (_("Việc của tôi"), "home:work", "tasks", mine, decides),
        (_("Văn bản đến"), "documents:register", "inbox", waits, narrow),
        (_("Văn bản đi"), "outgoing:book", "outbox", drafts, ""),
    ]
    if seat.can(Permission.INTAKE):
        ready = counts["intake"]
        places.append((_("Tiếp nhận"), "documents:intake", "intake", ready, ""))
        places.append((_("Thư đến"), "mailboxes:letters", "mail", 0, ""))
    places.append((_("Hồ sơ"), "archives:dossiers", "dossier", 0, ""))
    places.append((_("Nhiệm vụ"), "duties:list", "duty", duties, ""))
    places.append((_("Báo cáo định kỳ"), "reporting:list", "layers", reports, ""))
    places.append((_("Chỉ tiêu"), "figures:list", "half", 0, ""))
    told = counts["tellings"]
    places.append((_("Phổ biến"), "dissemination:list", "book", told, ""))
    days = pgettext("phone", "Lịch")
    places.append((_("Lịch công tác"), "calendar:days", "calendar", 0, days))
    return [*places, (_("Tổng quan"), "home:overview", "chart", 0, "")]


def _leads(seat: Seat) -> bool:
    return seat.role == Role.LEADER


# Without room at the thumb: behind "Thêm".
_IN_THE_REST = (
    "outgoing:book",
    "mailboxes:letters",
    "archives:dossiers",
    "duties:list",
    "reporting:list",
    "figures:list",
    "dissemination:list",
    "calendar:days",
)


def _at_the_thumb(seat: Seat, name: str) -> bool:
    """Three places have room on a phone beside "Thêm"."""
    if _leads(seat):
        return name in _DECIDED
    if name in _IN_THE_REST:
        return False
    return name != "home:overview" or not seat.can(Permission.INTAKE)


def _handed_on(seat: Seat) -> list[Tab]:
    """What of the register waits for this seat: to be submitted, to be transferred."""
    found = []
    if seat.can(Permission.SUBMIT):
        found.append(Tab.REGISTERED)
    if seat.can(Permission.TRANSFER):
        found.append(Tab.INSTRUCTED)
    return found


# Pages that belong to a place and have another address.
_ALSO_AT = {
    "outgoing:book": ("outgoing:copies",),
    "duties:list": ("inspections:list",),
    "exchange:regulation": (
        "exchange:directory",
        "exchange:packets",
        "exchange:arrivals",
        "exchange:share",
        "exchange:violations",
    ),
    "mailboxes:mine": ("mailboxes:deliveries",),
    "inventory:mine": ("inventory:list",),
    "portal:questions": (
        "portal:open-drafts",
        "portal:ratings",
        "portal:meter",
        "portal:editors",
        "portal:waiting",
    ),
    "signatures:verify": ("signatures:trust",),
}


def _is_at(path: str, name: str) -> bool:
    if name == "systems:list":  # several apps share one place
        return path.startswith("/an-toan/")
    urls = [address(one) for one in (name, *_ALSO_AT.get(name, ()))]
    return any(url and path.startswith(url) for url in urls)
