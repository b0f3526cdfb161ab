"""How Wagtail's editor is fitted to the house: its log is ours, its extras are gone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.widgets import BaseChooser
from wagtail.log_actions import LogActionRegistry
from wagtail.models import (
    ModelLogEntry,
    Page,
    PageLogEntry,
)

from congvu.accounts.models import User
from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.jobs.actions import enqueue
from congvu.portal.access import person_behind, seat_at_work
from congvu.portal.forms.pages import PublicPageForm, why_not_out
from congvu.portal.models import PublicPage, SectionPage, SitePage
from congvu.portal.queries import names_of
from congvu.portal.queries.sites_of_pages import gone_papers

_GOES_OUT = {"wagtail.publish", "wagtail.publish.scheduled"}


def _audited(model: type[Model]) -> Any:
    """A log of Wagtail's that writes the office's log with each of its lines."""
    kept: Any = type(model._default_manager)

    class Manager(kept):
        def log_action(self, instance: Model, action: str, **given: Any) -> Any:
            line = super().log_action(instance, action, **given)
            seat = seat_at_work()
            at: datetime = line.timestamp or timezone.now()
            record(
                "portal.changed",
                by=seat.actor if seat else SYSTEM,
                at=at,
                on_type=instance._meta.label_lower,
                data={"deed": action, "page": line.label, "number": instance.pk},
            )
            if action in _GOES_OUT and isinstance(instance, Page):
                enqueue("portal.pictures", page_id=instance.pk)
            return line

    manager = Manager()
    manager.model = model
    return SimpleNamespace(objects=manager)


@hooks.register("register_log_actions", order=1000)
def into_our_log(actions: LogActionRegistry) -> None:
    """What Wagtail notes of a page, a picture, a file stands in the audit log, too."""
    for about, log in ((Page, PageLogEntry), (Model, ModelLogEntry)):
        actions.log_entry_models_by_type.register(about, value=_audited(log))


def _is_laid(page: Page) -> bool:
    """Made with the organisation: a site's first page, or one of its sections."""
    return issubclass(page.specific_class or Page, SitePage | SectionPage)


def _refuse_laid(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    laid = [page.title for page in pages if _is_laid(page)]
    if not laid:
        return None
    words = _(
        "Trang thành phần và chuyên mục theo tổ chức bộ máy mà có, "
        "không xóa, gỡ hay chuyển chỗ được: %(titles)s."
    )
    messages.error(request, words % {"titles": ", ".join(laid)})
    parent = pages[0].get_parent() or pages[0]
    return redirect("wagtailadmin_explore", parent.pk)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def laid_pages_stay(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse_laid(request, [page])


@hooks.register("before_move_page")
def laid_pages_stay_there(
    request: HttpRequest, page: Page, _destination: Page
) -> HttpResponse | None:
    return _refuse_laid(request, [page])


@hooks.register("before_bulk_action")
def laid_pages_stay_among_others(
    request: HttpRequest, action: str, objects: Sequence[Any], _view: Any
) -> HttpResponse | None:
    pages = [one for one in objects if isinstance(one, Page)]
    return _refuse_laid(request, pages) if action in _TAKES_AWAY else None


_TAKES_AWAY = {"delete", "unpublish", "move"}


@hooks.register("before_bulk_action")
def looked_at_among_others(
    request: HttpRequest, action: str, objects: Sequence[Any], view: Any
) -> HttpResponse | None:
    """Published from a list no page has a form: each draft is looked at as in one."""
    if action != "publish":
        return None
    pages = [one for one in objects if isinstance(one, Page)]
    if view.cleaned_form.cleaned_data["include_descendants"]:
        pages += [below for one in pages for below in one.get_descendants().not_live()]
    refused = [(one, why) for one in pages if (why := why_not_out(one))]
    if not refused:
        return None
    for page, why in refused:
        messages.error(request, f"{page.get_admin_display_title()}: {why}")
    return redirect("wagtailadmin_explore", (pages[0].get_parent() or pages[0]).pk)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_leads_nowhere(request: HttpRequest, page: Page) -> None:
    """The editor hears at once that a paper the page leads to is no more."""
    for symbol, state in gone_papers(str(getattr(page.specific, "body", ""))):
        words = _("Trang có liên kết tới %(symbol)s, %(state)s. Sửa hoặc bỏ liên kết.")
        messages.warning(request, words % {"symbol": symbol, "state": state})


@hooks.register("construct_help_menu")
@hooks.register("construct_settings_menu")
def nothing_there(_request: HttpRequest, items: list[Any]) -> None:
    """Help is the office's handbook; settings are the office's, too."""
    items.clear()


@hooks.register("construct_homepage_panels")
def only_work(_request: HttpRequest, panels: list[Any]) -> None:
    """What waits and what was being written; no news about Wagtail."""
    panels[:] = [p for p in panels if type(p).__name__ not in _ABOUT_WAGTAIL]


_ABOUT_WAGTAIL = {"UpgradeNotificationPanel", "WhatsNewInWagtailVersionPanel"}


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    fonts, own = static("ui/fonts/fonts.css"), static("portal/editor.css")
    link = '<link rel="stylesheet" href="{}">'
    return format_html(link + link, fonts, own)


@hooks.register("insert_global_admin_js")
def our_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("portal/editor.js"))


def _without_script(
    self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None
) -> SafeString:
    """A chooser that says by data what ``editor.js`` is to begin."""
    data = self.get_value_data(value)
    options = self.get_js_init_options(attrs["id"], name, data)
    return format_html(
        '{}<div hidden data-widget="{}" data-target="{}" data-options="{}"></div>',
        self.render_html(name, data, attrs),
        self.js_constructor,
        attrs["id"],
        json.dumps(options, default=str),
    )


# A log-in knows nothing of its person; Wagtail asks it for both of these.
User.get_full_name = person_behind  # type: ignore[attr-defined]  # not the log-in's own
User.first_name = property(person_behind)  # type: ignore[attr-defined]  # the same


def _who_published(_self: AgingPagesView, pages: Any) -> Any:
    """Beside each old page the person, or the house where nobody did it."""
    by = {
        page.pk: UUID(str(page.last_published_by))
        for page in pages
        if page.last_published_by
    }
    names = names_of(by.values())
    told = {pk: names.get(user, "") for pk, user in by.items()}
    for page in pages:
        page.last_published_by_user = told.get(page.pk) or _("hệ thống")
    return pages


# Wagtail's own writes log-ins there, and None.
AgingPagesView.decorate_paginated_queryset = _who_published

# A page's form stands above its model: it looks through the words for personal data.
PublicPage.base_form_class = PublicPageForm

# Wagtail's own puts a script into the page, which the policy forbids (docs/adr/0095).
BaseChooser.render = _without_script
