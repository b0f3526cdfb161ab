"""The machine itself: programs, settings, folders, disks, clock."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings

from congvu.config.doctor.said import Patient, Said, State, bad, watch, well
from congvu.health.rules import GIB, clocks_apart, free_room
from congvu.lib.text import gettext_noop as _
from congvu.machine.install import FONTS, OLDEST_PYTHON, OPTIONAL, missing
from congvu.machine.state import CODE

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)([^\\]*)", re.MULTILINE)
SHORTEST_SECRET = 32


def python(_patient: Patient) -> Said:
    here = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return bad(
            _("Python %(here)s quá cũ."), _("Cài Python 3.11 trở lên."), here=here
        )
    return well("Python %(here)s", here=here)


def packages(_patient: Patient) -> Said:
    """What is installed against what the lock says; a marker may leave one out."""
    lock = (CODE / "requirements" / "base.txt").read_text(encoding="utf-8")
    wrong = []
    pins = PIN.findall(lock)
    for name, wanted, marker in pins:
        try:
            here = version(name)
        except PackageNotFoundError:
            here = "" if not marker.strip() else wanted
        if here != wanted and not marker.strip():
            wrong.append(f"{name} {here or '–'} ≠ {wanted}")
    if wrong:
        return bad(
            _("%(count)s thư viện không đúng bản đã khóa: %(first)s"),
            _("Chạy lại bộ cài (install.sh), hoặc make run trong bản mã nguồn."),
            count=len(wrong),
            first="; ".join(wrong[:3]),
        )
    return well(_("%(count)s thư viện đúng bản đã khóa"), count=len(pins))


def configuration(patient: Patient) -> Said:
    """Whether the settings can be read at all; the office starts with no less."""
    try:
        debug, hosts, https = settings.DEBUG, settings.ALLOWED_HOSTS, settings.HTTPS
    except Exception as why:  # noqa: BLE001 - whatever a setting is wrong in is told
        return bad(
            _("Cấu hình không đọc được: %(why)s"),
            _("Sửa biến ấy (/etc/congvu/office.env), rồi khởi động lại."),
            why=f"{type(why).__name__}: {why}",
        )
    if not patient.is_real:
        return well(_("Đọc được; đây là bản dùng thử (CONGVU_DEMO)"))
    if debug:
        return bad(
            _("CONGVU_DEBUG đang bật: trang lỗi lộ bí mật."),
            _("Bỏ CONGVU_DEBUG, rồi khởi động lại."),
        )
    if "*" in hosts or not set(hosts) - {"127.0.0.1", "localhost", "[::1]"}:
        return bad(
            _("CONGVU_HOSTS chưa nêu tên máy mà mọi người gõ."),
            _("Đặt CONGVU_HOSTS là tên máy ấy, không dùng dấu *."),
        )
    if not https:
        return bad(
            _("CONGVU_HTTPS chưa bật: cookie đi không mã hóa."),
            _("Đặt CONGVU_HTTPS=1 sau một proxy có HTTPS."),
        )
    return well(_("Đọc được; HTTPS, tên máy: %(host)s"), host=hosts[0])


def secret(patient: Patient) -> Said:
    given = os.environ.get("CONGVU_SECRET_KEY")
    path = patient.home / "secret-key"
    if not given and not path.exists():
        return watch(
            _("Chưa có khóa ký phiên; máy tự tạo ở lần chạy đầu."),
            _("Chạy congvu setup."),
        )
    try:
        key = given or path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as why:
        return bad(
            _("Không đọc được khóa ký phiên: %(why)s"),
            _("Trả tệp secret-key trong thư mục dữ liệu cho người dùng chạy máy."),
            why=why,
        )
    if len(key) < SHORTEST_SECRET:
        return bad(
            _("Khóa ký phiên quá ngắn."),
            _("Bỏ CONGVU_SECRET_KEY và tệp secret-key; máy tự tạo khóa mới."),
        )
    if not given and path.stat().st_mode & 0o077:
        return bad(
            _("Người khác trên máy đọc được khóa ký phiên."),
            "chmod 600 %(path)s",
            path=path,
        )
    return well(_("Có, đủ dài, chỉ người chạy máy đọc được"))


def folders(patient: Patient) -> Said:
    home = patient.home
    if not home.is_dir():
        return bad(
            _("Không có thư mục dữ liệu %(home)s."),
            _("Xem CONGVU_HOME; ổ đĩa đã gắn chưa?"),
            home=home,
        )
    for folder in (home, *(home / name for name in ("files", "tmp", "log", "search"))):
        if not folder.exists():
            continue
        if not os.access(folder, os.W_OK | os.X_OK):
            return bad(
                _("Không ghi được vào %(folder)s."),
                "chown -R congvu: %(home)s",
                folder=folder,
                home=home,
            )
    loose = stat.S_IMODE(home.stat().st_mode) & 0o066
    if loose:
        return bad(
            _("Người khác trên máy xem được thư mục dữ liệu."),
            "chmod 700 %(home)s",
            home=home,
        )
    return well("%(home)s", home=home)


def room(patient: Patient) -> Said:
    """The fullest of the disks that data, copies and the system lie on."""
    found = {}
    for folder in (patient.home, patient.shelf, Path("/")):
        if folder and folder.exists():
            found[folder.stat().st_dev] = (shutil.disk_usage(folder), folder)
    disk, folder = min(found.values(), key=lambda pair: pair[0].free)
    state = free_room(disk.free, disk.total)
    values = {"free": f"{disk.free / GIB:.1f}", "folder": folder}
    if state is State.WELL:
        return well(_("Còn %(free)s GB ở %(folder)s"), **values)
    look = bad if state is State.BAD else watch
    return look(
        _("Chỉ còn %(free)s GB ở %(folder)s."),
        _("Dọn hoặc thêm ổ đĩa; bỏ bản sao lưu cũ, phiên bản cũ trong releases."),
        **values,
    )


def clock(patient: Patient) -> Said:
    """Against the program's own age, and the database's clock where it answers."""
    made = (CODE / "pyproject.toml").stat().st_mtime
    if time.time() < made - 86400:
        return bad(
            _("Đồng hồ máy chậm: trước cả ngày cài phiên bản này."),
            _("Chỉnh giờ: timedatectl set-time, hoặc bật NTP."),
        )
    if not patient.trouble:
        (theirs,) = patient.row("SELECT extract(epoch FROM clock_timestamp())::float")
        apart = abs(time.time() - theirs)
        if (state := clocks_apart(apart)) is not State.WELL:
            return (bad if state is State.BAD else watch)(
                _("Máy này và cơ sở dữ liệu lệch nhau %(seconds)s giây."),
                _("Cho hai máy cùng theo một nguồn giờ (NTP)."),
                seconds=round(apart, 1),
            )
    return well(time.strftime("%H:%M %d/%m/%Y"))


def fonts(_patient: Patient) -> Said:
    has_own = any((CODE / "congvu/ui/static/ui/fonts").glob("*.woff2"))
    # Debian's Noto is what the pages' fonts are made of where npm is not asked.
    if gone := [name for name in missing(FONTS) if "noto" not in name]:
        return watch(
            _("Thiếu phông để in, xuất văn bản: %(names)s"),
            "apt-get install %(names)s",
            names=" ".join(gone),
        )
    if not has_own:
        return watch(
            _("Thiếu phông của trang; trang dùng phông của máy người xem."),
            "python -m congvu.machine.fonts",
        )
    return well(_("Đủ phông để in và phông của trang"))


def optional(_patient: Patient) -> Said:
    """Reading scans, Word to PDF: good to have, nothing is wrong without."""
    if gone := missing(OPTIONAL):
        return well(
            _("Không có (không bắt buộc; install.sh --with-ocr): %(names)s"),
            names=", ".join(gone),
        )
    return well(_("Đọc được bản quét, đổi được Word sang PDF"))
