"""congvu demo: the demo province, once; ``--rebuild`` takes it away first."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from congvu.audit.rules import Actor, Door
from congvu.config.environment import env
from congvu.demo import actions
from congvu.demo.client import Neighbours
from congvu.lib.refusals import Refused
from congvu.machine import demo_hub
from congvu.machine.state import write_private

_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"  # none that looks like another


class Command(BaseCommand):
    help = "Nạp tỉnh mẫu: Bắc Kạn, nay thuộc Thái Nguyên (dữ liệu trình diễn)"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rebuild", action="store_true", help="xóa tỉnh mẫu đang có rồi nạp lại"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        by, at = Actor(name="congvu demo", door=Door.COMMAND), timezone.now()
        today, password = timezone.localdate(at), _password()
        try:
            with _neighbours() as far, transaction.atomic():
                if options["rebuild"] and actions.is_loaded():
                    actions.remove(by=by, at=at)
                if actions.is_loaded():
                    changed = actions.change_password(password=password, by=by, at=at)
                else:
                    actions.load(password=password, today=today, by=by, at=at, far=far)
                    changed = True
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        sheet = settings.HOME / "demo-logins.txt"
        if changed or not sheet.exists():
            write_private(sheet, _sheet(password, actions.named_logins(today)))
        self.stdout.write(sheet.read_text(encoding="utf-8").rstrip())


@contextmanager
def _neighbours() -> Iterator[Neighbours | None]:
    """Where the demo has a hub of its own, it answers while the papers travel."""
    if not demo_hub.is_wanted():
        yield None
        return
    with demo_hub.at_hand():
        yield Neighbours.linked(demo_hub.link(demo_hub.NEIGHBOURS))


def _password() -> str:
    """The office's own: given, or made once and kept where only its owner reads."""
    file = settings.HOME / "demo-password"
    given = env("CONGVU_DEMO_PASSWORD")
    if given:
        return given
    if not file.exists():
        groups = ("".join(secrets.choice(_LETTERS) for _i in range(4)) for _g in "abc")
        write_private(file, "-".join(groups))
    return file.read_text(encoding="utf-8").strip()


def _sheet(password: str, logins: list[tuple[str, str]]) -> str:
    width = max(len(name) for name, _words in logins)
    lines = [
        (
            "Tỉnh mẫu Thái Nguyên (người và văn bản là hư cấu). "
            f"Mật khẩu chung: {password}"
        ),
        *(f"  {name:<{width}}  {words}" for name, words in logins),
    ]
    return "\n".join(lines) + "\n"
