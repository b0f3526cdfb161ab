"""What people type about tellings. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.dissemination.actions import TellingData
from congvu.dissemination.models import Question
from congvu.dissemination.queries import LATE, LEFT
from congvu.dissemination.rules import (
    ENDING_NAMES,
    LONGEST_CHOICE,
    LONGEST_CLAUSE,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    LONGEST_WORDS,
    MOST_QUESTIONS,
    STAGE_NAMES,
    QuestionData,
    RuleData,
    Scope,
)
from congvu.organisations.rules import ROLE_NAMES, Role
from congvu.ui.fields import choice, day, fill, needed, words

_LETTERS = ("a", "b", "c", "d")


def _several(label: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
        **more,
    )


class TellingForm(forms.Form):
    """Whom, by when, and three to five questions."""

    where = needed(_several(gettext_lazy("Người nhận ở")))
    roles = _several(
        gettext_lazy("Chỉ những vai trò"),
        help_text=gettext_lazy("Không chọn vai trò nào là mọi người ở các nơi trên."),
    )
    confirm_by = needed(day(gettext_lazy("Xác nhận trước hết ngày")))
    note = words(gettext_lazy("Lời nhắn"), rows=2, most=LONGEST_NOTE)

    def __init__(
        self,
        *args: Any,
        agency: tuple[UUID, str],
        units: Sequence[tuple[UUID, str]],
        below: Sequence[tuple[UUID, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self._agency = agency[0]
        places = [
            (
                f"{Scope.AGENCY}:{agency[0]}",
                _("Toàn cơ quan: %(name)s") % {"name": agency[1]},
            )
        ]
        if below:
            key = f"{Scope.BELOW}:{agency[0]}"
            n = len(below)
            places.append((key, _("Mọi cơ quan cấp dưới (%(n)d)") % {"n": n}))
        places += [(f"{Scope.UNIT}:{key}", name) for key, name in units]
        places += [(f"{Scope.AGENCY}:{key}", name) for key, name in below]
        fill(self, "where", places)
        told = [r for r in Role if r != Role.ADMINISTRATOR]
        fill(self, "roles", [(r.value, _(ROLE_NAMES[r])) for r in told])
        for n in range(1, MOST_QUESTIONS + 1):
            self.fields.update(_question_fields(n))

    def blocks(self) -> Iterator[tuple[int, list[BoundField], bool]]:
        """Each question's inputs, and whether it opens by itself."""
        names = ("text", *_LETTERS, "right", "clause")
        for n in range(1, MOST_QUESTIONS + 1):
            bound = [self[f"q{n}-{name}"] for name in names]
            opens = n <= 3 or any(b.errors or b.value() for b in bound)
            yield n, bound, opens

    def data_given(self) -> TellingData:
        data = self.cleaned_data
        roles = data["roles"] or [""]
        return TellingData(
            rules=[self._rule(w, r) for w in data["where"] for r in roles],
            questions=[self._question(n) for n in range(1, MOST_QUESTIONS + 1)],
            confirm_by=data["confirm_by"],
            note=data["note"],
        )

    def _rule(self, where: str, role: str) -> RuleData:
        scope, _sep, key = where.partition(":")
        if scope == Scope.UNIT:
            return RuleData(Scope.UNIT, self._agency, UUID(key), role)
        return RuleData(Scope(scope), UUID(key), None, role)

    def _question(self, n: int) -> QuestionData:
        data = self.cleaned_data
        right = data[f"q{n}-right"]
        return QuestionData(
            text=data[f"q{n}-text"],
            choices=tuple(data[f"q{n}-{letter}"] for letter in _LETTERS),
            right=int(right) if right else None,
            clause=data[f"q{n}-clause"],
        )


def _question_fields(n: int) -> dict[str, forms.Field]:
    needs = needed if n <= 3 else _plain
    found: dict[str, forms.Field] = {
        f"q{n}-text": needs(words(_("Câu hỏi"), rows=2, most=LONGEST_QUESTION))
    }
    for place, letter in enumerate(_LETTERS):
        label = _("Câu trả lời %(letter)s") % {"letter": letter.upper()}
        field = words(label, most=LONGEST_CHOICE)
        found[f"q{n}-{letter}"] = needs(field) if place < 2 else field
    right = choice(_("Câu đúng"))
    right.choices = [
        ("", "–"),
        *((str(place), letter.upper()) for place, letter in enumerate(_LETTERS)),
    ]
    found[f"q{n}-right"] = needs(right)
    clause = words(_("Điều, khoản cần đọc lại"), most=LONGEST_CLAUSE)
    found[f"q{n}-clause"] = needs(clause)
    return found


def _plain(field: forms.Field) -> Any:
    return field


class AnswersForm(forms.Form):
    """Three questions, one choice each."""

    def __init__(
        self, *args: Any, questions: Collection[Question], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        for question in questions:
            self.fields[f"q-{question.pk}"] = needed(
                forms.ChoiceField(
                    label=question.text,
                    required=False,
                    widget=forms.RadioSelect,
                    choices=[(str(n), c) for n, c in enumerate(question.choices)],
                    error_messages={
                        "invalid_choice": gettext_lazy("Chọn một câu trả lời.")
                    },
                )
            )

    def answers(self) -> dict[UUID, int]:
        return {
            UUID(name.removeprefix("q-")): int(value)
            for name, value in self.cleaned_data.items()
            if value
        }


class EndForm(forms.Form):
    """Why nobody has to know the paper any more."""

    because = needed(
        forms.ChoiceField(
            label=gettext_lazy("Kết thúc vì"),
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": gettext_lazy("Chọn một mục.")},
        )
    )
    words = needed(
        words(gettext_lazy("Lời nhắn cho người nhận"), rows=3, most=LONGEST_WORDS)
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "because", [(k.value, _(n)) for k, n in ENDING_NAMES.items()])


class PeopleForm(forms.Form):
    """Which people of a telling are listed."""

    don_vi = choice(gettext_lazy("Đơn vị"))
    ai = choice(gettext_lazy("Ai"))

    def __init__(
        self, *args: Any, units: Sequence[tuple[UUID, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        named = [(str(key), name) for key, name in units]
        fill(self, "don_vi", [("", _("Mọi đơn vị")), *named])
        which = [
            ("", _("Mọi người")),
            (LATE, _("quá hạn xác nhận")),
            *((s.value, _(n)) for s, n in STAGE_NAMES.items()),
            (LEFT, _("đã rời đối tượng")),
        ]
        fill(self, "ai", which)

    def asked(self) -> tuple[str, UUID | None]:
        """What is not in the list is not asked for."""
        if not self.is_valid():
            return "", None
        unit = self.cleaned_data["don_vi"]
        return self.cleaned_data["ai"], UUID(unit) if unit else None
