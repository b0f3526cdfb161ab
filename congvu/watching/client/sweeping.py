"""A subnet asked address by address: who is there, what it is, whom it knows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from congvu.watching.client.asking import Pinger
from congvu.watching.client.snmp import Manager

SIDE_BY_SIDE = 64
PART = 64
# Seconds for one device, however much it has to tell.
_LONGEST = 60.0


async def sweep(
    cidr: str, pinger: Pinger, manager: Manager | None, port: int
) -> list[dict[str, Any]]:
    """Everything that answers, in the order of addresses; with what neighbours said."""
    network = ip_network(cidr)
    gate = asyncio.Semaphore(SIDE_BY_SIDE)

    async def ask(ip: str) -> tuple[str, dict[str, Any] | None, dict[str, str]]:
        async with gate:
            return ip, *(await _patiently(ip, pinger, manager, port))

    told = await asyncio.gather(*(ask(str(ip)) for ip in network.hosts()))
    found = {ip: host for ip, host, _cards in told if host is not None}
    for _ip, _host, cards in told:
        _add_neighbours(found, cards, network)
    return [found[ip] for ip in sorted(found, key=ip_address)]


async def _patiently(
    ip: str, pinger: Pinger, manager: Manager | None, port: int
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """One odd device spoils no sweep: it is there, and said nothing of use."""
    try:
        async with asyncio.timeout(_LONGEST):
            return await _one(ip, pinger, manager, port)
    except TimeoutError:
        return {"ip": ip}, {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as why:
        return {"ip": ip, "about": type(why).__name__}, {}


async def _one(
    ip: str, pinger: Pinger, manager: Manager | None, port: int
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    echo = await pinger.ping(ip, 1.0)
    if not echo.up:
        echo = await pinger.ping(ip, 1.0)
    said = await manager.itself(ip, port) if manager is not None else None
    if manager is None or said is None:
        return ({"ip": ip} if echo.up else None), {}
    ports = await manager.ports(ip, port)
    host = {"ip": ip, "name": said[0][:120], "about": said[1][:200], "ports": ports}
    return host, await manager.neighbours(ip, port)


def _add_neighbours(
    found: dict[str, dict[str, Any]],
    cards: dict[str, str],
    network: IPv4Network | IPv6Network,
) -> None:
    """Some answer no echo and stand in a router's table all the same."""
    for ip, mac in cards.items():
        if ip_address(ip) in network:
            found.setdefault(ip, {"ip": ip})["mac"] = mac


async def told(
    sweep_id: str,
    find: Callable[[], Any],
    *,
    at: Callable[[], float],
) -> list[dict[str, Any]]:
    """The lines for the book: parts, the last of them saying that it is the last."""
    try:
        hosts = await find()
    except (OSError, ValueError) as why:
        line = {"sweep": sweep_id, "at": at(), "last": True, "why": str(why)[:200]}
        return [line]
    parts = [hosts[n : n + PART] for n in range(0, len(hosts), PART)] or [[]]
    return [
        {
            "sweep": sweep_id,
            "at": at(),
            "hosts": part,
            "last": n == len(parts) - 1,
        }
        for n, part in enumerate(parts)
    ]
