"""The looks, a small function each, and the list of them: a new one is a line there.

None of them may take long: the page runs all but those marked ``slow``.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.timezone import localdate, localtime

from congvu.audit.models import AuditEvent, AuditLink
from congvu.files.queries import try_jail, try_store
from congvu.health import rules
from congvu.health.models import HealthState
from congvu.health.queries import advisories as of_advisories
from congvu.health.queries import collectors as of_collectors
from congvu.health.queries import guessing as of_guessing
from congvu.health.queries import logs as of_logs
from congvu.health.queries import portal as of_the_portal
from congvu.health.queries import sources as of_sources
from congvu.health.rules import Check, Finding, Said, State, said
from congvu.indicators.queries import failing
from congvu.indicators.queries import said as why_failed
from congvu.keeping.queries import archiving, last_backup
from congvu.lib.text import gettext_noop as _
from congvu.machine.mail.status import awaited, last_seen
from congvu.machine.state import has_external_database
from congvu.mailboxes.queries.letters import reading_troubles
from congvu.organisations.models import Appointment
from congvu.organisations.rules import ROLE_PERMISSIONS, Permission
from congvu.search.models import IndexChange, IndexNode
from congvu.ui.rules import dotted

log = logging.getLogger(__name__)


def _row(question: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        found: tuple[Any, ...] = cursor.fetchone()
        return found


def _clock(at: datetime) -> str:
    return f"{localtime(at):%H:%M, %d/%m/%Y}"


def database(at: datetime) -> Said:
    used, most, up_since, standby = _row(
        "SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL),"
        " current_setting('max_connections')::int, pg_postmaster_start_time(),"
        " pg_is_in_recovery()"
    )
    values = {"used": used, "most": most, "up_since": _clock(up_since)}
    if standby:
        return said(State.BAD, _("Chỉ đọc được, không ghi được."))
    if used > most * rules.BUSY_CONNECTIONS:
        words = _("Gần hết kết nối: %(used)s trên %(most)s.")
        return said(State.WATCH, words, **values)
    words = _("Chạy từ %(up_since)s; dùng %(used)s trên %(most)s kết nối.")
    return said(State.WELL, words, **values)


def worker(at: datetime) -> Said:
    """By the database's own clock, which wrote the sign of life, too."""
    (silent,) = _row(
        "SELECT extract(epoch FROM now() - max(last_heartbeat))::float"
        " FROM procrastinate_workers WHERE last_heartbeat < now() + interval '1 min'"
    )
    if silent is None:
        return said(State.BAD, _("Không có tiến trình nền nào đang chạy."))
    if silent > rules.WORKER_SILENT.total_seconds():
        last = at - timedelta(seconds=silent)
        words = _("Không thấy dấu hiệu sống nào từ %(last)s.")
        return said(State.BAD, words, since=last, last=_clock(last))
    return said(State.WELL, _("Đang chạy."))


def storage(at: datetime) -> Said:
    """A trial file beside the papers, and one where uploads pass through."""
    try:
        if not settings.FILES_STORE:
            try_store()
        _try_folder(Path(settings.HOME) / "tmp")
    except OSError as why:
        return said(State.BAD, _("Không ghi được: %(why)s."), why=why.strerror or "?")
    return said(State.WELL, _("Ghi và đọc được."))


def _try_folder(folder: Path) -> None:
    trial = folder / f"health-{os.getpid()}"
    try:
        trial.write_bytes(bytes(65536))
    finally:
        trial.unlink(missing_ok=True)


def bucket(at: datetime) -> Said | None:
    if not settings.FILES_STORE:
        return None
    try:
        try_store()
    except OSError:
        log.exception("health.bucket")
        return said(State.BAD, _("Kho S3 không trả lời, hoặc từ chối."))
    return said(State.WELL, _("Kho S3 trả lời."))


def reading(at: datetime) -> Said:
    """Tried in the worker, which is held by the same filter as its readers: a command
    of the operator's would not notice what the service manager forbids."""
    try:
        walls = _walls()
    except OSError as why:
        words = _("Không đọc được tệp nào: ngăn đọc tệp không chạy (%(why)s).")
        return said(State.BAD, words, why=str(why))
    if not walls["fenced"]:
        words = _("Đọc được tệp, nhưng không có Landlock: trình đọc còn thấy ổ đĩa.")
        return said(State.WATCH, words)
    if walls["networks"]:
        words = _("Đọc được tệp, nhưng trình đọc không bị tách khỏi mạng.")
        return said(State.WATCH, words)
    return said(State.WELL, _("Tệp lạ được đọc trong ngăn kín."))


