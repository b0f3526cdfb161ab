"""``make ha``: the office on five machines that are one, and its leader killed.

Three members of etcd, three PostgreSQL under Patroni, two office machines with HAProxy,
PgBouncer, web and worker each, an S3 store that keeps everything in memory. Clerks
register through the front door while ``kill -9`` takes the leader and its Patroni away;
the machine comes back, follows, and everything that was acknowledged is counted.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from subprocess import CalledProcessError, CompletedProcess
from typing import Any

import requests

from congvu.bench.origin import origin
from congvu.machine.cluster import database_account
from tests.ha import cluster
from tests.ha.layout import BUCKET, HERE, NODES, Layout, make_layout
from tests.ha.load import Load
from tests.ha.parts import Parts, congvu
from tests.ha.reading import Reader, sign_in

FIRST_PORT = 21000
READER = "tu"
PAGES = ("/van-ban/den/", "/viec-cua-toi/", "/tim-kiem/?q=kinh+phi")


class TrialFailed(Exception):
    """What was promised did not hold; the text says what."""


def say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def main(arguments: list[str]) -> int:
    asked = _asked(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Not below a closed home, so that the database's user can reach it.
    root = Path(tempfile.mkdtemp(prefix="congvu-ha-"))
    root.chmod(0o711)
    # The people of tests/survival read the clock by the office's settings.
    os.environ["DJANGO_SETTINGS_MODULE"] = "congvu.config.settings"
    os.environ["CONGVU_HOME"] = str(root / "people")
    account = database_account()
    layout = make_layout(root, account=account, first_port=asked.port)
    parts = Parts(layout, account)
    try:
        found = _try(layout, parts, asked)
        told = json.dumps(found, ensure_ascii=False, indent=1)
        sys.stdout.write(f"{told}\n")
        if asked.out:
            Path(asked.out).write_text(f"{told}\n", encoding="utf-8")
    except (TrialFailed, TimeoutError, CalledProcessError) as problem:
        say(f"FAILED: {problem}; what each part said lies in {root / 'log'}")
        asked.keep = True
        return 1
    finally:
        say("stopping")
        parts.stop()
        if not asked.keep:
            shutil.rmtree(root, ignore_errors=True)
    return 0 if found["met"] else 1


def _asked(arguments: list[str]) -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.ha.trial")
    words.add_argument("--out", help="the file that keeps the JSON, too")
    words.add_argument("--kills", type=int, default=3)
    words.add_argument("--seconds", type=float, default=30, help="of load around each")
    words.add_argument("--port", type=int, default=FIRST_PORT)
    words.add_argument("--keep", action="store_true", help="leave logs and data there")
    return words.parse_args(arguments)


def _try(layout: Layout, parts: Parts, asked: argparse.Namespace) -> dict[str, Any]:
    here = origin()
    _start(layout, parts)
    load = Load(layout)
    session = sign_in(
        layout.office, login=READER, first_password=load.first_password(READER)
    )
    readers = [Reader(layout.office, page=page, session=session) for page in PAGES]
    load.begin()
    for reader in readers:
        reader.start()
    kills = [_kill(layout, parts, load, readers, asked) for _ in range(asked.kills)]
    time.sleep(asked.seconds)
    memory = parts.memory_mb()
    for reader in readers:
        reader.stop()
    load.end()
    say("counting")
    verdict = load.verdict()
    checked = _check(layout)
    return {
        **here,
        "files": "S3 of moto, in memory, not durable",
        "seconds_of_load_around_a_kill": asked.seconds,
        **verdict,
        "check": (checked.stdout + checked.stderr).strip().splitlines()[-12:],
        "kills": kills,
        "answers_to_reading": {r.page: dict(r.answers) for r in readers},
        "members_after": [asdict(member) for member in cluster.members(layout)],
        "memory_mb": memory,
        "memory_mb_together": round(sum(memory.values())),
        "met": not verdict["missing"]
        and checked.returncode == 0
        and not verdict["strange"]
        and all(kill["read_in_the_gap"] for kill in kills),
    }


def _start(layout: Layout, parts: Parts) -> None:
    say(f"starting in {layout.root}")
    parts.start_stores()
    took = cluster.wait_until(lambda: cluster.is_whole(layout), "three members")
    say(f"three members after {took:.0f} s")
    _make_bucket(layout)
    for node in NODES:
        done = congvu(layout, node, "setup")
        if done.returncode:
            raise TrialFailed(f"setup on {node}: {done.stdout}{done.stderr}")
        say(f"{node} is set up")
    parts.start_office()
    took = cluster.wait_until(lambda: is_ready(layout), "the office is ready")
    say(f"the office is ready after {took:.0f} s")


def _make_bucket(layout: Layout) -> None:
    client = importlib.import_module("boto3").client(
        "s3",
        endpoint_url=f"http://{HERE}:{layout.s3_port}",
        region_name="us-east-1",
        aws_access_key_id=layout.table["files"]["access_key"],
        aws_secret_access_key=layout.table["files"]["secret_key"],
    )
    client.create_bucket(Bucket=BUCKET)


def is_ready(layout: Layout) -> bool:
    """Every node for itself, and the front door."""
    doors = [f"http://{HERE}:{layout.machine(node)['web_port']}" for node in NODES]
    for door in (*doors, layout.office):
        try:
            answer = requests.get(f"{door}/health/ready", timeout=3)
        except requests.RequestException:
            return False
        if answer.status_code != 200:
            return False
    return True


def _kill(
    layout: Layout,
    parts: Parts,
    load: Load,
    readers: list[Reader],
    asked: argparse.Namespace,
) -> dict[str, Any]:
    """The leader is lost; another leads; the lost one comes back and follows."""
    time.sleep(asked.seconds)
    before = cluster.members(layout)
    lost = cluster.leader(layout)
    say(f"kill -9 of {lost} and its Patroni")
    lost_at = time.monotonic()
    parts.kill_database(lost)
    # What was on its way when the leader went may still be answered.
    cluster.wait_until(
        lambda: load.acknowledged_after(lost_at + 5), "something is done again"
    )
    back_at = time.monotonic()
    leads = cluster.leader(layout)
    say(f"{leads} leads; the gap of writing was {back_at - lost_at:.1f} s")
    time.sleep(asked.seconds / 2)
    parts.all[f"patroni/{lost}"].start()
    rejoined = cluster.wait_until(lambda: cluster.is_whole(layout), f"{lost} follows")
    say(f"{lost} follows after {rejoined:.0f} s")
    return {
        "killed": lost,
        "leads_now": leads,
        "write_gap_seconds": load.longest_pause(lost_at, back_at),
        "read_in_the_gap": sum(r.read_between(lost_at, back_at) for r in readers),
        "longest_without_reading_seconds": {
            r.page: r.longest_without(lost_at, back_at) for r in readers
        },
        "follows_again_after_seconds": round(rejoined, 1),
        "members_before": {member.name: member.role for member in before},
    }


def _check(layout: Layout) -> CompletedProcess[str]:
    """``congvu check``; the index of words is given half a minute to follow."""
    for _try in range(6):
        checked = congvu(layout, NODES[0], "check")
        if checked.returncode == 0:
            break
        time.sleep(5)
    return checked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
