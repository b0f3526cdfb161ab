"""The office at work: pages, worker, queue, index, copies, services, certificate."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings

from congvu.config.doctor.said import Patient, Said, State, bad, watch, well
from congvu.files.store import open_store
from congvu.health import rules
from congvu.lib.text import gettext_noop as _
from congvu.machine.upgrade import Stage, place_of_this_machine

COPY = "%Y%m%dT%H%M%S.%fZ"
COPY_OLD, COPY_TOO_OLD = timedelta(days=2), timedelta(days=7)
UNITS = ("congvu-web", "congvu-worker", "congvu-backup", "congvu-check", "nginx")
STAGES = {
    Stage.CLOSING: _("đang dừng và sao lưu; chưa có gì thay đổi"),
    Stage.CHANGING: _("đang đưa dữ liệu lên phiên bản mới"),
    Stage.RETURNING: _("đang quay về phiên bản cũ"),
}
CERTIFICATE = "/etc/congvu/tls/office.pem"


def pages(patient: Patient) -> Said:
    port = int(os.environ.get("CONGVU_PORT") or 8000)
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with closing(link):
            link.request("GET", "/health/live")
            status = link.getresponse().status
    except (OSError, http.client.HTTPException):
        look = bad if patient.is_real else watch
        return look(
            _("Không có trang nào trả lời ở cổng %(port)s."),
            _("systemctl restart congvu-web; xem journalctl -u congvu-web -n 50"),
            port=port,
        )
    if status != 200:
        return bad(
            _("Trang trả lời %(status)s ở cổng %(port)s."),
            _("Xem journalctl -u congvu-web -n 50"),
            status=status,
            port=port,
        )
    return well(_("Trả lời ở cổng %(port)s"), port=port)


def worker(patient: Patient) -> Said:
    (silent,) = patient.row(
        "SELECT extract(epoch FROM now() - max(last_heartbeat))::float"
        " FROM procrastinate_workers"
    )
    if silent is None or silent > rules.WORKER_SILENT.total_seconds():
        return bad(
            _("Tiến trình nền không chạy."),
            _("systemctl restart congvu-worker; xem journalctl -u congvu-worker -n 50"),
        )
    return well(_("Đang chạy"))


def queue(patient: Patient) -> Said:
    waiting, minutes, failed = patient.row(
        "SELECT count(*) FILTER (WHERE status = 'todo'"
        "  AND (scheduled_at IS NULL OR scheduled_at <= now())),"
        " coalesce((SELECT extract(epoch FROM now() - min(e.at)) / 60"
        "  FROM procrastinate_events e JOIN procrastinate_jobs w ON w.id = e.job_id"
        "  WHERE e.type = 'deferred' AND w.status = 'todo'"
        "   AND (w.scheduled_at IS NULL OR w.scheduled_at <= now())), 0)::int,"
        " count(*) FILTER (WHERE status = 'failed')"
        " FROM procrastinate_jobs WHERE status IN ('todo', 'failed')"
    )
    words = _("%(waiting)s việc chờ, lâu nhất %(minutes)s phút; %(failed)s việc lỗi")
    values = {"waiting": waiting, "minutes": minutes, "failed": failed}
    mend = _("Xem trang Tiến trình: việc nào lỗi, việc nào đứng.")
    state = rules.queue(waiting, timedelta(minutes=minutes))
    if state is State.WELL:
        return well(words, **values)
    return (bad if state is State.BAD else watch)(words, mend, **values)


def reading(patient: Patient) -> Said | None:
    """As the worker found it a minute ago: here no service's filter would be felt."""
    found = patient.row(
        'SELECT state, words, "values" FROM health_healthstate'
        " WHERE key = 'reading' AND looked_at > now() - %s",
        rules.LOOK_STALE,
    )
    if not found:
        return None
    state, words, values = found
    mend = _(
        "systemctl revert congvu-worker && systemctl restart congvu-worker; cần "
        "RestrictNamespaces=user net và landlock_* trong SystemCallFilter "
        "(systemctl cat congvu-worker congvu-web). Vẫn vậy: nhân không có Landlock "
        "(dmesg | grep landlock), hoặc container chứa máy này chặn nó."
    )
    return Said(State(state), words, "" if state == State.WELL else mend, values)


def index(patient: Patient) -> Said:
    (silent,) = patient.row(
        "SELECT extract(epoch FROM now() - max(seen_at))::float FROM search_indexnode"
    )
    if silent is None:
        return watch(
            _("Chưa có chỉ mục tìm kiếm; tiến trình nền sẽ tự lập."),
            _("Đợi vài phút; nếu không có: congvu search rebuild"),
        )
    (waiting,) = patient.row("SELECT count(*) FROM search_indexchange")
    if waiting and silent > rules.INDEX_SILENT.total_seconds():
        return bad(
            _("%(waiting)s thay đổi chưa vào chỉ mục tìm kiếm, và không ai làm."),
            _("systemctl restart congvu-worker; rồi congvu search rebuild"),
            waiting=waiting,
        )
    return well(_("%(waiting)s thay đổi chưa vào chỉ mục"), waiting=waiting)


