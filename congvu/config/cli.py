"""The operator's command, ``congvu``.

Each verb is a management command of one of our apps; Django's own commands can be
called too but are not listed. The embedded database is started for a command that
needs it and stopped again after the last one.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext

import django
from django.core.management import (
    BaseCommand,
    ManagementUtility,
    get_commands,
    load_command_class,
)

from congvu.machine.cluster import ClusterProblem
from congvu.machine.session import database_at_hand
from congvu.machine.state import state_folder

OWNER_VERBS = {
    "backup",
    "restore",
    "base_backup",
    "bench",
    "synth",
    "migrate",
    "setup",
    "grant_runtime",
    "sqlmigrate",
    "showmigrations",
}
NO_DATABASE = {
    "check_messages",
    "compilemessages",
    "makemessages",
    "collectstatic",
    "findstatic",
    "diffsettings",
    "export_openapi",
    "help",
    "recover",
    "version",
}


# Verbs that the hub has as the office has them, on its own tables and folder.
LIKE_THE_OFFICE = {"backup", "restore", "check"}
BESIDE = {
    "run": "congvu.machine.supervisor",
    "doctor": "congvu.config.doctor",
    "upgrade": "congvu.machine.upgrade",
    "mail": "congvu.machine.mail",
    "collector": "congvu.watching.management.collector",
}
NO_DATABASE_FOR = (
    ["edxml", "read"],
    ["directive", "read"],
    ["logs", "read"],
    ["bench", "search-quality"],
)


class Commands(ManagementUtility):
    """Django's, loaded without looking for garbage: what is loaded stays, and looking
    through it again and again is a quarter of the time of a start.
    """

    def execute(self) -> None:
        gc.disable()
        super().execute()

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Asked for once all is there.

        Django's checks of the code load every address and its forms, as long as a verb
        takes to start: ``congvu setup`` makes them when it brings the tables up to
        date, and no verb of ours after it. Django's own keep theirs.
        """
        gc.freeze()
        gc.set_threshold(20_000, 10, 10)
        gc.enable()
        command = super().fetch_command(subcommand)
        if type(command).__module__.startswith("congvu."):
            command.requires_system_checks = []
        return command


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings")
    if not words or words[0] in {"-h", "--help", "help"}:
        return _help()
    if words[0] in BESIDE:
        # In place of this process: none of them needs Django in its memory, or its
        # settings to be right.
        module = BESIDE[words[0]]
        os.execv(sys.executable, [sys.executable, "-m", module, *words[1:]])  # noqa: S606 - our own program
    if words[0] == "hub":
        _enter_hub(words)
        if len(words) > 1 and words[1] in LIKE_THE_OFFICE:
            words = words[1:]
    verb = words[0].replace("-", "_")
    if verb in OWNER_VERBS or (verb == "demo" and "--rebuild" in words):
        os.environ["CONGVU_DB_ROLE"] = "owner"
    if verb == "setup":
        # For the office that will run: it serves files by the names this step makes.
        os.environ.setdefault("CONGVU_MANIFEST_STATIC", "1")
    needs_none = verb in NO_DATABASE or "--help" in words or "-h" in words
    needs_none = needs_none or words[:2] in NO_DATABASE_FOR
    try:
        with nullcontext() if needs_none else database_at_hand():
            Commands(["congvu", verb, *words[1:]]).execute()
    except ClusterProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except BrokenPipeError:
        # Whoever read along has seen enough ("| head"); nothing is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _enter_hub(words: Sequence[str]) -> None:
    """The hub is a house of its own: settings, folder and database are not ours.

    Said once, for the commands that a running hub starts find themselves inside.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "congvu.config.hub_settings"
    if words[1:2] == ["setup"]:
        os.environ["CONGVU_DB_ROLE"] = "owner"
    if words[1:2] == ["run"]:
        # Told to end while it still starts, it takes its database with it.
        signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    if os.environ.get("CONGVU_INSIDE_HUB"):
        return
    os.environ["CONGVU_INSIDE_HUB"] = "1"
    home = os.environ.get("CONGVU_HUB_HOME")
    os.environ["CONGVU_HOME"] = home or str(state_folder() / "hub")
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
        if given := os.environ.get(f"CONGVU_HUB_{name}"):
            os.environ[name] = given


def _help() -> int:
    django.setup()
    lines = {
        "run": "Chạy máy chủ: cơ sở dữ liệu, trang web và việc nền",
        "doctor": "Khám máy: điều gì không ổn và chữa thế nào",
        "upgrade": "Nâng cấp bản cài: sao lưu trước, không được thì quay về",
        "mail": "Máy chủ thư của văn phòng: chạy, dừng, soát, bản ghi DNS",
        "collector": "Máy thu thập ở một điểm mạng: congvu collector run",
        "hub": "Trục liên thông của tỉnh, một tiến trình riêng: congvu hub run",
    }
    for name, app in get_commands().items():
        if isinstance(app, str) and app.startswith("congvu."):
            text = str(load_command_class(app, name).help).strip()
            lines[name.replace("_", "-")] = text.split("\n", 1)[0]
    width = max(map(len, lines))
    sys.stdout.write("Cách dùng: congvu LỆNH [tham số]   (congvu LỆNH --help)\n\n")
    for name in sorted(lines):
        sys.stdout.write(f"  {name:<{width}}  {lines[name]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