@cache
def _walls() -> dict[str, Any]:
    """Once it worked it does for a process's life; a failure is not kept."""
    return try_jail()


def room(at: datetime) -> Said:
    """The fullest of the disks that the office writes to."""
    home = Path(settings.HOME)
    folders = [home, home / "files", home / "tmp", home / "db", home / "log"]
    disks = {f.stat().st_dev: shutil.disk_usage(f) for f in folders if f.exists()}
    state = rules.worst([rules.free_room(d.free, d.total) for d in disks.values()])
    least = min(disks.values(), key=lambda disk: disk.free / disk.total)
    return said(
        state,
        _("Còn trống %(free)s GB trên %(total)s GB (%(share)s %%)."),
        free=f"{least.free / rules.GIB:.1f}",
        total=f"{least.total / rules.GIB:.1f}",
        share=round(100 * least.free / least.total),
    )


def clock(at: datetime) -> Said:
    """Ours against the database's; and against what has been written already."""
    (theirs,) = _row("SELECT extract(epoch FROM clock_timestamp())::float")
    apart = at.timestamp() - theirs
    if (state := rules.clocks_apart(apart)) is not State.WELL:
        words = _("Máy này và cơ sở dữ liệu lệch nhau %(seconds)s giây.")
        return said(state, words, seconds=round(abs(apart), 1))
    newest = AuditEvent.objects.order_by("-at").values_list("at", flat=True).first()
    if newest and newest > at + rules.FUTURE:
        words = _("Đồng hồ bị lùi: nhật ký đã có dòng của %(newest)s.")
        return said(State.BAD, words, newest=_clock(newest))
    return said(State.WELL, _("Máy này và cơ sở dữ liệu cùng giờ."))


