"""Keeps the office's processes alive: database, web server, worker.

One small loop instead of an init system, because a clone must run anywhere with one
command. It starts things in order, restarts what dies with growing pauses, and ends
everything in the opposite order. Should it be killed itself, the kernel ends its
children.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from congvu.machine import demo_hub
from congvu.machine.cluster import Cluster, ClusterProblem
from congvu.machine.external import prepare_external
from congvu.machine.processes import Lock, kill_group, spawn
from congvu.machine.session import (
    office_lock,
    spawn_server,
    start_lock,
    stop_server,
    users_lock,
)
from congvu.machine.stamps import stale_steps
from congvu.machine.state import (
    CODE,
    has_external_database,
    make_state_folder,
    portal_port,
    read_portal_url,
    say,
)

PAUSES = (0.2, 1, 2, 5, 10, 30)
HEALTHY_AFTER = 15.0  # seconds; what lives so long is in no circle of falls
LARGEST_LOG = 20 * 1024 * 1024
PATIENCE = {"web": 3.0, "worker": 3.0, "hub": 5.0, "portal": 3.0, "logs": 15.0}
# Any of these set: logs are received. The first is enough for those who send JSON.
LOGS = ("CONGVU_LOGS", "CONGVU_LOGS_TCP", "CONGVU_LOGS_TLS", "CONGVU_LOGS_UDP")


class Stopped(Exception):
    """We were asked to end while still starting."""


@dataclass
class Service:
    """One process to keep alive."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls: int = 0
    not_before: float = field(default=0.0)

    def tick(self, now: float) -> None:
        """Start it, or start it again when its pause is over."""
        if self.process is not None and self.process.poll() is None:
            if self.falls and now - self.started_at > HEALTHY_AFTER:
                self.falls = 0
            return
        if self.process is not None:
            self._fell(self.process, now)
        if now < self.not_before:
            return
        try:
            self.process = self.start()
        except (ClusterProblem, OSError) as problem:
            say(f"{self.name}: {problem}")
            self._pause(now)
            return
        self.started_at = now

    def _fell(self, process: subprocess.Popen[bytes], now: float) -> None:
        say(
            f"{self.name}: tiến trình {process.pid} đã dừng "
            f"(mã {process.returncode}), khởi động lại."
        )
        # Workers of a killed master would go on serving with nobody to watch them.
        kill_group(process.pid, signal.SIGKILL)
        self.process = None
        self._pause(now)

    def _pause(self, now: float) -> None:
        self.not_before = now + PAUSES[min(self.falls, len(PAUSES) - 1)]
        self.falls += 1

    def stop(self, patience: float) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                say(f"{self.name}: không dừng kịp, buộc dừng.")
        kill_group(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Supervisor:
    """The office on one machine, from first start to clean stop."""

    def __init__(self, port: int) -> None:
        self.home = make_state_folder()
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.stopping = False
        self.services: list[Service] = []
        self.listener: socket.socket | None = None
        self.portal: socket.socket | None = None
        self.cluster = None if has_external_database() else Cluster()
        self._logs_seen = 0.0

    # -- life --

    def run(self) -> int:
        lock = office_lock()
        if not lock.try_alone():
            say(f"Công Vụ đang chạy rồi: {lock.read() or self.home}")
            say("Dừng tiến trình ấy trước, hoặc đặt CONGVU_HOME và CONGVU_PORT khác.")
            return 1
        lock.write(f"{self.address} (tiến trình {os.getpid()}, thư mục {self.home})")
        self._listen_to_signals()
        try:
            self.listener = _open_port(self.port)
            self.portal = _try_port(portal_port())
            users = self._start_database()
            self._start_hub()
            self._set_up()
            self._start_office()
            self._watch()
            users.close()
        except Stopped:
            pass
        except ClusterProblem as problem:
            say(str(problem))
            return 1
        finally:
            self._stop()
            lock.write("")
            lock.close()
        return 0

    def _listen_to_signals(self) -> None:
        def stop(_number: int, _frame: object) -> None:
            self.stopping = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        # nohup asks that a closed terminal be ignored; otherwise it means stop.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, stop)

    def _pause_unless_stopping(self, seconds: float) -> None:
        if self.stopping:
            raise Stopped
        time.sleep(seconds)

    # -- start --

    def _start_database(self) -> Lock:
        users = users_lock()
        if self.cluster is None:
            prepare_external()
            return users
        told = False
        while True:
            with start_lock().alone():
                if users.try_alone():
                    self._own_database(self.cluster)
                    users.wait_shared()
                    return users
            if not told:
                say("Đang đợi một lệnh congvu khác dùng xong cơ sở dữ liệu…")
                told = True
            self._pause_unless_stopping(0.3)

    def _own_database(self, cluster: Cluster) -> None:
        if cluster.exists() and cluster.running():
            stop_server(cluster)  # left behind by a command that was killed
        if not cluster.exists():
            say("Tạo cơ sở dữ liệu riêng (PostgreSQL)…")

        def start() -> subprocess.Popen[bytes]:
            cluster.prepare()
            return spawn_server(cluster, dies_with_parent=signal.SIGINT)

        service = Service("database", start)
        self.services.append(service)
        end = time.monotonic() + 60
        service.tick(time.monotonic())
        while not (cluster.exists() and cluster.answers()):
            if time.monotonic() > end:
                cluster.wait_until_ready(0)
            self._pause_unless_stopping(0.05)
            service.tick(time.monotonic())
        cluster.bootstrap()

    def _start_hub(self) -> None:
        """Gets ready while the office is set up; the demo's papers travel over it."""
        if demo_hub.is_wanted():
            service = Service("hub", demo_hub.start)
            self.services.append(service)
            service.tick(time.monotonic())

    def _set_up(self) -> None:
        """Migrations, law, demo: whatever has changed since the last start."""
        if not stale_steps():
            return
        process = subprocess.Popen(
            congvu_command("setup"),
            stdin=subprocess.DEVNULL,
            env=office_environment(),
            start_new_session=True,
        )
        while process.poll() is None:
            if self.stopping:
                process.terminate()
                process.wait()
                raise Stopped
            time.sleep(0.1)
        if process.returncode != 0:
            raise ClusterProblem("Thiết lập không thành công; xem thông báo ở trên.")

    def _start_office(self) -> None:
        self.services += [
            Service("web", self._spawn_web),
            Service("worker", self._spawn_worker),
        ]
        if self._has_portal():
            self.services.append(Service("portal", self._spawn_portal))
        if any(os.environ.get(name, "0") != "0" for name in LOGS):
            self.services.append(Service("logs", self._spawn_logs))
        while not self._page_answers():
            self._tick()
            self._pause_unless_stopping(0.1)
        say(f"\nCông Vụ đã sẵn sàng: {self.address}")
        if self._has_portal():
            say(
                f"Cổng thông tin cho mọi người: http://portal.localhost:{portal_port()}"
            )
        logins = self.home / "demo-logins.txt"
        if logins.exists():
            say(logins.read_text(encoding="utf-8").rstrip())
        say("Dừng: Ctrl-C.")

    def _has_portal(self) -> bool:
        return self.portal is not None and bool(read_portal_url())

    def _told(self) -> dict[str, str]:
        """What web and worker are told: of the portal beside them, too."""
        if not self._has_portal():
            return office_environment()
        return {**office_environment(), "CONGVU_PORTAL_PORT": str(portal_port())}

    def _spawn_web(self) -> subprocess.Popen[bytes]:
        number = self.listener.fileno() if self.listener else -1
        return spawn(
            web_command(f"fd://{number}"),
            log=self.home / "log" / "web.log",
            environment={**self._told(), "CONGVU_DB_POOL": "1"},
            dies_with_parent=signal.SIGTERM,
            pass_fds=[number],
        )

    def _spawn_worker(self) -> subprocess.Popen[bytes]:
        return spawn(
            congvu_command("worker"),
            log=self.home / "log" / "worker.log",
            environment=self._told(),
            # It would wait long for a database that is gone; a run cut short is
            # taken up again.
            dies_with_parent=signal.SIGKILL,
        )

    def _spawn_logs(self) -> subprocess.Popen[bytes]:
        return spawn(
            congvu_command("logs", "receive"),
            log=self.home / "log" / "logs.log",
            environment=office_environment(),
            dies_with_parent=signal.SIGTERM,
        )

    def _spawn_portal(self) -> subprocess.Popen[bytes]:
        """What everybody reads: settings, role and cookies of its own."""
        number = self.portal.fileno() if self.portal else -1
        return spawn(
            portal_command(f"fd://{number}"),
            log=self.home / "log" / "portal.log",
            environment={
                **office_environment(),
                "CONGVU_DB_POOL": "1",
                "DJANGO_SETTINGS_MODULE": "congvu.config.portal_settings",
            },
            dies_with_parent=signal.SIGTERM,
            pass_fds=[number],
        )

    def _page_answers(self) -> bool:
        if not any(s.name == "web" and s.process for s in self.services):
            return False
        try:
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            with closing(link):
                link.request("GET", "/health/live")
                return link.getresponse().status < 600  # ready tells more
        except (OSError, http.client.HTTPException):
            return False

    # -- watch and stop --

    def _watch(self) -> None:
        while not self.stopping:
            self._tick()
            time.sleep(0.2)

    def _tick(self) -> None:
        now = time.monotonic()
        for service in self.services:
            service.tick(now)
        if now - self._logs_seen > 60:
            self._logs_seen = now
            for log in (self.home / "log").glob("*.log"):
                _shorten(log)

    def _stop(self) -> None:
        if self.stopping:
            say("Đang dừng…")
        for listener in (self.listener, self.portal):
            if listener is not None:
                listener.close()
        for service in self.services:
            if service.name != "database":
                service.stop(PATIENCE[service.name])
        for service in self.services:
            if service.name == "database" and self.cluster is not None:
                stop_server(self.cluster, 3.5)
                service.stop(0.5)
        if self.stopping:
            say("Đã dừng.")


def main() -> int:
    """Run the office until told to stop; the number is the exit code."""
    os.umask(0o077)
    port = os.environ.get("CONGVU_PORT") or "8000"
    if not (port.isdigit() and 0 < int(port) < 65536):
        say(f"CONGVU_PORT phải là số từ 1 đến 65535, không phải «{port}».")
        return 1
    try:
        return Supervisor(int(port)).run()
    except ClusterProblem as problem:
        say(str(problem))
        return 1


def congvu_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "congvu.config.cli", *arguments]


