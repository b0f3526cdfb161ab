"""What people choose about the portal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.organisations.queries import PostOnDay


class EditorForm(forms.Form):
    """A post of the agency; who sits there stands beside its name."""

    post = forms.TypedChoiceField(label=_("Chức vụ"), coerce=UUID)

    def __init__(self, *args: Any, posts: Sequence[PostOnDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [  # type: ignore[attr-defined]  # of its kind of field
            ("", "—"),
            *(
                (
                    str(one.id),
                    ", ".join(w for w in (one.name, one.unit_name) if w)
                    + (f" ({one.person_name})" if one.person_name else ""),
                )
                for one in posts
            ),
        ]
