"""What an editor types, looked at once more before it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from congvu.lib.text import clean
from congvu.organisations.models import Unit
from congvu.portal.access import seat_at_work
from congvu.portal.models import PublicPage
from congvu.portal.queries.pages_found import line_names, page_text
from congvu.portal.queries.sites_of_pages import owner_names
from congvu.portal.rules import PersonalData, found_in

_GOES_OUT = ("action-publish", "action-submit", "action-restart-workflow")
_NAMED = 5


class PublicPageForm(WagtailAdminPageForm):
    """Nobody says that a page has no personal data in it while it has: by the rules
    that look through papers. A draft may be kept as it is, and sent back.

    Who answers for what it says is a unit of the site's own body, by the name of today.
    """

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        seat, field = seat_at_work(), self.fields.get("owner_unit")
        place = self.parent_page or self.instance
        if seat is None or not isinstance(field, ModelChoiceField):
            return
        names = owner_names(place.path, seat.on, self.instance.owner_unit_id)
        field.queryset = Unit.objects.filter(pk__in=names)
        field.choices = [("", field.empty_label or ""), *names.items()]

    def _post_clean(self) -> None:
        super()._post_clean()
        if "personal_data" in self.cleaned_data and self._goes_out():
            words = _words_about(self.instance, self._lines())
            if words:
                self.add_error("personal_data", words)

    def _goes_out(self) -> bool:
        approves = self.data.get("workflow-action-name") == "approve"
        return approves or any(one in self.data for one in _GOES_OUT)

    def _lines(self) -> Iterator[Model]:
        """Its lines as they are typed; the page has them only once it is saved."""
        for name in line_names(type(self.instance)):
            formset = self.formsets.get(name)
            if formset is not None and formset.is_valid():
                gone = formset.deleted_forms
                yield from (one.instance for one in formset.forms if one not in gone)


def why_not_out(page: Page) -> str:
    """Why the draft that is kept of a page may not go out; empty where it may."""
    draft: Any = page.get_latest_revision_as_object()
    if not isinstance(draft, PublicPage):
        return ""
    return _unanswered(draft) or _words_about(draft)


def _unanswered(draft: PublicPage) -> str:
    """What a draft may leave open and a page that is out may not, by its names."""
    if draft.personal_data not in set(PersonalData):
        return _(
            "Chưa trả lời câu hỏi về dữ liệu cá nhân; mở trang, trả lời rồi xuất bản."
        )
    try:
        draft.full_clean()
    except ValidationError as wrong:
        names = {one.name: one for one in draft._meta.get_fields()}
        said = [
            f"{getattr(names.get(name), 'verbose_name', name)}: {'; '.join(words)}"
            for name, words in wrong.message_dict.items()
        ]
        return " ".join(said)
    return ""


def _words_about(page: PublicPage, lines: Iterable[Model] | None = None) -> str:
    if page.personal_data != PersonalData.NONE:
        return ""
    found = found_in(clean(f"{page.title}\n{page_text(page, lines)}"))
    named = list(dict.fromkeys(one.words for one in found))[:_NAMED]
    if not named:
        return ""
    words = _(
        "Trong trang có điều dường như là dữ liệu cá nhân: %(words)s. Bỏ đi, "
        "hoặc chọn là có và ghi căn cứ."
    )
    return words % {"words": "; ".join(named)}
