"""Asking by SNMP v2c and v3: is it there, what is it, what does it know of others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from pysnmp.error import PySnmpError
from pysnmp.hlapi.v3arch.asyncio import (
    CommunityData,
    ContextData,
    ObjectIdentity,
    ObjectType,
    SnmpEngine,
    Udp6TransportTarget,
    UdpTransportTarget,
    UsmUserData,
    bulk_walk_cmd,
    get_cmd,
    usmAesCfb128Protocol,
    usmAesCfb256Protocol,
    usmHMAC192SHA256AuthProtocol,
    usmHMAC384SHA512AuthProtocol,
    usmHMACSHAAuthProtocol,
    usmNoAuthProtocol,
    usmNoPrivProtocol,
)

from congvu.lib.text import gettext_noop as _
from congvu.watching.client.asking import Answer, since

UPTIME = "1.3.6.1.2.1.1.3.0"
NAME, ABOUT = "1.3.6.1.2.1.1.5.0", "1.3.6.1.2.1.1.1.0"
PORT_NAMES, PORT_STATES = "1.3.6.1.2.1.2.2.1.2", "1.3.6.1.2.1.2.2.1.8"
PORT_SPEEDS = "1.3.6.1.2.1.2.2.1.5"
NEIGHBOURS = "1.3.6.1.2.1.4.22.1.2"
SECONDS = 2.0
# An engine that is closed gives nobody an answer who waits for one.
_LINGERS = 60.0
_MOST_ROWS, _MOST_PORTS = 4096, 128
_SILENT = {"RequestTimedOut": _("không trả lời")}
_AUTH = {
    "": usmNoAuthProtocol,
    "sha": usmHMACSHAAuthProtocol,
    "sha256": usmHMAC192SHA256AuthProtocol,
    "sha512": usmHMAC384SHA512AuthProtocol,
}
_PRIV = {
    "": usmNoPrivProtocol,
    "aes": usmAesCfb128Protocol,
    "aes256": usmAesCfb256Protocol,
}


class _Engine:
    """What is known of whom one asks: transports, and of v3 boots and times."""

    def __init__(self) -> None:
        self.engine = SnmpEngine()
        self._places: dict[tuple[str, int], Any] = {}

    def close(self) -> None:
        self.engine.close_dispatcher()

    async def place(self, host: str, port: int) -> Any:
        if (host, port) not in self._places:
            kind = Udp6TransportTarget if ":" in host else UdpTransportTarget
            made = await kind.create((host, port), timeout=SECONDS, retries=1)
            self._places[host, port] = made
        return self._places[host, port]


class Manager:
    """With one kind of access; an engine of its own, for two accesses may have one
    user's name and other keys.
    """

    def __init__(self, access: Mapping[str, Any]) -> None:
        self._who, self._is_v3 = _who(access), access.get("version") == "v3"
        self._shared = _Engine()
        self._silent: set[tuple[str, int]] = set()

    def close(self) -> None:
        self._shared.close()

    async def ask(self, host: str, port: int) -> Answer:
        """By v3 something that was silent is asked as a stranger: it may have begun
        anew since, and takes nothing that speaks of the time before.
        """
        is_stranger = self._is_v3 and (host, port) in self._silent
        engine = _Engine() if is_stranger else self._shared
        begun = time.perf_counter()
        try:
            _found, why = await self._get(host, port, UPTIME, by=engine)
        except (PySnmpError, OSError) as problem:
            why = str(problem)
        took = since(begun)
        if why:
            self._silent.add((host, port))
            if is_stranger:
                engine.close()
            return Answer(up=False, why=why[:120])
        self._silent.discard((host, port))
        if is_stranger:
            self._replace(engine)
        return Answer(up=True, us=took)

    def _replace(self, engine: _Engine) -> None:
        """From now on all are asked by it; whoever is being asked by the old one may
        answer still.
        """
        loop = asyncio.get_running_loop()
        loop.call_later(_LINGERS, self._shared.close)
        self._shared = engine

    async def _get(
        self, host: str, port: int, *asked: str, by: _Engine
    ) -> tuple[list[Any], str]:
        problem, status, _at, found = await get_cmd(
            by.engine,
            self._who,
            await by.place(host, port),
            ContextData(),
            *(ObjectType(ObjectIdentity(one)) for one in asked),
            lookupMib=False,
        )
        if problem:
            return [], _SILENT.get(type(problem).__name__, type(problem).__name__)
        return [value for _oid, value in found], f"SNMP {status}" if status else ""

    async def itself(self, host: str, port: int) -> tuple[str, str] | None:
        """Its name and what it says it is; None where it does not answer."""
        try:
            found, why = await self._get(host, port, NAME, ABOUT, by=self._shared)
        except (PySnmpError, OSError):
            return None
        return None if why else (_text(found[0]), _text(found[1]))

    async def _walk(self, host: str, port: int, root: str) -> dict[str, Any]:
        """The column below an identifier, by the rest of theirs."""
        rows: dict[str, Any] = {}
        by = self._shared
        try:
            async for problem, status, _at, found in bulk_walk_cmd(
                by.engine,
                self._who,
                await by.place(host, port),
                ContextData(),
                0,
                25,
                ObjectType(ObjectIdentity(root)),
                lookupMib=False,
                lexicographicMode=False,
            ):
                if problem or status or len(rows) >= _MOST_ROWS:
                    break
                for oid, value in found:
                    rows[str(oid)[len(root) + 1 :]] = value
        except (PySnmpError, OSError):
            pass
        return rows

    async def ports(self, host: str, port: int) -> list[tuple[str, bool, int]]:
        """Each port: name, whether it is up, Mbit/s."""
        names = await self._walk(host, port, PORT_NAMES)
        states = await self._walk(host, port, PORT_STATES)
        speeds = await self._walk(host, port, PORT_SPEEDS)
        return [
            (
                _text(name)[:60],
                _number(states.get(key)) == 1,
                _number(speeds.get(key)) // 1_000_000,
            )
            for key, name in list(names.items())[:_MOST_PORTS]
        ]

    async def neighbours(self, host: str, port: int) -> dict[str, str]:
        """Network cards by address, as its ARP table has them."""
        found = {}
        for key, value in (await self._walk(host, port, NEIGHBOURS)).items():
            address, octets = ".".join(key.split(".")[1:]), _octets(value)
            with suppress(ValueError):
                if len(octets) == 6 and any(octets):
                    found[str(ip_address(address))] = octets.hex(":")
        return found


def _octets(value: Any) -> bytes:
    """Of what should be octets; of anything else that a device says, nothing."""
    octets = getattr(value, "asOctets", None)
    return bytes(octets()) if octets else b""


def _text(value: Any) -> str:
    return _octets(value).decode("utf-8", "replace") or str(value)


def _number(value: Any) -> int:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError):
        return 0


def _who(access: Mapping[str, Any]) -> Any:
    if access.get("version") == "v2c":
        return CommunityData(access["community"], mpModel=1)  # noqa: S508 - asked for
    auth, priv = access.get("auth", ""), access.get("priv", "")
    return UsmUserData(
        access.get("user", ""),
        authKey=access.get("auth_key") or None if auth else None,
        privKey=access.get("priv_key") or None if priv else None,
        authProtocol=_AUTH[auth],
        privProtocol=_PRIV[priv],
    )
