"""An editor reads Vietnamese: what Wagtail has no words for is in locale/vi."""

from __future__ import annotations

import json
import re
from pathlib import Path

import django
import polib
import pytest
import wagtail
from django import forms
from django.core import validators
from django.utils.translation import override
from lxml import html

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites
from congvu.portal.models import ArticlePage, ProvincePage, SectionPage
from tests.house.source import CODE
from tests.people import Province
from tests.portal.test_gate import ARTICLE, name_minh, office, write

__all__ = ["office"]

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(
    r"\b(the|and|this|with|your|you|are|not|page|pages|edit|delete|save|draft|publish"
    r"|live|search|images?|documents?|reports|history|status|content|add|view|more"
    r"|options|type|updated|title|sort|select|all|for|from|by|of|to|show|hide|back"
    r"|create|created|upload|filter|actions?|move|copy|privacy|schedule|locked?)\b",
    re.IGNORECASE,
)
# Names, and what is data for a script.
ALLOWED = re.compile(r"English|Wagtail|Web portal of\b.*")
SPOKEN = "//@aria-label | //@title | //@placeholder | //@alt"


def told(text: str) -> list[str]:
    """What somebody sees or hears of a page."""
    tree = html.fromstring(text)
    for silent in tree.xpath("//script | //style | //template | //svg | //option"):
        silent.drop_tree()
    pieces = [*tree.itertext(), *map(str, tree.xpath(SPOKEN))]
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]