def queue(at: datetime) -> Said:
    waiting, oldest, failed = _row(
        "SELECT count(*) FILTER (WHERE status = 'todo'"
        "  AND (scheduled_at IS NULL OR scheduled_at <= now())),"
        " extract(epoch FROM now() - (SELECT min(e.at) FROM procrastinate_events e"
        "  WHERE e.type = 'deferred' AND e.job_id = min(j.id) FILTER"
        "   (WHERE status = 'todo'"
        "    AND (scheduled_at IS NULL OR scheduled_at <= now()))))::float,"
        " count(*) FILTER (WHERE status = 'failed')"
        " FROM procrastinate_jobs j WHERE status IN ('todo', 'failed')"
    )
    age = timedelta(seconds=oldest or 0)
    words = _("%(waiting)s việc chờ, lâu nhất %(minutes)s phút; %(failed)s việc lỗi.")
    if not waiting:
        words = _("Không có việc nào chờ; %(failed)s việc lỗi.")
    return said(
        rules.queue(waiting, age),
        words,
        waiting=waiting,
        minutes=int(age.total_seconds() // 60),
        failed=failed,
    )


def index(at: datetime) -> Said:
    node = IndexNode.objects.order_by("-seen_at").first()
    if node is None:
        return said(State.WATCH, _("Chưa có chỉ mục; tiến trình nền sẽ tự lập."))
    waiting = IndexChange.objects.filter(node=node).count()
    return said(
        rules.index(waiting, at - node.seen_at),
        _("%(waiting)s thay đổi chưa vào chỉ mục."),
        waiting=waiting,
    )


def sealer(at: datetime) -> Said:
    """Whether the newest line old enough to be sealed is; else since when none was.

    Two keyed reads where all is well, however long the log.
    """
    limit = at - rules.SEALED_WITHIN
    newest = AuditEvent.objects.filter(at__lt=limit).order_by("-at").first()
    if newest is None or _is_sealed(newest):
        return said(State.WELL, _("Mọi dòng nhật ký đã niêm phong."))
    last = AuditLink.objects.order_by("-seq").values_list("event_at", flat=True).first()
    after = AuditEvent.objects.filter(at__gt=last) if last else AuditEvent.objects
    first = after.order_by("at").values_list("at", flat=True).first() or newest.at
    words = _("Nhật ký chưa niêm phong từ %(first)s.")
    return said(rules.sealer(at - first), words, since=first, first=_clock(first))


def copies(at: datetime) -> Said:
    """The last copy of the whole office, and the archive of the database's own log."""
    last, archive = last_backup(), archiving()
    state = rules.copies(at - last.made_at if last else None)
    if archive and archive.failing:
        return said(State.BAD, _("Không lưu được nhật ký WAL của cơ sở dữ liệu."))
    if last is None:
        return said(state, _("Chưa có bản sao lưu nào."))
    return said(
        state,
        _("Bản gần nhất lúc %(when)s: %(rows)s dòng, %(files)s tệp, đã đọc lại."),
        since=last.made_at,
        when=_clock(last.made_at),
        rows=dotted(last.rows),
        files=dotted(last.files),
    )


def indicators(at: datetime) -> Said:
    """What could not be counted, by name; and whether the open periods are counted."""
    failed = failing()
    if failed:
        first = failed[0]
        names = sorted({row.indicator.name for row in failed})
        return said(
            State.WATCH,
            _("Không đo được: %(names)s. Lỗi gần nhất: %(why)s"),
            names=", ".join(names),
            why=why_failed(first.reason, first.error),
        )
    (last,) = _row("SELECT max(done_at) FROM indicators_measuringrun")
    if last is None:
        return said(State.WELL, _("Chưa đo chỉ tiêu nào; tiến trình nền đo mỗi giờ."))
    values = {"last": _clock(last)}
    words = _("Đo lần gần nhất lúc %(last)s.")
    return said(rules.indicators(at - last), words, since=last, **values)


def mail_servers(at: datetime) -> Said | None:
    """As their keeper saw them; where it is silent nobody knows."""
    seen = last_seen(Path(settings.HOME))
    if seen is None:
        return _never_ran(at)
    looked = datetime.fromisoformat(seen["at"])
    if at - looked > rules.MAIL_SILENT:
        words = _("Máy chủ thư đã dừng, hoặc không ai canh, từ %(last)s.")
        return said(State.BAD, words, since=looked, last=_clock(looked))
    dead = [name for name, lives in seen["doors"].items() if not lives]
    if dead:
        return said(State.BAD, _("Không trả lời: %(dead)s."), dead=", ".join(dead))
    if why := seen["problems"].get("rights"):
        words = _("Không đóng được phiên của người thôi quyền: %(why)s")
        return said(State.BAD, words, why=why)
    return _unsigned(seen) or said(State.WELL, _("Nhận, gửi và mở được hộp thư."))


def _never_ran(at: datetime) -> Said | None:
    """Set up, and not even their keeper has told of itself."""
    since = awaited(Path(settings.HOME))
    if since is None or at - since < rules.MAIL_SILENT:
        return None
    words = _("Máy chủ thư được đặt từ %(last)s mà chưa lần nào chạy được.")
    return said(State.BAD, words, since=since, last=_clock(since))


def _unsigned(seen: dict[str, Any]) -> Said | None:
    if domains := seen.get("unsigned"):
        words = _("Thư của %(domains)s đi không có chữ ký DKIM.")
        return said(State.WATCH, words, domains=", ".join(domains[: rules.NAMED]))
    if why := seen["problems"].get("keys"):
        return said(State.WATCH, _("Không xem được khóa ký thư: %(why)s"), why=why)
    return None


def _fresh_mail(at: datetime) -> dict[str, Any] | None:
    """What stands below a silent keeper would be old news."""
    seen = last_seen(Path(settings.HOME))
    if seen is None or at - datetime.fromisoformat(seen["at"]) > rules.MAIL_SILENT:
        return None
    return seen


def mail_queue(at: datetime) -> Said | None:
    seen = _fresh_mail(at)
    if seen is None:
        return None
    if "queue" not in seen:
        words = _("Không đọc được hàng chờ: %(why)s")
        return said(State.BAD, words, why=seen["problems"].get("queue", "?"))
    oldest = timedelta(seconds=seen["oldest"])
    words = _("%(waiting)s thư chờ, lâu nhất %(minutes)s phút. %(reason)s")
    return said(
        rules.mail_queue(seen["queue"], oldest),
        words if seen["queue"] else _("Không có thư nào chờ."),
        waiting=dotted(seen["queue"]),
        minutes=int(oldest.total_seconds() // 60),
        reason=seen["reason"],
    )


def mail_full(at: datetime) -> Said | None:
    seen = _fresh_mail(at)
    if seen is None:
        return None
    if not seen["full"]:
        return said(State.WELL, _("Không hộp thư nào sắp đầy."))
    words = _("%(count)s hộp thư đầy từ chín phần mười: %(names)s")
    names = ", ".join(seen["full"][: rules.NAMED])
    return said(State.WATCH, words, count=len(seen["full"]), names=names)


def mail_dns(at: datetime) -> Said | None:
    """Only where the domains are in the world's DNS: a demo's are not."""
    seen = _fresh_mail(at)
    if seen is None or not (seen["dns_asked"] or "dns" in seen["problems"]):
        return None
    if why := seen["problems"].get("dns"):
        return said(State.BAD, _("DNS không trả lời: %(why)s"), why=why)
    if seen["dns"]:
        words = _("DNS thiếu hoặc ghi khác: %(lines)s")
        lines = "; ".join(seen["dns"][: rules.NAMED])
        return said(State.WATCH, words, lines=lines)
    return said(State.WELL, _("DNS nói đúng về các tên miền thư."))


def mail_reading(at: datetime) -> Said | None:
    """What the office reads of the mail servers: registries' boxes, the logs."""
    logs = [name for name in (settings.MAILLOG, settings.MAIL_LOGIN_LOG) if name]
    found = reading_troubles(localdate(at), logs)
    if found is None:
        return None
    if not found:
        return said(State.WELL, _("Đọc được hộp thư văn thư và nhật ký thư."))
    words = _("Chưa đọc được %(count)s nơi: %(names)s")
    names = "; ".join(f"{name}: {why[:200]}" for name, why in found[: rules.NAMED])
    return said(State.BAD, words, count=len(found), names=names)


def _is_sealed(event: AuditEvent) -> bool:
    links = AuditLink.objects.filter(event_id=event.id, event_at=event.at)
    return links.exists()


_MEND_DATABASE = _(
    "Xem log/database.log. Cơ sở dữ liệu riêng tự chạy lại; nếu dùng máy chủ ngoài "
    "(DATABASE_URL), xem máy chủ ấy."
)
_MEND_OUTSIDE = _("Xem máy chủ PostgreSQL mà DATABASE_URL chỉ tới.")

CHECKS = (
    Check(
        "database",
        _("Cơ sở dữ liệu"),
        _MEND_OUTSIDE if has_external_database() else _MEND_DATABASE,
        database,
    ),
    Check(
        "worker",
        _("Tiến trình nền"),
        _("Thường tự chạy lại trong một phút. Nếu không, xem log/worker.log."),
        worker,
        page="jobs:run-list",
    ),
    Check(
        "storage",
        _("Nơi giữ tệp"),
        _("Dọn chỗ trên ổ đĩa, hoặc xem quyền ghi của thư mục dữ liệu."),
        storage,
    ),
    Check(
        "bucket",
        _("Kho S3"),
        _(
            "Xem máy chủ S3 và khóa truy cập. Tệp gửi lên lúc này bị từ chối bằng "
            "lời; không có gì bị mất."
        ),
        bucket,
        slow=True,
    ),
    Check(
        "reading",
        _("Đọc tệp lạ"),
        _(
            "Thường là một bộ lọc của systemd (SystemCallFilter, RestrictNamespaces). "
            "Chạy congvu doctor để biết cách chữa."
        ),
        reading,
        slow=True,
    ),
    Check(
        "room",
        _("Chỗ trống trên ổ đĩa"),
        _("Thêm ổ đĩa, hoặc chuyển bản sao lưu và nhật ký cũ đi nơi khác."),
        room,
    ),
    Check(
        "clock",
        _("Đồng hồ"),
        _(
            "Đặt lại giờ và bật đồng bộ giờ (chrony, systemd-timesyncd). Số và nhật "
            "ký vẫn đúng thứ tự."
        ),
        clock,
    ),
    Check(
        "queue",
        _("Việc chờ"),
        _("Xem việc nào lỗi ở Tiến trình; thêm tiến trình nền nếu ngày nào cũng vậy."),
        queue,
        page="jobs:run-list",
    ),
    Check(
        "index",
        _("Chỉ mục tìm kiếm"),
        _(
            "Thường tự kịp. Nếu đứng lâu, xem log/worker.log rồi chạy congvu search "
            "rebuild."
        ),
        index,
    ),
    Check(
        "sealer",
        _("Niêm phong nhật ký"),
        _(
            "Tiến trình nền niêm phong; xem nó có chạy không, rồi chạy congvu audit "
            "verify."
        ),
        sealer,
        page="audit:log",
    ),
    Check(
        "copies",
        _("Sao lưu"),
        _(
            "Chạy congvu backup THƯ-MỤC mỗi đêm, sang một ổ đĩa khác; thử phục hồi mỗi "
            "quý."
        ),
        copies,
    ),
    Check(
        "indicators",
        _("Đo chỉ tiêu"),
        _(
            "Số cũ vẫn đứng, ghi rõ từ lúc nào; số chưa từng đo là chưa biết. Xem lỗi "
            "nêu ở đây và log/worker.log rồi chạy congvu measure."
        ),
        indicators,
        page="jobs:run-list",
    ),
    Check(
        "mail-servers",
        _("Máy chủ thư"),
        _(
            "Chạy congvu mail status rồi congvu mail start (máy chủ thật: systemctl "
            "restart postfix dovecot opendkim congvu-mail). Thư đang đi không mất: máy "
            "chủ gửi giữ và thử lại."
        ),
        mail_servers,
    ),
    Check(
        "mail-queue",
        _("Hàng chờ thư"),
        _(
            "Xem lý do máy chủ kia nêu (congvu mail check); thường là DNS, mạng, hoặc "
            "máy chủ nhận từ chối."
        ),
        mail_queue,
    ),
    Check(
        "mail-full",
        _("Hộp thư đầy"),
        _("Tăng dung lượng ở trang Hộp thư, hoặc nhắc chủ hộp thư dọn."),
        mail_full,
    ),
    Check(
        "mail-reading",
        _("Đọc hộp thư văn thư và nhật ký thư"),
        _(
            "Xem máy chủ IMAP, mật khẩu của văn phòng số ở đó và quyền đọc nhật ký. "
            "Không thư nào mất: lần đọc sau tiếp từ chỗ dừng."
        ),
        mail_reading,
    ),
    Check(
        "mail-dns",
        _("DNS của thư"),
        _("Đặt các bản ghi mà congvu mail dns in ra; xem máy chủ DNS của máy này."),
        mail_dns,
    ),
    *of_the_portal.CHECKS,
    *of_collectors.CHECKS,
    *of_logs.CHECKS,
    *of_sources.CHECKS,
    *of_advisories.CHECKS,
    *of_guessing.CHECKS,
)


def watching(on: date) -> list[UUID]:
    """The log-ins of those who look after the machine: their posts have no desk."""
    roles = [r for r, may in ROLE_PERMISSIONS.items() if Permission.READ_JOBS in may]
    held = Appointment.objects.valid(on=on).filter(post__role__in=roles)
    found = held.exclude(person__user=None).values_list("person__user", flat=True)
    return list(found.distinct())


def look(check: Check, at: datetime) -> Said | None:
    """A look that fails is itself a finding; the others go on."""
    try:
        return check.look(at)
    except (DatabaseError, OSError):
        log.exception("health.%s", check.key)
        return said(State.BAD, _("Không kiểm tra được."))


def findings(at: datetime) -> list[Finding]:
    """As it is now, the worst first; what is slow, as the worker saw it last."""
    kept = {row.key: row for row in HealthState.objects.all()}
    found = [f for check in CHECKS if (f := _finding(check, kept.get(check.key), at))]
    return sorted(found, key=lambda f: list(State).index(f.state), reverse=True)


def _finding(check: Check, row: HealthState | None, at: datetime) -> Finding | None:
    if check.slow:
        return _remembered(check, row, at)
    if (now := look(check, at)) is None:
        return None
    # Who is away cannot note since when; what a look knows by itself goes first.
    kept = row.since if row is not None and row.state == now.state else None
    return Finding(check, now, now.since or kept)


def _remembered(check: Check, row: HealthState | None, at: datetime) -> Finding | None:
    if row is None:
        return None
    if at - row.looked_at > rules.LOOK_STALE:
        stale = said(
            State.WATCH, _("Chưa xem lại được từ %(at)s."), at=_clock(row.looked_at)
        )
        return Finding(check, stale, row.since)
    return Finding(check, Said(State(row.state), row.words, row.values), row.since)


def all_looks(at: datetime) -> Iterator[Finding]:
    """Every look, the slow ones too: for the worker."""
    for check in CHECKS:
        if (now := look(check, at)) is not None:
            yield Finding(check, now)
