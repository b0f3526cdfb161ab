"""``congvu oidc-key rotate``: a new signing key now, for instance after a break-in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from congvu.audit.rules import Actor, Door
from congvu.openid import actions


class Command(BaseCommand):
    help = "Khóa ký của đăng nhập chung: thay ngay (máy tự thay 90 ngày một lần)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_subparsers(dest="verb", required=True).add_parser("rotate")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Actor(name="congvu oidc-key", door=Door.COMMAND)
        self.stdout.write(actions.rotate_key(by=by, at=timezone.now()))
