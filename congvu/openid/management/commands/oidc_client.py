"""``congvu oidc-client create|list|end``: programs that sign in through this office."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused
from congvu.openid import actions, queries
from congvu.openid.models import OpenIdClient


class Command(BaseCommand):
    help = "Chương trình dùng đăng nhập chung: đăng ký, liệt kê, thôi"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="đăng ký, in khóa bí mật một lần")
        create.add_argument("client", metavar="MÃ")
        create.add_argument("--name", required=True, help="tên người dùng nhận ra")
        create.add_argument(
            "--redirect", action="append", default=[], metavar="https://…"
        )
        create.add_argument(
            "--logout", action="append", default=[], metavar="https://…"
        )
        create.add_argument(
            "--introspect",
            action="store_true",
            help="được hỏi về token của chương trình thư (máy chủ thư)",
        )
        create.add_argument(
            "--mail",
            action="store_true",
            help="chương trình thư: token của nó mở được hộp thư (Roundcube)",
        )
        create.add_argument(
            "--without-pkce",
            action="store_true",
            help="cho chương trình chưa biết PKCE (Roundcube 1.6)",
        )
        verbs.add_parser("list", help="liệt kê")
        verbs.add_parser("end", help="thôi").add_argument("client", metavar="MÃ")

    def handle(self, *args: Any, **options: Any) -> None:
        by, at = Actor(name="congvu oidc-client", door=Door.COMMAND), timezone.now()
        if options["verb"] == "list":
            for client in OpenIdClient.objects.filter(ended_at=None).order_by("name"):
                where = " ".join(client.redirect_uris)
                self.stdout.write(f"{client.client_id}\t{client.name}\t{where}")
            return
        if options["verb"] == "end":
            client_to_end = queries.client_called(options["client"])
            if client_to_end is None:
                words = _("Không có chương trình “%(name)s”.")
                raise CommandError(words % {"name": options["client"]})
            actions.end_client(client=client_to_end, by=by, at=at)
            return
        try:
            _client, secret = actions.register_client(
                client_id=options["client"],
                name=options["name"],
                redirect_uris=options["redirect"],
                logout_uris=options["logout"],
                may_introspect=options["introspect"],
                opens_mail=options["mail"],
                without_pkce=options["without_pkce"],
                by=by,
                at=at,
            )
        except Refused as why:
            raise CommandError(str(why)) from why
        self.stdout.write(secret)
