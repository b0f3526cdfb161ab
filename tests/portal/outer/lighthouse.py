"""Lighthouse over one page of each kind, as a phone and at the desk.

    python -m congvu.machine.scratch python -m tests.portal.outer.lighthouse

A part of ``make soak``: all of them; ``make test`` asks for one a day. Prints one JSON;
exits 1 where a page has less than 95 of 100 in a category.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings")
django.setup()

from django.test.utils import (  # noqa: E402 - after Django was set up
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from congvu.machine.install import NODE_TOOLS  # noqa: E402 - the same
from tests.portal.outer.kinds import KINDS, Kind  # noqa: E402 - the same
from tests.portal.outer.portal import open_portal  # noqa: E402 - the same

LEAST = 0.95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Where robots.txt or the page tells robots to stay away, Lighthouse takes points.
KEPT_FROM_ROBOTS = "is-crawlable"
# A page that answers with an error is not audited at all.
AUDITED = [
    (kind, form)
    for kind in KINDS
    if kind.status == 200
    for form in ("mobile", "desktop")
    if form == "mobile" or kind.at_the_desk
]
Told = dict[str, Any]


def node_tool(name: str) -> str | None:
    found = NODE_TOOLS / "node_modules" / ".bin" / name
    return str(found) if shutil.which("node") and found.exists() else None


def audited(address: str, kind: Kind, form: str) -> Told:
    """Its scores, and what is amiss: a machine busy with other things draws slowly, so
    that the best of three is the page's.
    """
    for _n in range(3):
        told = _asked(address, form)
        found = amiss(told, kind)
        if not found:
            break
    scores = {key: round(100 * _score(told, key)) for key in CATEGORIES}
    return {"page": kind.name, "form": form, **scores, "amiss": found}


def _asked(address: str, form: str) -> Told:
    more = ["--preset=desktop"] if form == "desktop" else []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "told.json"
        subprocess.run(
            [str(node_tool("lighthouse")), address, "--quiet", "--output=json",
             f"--output-path={out}", *more, f"--only-categories={','.join(CATEGORIES)}",
             "--chrome-flags=--headless --no-sandbox --disable-gpu --no-first-run"],
            env={**os.environ, "CHROME_PATH": "/usr/bin/chromium-headless-shell",
                 "DISABLE_UPDATE_NOTIFIER": "1"},
            capture_output=True, text=True, check=True, timeout=300,
        )  # fmt: skip
        told: Told = json.loads(out.read_text(encoding="utf-8"))
    return told


def amiss(told: Told, kind: Kind) -> list[str]:
    """What costs points in each category below what is asked.

    A page kept from robots lacks that, and nothing else, of what search engines want.
    """
    found = []
    for key in CATEGORIES:
        costly = _costly(told, key)
        if key == "seo" and kind.kept_from_robots:
            found += [f"seo: {one}" for one in {*costly} ^ {KEPT_FROM_ROBOTS}]
        elif _score(told, key) < LEAST:
            found += [f"{key}: {one}" for one in costly or ["not judged"]]
    return found


def _score(told: Told, key: str) -> float:
    return told["categories"][key]["score"] or 0.0


def _costly(told: Told, key: str) -> list[str]:
    return [
        ref["id"]
        for ref in told["categories"][key]["auditRefs"]
        if ref["weight"] and (told["audits"][ref["id"]]["score"] or 0) < LEAST
    ]


def _all() -> Iterator[Told]:
    """In a database of its own, gone afterwards."""
    setup_test_environment()
    names = setup_databases(verbosity=0, interactive=False)
    with open_portal() as outer:
        for kind, form in AUDITED:
            one = audited(outer.url + outer.at(kind.address), kind, form)
            sys.stderr.write(f"{json.dumps(one)}\n")
            yield one
    teardown_databases(names, verbosity=0)


def main() -> int:
    if node_tool("lighthouse") is None:
        sys.stdout.write(
            json.dumps({"findings": ["lighthouse is not on this machine"]})
        )
        return 1
    pages = list(_all())
    findings = [
        f"{one['page']} ({one['form']}): {what}"
        for one in pages
        for what in one["amiss"]
    ]
    sys.stdout.write(json.dumps({"least": 95, "pages": pages, "findings": findings}))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
