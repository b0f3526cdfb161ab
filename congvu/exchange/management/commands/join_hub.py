"""``join_hub``: tell the hub which agencies it can send to here.

Told again after every change of names and codes; what is told twice stays as it is.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.exchange.client import AgencyCard, HubDown, HubRefused, hub_client
from congvu.exchange.queries import our_agencies


class Command(BaseCommand):
    help = "Đăng ký với trục các cơ quan có văn thư ở hệ thống này"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--channel", choices=("hub", "folder"), default="hub")

    def handle(self, *_args: Any, **options: Any) -> None:
        refused = []
        ours = our_agencies(timezone.localdate())
        try:
            hub = hub_client(options["channel"])
            for one in ours:
                card = AgencyCard(one.code, one.name, one.old_code)
                try:
                    hub.register(card)
                except HubRefused as why:
                    refused.append(f"{one.code} {one.name}: {why.words}")
        except (HubDown, HubRefused) as why:
            raise CommandError(why.words) from why
        self.stdout.write(f"Đã đăng ký {len(ours) - len(refused)} cơ quan.")
        if refused:
            raise CommandError("\n".join(["Trục không nhận:", *refused]))
