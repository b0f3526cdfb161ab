"""An office to work in, made as an operator makes one: a YAML file, tokens, keys.

The committee has three clerks, so that several take numbers of one book at once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.survival.calling import Caller

OFFICE = """
from: 2021-07-01
agencies:
  - code: H03
    kind: province
    name: Ủy ban nhân dân tỉnh Bắc Kạn
    short_name: UBND tỉnh Bắc Kạn
    issuer_symbol: UBND
    place: Bắc Kạn
    units:
      - name: Lãnh đạo Ủy ban
        posts: [{role: leader, name: Chủ tịch}]
      - name: Văn phòng
        symbol: VP
        posts:
          - {role: records-clerk, name: Văn thư, count: 3}
          - {role: archivist, name: Lưu trữ viên}
          - {role: administrator, name: Quản trị}
        units:
          - name: Phòng Nội chính
            symbol: NC
            posts:
              - {role: unit-head, name: Trưởng phòng}
              - {role: specialist, name: Chuyên viên}
  - code: H03.33.10
    kind: commune
    name: Ủy ban nhân dân xã Yến Dương
    short_name: UBND xã Yến Dương
    issuer_symbol: UBND
    place: Yến Dương
    parent: H03
    units:
      - name: Văn phòng
        posts: [{role: records-clerk, name: Văn thư}]
"""
PEOPLE = (
    ("dung", "Nguyễn Tiến Dũng", "H03", "Lãnh đạo Ủy ban", "Chủ tịch"),
    ("lan", "Nông Thị Lan", "H03", "Văn phòng", "Văn thư"),
    ("bich", "Hoàng Thị Bích", "H03", "Văn phòng", "Văn thư"),
    ("tam", "Lục Thị Tâm", "H03", "Văn phòng", "Văn thư"),
    ("thu", "Hà Thị Thu", "H03", "Văn phòng", "Lưu trữ viên"),
    ("quan", "Bế Văn Quân", "H03", "Văn phòng", "Quản trị"),
    ("hoa", "Ma Thị Hoa", "H03", "Phòng Nội chính", "Trưởng phòng"),
    ("minh", "Hoàng Văn Minh", "H03", "Phòng Nội chính", "Chuyên viên"),
    ("tu", "Triệu Văn Tú", "H03.33.10", "Văn phòng", "Văn thư"),
)
CLERKS = ("lan", "bich", "tam")


@dataclass(frozen=True)
class World:
    """Who can be asked as whom, and what they need to know of each other."""

    tokens: dict[str, str]
    posts: dict[str, str]  # whose desk a post is
    commune: str
    personal_key: str
    agency_key: str

    def keep(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")
        path.chmod(0o600)

    @classmethod
    def read(cls, path: Path) -> World:
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def congvu(*words: str, environment: Mapping[str, str] | None = None) -> str:
    """One of the operator's commands; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "congvu.config.cli", *words],
        env=dict(environment or os.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"congvu {words[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def make_world(
    addresses: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> World:
    """In an office that is empty (CONGVU_DEMO=0) and may sign (CONGVU_SIGNING_DEMO=1).

    ``environment`` says which office the commands mean, ``addresses`` where it answers.
    """
    people = "".join(
        f"  - {{full_name: {name}, username: {user}, "
        f"posts: [{{agency: {agency}, unit: {unit}, post: {post}}}]}}\n"
        for user, name, agency, unit, post in PEOPLE
    )
    file = folder / "office.yaml"
    file.write_text(f"{OFFICE}people:\n{people}", encoding="utf-8")
    congvu("organisation", "load", str(file), environment=environment)
    tokens = {
        user: congvu("token", "create", user, environment=environment).strip()
        for user, *_ in PEOPLE
    }
    callers = {user: Caller(addresses, user, tokens[user]) for user in tokens}
    seats = {user: caller.get("/me") for user, caller in callers.items()}
    keys = {
        owner: callers[who].post(
            "/signing-keys", {"kind": "demo", "owner": owner}, form=True
        )["id"]
        for who, owner in (("dung", "seat"), ("lan", "agency"))
    }
    return World(
        tokens=tokens,
        posts={user: seat["post_id"] for user, seat in seats.items()},
        commune=seats["tu"]["agency_id"],
        personal_key=keys["seat"],
        agency_key=keys["agency"],
    )
