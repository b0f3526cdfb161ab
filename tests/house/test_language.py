"""Every Vietnamese text that people see is in the catalogue, wherever it is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import polib

from congvu.audit.queries import register
from tests.house.source import CODE, Module, modules

VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹàáâãèéêìíòóôõùúý]")
CATALOGUE = polib.pofile(str(CODE / "locale" / "en" / "LC_MESSAGES" / "django.po"))
KNOWN = {entry.msgid for entry in CATALOGUE}
# Invented data, formats of papers, the law's own letters, the operator's terminal and
# the description of the API are Vietnamese only.
ELSEWHERE = ("demo/", "synth/", "bench/", "machine/", "lib/", "ui/views.py")
KINDS = {"formats", "management", "api"}
# The grammar of state papers is made of their words; what it tells people is in here.
GRAMMAR = ("directives/rules/", "portal/rules/personal_words.py")
GRAMMAR_SAYS = "directives/rules/reading.py"


def said(module: Module) -> Iterator[tuple[int, str]]:
    documented = {
        id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if id(node) in documented or not VIETNAMESE.search(text):
                continue
            # One word, a name or a pattern is data; a sentence is for people.
            if re.search(r"[^\W\d_] [^\W\d_]", text) and "\\" not in text:
                yield node.lineno, text


NAMES = {"Cốc Cốc", "Tiếng Việt", "Hội đồng nhân dân", "Ủy ban nhân dân"}
STAMPS = {"thượng khẩn", "THƯỢNG KHẨN", "hỏa tốc", "HỎA TỐC", "SAO LỤC"}
COMMAND = {"config/cli.py", "config/api.py"}
CLOCK = {"%H:%M ngày %d/%m/%Y"}
SAID_ELSEWHERE = KNOWN | NAMES | STAMPS | CLOCK


def shown_to_people() -> Iterator[Module]:
    for module in modules():
        if module.name.startswith(ELSEWHERE) or module.kind in KINDS:
            continue
        if module.name.startswith(GRAMMAR) and module.name != GRAMMAR_SAYS:
            continue
        if module.name not in COMMAND:
            yield module


def test_what_the_code_says_can_be_said_in_english() -> None:
    shown = list(shown_to_people())
    bare = [
        f"{module.name}:{line}: {text}"
        for module in shown
        for line, text in said(module)
        if text not in SAID_ELSEWHERE
    ]

    assert len(shown) > 700
    assert bare == [], "mark it with gettext, then make messages"


def test_the_english_catalogue_is_complete_and_certain() -> None:
    assert [entry.msgid for entry in CATALOGUE if not entry.translated()] == []
    assert CATALOGUE.fuzzy_entries() == []


def test_labels_of_the_log_have_english() -> None:
    labels = set(register().values())

    assert labels
    assert labels - KNOWN == set()


def test_placeholders_are_named_and_the_same_in_both_languages() -> None:
    named = re.compile(r"%\((\w+)\)[sd]")
    for entry in CATALOGUE:
        assert not re.search(r"(?<!%)%[sd]", entry.msgid), entry.msgid
        both = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        for text in both:
            assert set(named.findall(text)) <= set(named.findall(entry.msgid))
