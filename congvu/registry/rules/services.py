"""Services by which systems give data to each other; what a catalogue lists."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit

from congvu.lib.text import gettext_noop as _

MOST_FIELDS = 100
LONGEST_ADDRESS = 500


class ServiceProtocol(StrEnum):
    REST = "rest"
    SOAP = "soap"
    FILE = "file"
    EDXML = "edxml"
    OTHER = "other"


SERVICE_PROTOCOL_NAMES = {
    ServiceProtocol.REST: _("REST, JSON qua HTTPS"),
    ServiceProtocol.SOAP: _("SOAP, XML qua HTTPS"),
    ServiceProtocol.FILE: _("tệp qua SFTP"),
    ServiceProtocol.EDXML: _("edXML qua trục liên thông"),
    ServiceProtocol.OTHER: _("cách khác"),
}


class DataServiceState(StrEnum):
    TRIAL = "trial"
    RUNNING = "running"
    ENDED = "ended"


SERVICE_STATE_NAMES = {
    DataServiceState.TRIAL: _("chạy thử"),
    DataServiceState.RUNNING: _("đang dùng"),
    DataServiceState.ENDED: _("đã thôi"),
}


class Catalogued(StrEnum):
    """What stands in the catalogue."""

    SYSTEM = "system"
    DATABASE = "database"
    SET = "set"
    SERVICE = "service"


CATALOGUED_NAMES = {
    Catalogued.SYSTEM: _("hệ thống thông tin"),
    Catalogued.DATABASE: _("cơ sở dữ liệu"),
    Catalogued.SET: _("bộ dữ liệu"),
    Catalogued.SERVICE: _("dịch vụ chia sẻ dữ liệu"),
}


def is_address(text: str) -> bool:
    """Of documentation: something a browser opens."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
