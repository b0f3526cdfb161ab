"""The hub behind a channel, as configured."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.exchange.client.contract import HubClient, HubRefused
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.client.gateway import Gateway
from congvu.exchange.client.mail import Mailbox
from congvu.exchange.client.national import NationalHub
from congvu.exchange.client.wire import Wire


def hub_client(channel: str) -> HubClient:
    """For "hub", "gateway", "folder" or "mail"; refused where nothing is configured."""
    given: dict[str, Any] = settings.EXCHANGE.get(channel, {})
    if not given:
        raise HubRefused(0, _("Chưa cấu hình kênh “%(name)s”.") % {"name": channel})
    return _made(channel, tuple(sorted(given.items())))


@lru_cache(maxsize=8)
def _made(channel: str, given: tuple[tuple[str, Any], ...]) -> HubClient:
    """Kept, with its connections, for as long as the configuration is the same."""
    told = dict(given)
    if channel == "folder":
        return FolderHub.at(told["folder"])
    if channel == "mail":
        return Mailbox(**told)
    wire = Wire(told["address"], told["system"], told["secret"], told["ca_file"])
    return Gateway(wire) if channel == "gateway" else NationalHub(wire)
