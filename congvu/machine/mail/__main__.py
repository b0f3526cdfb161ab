"""``congvu mail run|start|stop|status|dns|check|dkim|write``: the machine's mail.

``run`` is `make mail`: an office where none runs, the stack beside it, and everything
ends with it. ``start`` leaves the stack running; ``keep`` is a part of the stack.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import psycopg

from congvu.machine.cluster import ClusterProblem
from congvu.machine.mail import dkim, dns, installing, running, watching, writing
from congvu.machine.mail.guard import Guard
from congvu.machine.mail.plan import Plan
from congvu.machine.mail.records import records
from congvu.machine.mail.setting_up import office_address, prepare, set_up
from congvu.machine.mail.status import keep_link, place_of
from congvu.machine.session import office_is_running
from congvu.machine.state import say, state_folder
from congvu.machine.supervisor import congvu_command, office_environment

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def main(words: list[str]) -> int:
    os.umask(0o022)
    parser = argparse.ArgumentParser(
        prog="congvu mail", description="Máy chủ thư của văn phòng"
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("run", help="chạy cùng văn phòng, Ctrl-C thì dừng")
    verbs.add_parser("start", help="chạy và để đó")
    verbs.add_parser("stop", help="dừng; thư chưa đi nằm trong hàng chờ")
    verbs.add_parser("status", help="phần nào trả lời, phần nào không")
    verbs.add_parser("dns", help="các bản ghi cần đặt ở DNS")
    verbs.add_parser("check", help="soát: phần nào chết, hàng chờ, hộp đầy, DNS")
    key = verbs.add_parser("dkim", help="khóa DKIM: liệt kê, thêm, đổi khóa ký")
    key.add_argument("act", nargs="?", choices=["list", "new", "use"], default="list")
    key.add_argument("selector", nargs="?", default="")
    write = verbs.add_parser("write", help="ghi cấu hình vào /etc (deploy/mail)")
    write.add_argument("--host", required=True, metavar="thu.tinh.gov.vn")
    write.add_argument("--relay", default="", metavar="[máy]:cổng")
    verbs.add_parser("keep")
    asked = parser.parse_args(words)
    try:
        return ACTS[asked.verb](asked)
    except (ClusterProblem, psycopg.OperationalError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


def _place() -> Path:
    given = os.environ.get("CONGVU_MAIL_PLACE")
    return Path(given) if given else place_of(state_folder())


def _plan() -> Plan:
    return Plan.kept(_place())


def _today() -> datetime:
    return datetime.now(HERE)


# -- life --


def _run(_asked: argparse.Namespace) -> int:
    """Ends with Ctrl-C, or as the office does that it started."""
    asked_to_end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: asked_to_end.set())
    office = None
    try:
        if not office_is_running():
            prepare()
            office = subprocess.Popen(congvu_command("run"), env=office_environment())
            _wait_for_office(office, asked_to_end)
        if asked_to_end.is_set():
            return 0
        plan = _started()
        _tell(plan)
        while not asked_to_end.wait(1):
            if office is not None and office.poll() is not None:
                return office.returncode
        return 0
    finally:
        if (_place() / "plan.json").exists():
            _stop(_asked)
            say("Máy chủ thư đã dừng.")
        if office is not None and office.poll() is None:
            office.terminate()
            office.wait()


def _wait_for_office(office: subprocess.Popen[bytes], ends: threading.Event) -> None:
    """Ours: somebody else's may answer at the same door."""
    while not ends.wait(0.5):
        if office.poll() is not None:
            raise ClusterProblem("Văn phòng không chạy được; xem thông báo ở trên.")
        if not office_is_running():
            continue
        address = urlsplit(office_address())
        line = http.client.HTTPConnection(
            address.hostname or "", address.port, timeout=2
        )
        try:
            with closing(line):
                line.request("GET", "/health/live")
                if line.getresponse().status == http.client.OK:
                    return
        except (OSError, http.client.HTTPException):
            continue


def _started() -> Plan:
    plan = set_up(_today().date(), web=running.has_web())
    try:
        running.start(plan, web=running.has_web())
    except ClusterProblem:
        running.stop(plan)
        raise
    return plan


def _start(_asked: argparse.Namespace) -> int:
    was_running = office_is_running()
    _tell(_started())
    if was_running:
        say("Khởi động lại văn phòng để việc nền đọc và gửi thư qua máy chủ này.")
    say("Dừng: congvu mail stop.")
    return 0


def _stop(_asked: argparse.Namespace) -> int:
    running.stop(_plan())
    keep_link(state_folder(), runs=False)
    return 0


