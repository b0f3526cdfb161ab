"""A first visit stays under 150 kB, fonts and scripts included."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from congvu.machine.fonts import prepare_fonts

BUDGET = 150_000
FONT_BUDGET = 90_000


def size(path: str) -> int:
    """What travels: text is sent compressed, fonts already are."""
    found = finders.find(path)
    assert found, path
    data = Path(found).read_bytes()
    return len(data if path.endswith("woff2") else gzip.compress(data, 6))


@pytest.mark.parametrize("address", ["/incoming/", "/ui/", "/signin/"])
def test_first_visit_is_light(client, address):
    page = client.get(address).content.decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))
    files |= {"ui/weave.svg", "ui/weave-flat.svg", "ui/hills.svg", "ui/select.svg"}
    files -= {"ui/sample-paper.svg"}  # the paper itself is not counted
    fonts = finders.find("ui/fonts/fonts.css")
    if fonts:
        css = Path(fonts).read_text(encoding="utf-8")
        files |= {f"ui/fonts/{name}" for name in re.findall(r'url\("([^"]+)"', css)}

    total = len(gzip.compress(page.encode())) + sum(size(path) for path in files)

    assert total < BUDGET
    assert sum(size(p) for p in files if p.endswith("woff2")) <= FONT_BUDGET


def test_our_own_script_is_small():
    assert Path(finders.find("ui/js/ui.js")).stat().st_size < 13_800


def test_without_any_source_pages_use_the_systems_fonts(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("congvu.machine.fonts.DEBIAN", tmp_path)

    said = prepare_fonts(tmp_path / "fonts")
    again = prepare_fonts(tmp_path / "fonts")

    assert "using the system's own fonts" in said
    assert "ready" in again
    assert not list((tmp_path / "fonts").glob("*.woff2"))
