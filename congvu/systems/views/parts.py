"""What a system is made of: added one by one, removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.organisations.access import SeatRequest, with_seat
from congvu.systems import actions
from congvu.systems.access import get_system_to_keep
from congvu.systems.forms import (
    ApplicationForm,
    ConnectionForm,
    EquipmentForm,
    ServiceForm,
    ZoneForm,
)
from congvu.systems.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    posted,
    press,
    system_url,
)

_FORMS: dict[str, type[forms.Form]] = {
    "thiet-bi": EquipmentForm,
    "ung-dung": ApplicationForm,
    "vung-mang": ZoneForm,
    "cong": ServiceForm,
    "ket-noi": ConnectionForm,
}


@require_http_methods(METHODS)
@with_seat(KEEP)
def add(request: SeatRequest, system_id: UUID, system_part: str) -> HttpResponse:
    found = get_system_to_keep(request.seat, system_id)
    if system_part not in _FORMS:
        raise Http404
    form = _FORMS[system_part](posted(request))
    titles = {
        "thiet-bi": _("Ghi thiết bị của hệ thống"),
        "ung-dung": _("Ghi ứng dụng, dịch vụ"),
        "vung-mang": _("Ghi vùng mạng"),
        "cong": _("Ghi cổng dịch vụ"),
        "ket-noi": _("Ghi kết nối với hệ thống khác"),
    }
    words = Words(titles[system_part], _("Ghi"), _("Đã ghi."), found.name)
    given: dict[str, Any] = {
        "system_id": found.pk,
        "by": request.seat,
        "at": timezone.now(),
    }
    return answer(
        request, form, words, _act(system_part, form, given), back=system_url(found)
    )


def _act(part: str, form: forms.Form, given: dict[str, Any]) -> Callable[[], object]:
    if isinstance(form, ApplicationForm):
        return lambda: actions.add_application(data=form.data_given(), **given)
    if isinstance(form, ConnectionForm):
        return lambda: actions.add_connection(data=form.data_given(), **given)
    acts: dict[str, Callable[..., object]] = {
        "thiet-bi": actions.add_equipment,
        "vung-mang": actions.add_zone,
        "cong": actions.add_service,
    }
    return lambda: acts[part](**form.cleaned_data, **given)


@require_POST
@with_seat(KEEP)
def remove(
    request: SeatRequest, system_id: UUID, system_part: str, system_part_id: UUID
) -> HttpResponse:
    found = get_system_to_keep(request.seat, system_id)
    return press(
        request,
        lambda: actions.remove_part(
            system_id=found.pk,
            part=system_part,
            part_id=system_part_id,
            by=request.seat,
            at=timezone.now(),
        ),
        _("Đã bỏ."),
        system_url(found),
    )
