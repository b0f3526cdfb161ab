"""What a template may not hold: style, script, text without a translation mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "congvu"
TEMPLATES = sorted(
    path
    for path in PACKAGE.glob("*/templates/**/*.html")
    if not path.name.startswith("gallery")  # samples of the parts; nothing is sent
)
EVENT_ATTRIBUTE = re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def texts() -> dict[str, str]:
    """By name, and hundreds: a test for each took longer than reading it."""
    return {name(path): path.read_text(encoding="utf-8") for path in TEMPLATES}


def where(is_at_fault: Callable[[str], object]) -> list[str]:
    return [found for found, text in texts().items() if is_at_fault(text)]


def test_there_are_templates() -> None:
    assert len(texts()) > 300


def test_no_inline_style() -> None:
    inline = re.compile(r"<style|<[^>]*\sstyle\s*=")

    assert where(inline.search) == []


def _runs_code(text: str) -> bool:
    for opening, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        is_data = 'type="application/json"' in opening
        if not (is_data or ("src=" in opening and not body.strip())):
            return True
    return bool(EVENT_ATTRIBUTE.search(text)) or "javascript:" in text


def test_no_inline_script() -> None:
    assert where(_runs_code) == []


def test_nothing_comes_from_elsewhere() -> None:
    """An office network is often closed to the internet."""
    elsewhere = re.compile(r"""(src|href)=["'](https?:)?//""")

    assert where(elsewhere.search) == []


def _has_a_form_without_token(text: str) -> bool:
    return any(
        "csrf_token" not in form
        for form in re.findall(r"<form[^>]*>.*?</form>", text, re.DOTALL)
        # a digest is worked out, nothing is kept, nobody is signed in
        if "public:check" not in form and "public:certificate" not in form
        if re.search(r'method="post"', form.split(">", 1)[0], re.IGNORECASE)
    )


def test_forms_that_change_something_carry_the_token() -> None:
    assert where(_has_a_form_without_token) == []


def _unmarked(text: str) -> list[str]:
    if '<html lang="vi">' in text:
        return []  # a form of the law, or a page drawn without a catalogue
    bare = re.sub(r"{%\s*(comment)\b.*?{%\s*endcomment\s*%}", "", text, flags=re.DOTALL)
    bare = re.sub(
        r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}",
        "",
        bare,
        flags=re.DOTALL,
    )
    bare = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", bare, flags=re.DOTALL)
    bare = bare.replace("Tiếng Việt", "")  # a language is named in itself
    bare = bare.replace("Công Vụ", "")  # and the product never otherwise
    return re.findall(r"[^\W\d_]*[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹ][^\W\d_]*", bare)


def test_vietnamese_words_are_marked_for_translation() -> None:
    """Outside tags, a Vietnamese letter stands only in a marked text."""
    words = {found: _unmarked(text) for found, text in texts().items()}

    assert {found: bare for found, bare in words.items() if bare} == {}


SCRIPTS = sorted(PACKAGE.glob("*/static/**/*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_script_keeps_anything_in_the_browser(path: Path) -> None:
    """What was shown goes with the session; a shared machine keeps none of it."""
    stores = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")

    assert not stores.search(path.read_text(encoding="utf-8"))
