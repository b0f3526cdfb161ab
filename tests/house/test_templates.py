"""What a template may not hold: style, script, text without a translation mark."""

from __future__ import annotations

import re
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


@pytest.fixture(params=TEMPLATES, ids=name)
def text(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text(encoding="utf-8")


def test_no_inline_style(text: str) -> None:
    assert "<style" not in text
    assert not re.search(r"<[^>]*\sstyle\s*=", text)


def test_no_inline_script(text: str) -> None:
    for opening, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        assert "src=" in opening or 'type="application/json"' in opening
        assert not body.strip() or 'type="application/json"' in opening
    assert not EVENT_ATTRIBUTE.search(text)
    assert "javascript:" not in text


def test_nothing_comes_from_elsewhere(text: str) -> None:
    """An office network is often closed to the internet."""
    assert not re.search(r"""(src|href)=["'](https?:)?//""", text)


def test_forms_that_change_something_carry_the_token(text: str) -> None:
    for form in re.findall(r"<form[^>]*>.*?</form>", text, re.DOTALL):
        if "public:check" in form:
            continue  # a digest is worked out, nothing is kept, nobody is signed in
        if re.search(r'method="post"', form.split(">", 1)[0], re.IGNORECASE):
            assert "csrf_token" in form


def test_vietnamese_words_are_marked_for_translation(text: str) -> None:
    """Outside tags, a Vietnamese letter stands only in a marked text."""
    if '<html lang="vi">' in text:
        return  # a form of the law, or a page drawn without a catalogue
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
    words = re.findall(r"[^\W\d_]*[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹ][^\W\d_]*", bare)

    assert words == []


SCRIPTS = sorted(PACKAGE.glob("*/static/**/*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_script_keeps_anything_in_the_browser(path: Path) -> None:
    """What was shown goes with the session; a shared machine keeps none of it."""
    stores = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")

    assert not stores.search(path.read_text(encoding="utf-8"))
