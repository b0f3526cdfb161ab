"""Secret addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.calendar.rules import (
    FEED_SHOWS_NAMES,
    LONGEST_LABEL,
    FeedShows,
    Owner,
)
from congvu.ui.fields import choice, fill, needed, words


class FeedForm(forms.Form):
    """A secret address: of which calendar, showing what, for whom."""

    calendar = choice(gettext_lazy("Lịch của"), required=True)
    shows = choice(gettext_lazy("Cho xem"), required=True)
    label = needed(
        words(
            gettext_lazy("Dùng cho"),
            most=LONGEST_LABEL,
            help_text=gettext_lazy("Chương trình nào, của ai đọc."),
        )
    )

    def __init__(
        self, *args: Any, calendars: Sequence[tuple[Owner, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self._owners = {str(owner.kind): owner for owner, _name in calendars}
        fill(self, "calendar", [(str(owner.kind), name) for owner, name in calendars])
        shown = [(key, _(name)) for key, name in FEED_SHOWS_NAMES.items()]
        fill(self, "shows", shown)

    def owner(self) -> Owner:
        return self._owners[self.cleaned_data["calendar"]]

    def shows_said(self) -> FeedShows:
        return FeedShows(self.cleaned_data["shows"])
