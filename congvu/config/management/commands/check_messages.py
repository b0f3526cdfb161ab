"""Every text a person can see has an English translation."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize

LANGUAGE = "en"
KEYWORDS = (
    "gettext_lazy", "ngettext_lazy:1,2", "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3", "pgettext:1c,2", "npgettext:1c,2,3",
    "gettext_noop",
)  # fmt: skip


class Command(BaseCommand):
    help = "Kiểm tra mọi câu chữ đã có bản dịch tiếng Anh"
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        known = translated()
        missing = sorted(extracted(settings.BASE_DIR / "congvu") - known)
        if missing:
            lines = "\n".join(f"  {text!r}" for _context, text in missing)
            raise CommandError(
                f"{len(missing)} câu chưa dịch (make messages):\n{lines}"
            )
        self.stdout.write(f"{len(known)} câu, đã dịch hết.")


def translated() -> set[tuple[str, str]]:
    """What the catalogue has in full; a doubtful ("fuzzy") entry is not used."""
    found = set()
    for folder in settings.LOCALE_PATHS:
        path = Path(folder) / LANGUAGE / "LC_MESSAGES" / "django.po"
        if path.exists():
            entries = polib.pofile(str(path)).translated_entries()
            found |= {(entry.msgctxt or "", entry.msgid) for entry in entries}
    return found


def extracted(code: Path) -> set[tuple[str, str]]:
    """The texts marked in Python and in templates, as gettext's own tool finds them."""
    tool = shutil.which("xgettext")
    if tool is None:
        raise CommandError("Thiếu chương trình xgettext: apt-get install gettext")
    with tempfile.TemporaryDirectory() as place:
        sources = [str(path) for path in sorted(code.rglob("*.py"))]
        for number, page in enumerate(_templates(code)):
            copy = Path(place) / f"{number}.py"
            text = page.read_text(encoding="utf-8")
            copy.write_text(templatize(text, origin=str(page)), encoding="utf-8")
            sources.append(str(copy))
        catalogue = Path(place) / "all.po"
        listing = Path(place) / "sources"
        listing.write_text("\n".join(sources), encoding="utf-8")
        subprocess.run(
            [
                tool, "--language=Python", "--from-code=UTF-8", "-o",
                str(catalogue), "--files-from", str(listing),
                *(f"--keyword={word}" for word in KEYWORDS),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
        if not catalogue.exists():
            return set()
        return {(e.msgctxt or "", e.msgid) for e in polib.pofile(str(catalogue))}


def _templates(code: Path) -> list[Path]:
    return [
        path
        for path in sorted(code.rglob("*"))
        if path.suffix in {".html", ".txt"} and "templates" in path.parts
    ]