def bucket(_patient: Patient) -> Said | None:
    """Asked for a content that cannot be there: "no such thing" is a good answer."""
    try:
        if not settings.FILES_STORE:
            return None
        with open_store().open("0" * 64):
            pass
    except FileNotFoundError:
        return well(_("Kho S3 trả lời"))
    except Exception as why:  # noqa: BLE001 - a store's library has errors of its own
        return bad(
            _("Kho S3 không trả lời, hoặc từ chối: %(why)s"),
            _("Xem CONGVU_FILES, khóa truy cập và máy chủ S3."),
            why=type(why).__name__,
        )
    return well(_("Kho S3 trả lời"))


def copies(patient: Patient) -> Said | None:
    """The newest copy by its own name; whether it lies on another disk."""
    shelf = patient.shelf
    if shelf is None:
        if not patient.is_real:
            return None
        return watch(
            _("Không biết bản sao lưu ở đâu."),
            _("Đặt CONGVU_BACKUPS là thư mục của congvu backup."),
        )
    try:
        names = sorted(p.name for p in shelf.iterdir() if re.fullmatch(r".*Z", p.name))
        newest = datetime.strptime(names[-1], COPY).replace(tzinfo=UTC)
    except (OSError, IndexError, ValueError):
        return watch(
            _("Chưa có bản sao lưu nào ở %(shelf)s."),
            _("systemctl start congvu-backup (tự chạy mỗi đêm)"),
            shelf=shelf,
        )
    age = datetime.now(UTC) - newest
    values = {"days": age.days, "shelf": shelf}
    if age > COPY_OLD:
        return (bad if age > COPY_TOO_OLD else watch)(
            _("Bản sao lưu mới nhất đã %(days)s ngày."),
            _("systemctl start congvu-backup; xem journalctl -u congvu-backup"),
            **values,
        )
    if patient.home.exists() and shelf.stat().st_dev == patient.home.stat().st_dev:
        return watch(
            _("Bản sao lưu nằm cùng ổ đĩa với dữ liệu: hỏng ổ là mất cả hai."),
            _("Gắn ổ đĩa khác, hoặc máy khác, vào %(shelf)s."),
            **values,
        )
    return well(_("Mới nhất: %(days)s ngày trước"), **values)


def services(_patient: Patient) -> Said | None:
    """What systemd gave up, an upgrade left half-way, a night without a copy."""
    place = place_of_this_machine()
    if not place.current.exists():
        return None
    if place.journal.exists() and (journal := place.read()):
        return bad(
            _("Lần nâng cấp lên %(new)s bị ngắt khi %(stage)s."),
            "congvu upgrade --heal",
            new=journal.new,
            stage=STAGES[journal.stage],
        )
    if shutil.which("systemctl") is None:
        return None
    failed = [unit for unit in UNITS if _systemctl("is-failed", unit) == "failed"]
    if failed:
        return bad(
            _("Dịch vụ hỏng: %(names)s"),
            "journalctl -n 50 -u %(first)s",
            names=", ".join(failed),
            first=failed[0],
        )
    if _systemctl("is-enabled", "congvu-backup.timer") != "enabled":
        return watch(
            _("Chưa có lịch sao lưu hằng đêm."),
            "systemctl enable --now congvu-backup.timer",
        )
    return well(_("Phiên bản %(name)s"), name=place.current.resolve().name)


def _systemctl(*words: str) -> str:
    return subprocess.run(
        ["systemctl", *words],  # noqa: S607 - the machine's own
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()


def certificate(patient: Patient) -> Said | None:
    path = Path(os.environ.get("CONGVU_TLS_CERTIFICATE") or CERTIFICATE)
    try:
        told = x509.load_pem_x509_certificate(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as why:
        return watch(
            _("Không đọc được chứng thư %(path)s: %(why)s"),
            _("Kiểm tra tệp ấy có phải PEM, người dùng congvu có đọc được không."),
            path=path,
            why=why,
        )
    ends = told.not_valid_after_utc
    days = (ends - datetime.now(UTC)).days
    values = {"path": path, "days": days, "ends": f"{ends:%d/%m/%Y}"}
    renew = _("Xin chứng thư mới, chép đè lên %(path)s, rồi systemctl reload nginx")
    if days < 0:
        return bad(_("Chứng thư đã hết hạn ngày %(ends)s."), renew, **values)
    if days < 30:
        return watch(_("Chứng thư hết hạn trong %(days)s ngày."), renew, **values)
    name = (os.environ.get("CONGVU_HOSTS") or "").split(",")[0]
    if name and not _is_for(told, name):
        return watch(
            _("Chứng thư không phải của tên máy %(name)s."), renew, name=name, **values
        )
    if told.issuer == told.subject:
        return watch(
            _("Chứng thư tự tạo: trình duyệt của mọi người sẽ cảnh báo."),
            renew,
            **values,
        )
    return well(_("Đến ngày %(ends)s"), **values)


def _is_for(told: x509.Certificate, name: str) -> bool:
    try:
        kinds = told.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        names = kinds.value.get_values_for_type(x509.DNSName)
    except x509.ExtensionNotFound:
        common = told.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        names = [str(attribute.value) for attribute in common]
    wild = "*." + name.partition(".")[2]
    return name in names or wild in names
