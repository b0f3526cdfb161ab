"""What the DNS has to say about our domains, ready to be put there. Pure.

DMARC begins with ``quarantine``: refused is what others write in our name only once the
reports show that nothing of our own is left unsigned.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from congvu.machine.mail.plan import NOBODY, Plan

REPORTS = "dmarc"
"""At each domain: where reports of other servers come to, an address of the registry
of the province (congvu/mailboxes/actions/reports.py)."""
_SPF = "v=spf1 "
_RELAY = re.compile(r"\[(?P<host>[^]]+)\](?::\w+)?|(?P<name>[^\[\]:,\s]+)(?::\w+)?")


@dataclass(frozen=True)
class Record:
    """``why``: in the words of whoever puts it there."""

    name: str
    kind: str
    value: str
    why: str

    def line(self) -> str:
        """As a zone file has it; long texts in pieces of 255 bytes."""
        value = self.value
        if self.kind == "TXT":
            pieces = [value[n : n + 250] for n in range(0, len(value), 250)]
            value = " ".join(f'"{piece}"' for piece in pieces)
            value = f"( {value} )" if len(pieces) > 1 else value
        dot = "." if self.kind in {"MX", "SRV", "CNAME"} else ""
        return f"{self.name}. 3600 IN {self.kind} {value}{dot}"


def records(plan: Plan, domain: str, keys: dict[str, str]) -> list[Record]:
    """``keys``: selector → public key, of all that may still be looked up."""
    host, ports = plan.host, plan.ports
    found = [
        Record(domain, "MX", f"10 {host}", "thư tới tên miền này về máy chủ nào"),
        Record(
            domain,
            "TXT",
            f"{_SPF}mx{_relay(plan)} -all",
            "máy nào được gửi thư của tên miền; máy chuyển tiếp có dải địa chỉ riêng "
            "thì thêm include: mà bên cung cấp cho",
        ),
    ]
    found += [
        Record(
            f"{selector}._domainkey.{domain}",
            "TXT",
            f"v=DKIM1; k=rsa; p={key}",
            "khóa công khai của chữ ký DKIM",
        )
        for selector, key in keys.items()
    ]
    found.append(
        Record(
            f"_dmarc.{domain}",
            "TXT",
            f"v=DMARC1; p=quarantine; rua=mailto:{REPORTS}@{domain}; adkim=r; aspf=r",
            "thư giả danh thì làm gì, báo cáo gửi về đâu",
        )
    )
    services = {
        "_imaps": ports.imaps,
        "_submission": ports.submission,
        "_submissions": ports.submissions,
    }
    found += [
        Record(
            f"{service}._tcp.{domain}",
            "SRV",
            f"0 1 {port} {host}",
            "điện thoại, chương trình thư tự tìm máy chủ",
        )
        for service, port in services.items()
    ]
    found.append(
        Record(f"autoconfig.{domain}", "CNAME", host, "Thunderbird tự đặt cấu hình")
    )
    return found


def _relay(plan: Plan) -> str:
    """The smarthosts as SPF names them: in brackets a host, else whatever takes letters
    to that name (its MX). One on this very machine sends by this machine's address.
    """
    words = ""
    for found in _RELAY.finditer("" if plan.relay == NOBODY else plan.relay):
        host = found["host"] or found["name"]
        try:
            address = ipaddress.ip_address(host.lower().removeprefix("ipv6:"))
        except ValueError:
            words += f" {'a' if found['host'] else 'mx'}:{host.lower()}"
        else:
            if not address.is_loopback:
                words += f" ip{address.version}:{address}"
    return words


def is_told(record: Record, found: Iterable[str]) -> bool:
    """Whether the DNS says it. By SPF others may send for the domain as well."""
    if not record.value.startswith(_SPF):
        said = {line.replace(" ", "") for line in found}
        return record.value.replace(" ", "") in said
    wanted = set(record.value.split()) - {"-all"}
    lines = [line.lower().split() for line in found if line.lower().startswith(_SPF)]
    ends = {"-all", "~all"}
    return len(lines) == 1 and wanted <= {*lines[0]} and bool(ends & {*lines[0]})


def autoconfig(plan: Plan, domain: str) -> str:
    """What Thunderbird and others ask for at autoconfig.<domain>/mail/config-v1.1.xml.

    By a password for programs, or by the office's own sign-in where one knows it.
    """
    server = (
        "    <{tag} type='{kind}'>\n      <hostname>{host}</hostname>\n"
        "      <port>{port}</port>\n      <socketType>{wire}</socketType>\n"
        "      <authentication>password-cleartext</authentication>\n"
        "      <username>%EMAILADDRESS%</username>\n    </{tag}>\n"
    )
    incoming = server.format(
        tag="incomingServer",
        kind="imap",
        host=plan.host,
        port=plan.ports.imaps,
        wire="SSL",
    )
    outgoing = server.format(
        tag="outgoingServer",
        kind="smtp",
        host=plan.host,
        port=plan.ports.submission,
        wire="STARTTLS",
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<clientConfig version='1.1'>\n"
        f"  <emailProvider id='{domain}'>\n    <domain>{domain}</domain>\n"
        "    <displayName>Thư công vụ</displayName>\n"
        f"{incoming}{outgoing}  </emailProvider>\n</clientConfig>\n"
    )
