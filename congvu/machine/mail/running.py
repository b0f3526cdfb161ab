"""The servers as ordinary processes: started, asked whether they answer, stopped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from congvu.machine.cluster import ClusterProblem
from congvu.machine.mail import dkim, judging, webmail
from congvu.machine.mail.plan import Plan, account
from congvu.machine.processes import Account, kill_group, spawn
from congvu.machine.state import CODE

PATIENCE = 30.0
# What this very process began; others are known by their written number alone.
_BEGUN: dict[int, subprocess.Popen[bytes]] = {}
DOVECOT = Path("/usr/sbin/dovecot")
POSTFIX = Path("/usr/sbin/postfix")
# package → a file that shows it is there
NEEDED = {
    "postfix": POSTFIX,
    "postfix-pgsql": Path("/usr/lib/postfix/postfix-pgsql.so"),
    "dovecot-imapd": Path("/usr/lib/dovecot/imap"),
    "dovecot-lmtpd": Path("/usr/lib/dovecot/lmtp"),
    "dovecot-pgsql": Path("/usr/lib/dovecot/modules/auth/libdriver_pgsql.so"),
    "dovecot-sieve": Path("/usr/lib/dovecot/modules/lib90_sieve_plugin.so"),
    "openssl": Path("/usr/bin/openssl"),
}


def lacking() -> list[str]:
    """The packages without which there is no mail."""
    return [name for name, sign in NEEDED.items() if not sign.exists()]


def has_signer() -> bool:
    return dkim.OPENDKIM.exists()


def has_judge() -> bool:
    return judging.RSPAMD.exists()


def has_web() -> bool:
    return webmail.PUBLIC.exists() and shutil.which("php") is not None


def doors(plan: Plan, *, web: bool) -> dict[str, int]:
    """Every service by its name for people, and the port that shows it lives."""
    ports = plan.ports
    found = {
        "SMTP (Postfix)": ports.smtp,
        "gửi thư (Postfix)": ports.submission,
        "IMAP (Dovecot)": ports.imaps,
        "canh thư (congvu)": ports.guard,
    }
    if plan.signs:
        found["ký DKIM (OpenDKIM)"] = ports.dkim
    if plan.judges:
        found["xét thư lạ (Rspamd)"] = ports.judge
    if web:
        found["thư trên web (Roundcube)"] = ports.web
    return found


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 2):
        return True
    return False


def start(plan: Plan, *, web: bool) -> None:
    """In order: who is asked before who asks."""
    if os.geteuid() != 0:
        raise ClusterProblem(
            "Postfix chỉ chạy được bằng quyền root (mỗi phần của nó tự hạ quyền sau "
            "khi mở cổng): hãy chạy lệnh này bằng root, hoặc trong một container."
        )
    if plan.signs:
        conf = str(plan.place / "opendkim.conf")
        _begin(plan, "opendkim", [str(dkim.OPENDKIM), "-f", "-x", conf])
    if plan.judges:
        _begin(plan, "rspamd", judging.command(plan))
    _begin(plan, "keeper", [sys.executable, "-m", "congvu.machine.mail", "keep"])
    conf = str(plan.dovecot / "dovecot.conf")
    _begin(plan, "dovecot", [str(DOVECOT), "-F", "-c", conf])
    if web:
        _begin_web(plan)
    _postfix(plan, "start")
    _wait(plan, web=web)


def stop(plan: Plan) -> None:
    """In the opposite order; what is under way is kept in the queue."""
    _postfix(plan, "stop", check=False)
    for name in ("web", "dovecot", "keeper", "rspamd", "opendkim"):
        _end(plan, name)


def _begin(
    plan: Plan,
    name: str,
    command: Sequence[str],
    *,
    user: Account | None = None,
    environment: dict[str, str] | None = None,
) -> None:
    """Outlives this command; its number is written down."""
    _end(plan, name)
    process = spawn(
        command,
        log=plan.log / f"{name}.log",
        account=user,
        environment={
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(CODE),
            "PYTHONUNBUFFERED": "1",
            "CONGVU_MAIL_PLACE": str(plan.place),
            **(environment or {}),
        },
    )
    _BEGUN[process.pid] = process
    born = _born(process.pid)
    (plan.run / f"{name}.pid").write_text(f"{process.pid} {born}\n", encoding="ascii")


def _begin_web(plan: Plan) -> None:
    folder = f"{plan.web}/"
    settings = {
        "RCUBE_CONFIG_PATH": folder,
        "ROUNDCUBE_CONFIG_DIR": folder,
        # A browser opens lines that it may need later; each holds one of these.
        "PHP_CLI_SERVER_WORKERS": "16",
    }
    largest = f"{plan.largest // 2**20}M"
    limits = {
        "upload_max_filesize": largest,
        "post_max_size": largest,
        "memory_limit": "256M",
        "session.save_path": str(plan.web / "tmp"),
        "display_errors": "0",
    }
    command = ["/usr/bin/php"]
    for name, value in limits.items():
        command += ["-d", f"{name}={value}"]
    command += ["-S", f"127.0.0.1:{plan.ports.web}", "-t", str(webmail.PUBLIC)]
    _begin(plan, "web", command, user=account("www-data"), environment=settings)


def _end(plan: Plan, name: str) -> None:
    """A number that belongs to somebody else by now is left alone."""
    file = plan.run / f"{name}.pid"
    if not file.exists():
        return
    pid, _space, born = file.read_text(encoding="ascii").strip().partition(" ")
    number = int(pid)
    if born and _born(number) == born:
        with suppress(ProcessLookupError):
            os.killpg(number, signal.SIGTERM)
        # OpenDKIM waits for its callers and keeps nothing that could be lost.
        end = time.monotonic() + (1 if name == "opendkim" else 10)
        while _born(number) == born and time.monotonic() < end:
            time.sleep(0.05)
        kill_group(number, signal.SIGKILL)
    if begun := _BEGUN.pop(number, None):
        begun.wait()
    file.unlink()


def _born(pid: int) -> str:
    """When this process began, in the kernel's ticks: no other has both."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    parts = told.rpartition(")")[2].split()
    return "" if parts[0] == "Z" else parts[19]


def _postfix(plan: Plan, verb: str, *, check: bool = True) -> None:
    with (plan.log / "postfix.log").open("ab") as log:
        done = subprocess.run(
            [str(POSTFIX), "-c", str(plan.postfix), verb],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd="/",
            check=False,
        )
    if check and done.returncode != 0:
        raise ClusterProblem(f"Postfix không chạy; xem {plan.log / 'postfix.log'}.")


def _wait(plan: Plan, *, web: bool) -> None:
    end = time.monotonic() + PATIENCE
    # Letters come in without their judge, too; it reads its many rules first.
    waiting = {n: p for n, p in doors(plan, web=web).items() if p != plan.ports.judge}
    while waiting := {n: port for n, port in waiting.items() if not answers(port)}:
        if time.monotonic() > end:
            raise ClusterProblem(
                f"Chưa trả lời: {', '.join(waiting)}. Xem nhật ký ở {plan.log}."
            )
        time.sleep(0.1)


def reload_signer(plan: Plan) -> None:
    """Read its tables anew: by the distribution's unit, or the process we started."""
    installed = Path("/run/opendkim/opendkim.pid")
    file = installed if plan.is_open else plan.run / "opendkim.pid"
    if file.exists():
        with suppress(ProcessLookupError, ValueError):
            os.kill(int(file.read_text(encoding="ascii").split()[0]), signal.SIGUSR1)
