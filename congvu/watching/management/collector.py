"""``congvu collector run``: the program at a site, under systemd or by hand."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from congvu.watching.client.running import Collector


def _arguments(words: list[str]) -> argparse.Namespace:
    top = argparse.ArgumentParser(
        prog="congvu collector",
        description="Máy thu thập: thử mạng ở một điểm, gửi kết quả về văn phòng.",
    )
    verbs = top.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="chạy cho đến khi bị dừng")
    run.add_argument("--server", required=True, help="https://congvu.example.gov.vn")
    told = "tệp có mã ghi danh; không có thì CONGVU_COLLECTOR_CODE"
    run.add_argument("--code-file", type=Path, help=told)
    run.add_argument("--state", type=Path, default=Path("/var/lib/congvu-collector"))
    run.add_argument("--ca", help="chứng thư của tổ chức cấp, nếu là CA riêng")
    return top.parse_args(words)


def _code(given: argparse.Namespace) -> str:
    """From a file or the environment: an argument is seen by all on the machine."""
    if given.code_file is not None:
        return str(given.code_file.read_text().strip())
    return os.environ.get("CONGVU_COLLECTOR_CODE", "")


def _is_safe(server: str) -> bool:
    """Codes and secrets go over TLS, or do not leave the machine."""
    parts = urlsplit(server)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return bool(parts.hostname)
    with suppress(ValueError):
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    return False


async def _run(collector: Collector) -> None:
    work = asyncio.ensure_future(collector.run())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    with suppress(asyncio.CancelledError):
        await work


def main(words: list[str]) -> int:
    given = _arguments(words)
    code = _code(given)
    if not code:
        sys.stderr.write("Chưa có mã ghi danh: --code-file TỆP.\n")
        return 2
    if not _is_safe(given.server):
        sys.stderr.write("Địa chỉ máy chủ phải bắt đầu bằng https.\n")
        return 2
    os.umask(0o077)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    made = Collector(server=given.server, code=code, folder=given.state, ca=given.ca)
    asyncio.run(_run(made))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
