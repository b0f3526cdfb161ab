"""What ``congvu setup`` lays down: files as they are served, facts as shipped."""

from __future__ import annotations

import gzip
from io import StringIO
from pathlib import Path

import brotli
import pytest
from django.core.management import call_command
from django.test import override_settings

from congvu.controls.models import Requirement
from congvu.exchange.models import Regulation
from congvu.law.models import Rule
from congvu.licences.models import Product
from congvu.machine.stamps import CODE, STEPS, _files

MANIFEST = {"staticfiles": {"BACKEND": "congvu.config.static_files.StaticFiles"}}


def test_what_a_browser_loads_lies_compressed_beside_what_it_is(tmp_path: Path) -> None:
    styles, editor = "/* một trang */\n" * 500, "let trang = 'soạn';\n" * 9000
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text(styles, encoding="utf-8")
    (source / "editor.js").write_text(editor, encoding="utf-8")
    served = tmp_path / "served"

    with override_settings(
        STATIC_ROOT=served, STATICFILES_DIRS=[source], STORAGES=MANIFEST
    ):
        call_command(
            "collectstatic",
            interactive=False,
            verbosity=0,
            ignore=["admin", "wagtail*"],
        )

    for name, text in (("page", styles), ("editor", editor)):
        (packed,) = served.glob(f"{name}.*.*.br")
        (zipped,) = served.glob(f"{name}.*.*.gz")
        assert brotli.decompress(packed.read_bytes()).decode() == text
        assert gzip.decompress(zipped.read_bytes()).decode() == text


@pytest.mark.django_db
def test_every_kind_of_facts_that_comes_with_the_office_is_there() -> None:
    said = StringIO()

    call_command("load_shipped", stdout=said)

    assert "Nạp dữ liệu pháp luật…" in said.getvalue()
    for kind in (Rule, Regulation, Requirement, Product):
        assert kind._default_manager.exists(), kind


def test_set_up_loads_again_what_of_the_facts_has_changed() -> None:
    """An upgrade brings a new catalogue; nobody is asked to load it."""
    watched = {str(path.relative_to(CODE)) for path in _files(STEPS["law"])}

    for app in ("law", "exchange", "controls", "licences"):
        shipped = (CODE / "congvu" / app / "data").glob("*.yaml")
        assert {str(path.relative_to(CODE)) for path in shipped} <= watched, app