def _tell(plan: Plan) -> None:
    ports = plan.ports
    say(f"\nMáy chủ thư {plan.host} đã sẵn sàng:")
    if running.has_web():
        say(f"  Thư trên web   {plan.web_address}   (vào bằng tài khoản văn phòng)")
    else:
        say("  Thư trên web   chưa có Roundcube trên máy này (make mail cài)")
    say(f"  IMAP           127.0.0.1:{ports.imaps} (TLS), :{ports.imap} (STARTTLS)")
    say(f"  Gửi thư        127.0.0.1:{ports.submission} (STARTTLS)")
    say(f"  SMTP           127.0.0.1:{ports.smtp}   nhận thư của máy chủ khác")
    say("  Điện thoại, chương trình thư: địa chỉ thư và một mật khẩu ứng dụng, tạo ở")
    say(f"  {plan.office.rstrip('/')}/hop-thu/")
    if not plan.signs:
        say("  Thư gửi đi chưa ký DKIM: máy này chưa có opendkim.")


# -- looking --


def _status(_asked: argparse.Namespace) -> int:
    plan = _plan()
    dead = 0
    for name, port in running.doors(plan, web=running.has_web()).items():
        lives = running.answers(port)
        dead += not lives
        say(f"{'chạy      ' if lives else 'KHÔNG CHẠY'}  {name}, cổng {port}")
    return 1 if dead else 0


def _check(asked: argparse.Namespace) -> int:
    """Everything a health page would say, asked now."""
    plan = _plan()
    bad = _status(asked)
    told = watching.queue(plan)
    say(f"Hàng chờ: {told['queue']} thư, lâu nhất {told['oldest'] // 60} phút.")
    if told["reason"]:
        say(f"  Lý do máy chủ kia nêu: {told['reason']}")
    full = sorted(file.name for file in plan.full.glob("*@*"))
    say(f"Hộp thư đầy từ 90 %: {', '.join(full) or 'không có'}.")
    nobodys = watching.without_reports(plan)
    if nobodys:
        say(f"Chưa có hộp thư nhận báo cáo DMARC: {', '.join(nobodys)}.")
        say("  Mở hộp thư văn thư cơ quan cấp tỉnh (congvu mailboxes provision).")
    try:
        lacking = watching.missing(plan, watching.domains(plan))
    except dns.Silent as why:
        say(f"DNS không trả lời: {why}.")
        return 1
    for line, what_for in lacking:
        say(f"DNS thiếu hoặc khác ({what_for}):\n  {line}")
    return 1 if bad or lacking or nobodys else 0


def _dns(_asked: argparse.Namespace) -> int:
    plan = _plan()
    ours = watching.domains(plan)
    if not ours:
        say("Chưa có tên miền nào: đặt ở trang Hộp thư, Quy tắc địa chỉ của văn phòng.")
    for domain in ours:
        names = dkim.selectors(plan, domain)
        keys = {name: dkim.public_key(plan, domain, name) for name in names}
        say(f"; {domain}")
        for record in records(plan, domain, keys):
            say(f"{record.line()}   ; {record.why}")
    return 0


def _dkim(asked: argparse.Namespace) -> int:
    """A fresh key is published (``dns``) a day before it signs (``use``)."""
    plan = _plan()
    ours = watching.domains(plan)
    selector = asked.selector or dkim.selector_of(_today().date())
    for domain in ours:
        if asked.act == "new":
            dkim.make_key(plan, domain, selector)
        elif asked.act == "use":
            dkim.use(plan, domain, selector)
    if asked.act != "list":
        writing.write_keys(plan, ours)
        running.reload_signer(plan)
    for domain in ours:
        signing = dkim.current(plan, domain)
        for name in dkim.selectors(plan, domain):
            say(f"{domain}  {name}{'  (đang ký)' if name == signing else ''}")
    return 0


def _write(asked: argparse.Namespace) -> int:
    plan = installing.write(_today().date(), host=asked.host, relay=asked.relay)
    say(f"Đã ghi cấu hình của {plan.host}.")
    return 0


def _keep(_asked: argparse.Namespace) -> int:
    plan = _plan()
    guard = Guard(
        plan.ports.guard,
        host=plan.host,
        database=plan.database,
        is_checked=plan.signs,
    )
    threading.Thread(target=guard.serve_forever, daemon=True).start()
    watching.watch(plan)
    return 0


ACTS = {
    "run": _run,
    "start": _start,
    "stop": _stop,
    "status": _status,
    "check": _check,
    "dns": _dns,
    "dkim": _dkim,
    "write": _write,
    "keep": _keep,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