def test_the_main_pages_of_the_editor_show_no_english(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    home = ProvincePage.objects.get(locale__language_code="vi")
    news = SectionPage.objects.child_of(home).get(code=14)
    page = ArticlePage(title="Rét đậm", summary="Giữ ấm", personal_data="none")
    page.body = [("heading", "Việc của thôn")]
    news.add_child(instance=page)
    page.save_revision().publish()
    client = province.client("ha")
    found = {}
    for path in (
        "",
        f"pages/{home.pk}/",
        f"pages/{news.pk}/",
        f"pages/{page.pk}/edit/",
        f"pages/{page.pk}/history/",
        f"pages/{page.pk}/unpublish/",
        f"pages/{page.pk}/delete/",
        f"pages/add/portal/articlepage/{news.pk}/",
        "images/",
        "images/add/",
        "documents/",
    ):
        answer = client.get(f"/bien-tap/{path}")
        assert answer.status_code == 200, path
        bare = [ALLOWED.sub("", piece) for piece in told(answer.content.decode())]
        if left := sorted({piece for piece in bare if ENGLISH.search(piece)}):
            found[path] = left

    assert found == {}


def test_the_way_of_a_page_through_two_hands_shows_no_english(
    office: Province,
) -> None:
    """Handed in, compared, sent back with words, taken back to an earlier version."""
    name_minh(office)
    write(office, "minh", **{"action-submit": "1"})
    page = ArticlePage.objects.get()
    edit = f"pages/{page.pk}/edit/"
    again = ARTICLE | {"title": "Rét đậm, rét hại", "action-submit": "1"}
    office.client("ha").post(f"/bien-tap/{edit}", again)
    first = page.revisions.order_by("id")[0]
    task = ArticlePage.objects.get().current_workflow_task_state
    client = office.client("ha")
    found = {}
    for path in (
        edit,
        f"pages/{page.pk}/revisions/compare/earliest...latest/",
        f"pages/{page.pk}/revisions/{first.pk}/revert/",
        f"pages/{page.pk}/history/",
        f"pages/{page.pk}/workflow_history/",
        f"pages/{page.pk}/usage/",
        f"pages/{page.pk}/copy/",
        f"pages/{page.pk}/move/",
        f"pages/workflow/action/{page.pk}/reject/{task.pk}/",
        f"pages/workflow/action/{page.pk}/approve/{task.pk}/",
        "pages/search/?q=ret",
        "reports/workflow/",
        "reports/workflow_tasks/",
        "reports/locked/",
        "reports/site-history/",
        "documents/multiple/add/",
        "images/multiple/add/",
        "choose-page/",
        "choose-external-link/",
        "images/chooser/",
        "documents/chooser/",
    ):
        answer = client.get(f"/bien-tap/{path}")
        assert answer.status_code in (200, 302), path
        if answer.status_code == 302:
            continue
        text = answer.content.decode()
        if text.startswith("{"):
            text = str(json.loads(text).get("html", "")) or "<p></p>"
        bare = [ALLOWED.sub("", piece) for piece in told(text)]
        if left := sorted({piece for piece in bare if ENGLISH.search(piece)}):
            found[path] = left

    assert found == {}


def test_scripts_speak_vietnamese(province: Province) -> None:
    said = province.client("ha").get("/bien-tap/jsi18n/").content.decode()

    assert '"Insert a block": "Th\\u00eam kh\\u1ed1i"' in said


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_each_word_of_the_overlay_is_whole(name: str) -> None:
    words = polib.pofile(str(CODE / "locale" / "vi" / "LC_MESSAGES" / f"{name}.po"))

    holes = re.compile(r"%\((\w+)\)[sd]")
    for word in words:
        said = word.msgstr_plural.get(0, "") or word.msgstr
        assert said, word.msgid
        filled = set(holes.findall(word.msgid + word.msgid_plural))
        assert set(holes.findall(said)) <= filled, word.msgid


# Where nobody of ours comes: accounts, mails and settings are the office's; who may see
# or keep what goes by posts; news about Wagtail is not shown.
NOT_OURS = re.compile(
    r"account|password|login|avatar|notifications/|forms/auth|userbar|styleguide"
    r"|upgrade|whats_new|/sites|models/(sites|audit_log|i18n|locking|media|revisions"
    r"|view|reference_index)|workflows|task_chooser|groups|permissions/|privacy"
    r"|view_restrictions|collections|api|apps\.py|reports/listing/_list_unlock"
)
NOT_SHOWN = re.compile(
    r"Can access|Editor Guide|What's new in|API token|object \(%|you own|choosers$"
    r"|Edit any|Publish any|Unlock any|^Bulk delete|Delete pages with|Lock/unlock"
    r"|^(group|permission)$|^(group page|page view|workflow) |page log entry"
)


def catalogues(name: str, language: str) -> list[Path]:
    parts = (".", "admin", "documents", "images")
    place = Path(wagtail.__file__).parent
    return [place / p / "locale" / language / "LC_MESSAGES" / name for p in parts]


def test_whatever_wagtail_may_say_to_an_editor_has_vietnamese() -> None:
    ours = polib.pofile(str(CODE / "locale" / "vi" / "LC_MESSAGES" / "django.po"))
    django_own = Path(django.__file__).parent / "conf/locale/vi/LC_MESSAGES/django.mo"
    said = {word.msgid for word in ours}
    for file in (*catalogues("django.mo", "vi"), django_own):
        said |= {word.msgid for word in polib.mofile(str(file)).translated_entries()}

    left = {
        word.msgid
        for file in catalogues("django.po", "en")
        for word in polib.pofile(str(file))
        if word.msgid not in said
        and not NOT_SHOWN.search(word.msgid)
        and not all(NOT_OURS.search(place) for place, _line in word.occurrences)
    }

    assert left == set()


def test_whatever_a_form_says_of_bad_input_is_vietnamese() -> None:
    modules = (forms.fields, forms.models, forms.formsets)
    kinds = [one for module in modules for one in vars(module).values()]
    said = [
        words
        for kind in kinds
        for words in getattr(kind, "default_error_messages", {}).values()
    ]
    said += [
        one.message for one in vars(validators).values() if hasattr(one, "message")
    ]
    with override(None):
        bare = [str(words) for words in said]
    with override("vi"):
        left = {raw for raw, words in zip(bare, said, strict=True) if str(words) == raw}

    assert left <= {""}
    assert len(said) > 50