def web_command(bind: str) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "congvu.config.wsgi:application"),
        *("-c", "python:congvu.config.webserver", "--bind", bind),
    ]


def portal_command(bind: str) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "congvu.config.wsgi:application"),
        *("-c", "python:congvu.config.portal_server", "--bind", bind),
    ]


def _open_port(port: int) -> socket.socket:
    """We hold the port ourselves: while the web server restarts, callers wait."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as why:
        listener.close()
        raise ClusterProblem(
            f"Cổng {port} đang có chương trình khác dùng ({why.strerror}). "
            "Đặt cổng khác: CONGVU_PORT=8080 make run"
        ) from why
    listener.listen(512)
    return listener


def _try_port(port: int) -> socket.socket | None:
    """The office works without its portal; what is wrong is said."""
    try:
        return _open_port(port)
    except (ClusterProblem, OverflowError):
        say(
            f"Cổng {port} đang có chương trình khác dùng: trang thông tin cho mọi "
            "người không chạy. Đặt cổng khác: CONGVU_PORTAL_PORT=8081 make run"
        )
        return None


def office_environment() -> dict[str, str]:
    path = [str(CODE), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "CONGVU_HOME": str(make_state_folder()),
        "CONGVU_MANIFEST_STATIC": os.environ.get("CONGVU_MANIFEST_STATIC", "1"),
        "PYTHONPATH": os.pathsep.join(part for part in path if part),
        "PYTHONUNBUFFERED": "1",
    }


def _shorten(log: Path) -> None:
    """Keep one older piece; the writers append, so cutting the file is safe."""
    if log.stat().st_size > LARGEST_LOG:
        log.with_suffix(".log.1").write_bytes(log.read_bytes())
        os.truncate(log, 0)


if __name__ == "__main__":
    sys.exit(main())
