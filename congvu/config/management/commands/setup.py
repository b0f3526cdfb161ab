"""Everything between the code and a working office, each step only when needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand

from congvu.machine.external import prepare_external
from congvu.machine.messages import compile_messages
from congvu.machine.stamps import mark_begun, mark_done, stale_steps
from congvu.machine.state import has_external_database


class Command(BaseCommand):
    help = "Thiết lập: bảng dữ liệu, quyền, tệp tĩnh, dữ liệu pháp luật, dữ liệu mẫu"
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        if has_external_database():
            prepare_external()
        for step in stale_steps():
            mark_begun(step)
            if getattr(self, f"do_{step}")():
                mark_done(step)

    def do_messages(self) -> bool:
        compile_messages(settings.LOCALE_PATHS)
        return True

    def do_static(self) -> bool:
        self.stdout.write("Gom tệp tĩnh…")
        # A power cut leaves an empty list, and with that not even this verb starts.
        (settings.STATIC_ROOT / "staticfiles.json").unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        # The mark of this step must not outlive what it stands for.
        subprocess.run(["sync", "-f", str(settings.STATIC_ROOT)], check=True)  # noqa: S607 - the machine's own
        return True

    def do_database(self) -> bool:
        self.stdout.write("Tạo, cập nhật bảng dữ liệu…")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("grant_runtime")
        return True

    def do_law(self) -> bool:
        return self._run_as_app("load_shipped", "Nạp dữ liệu đi kèm…")

    def do_demo(self) -> bool:
        return self._run_as_app("demo", "Nạp tỉnh mẫu…")

    def _run_as_app(self, verb: str, words: str) -> bool:
        """In a process of its own, because this one runs as the owner of the tables."""
        if verb not in get_commands():
            return False
        self.stdout.write(words)
        environment = {k: v for k, v in os.environ.items() if k != "CONGVU_DB_ROLE"}
        code = Path(__file__).resolve().parents[4]
        done = subprocess.run(
            [sys.executable, "-m", "congvu.config.cli", verb],
            env={**environment, "PYTHONPATH": str(code)},
            # The demo's log-ins are shown when the office is ready.
            stdout=subprocess.DEVNULL if verb == "demo" else None,
            check=False,
        )
        if done.returncode != 0:
            raise CommandError(f"congvu {verb}: mã lỗi {done.returncode}")
        return True
