"""What people choose of a report on duties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.queries import PostOnDay
from congvu.reviews.actions import Wish
from congvu.reviews.rules import Span
from congvu.ui.fields import choice, day, fill, needed, words


def span_name(span: Span) -> str:
    message, values = span.words
    name = _(message) % values
    return name[:1].upper() + name[1:]


class ComposeForm(forms.Form):
    """Which span, up to which day, about which paper, and who signs."""

    use_required_attribute = False

    span = needed(choice(gettext_lazy("Kỳ báo cáo")))
    closing = day(
        gettext_lazy("Ngày chốt số liệu"),
    )
    paper = choice(
        gettext_lazy("Phạm vi"),
        help_text=gettext_lazy("Mọi nhiệm vụ, hoặc chỉ nhiệm vụ của một văn bản."),
    )
    signer = needed(choice(gettext_lazy("Người ký")))
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        most=300,
        help_text=gettext_lazy("Chỉ khi trưởng đơn vị ký TL.: điều nào của quy chế."),
    )

    def __init__(
        self,
        *args: Any,
        spans: Sequence[Span],
        papers: Sequence[tuple[UUID, str]],
        signers: Sequence[PostOnDay],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.spans = spans
        fill(self, "span", [(one.code, span_name(one)) for one in spans])
        self.fields["closing"].help_text = _(
            "Để trống: ngày cuối kỳ, hoặc hôm nay nếu kỳ chưa hết."
        )
        everything = ("", _("Mọi nhiệm vụ cơ quan theo dõi, thực hiện"))
        fill(self, "paper", [everything, *((str(k), v) for k, v in papers)])
        posts = [(str(p.id), f"{p.person_name}, {p.name}") for p in signers]
        fill(self, "signer", [("", _("Chọn người ký")), *posts])

    def wish(self, usual: Callable[[Span], date]) -> Wish:
        """``usual`` is the closing day of a span where none was typed."""
        data = self.cleaned_data
        span = next((one for one in self.spans if one.code == data["span"]), None)
        closing = data["closing"] or (usual(span) if span is not None else None)
        return Wish(
            span=data["span"],
            closing=closing,
            signer_post_id=UUID(data["signer"]) if data["signer"] else None,
            paper_id=UUID(data["paper"]) if data["paper"] else None,
            signing_basis=data["signing_basis"],
        )


class AgainForm(forms.Form):
    """From the figures of which day."""

    use_required_attribute = False

    closing = needed(day(gettext_lazy("Ngày chốt số liệu")))
