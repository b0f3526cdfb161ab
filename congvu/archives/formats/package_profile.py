"""What a package has to hold, read from a data file: fields, lengths, code tables.

The circular was not read and contradicts itself in places; so nothing of it is written
into the code, and the file says how sure each part is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from congvu.lib.yamltext import read_yaml

_SHIPPED = Path(__file__).resolve().parents[1] / "data" / "package_tt05.yaml"
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")


@dataclass(frozen=True)
class FieldRule:
    """One field of EAD.xml: its length, whether it must be there, its codes."""

    name: str
    most: int | None = None
    required: bool = False
    codes: str = ""
    day: bool = False
    number: bool = False


@dataclass(frozen=True)
class Profile:
    """A way of packaging; ``sure`` is C (secondary) or D (inferred), never certain."""

    name: str
    sure: str
    offset: str
    algorithm: str
    mets_profile: str
    paths: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    dossier: tuple[FieldRule, ...]
    document: tuple[FieldRule, ...]

    def code_of(self, table: str, words: str) -> str:
        """The code that stands for these words; the last of the table is "other"."""
        for code, name in self.codes[table].items():
            if name and name.casefold() == words.casefold():
                return code
        return list(self.codes[table])[-1]

    def faults(
        self, rules: tuple[FieldRule, ...], values: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        """(code, words) of everything wrong with the fields of one EAD.xml."""
        found: list[tuple[str, str]] = []
        for rule in rules:
            value = values.get(rule.name, "")
            if not value:
                if rule.required:
                    code = "no-process" if rule.name == "process" else "field-missing"
                    found.append((code, f"thiếu trường {rule.name}"))
                continue
            found += _value_faults(rule, value, self.codes)
        level = values.get("confidenceLevel", "")
        digitised = rules is self.dossier and level in ("02", "03")
        if digitised and not values.get("paperFileCode"):
            words = "có tài liệu số hóa mà thiếu paperFileCode (mã hồ sơ giấy)"
            found.append(("no-paper-code", words))
        return found


def _value_faults(
    rule: FieldRule, value: str, codes: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]]:
    if rule.codes and value not in codes[rule.codes]:
        return [
            ("code-unknown", f"{rule.name} có mã “{value[:40]}” không có trong bảng")
        ]
    if rule.most is not None and len(value) > rule.most:
        words = f"{rule.name} dài {len(value)} ký tự, quá {rule.most}"
        return [("field-too-long", words)]
    if rule.day and not _DAY.fullmatch(value):
        return [("bad-day", f"{rule.name} “{value[:40]}” không theo dạng DD/MM/YYYY")]
    if rule.number and not value.isdecimal():
        return [("bad-number", f"{rule.name} “{value[:40]}” không phải số")]
    return []


@cache
def shipped_profile() -> Profile:
    """The profile that comes with the office."""
    data: dict[str, Any] = read_yaml(_SHIPPED.read_text(encoding="utf-8"))
    return Profile(
        name=data["name"],
        sure=data["sure"],
        offset=data["times"]["offset"],
        algorithm=data["digest"]["algorithm"],
        mets_profile=data["mets_profile"],
        paths=data["paths"],
        codes=data["codes"],
        dossier=tuple(FieldRule(**row) for row in data["dossier"]),
        document=tuple(FieldRule(**row) for row in data["document"]),
    )
