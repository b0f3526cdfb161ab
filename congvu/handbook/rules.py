"""Which page of the handbook helps with which screen."""

from __future__ import annotations

from congvu.organisations.rules import Role

ADDRESS = "/tro-giup/"
SIGN_IN = "dang-nhap"
KEYS = "phim-tat"

ROLE_PAGES = {
    Role.RECORDS_CLERK: "van-thu",
    Role.LEADER: "lanh-dao",
    Role.OFFICE_CHIEF: "chanh-van-phong",
    Role.UNIT_HEAD: "truong-phong",
    Role.SPECIALIST: "chuyen-vien",
    Role.ADMINISTRATOR: "quan-tri",
    Role.ARCHIVIST: "luu-tru",
}
PAGES = (*ROLE_PAGES.values(), SIGN_IN, KEYS)

# Screens that every role has, told on each role's own page under the same heading.
OWN_PAGE = {
    "home:front": "viec-cua-toi",
    "home:work": "viec-cua-toi",
    "home:work-item": "viec-cua-toi",
    "documents:register": "van-ban-den",
    "documents:entry": "van-ban-den",
}

HELP = {
    # at the door, and my log-in
    "accounts:sign-in": (SIGN_IN, "dang-nhap"),
    "accounts:second-step": (SIGN_IN, "ma-xac-thuc"),
    "accounts:enrol-at-door": (SIGN_IN, "cai-ma-xac-thuc"),
    "accounts:passkey-question": (SIGN_IN, "khoa-truy-cap"),
    "accounts:passkey-sign-in": (SIGN_IN, "khoa-truy-cap"),
    "accounts:openid-begin": (SIGN_IN, "dang-nhap-qua-noi-dang-nhap-chung"),
    "accounts:openid-back": (SIGN_IN, "dang-nhap-qua-noi-dang-nhap-chung"),
    "accounts:passkeys": (SIGN_IN, "khoa-truy-cap"),
    "accounts:new-passkey": (SIGN_IN, "khoa-truy-cap"),
    "accounts:remove-passkey": (SIGN_IN, "khoa-truy-cap"),
    "openid:authorize": (SIGN_IN, "chuong-trinh-da-cho-phep"),
    "openid:end-session": (SIGN_IN, "dang-xuat"),
    "openid:consents": (SIGN_IN, "chuong-trinh-da-cho-phep"),
    "openid:withdraw": (SIGN_IN, "chuong-trinh-da-cho-phep"),
    "openid:discovery": ("quan-tri", "cong-vu-la-noi-dang-nhap-chung"),
    "openid:jwks": ("quan-tri", "cong-vu-la-noi-dang-nhap-chung"),
    "openid:token": ("quan-tri", "cong-vu-la-noi-dang-nhap-chung"),
    "openid:introspect": ("quan-tri", "cong-vu-la-noi-dang-nhap-chung"),
    "openid:revoke": ("quan-tri", "cong-vu-la-noi-dang-nhap-chung"),
    "openid:userinfo": ("quan-tri", "cong-vu-la-noi-dang-nhap-chung"),
    "accounts:sign-out": (SIGN_IN, "dang-xuat"),
    "accounts:home": (SIGN_IN, "tai-khoan-cua-toi"),
    "accounts:preferences": (SIGN_IN, "tai-khoan-cua-toi"),
    "accounts:language": (SIGN_IN, "tai-khoan-cua-toi"),
    "accounts:password": (SIGN_IN, "doi-mat-khau"),
    "accounts:second-factor": (SIGN_IN, "cai-ma-xac-thuc"),
    "accounts:enrol": (SIGN_IN, "cai-ma-xac-thuc"),
    "accounts:codes": (SIGN_IN, "ma-du-phong"),
    "accounts:remove-second-factor": (SIGN_IN, "doi-dien-thoai"),
    "accounts:sessions": (SIGN_IN, "phien-dang-nhap"),
    "accounts:end-session": (SIGN_IN, "phien-dang-nhap"),
    "accounts:end-others": (SIGN_IN, "phien-dang-nhap"),
    "accounts:tokens": (SIGN_IN, "ma-truy-cap"),
    "accounts:revoke-token": (SIGN_IN, "ma-truy-cap"),
    "organisations:choose-seat": (SIGN_IN, "chon-chuc-vu"),
    "organisations:absences": (SIGN_IN, "vang-mat-nguoi-lam-thay"),
    "organisations:end-absence": (SIGN_IN, "vang-mat-nguoi-lam-thay"),
    "notices:list": (SIGN_IN, "thong-bao"),
    "notices:read": (SIGN_IN, "thong-bao"),
    "notices:choices": (SIGN_IN, "cach-nhan-thong-bao"),
    # acts that reorganise bodies
    "organisations:reforms": ("quan-tri", "sap-xep-to-chuc"),
    "organisations:prepare-reform": ("quan-tri", "soan-quyet-dinh-sap-xep"),
    "organisations:reform-template": ("quan-tri", "soan-quyet-dinh-sap-xep"),
    "organisations:reform": ("quan-tri", "quyet-dinh-va-thuc-hien"),
    "organisations:decide-reform": ("quan-tri", "quyet-dinh-va-thuc-hien"),
    "organisations:withdraw-reform": ("quan-tri", "quyet-dinh-va-thuc-hien"),
    "organisations:choose-heir": ("quan-tri", "chon-noi-ke-thua"),
    "organisations:look-up": ("quan-tri", "tra-ma-ten-co-quan"),
    # at the door of the agency
    "documents:intake": ("van-thu", "tiep-nhan"),
    "documents:intake-upload": ("van-thu", "tiep-nhan"),
    "documents:piles": ("van-thu", "bo-quet"),
    "documents:pile": ("van-thu", "bo-quet"),
    "documents:pile-image": ("van-thu", "bo-quet"),
    "documents:pile-label": ("van-thu", "bo-quet"),
    "documents:pile-separator": ("van-thu", "bo-quet"),
    "documents:pile-split": ("van-thu", "bo-quet"),
    "documents:pile-join": ("van-thu", "bo-quet"),
    "documents:pile-keep": ("van-thu", "bo-quet"),
    "documents:intake-item": ("van-thu", "vao-so"),
    "documents:intake-register": ("van-thu", "vao-so"),
    "documents:intake-register-ready": ("van-thu", "vao-so-nhieu-tep-mot-luc"),
    "documents:intake-draft": ("van-thu", "vao-so"),
    "documents:intake-discard": ("van-thu", "bo-tep"),
    "documents:intake-attach": ("van-thu", "them-tep"),
    "documents:intake-secret": ("van-thu", "nghi-co-dau-mat"),
    "documents:intake-not-secret": ("van-thu", "nghi-co-dau-mat"),
    "documents:intake-compare": ("van-thu", "bao-trung"),
    "documents:register-paper": ("van-thu", "van-ban-giay"),
    "documents:register-print": ("van-thu", "in-so-va-xuat-so"),
    "documents:register-export": ("van-thu", "loc-va-xuat-danh-sach"),
    "documents:register-csv": ("van-thu", "loc-va-xuat-danh-sach"),
    "documents:register-table": ("van-thu", "loc-va-xuat-danh-sach"),
    "documents:choose-columns": ("van-thu", "loc-va-xuat-danh-sach"),
    "documents:save-filter": ("van-thu", "loc-va-xuat-danh-sach"),
    "documents:delete-filter": ("van-thu", "loc-va-xuat-danh-sach"),
    "documents:books": ("van-thu", "khoa-so"),
    "documents:handling-rules": ("chanh-van-phong", "han-va-nhac-viec"),
    "documents:old-books": ("van-thu", "so-cu-va-ban-giao"),
    "documents:old-book": ("van-thu", "so-cu-va-ban-giao"),
    "documents:old-book-pdf": ("van-thu", "so-cu-va-ban-giao"),
    "documents:old-book-xlsx": ("van-thu", "so-cu-va-ban-giao"),
    "documents:hand-overs": ("van-thu", "so-cu-va-ban-giao"),
    "documents:hand-over-pdf": ("van-thu", "so-cu-va-ban-giao"),
    "documents:hand-over": ("van-thu", "so-cu-va-ban-giao"),
    "documents:reopen-register": ("chanh-van-phong", "mo-lai-so"),
    # the registry
    "documents:submit": ("van-thu", "trinh-lanh-dao"),
    "documents:transfer": ("van-thu", "chuyen-xu-ly"),
    "documents:return-to-sender": ("van-thu", "tra-lai-noi-gui"),
    "documents:cancel-number": ("van-thu", "huy-so-den"),
    "documents:correct": ("van-thu", "sua-du-lieu"),
    "documents:attach": ("van-thu", "them-tep"),
    "documents:open-right": ("van-thu", "mo-quyen-xem"),
    "documents:close-right": ("van-thu", "mo-quyen-xem"),
    # leaders
    "home:overview": ("chanh-van-phong", "tong-quan"),
    "home:overview-list": ("chanh-van-phong", "tong-quan"),
    "home:overview-export": ("chanh-van-phong", "tong-quan"),
    "home:late-causes": ("chanh-van-phong", "vi-sao-tre"),
    "home:late-causes-export": ("chanh-van-phong", "vi-sao-tre"),
    "documents:instruct": ("lanh-dao", "but-phe"),
    "documents:agree": ("lanh-dao", "dong-y-de-xuat"),
    # whoever hands out and whoever does the work
    "documents:assign": ("truong-phong", "phan-cong"),
    "documents:confirm": ("truong-phong", "xac-nhan-ket-qua"),
    "documents:return-report": ("truong-phong", "tra-lai-bao-cao"),
    "documents:report": ("chuyen-vien", "bao-cao-ket-qua"),
    "documents:send-back": ("chuyen-vien", "tra-lai-viec"),
    "documents:seen": ("chuyen-vien", "de-biet"),
    "documents:recall": ("lanh-dao", "thu-hoi-viec-da-giao"),
    "documents:pass-on": ("truong-phong", "chuyen-nguoi-khac-xu-ly"),
    "documents:ask-pass-on": ("chuyen-vien", "xin-gia-han-xin-chuyen-noi-khac"),
    "documents:grant-pass-on": ("lanh-dao", "gia-han"),
    "documents:refuse-pass-on": ("lanh-dao", "gia-han"),
    "documents:ask-extension": ("chuyen-vien", "xin-gia-han-xin-chuyen-noi-khac"),
    "documents:grant-extension": ("lanh-dao", "gia-han"),
    "documents:refuse-extension": ("lanh-dao", "gia-han"),
    "documents:ask-sender-extension": ("lanh-dao", "gia-han"),
    "documents:move-day": ("lanh-dao", "gia-han"),
    "documents:urge": ("lanh-dao", "don-doc"),
    "documents:urge-many": ("lanh-dao", "don-doc"),
    "documents:urge-registry": ("lanh-dao", "don-doc"),
    "documents:forward": ("van-thu", "chuyen-de-biet"),
    "documents:readers": ("lanh-dao", "ai-da-xem"),
    "documents:slip": ("luu-tru", "phieu-giai-quyet"),
    "documents:slip-pdf": ("luu-tru", "phieu-giai-quyet"),
    # the office's own books
    "organisations:tree": ("quan-tri", "co-quan-don-vi"),
    "organisations:agency": ("quan-tri", "co-quan-don-vi"),
    "organisations:appoint": ("quan-tri", "bo-nhiem-thoi-giu-giao-phu-trach"),
    "organisations:end-appointment": ("quan-tri", "bo-nhiem-thoi-giu-giao-phu-trach"),
    "organisations:delegate": ("quan-tri", "bo-nhiem-thoi-giu-giao-phu-trach"),
    "organisations:end-delegation": ("quan-tri", "bo-nhiem-thoi-giu-giao-phu-trach"),
    "documents:empty-desks": ("quan-tri", "ban-giao-khi-thoi-giu-chuc-vu"),
    "documents:hand-over-desk": ("quan-tri", "ban-giao-khi-thoi-giu-chuc-vu"),
    "organisations:add-person": ("quan-tri", "them-can-bo-chuc-vu-don-vi"),
    "organisations:add-post": ("quan-tri", "them-can-bo-chuc-vu-don-vi"),
    "organisations:add-unit": ("quan-tri", "them-can-bo-chuc-vu-don-vi"),
    "organisations:rights": ("quan-tri", "thay-doi-quyen"),
    "organisations:confirm-right": ("quan-tri", "thay-doi-quyen"),
    "law:rules": ("quan-tri", "quy-dinh"),
    "law:calendar": ("quan-tri", "lich-lam-viec"),
    "law:calendar-remove": ("quan-tri", "lich-lam-viec"),
    "audit:log": ("quan-tri", "nhat-ky"),
    "jobs:run-list": ("quan-tri", "tien-trinh-nen"),
    "jobs:run-retry": ("quan-tri", "tien-trinh-nen"),
    "notices:letters": ("quan-tri", "thu-gui-di"),
    "ui:gallery": (KEYS, "phim-tat"),
}


def help_url(url_name: str, role: str = "") -> str:
    """Where the handbook tells about a screen; its front page for an unknown one.

    ``role`` is the slug of the role one acts in: what every role does is told on each
    role's own page.
    """
    if url_name in OWN_PAGE and role:
        return f"{ADDRESS}{ROLE_PAGES[Role(role)]}/#{OWN_PAGE[url_name]}"
    page, section = HELP.get(url_name, ("", ""))
    return f"{ADDRESS}{page}/#{section}" if page else ADDRESS
