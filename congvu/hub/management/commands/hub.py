"""``congvu hub run``; and the operator lets systems in, shuts them out, looks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction
from django.utils import timezone

from congvu.files import store
from congvu.hub.actions import (
    close_system,
    let_in,
    lock,
    new_secret,
    new_system,
    operator,
    unlock,
)
from congvu.hub.models import Agency, LogLine, System
from congvu.machine.external import prepare_external
from congvu.machine.processes import spawn
from congvu.machine.state import (
    CODE,
    has_external_database,
    make_state_folder,
    read_json,
    say,
)
from congvu.machine.supervisor import Service

HALF_DAY = 12 * 3600


def _agreed_on() -> list[dict[str, Any]]:
    """The systems of the operator's own file, whole or none."""
    path = os.environ.get("CONGVU_HUB_SYSTEMS")
    if not path:
        return []
    found = read_json(Path(path)).get("systems") or []
    keys = ("system", "name", "under", "secret")
    if not found or not all(one.get(key) for one in found for key in keys):
        words = "thiếu tệp này, hoặc trong tệp thiếu system, name, under hay secret."
        raise CommandError(f"CONGVU_HUB_SYSTEMS={path}: {words}")
    return list(found)


class Command(BaseCommand):
    help = "Trục liên thông của tỉnh: nhận, giữ và chuyển gói tin giữa các hệ thống"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        running = verbs.add_parser("run", help="chạy trục")
        running.add_argument("--bind", default="", metavar="ĐỊA_CHỈ:CỔNG")
        verbs.add_parser("setup", help="tạo, cập nhật bảng dữ liệu của trục")
        new = verbs.add_parser("add-system", help="cho một hệ thống kết nối, in khóa")
        new.add_argument("system")
        new.add_argument("--name", required=True)
        new.add_argument(
            "--under",
            action="append",
            required=True,
            metavar="MÃ",
            help="được đăng ký mã này và các mã dưới nó",
        )
        for verb, words in (
            ("new-secret", "đổi khóa của một hệ thống, in khóa mới"),
            ("close-system", "không cho một hệ thống kết nối nữa"),
        ):
            verbs.add_parser(verb, help=words).add_argument("system")
        locking = verbs.add_parser("lock", help="khóa nhận một đơn vị")
        locking.add_argument("code")
        locking.add_argument("--because", required=True)
        verbs.add_parser("unlock", help="mở lại một đơn vị").add_argument("code")
        log = verbs.add_parser("log", help="xem nhật ký gói tin")
        log.add_argument("--last", type=int, default=50, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        does: Callable[[dict[str, Any]], None] = getattr(
            self, "_" + options["verb"].replace("-", "_")
        )
        try:
            does(options)
        except (System.DoesNotExist, Agency.DoesNotExist) as why:
            raise CommandError("Không có hệ thống hoặc đơn vị này.") from why

    def _setup(self, _options: dict[str, Any]) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("grant_runtime")
        # What was cut short; the sender has had no answer and sends again.
        store.open_store().sweep(older_than=HALF_DAY)
        for system in _agreed_on():
            let_in(
                system_id=system["system"],
                name=system["name"],
                roots=system["under"],
                secret=system["secret"],
                by=operator(),
                at=timezone.now(),
            )

    def _run(self, options: dict[str, Any]) -> None:
        if has_external_database():
            prepare_external()
        _congvu_hub("setup")
        bind = options["bind"] or os.environ.get("CONGVU_HUB_BIND", "127.0.0.1:8090")
        service = Service("hub", lambda: _spawn(bind))
        stop: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda got, _frame: stop.append(got))
        say(f"Trục chạy ở http://{bind} (nhật ký: {make_state_folder() / 'log'})")
        while not stop:
            service.tick(time.monotonic())
            time.sleep(0.1)
        service.stop(12)

    def _add_system(self, options: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                secret = new_system(
                    system_id=options["system"],
                    name=options["name"],
                    roots=options["under"],
                    by=operator(),
                    at=timezone.now(),
                )
        except IntegrityError as why:
            raise CommandError("Đã có hệ thống mang mã này.") from why
        self.stdout.write(secret)

    def _new_secret(self, options: dict[str, Any]) -> None:
        given = new_secret(
            system_id=options["system"], by=operator(), at=timezone.now()
        )
        self.stdout.write(given)

    def _close_system(self, options: dict[str, Any]) -> None:
        close_system(system_id=options["system"], by=operator(), at=timezone.now())

    def _lock(self, options: dict[str, Any]) -> None:
        lock(
            code=options["code"],
            because=options["because"],
            by=operator(),
            at=timezone.now(),
        )

    def _unlock(self, options: dict[str, Any]) -> None:
        unlock(code=options["code"], by=operator(), at=timezone.now())

    def _log(self, options: dict[str, Any]) -> None:
        lines = LogLine.objects.order_by("-id")[: options["last"]]
        for line in reversed(lines):
            at = timezone.localtime(line.at).strftime("%d/%m/%Y %H:%M:%S")
            to = ",".join(line.receivers)
            told = f"{line.event} {line.system} {line.sender}→{to} {line.code}"
            self.stdout.write(f"{at} {told} {line.message or ''} {line.words}".rstrip())


def _congvu_hub(*words: str) -> None:
    """In a process of its own: it runs as the owner of the tables."""
    done = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", "hub", *words],
        env=_environment(),
        check=False,
    )
    if done.returncode != 0:
        raise CommandError(f"congvu hub {words[0]}: mã lỗi {done.returncode}")


def _spawn(bind: str) -> subprocess.Popen[bytes]:
    return spawn(
        [
            sys.executable, "-m", "gunicorn", "congvu.config.wsgi:application",
            "-c", "python:congvu.config.hub_server", "--bind", bind,
        ],
        log=make_state_folder() / "log" / "hub.log",
        environment={**_environment(), "CONGVU_DB_POOL": "1"},
        dies_with_parent=signal.SIGTERM,
    )  # fmt: skip


def _environment() -> dict[str, str]:
    path = [str(CODE), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in path if p)}
