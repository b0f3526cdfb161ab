"""``congvu doctor``: what is wrong with this installation, and how to mend it.

It works where nothing else does: with no database, with settings that cannot be read.
A check is a small function; the list of them is here, in the order they are told.
"""

from __future__ import annotations

import argparse
import gettext
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from congvu.config.doctor import database, house, office
from congvu.config.doctor.said import Check, Patient, Said, State, bad
from congvu.lib.text import gettext_noop as _
from congvu.machine.state import CODE

__all__ = ["CHECKS", "Finding", "examine", "main"]

CHECKS = (
    Check("python", "Python", house.python),
    Check("packages", _("Thư viện"), house.packages),
    Check("settings", _("Cấu hình"), house.configuration),
    Check("secret", _("Khóa ký phiên"), house.secret),
    Check("folders", _("Thư mục dữ liệu"), house.folders),
    Check("room", _("Chỗ trống"), house.room),
    Check("clock", _("Đồng hồ"), house.clock),
    Check("database", _("Cơ sở dữ liệu"), database.answers),
    Check("extensions", _("Phần mở rộng"), database.extensions, needs_database=True),
    Check("roles", _("Vai trò"), database.roles, needs_database=True),
    Check("migrations", _("Bảng dữ liệu"), database.migrations, needs_database=True),
    Check("services", _("Dịch vụ"), office.services),
    Check("pages", _("Trang web"), office.pages),
    Check("worker", _("Tiến trình nền"), office.worker, needs_database=True),
    Check("reading", _("Đọc tệp lạ"), office.reading, needs_database=True),
    Check("queue", _("Việc chờ"), office.queue, needs_database=True),
    Check("index", _("Chỉ mục tìm kiếm"), office.index, needs_database=True),
    Check("bucket", _("Kho S3"), office.bucket),
    Check("copies", _("Bản sao lưu"), office.copies),
    Check("certificate", _("Chứng thư TLS"), office.certificate),
    Check("fonts", _("Phông chữ"), house.fonts),
    Check("optional", _("Phần thêm"), house.optional),
)
SIGNS = {State.WELL: "✓", State.WATCH: "!", State.BAD: "✗"}


@dataclass(frozen=True)
class Finding:
    check: Check
    said: Said


def examine(patient: Patient) -> list[Finding]:
    """Every look; one that fails is a finding itself and hides no other."""
    found = []
    for check in CHECKS:
        if check.needs_database and patient.trouble:
            continue
        try:
            said = check.look(patient)
        except (OSError, psycopg.Error, ValueError) as why:
            said = bad(
                _("Không khám được: %(why)s"),
                _("Chạy congvu setup; vẫn vậy thì gửi dòng này cho người hỗ trợ."),
                why=" ".join(str(why).split())[:200],
            )
        if said is not None:
            found.append(Finding(check, said))
    return found


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="congvu doctor",
        description=_("Khám máy: điều gì không ổn và chữa thế nào."),
    )
    parser.add_argument("--json", action="store_true", help=_("cho chương trình đọc"))
    parser.add_argument("--language", choices=("vi", "en"), default="vi")
    asked = parser.parse_args(arguments)
    # What the settings would say of their own accord is said here, in order.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings")
    found = examine(Patient())
    tell = _Words(asked.language)
    if asked.json:
        lines = [tell.line(finding) for finding in found]
        text = json.dumps({"checks": lines}, ensure_ascii=False, indent=1)
        sys.stdout.write(f"{text}\n")
    else:
        tell.everything(found)
    return int(any(finding.said.state is State.BAD for finding in found))


class _Words:
    """In one language, from the office's own catalogue, without Django."""

    def __init__(self, language: str) -> None:
        self.catalogue = gettext.translation(
            "django", str(CODE / "locale"), languages=[language], fallback=True
        )

    def say(self, words: str, said: Said | None = None) -> str:
        text = self.catalogue.gettext(words) if words else ""
        if not (said and said.values):
            return text
        tell = self.catalogue.gettext  # a value may be words, too
        values = said.values.items()
        return text % {k: tell(v) if v and isinstance(v, str) else v for k, v in values}

    def line(self, finding: Finding) -> dict[str, str]:
        said = finding.said
        return {
            "key": finding.check.key,
            "title": self.say(finding.check.title),
            "state": said.state.value,
            "words": self.say(said.words, said),
            "mend": self.say(said.mend, said),
        }

    def everything(self, found: Sequence[Finding]) -> None:
        for finding in found:
            told = self.line(finding)
            sign = SIGNS[finding.said.state]
            sys.stdout.write(f"{sign} {told['title']}: {told['words']}\n")
            if told["mend"]:
                sys.stdout.write(f"    → {told['mend']}\n")
        states = [finding.said.state for finding in found]
        if State.BAD in states:
            last = self.say(_("%(count)s điều hỏng, phải chữa."))
            last %= {"count": states.count(State.BAD)}
        elif State.WATCH in states:
            last = self.say(_("Chạy được; %(count)s điều nên để ý."))
            last %= {"count": states.count(State.WATCH)}
        else:
            last = self.say(_("Mọi thứ đều tốt."))
        sys.stdout.write(f"\n{last}\n")
