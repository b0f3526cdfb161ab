"""What people type about dossiers whose period has run out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.archives.actions import OpinionData
from congvu.archives.forms.handing import Several
from congvu.archives.models import AppraisedDossier, Dossier
from congvu.archives.rules import (
    LONGEST_REASON,
    RETENTION_NAMES,
    VERDICT_NAMES,
    CouncilPart,
)
from congvu.documents.queries import Desk
from congvu.ui.fields import choice, fill, needed, words


class AppraiseForm(forms.Form):
    """Which dossiers, and who sits in the council."""

    dossiers = Several(
        label=gettext_lazy("Hồ sơ hết thời hạn"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    basis = needed(words(gettext_lazy("Quyết định thành lập hội đồng"), most=300))
    chair = needed(choice(gettext_lazy("Chủ tịch hội đồng")))
    secretary = needed(choice(gettext_lazy("Thư ký")))
    members = Several(
        label=gettext_lazy("Ủy viên"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        dossiers: Iterable[Dossier],
        desks: Iterable[Desk],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(
            self,
            "dossiers",
            [
                (
                    str(d.id),
                    f"{d.symbol}/{d.year} · {d.title} · {d.kept_until:%d/%m/%Y}",
                )
                for d in dossiers
            ],
        )
        held = [(str(d.id), d.name) for d in desks]
        fill(self, "members", held)
        for name in ("chair", "secretary"):
            fill(self, name, [("", _("Chọn…")), *held])

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        council = {UUID(x): CouncilPart.MEMBER for x in data["members"] if _is_id(x)}
        for name in (CouncilPart.SECRETARY, CouncilPart.CHAIR):
            if data[str(name)]:
                council[UUID(data[str(name)])] = name
        return {
            "dossier_ids": [UUID(x) for x in data["dossiers"] if _is_id(x)],
            "basis": data["basis"],
            "members": council,
        }


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class OpinionForm(forms.Form):
    """One word for all of the list, and another one where a dossier needs it."""

    verdict = choice(gettext_lazy("Ý kiến chung cho cả danh mục"))
    text = words(gettext_lazy("Lời ghi chung"), rows=2, most=LONGEST_REASON)

    def __init__(
        self, *args: Any, lines: Sequence[AppraisedDossier], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.lines = lines
        named = [(str(k), _(v)) for k, v in VERDICT_NAMES.items()]
        terms = [(str(k), _(v)) for k, v in RETENTION_NAMES.items()]
        fill(self, "verdict", [("", _("Chọn…")), *named])
        for line in lines:
            name = f"{line.symbol}/{line.year}"
            key = str(line.pk)
            self.fields[f"verdict_{key}"] = choice(f"{name} · {line.title}")
            self.fields[f"term_{key}"] = choice(
                gettext_lazy("%(name)s kéo dài tới") % {"name": name}
            )
            self.fields[f"text_{key}"] = words(
                gettext_lazy("%(name)s: lời ghi") % {"name": name}, most=LONGEST_REASON
            )
            fill(self, f"verdict_{key}", [("", _("theo ý kiến chung")), *named])
            fill(self, f"term_{key}", [("", _("không kéo dài")), *terms])

    def opinions(self) -> dict[UUID, OpinionData]:
        data = self.cleaned_data
        return {
            line.pk: OpinionData(
                verdict=data[f"verdict_{line.pk}"] or data["verdict"],
                retention=data[f"term_{line.pk}"],
                text=data[f"text_{line.pk}"] or data["text"],
            )
            for line in self.lines
        }


class MinutesForm(forms.Form):
    minutes = needed(words(gettext_lazy("Nội dung biên bản họp"), rows=8, most=20_000))


class DecisionForm(forms.Form):
    decision = needed(
        words(
            gettext_lazy("Quyết định hủy tài liệu"),
            most=300,
            help_text=gettext_lazy("Ví dụ: Quyết định số 30/QĐ-UBND ngày 20/11/2026"),
        )
    )
    outside_word = words(
        gettext_lazy("Ý kiến thẩm định của cơ quan có thẩm quyền, nếu có"),
        rows=2,
        most=LONGEST_REASON,
    )


class WayForm(forms.Form):
    way = needed(
        words(
            gettext_lazy("Cách hủy, người chứng kiến"),
            rows=2,
            most=LONGEST_REASON,
        )
    )
