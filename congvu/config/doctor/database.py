"""The database as the running role sees it, asked without Django."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

from congvu.config.doctor.said import Patient, Said, bad, watch, well
from congvu.lib.text import gettext_noop as _
from congvu.machine.cluster import EXTENSIONS, OLDEST
from congvu.machine.session import office_is_running
from congvu.machine.state import CODE, has_external_database, user_of


def answers(patient: Patient) -> Said:
    why = patient.trouble
    if not why:
        (name,) = patient.row("SHOW server_version")
        if patient.link.info.server_version < OLDEST * 10000:
            return bad(
                _("PostgreSQL %(version)s quá cũ."),
                _("Nâng PostgreSQL lên 15 trở lên."),
                version=name,
            )
        return well(_("PostgreSQL %(version)s trả lời"), version=name)
    if not has_external_database() and not office_is_running():
        return watch(
            _("Văn phòng chưa chạy nên cơ sở dữ liệu đi kèm cũng chưa chạy."),
            _("Chạy congvu run, rồi khám lại."),
        )
    return bad(_("Không nối được: %(why)s"), _remedy(why), why=why)


def _remedy(why: str) -> str:
    if "authentication failed" in why or "Peer" in why:
        return _(
            "Sai vai trò hoặc mật khẩu: xem DATABASE_URL và các dòng congvu trong "
            "pg_hba.conf, pg_ident.conf; chạy lại install.sh là có lại chúng."
        )
    if "does not exist" in why:
        return _("Chưa có cơ sở dữ liệu hoặc vai trò ấy: chạy lại install.sh.")
    return _(
        "systemctl restart postgresql; vẫn vậy thì xem "
        "systemctl status postgresql@15-main"
    )


def extensions(patient: Patient) -> Said:
    rows = patient.link.execute("SELECT extname FROM pg_extension").fetchall()
    gone = [name for name in EXTENSIONS if (name,) not in rows]
    if gone:
        return bad(
            _("Thiếu phần mở rộng: %(names)s"),
            _("Chạy congvu setup; không được thì chủ máy chủ tạo: CREATE EXTENSION."),
            names=", ".join(gone),
        )
    return well(", ".join(EXTENSIONS))


def roles(patient: Patient) -> Said:
    """The running role uses tables, owns none, and cannot rewrite the log."""
    running, owner = user_of(patient.urls.app), user_of(patient.urls.owner)
    is_super, may_make, logged = patient.row(
        "SELECT rolsuper, has_schema_privilege('public', 'CREATE'),"
        " coalesce(has_table_privilege(to_regclass('public.audit_event'),"
        "  'UPDATE, DELETE, TRUNCATE'), false)"
        " FROM pg_roles WHERE rolname = current_user"
    )
    if is_super or may_make or logged:
        return bad(
            _("Vai trò %(role)s sửa được cấu trúc bảng hoặc nhật ký kiểm toán."),
            _("Dùng hai vai trò (DATABASE_OWNER_URL), rồi chạy congvu grant-runtime."),
            role=running,
        )
    if not _owner_opens(patient):
        return bad(
            _("Vai trò chủ %(role)s không vào được."),
            _("Xem DATABASE_OWNER_URL (/etc/congvu/owner.env); chạy lại install.sh."),
            role=owner,
        )
    return well(
        _("%(role)s chạy văn phòng, không sửa được bảng và nhật ký"), role=running
    )


def _owner_opens(patient: Patient) -> bool:
    """Where its address is given to us at all: the running office does not have it."""
    if has_external_database() and not os.environ.get("DATABASE_OWNER_URL"):
        return True
    try:
        with psycopg.connect(patient.urls.owner, connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def migrations(patient: Patient) -> Said:
    """Our own apps' steps: what lies in the code against what the tables had."""
    (there,) = patient.row("SELECT to_regclass('public.django_migrations')")
    if there is None:
        return bad(_("Chưa có bảng nào."), _("Chạy congvu setup."))
    known = {
        (path.parent.parent.name, path.stem)
        for path in Path(CODE, "congvu").glob("*/migrations/0*.py")
    }
    apps = {app for app, _name in known}
    rows = patient.link.execute("SELECT app, name FROM django_migrations").fetchall()
    done = {(str(app), str(name)) for app, name in rows if app in apps}
    # The hub is a house of its own; its tables are elsewhere.
    waiting = sorted(".".join(step) for step in known - done if step[0] != "hub")
    unknown = sorted(".".join(step) for step in done - known)
    if unknown:
        return bad(
            _("Dữ liệu mới hơn phiên bản này (%(first)s)."),
            _("Chạy phiên bản mới hơn; hoặc congvu upgrade --heal nếu bị ngắt."),
            first=unknown[0],
        )
    if waiting:
        return bad(
            _("%(count)s bước cập nhật bảng chưa làm: %(first)s"),
            _("Chạy congvu setup (hoặc nâng cấp bằng install.sh)."),
            count=len(waiting),
            first=waiting[0],
        )
    return well(_("Đủ %(count)s bước cập nhật bảng"), count=len(done))
