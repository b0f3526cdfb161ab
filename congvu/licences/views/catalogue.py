"""The catalogue: products, rules tried before they are kept, the queue of names."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.lib.text import nfc
from congvu.licences import actions, queries
from congvu.licences.access import (
    get_product_to_change,
    get_rule_to_remove,
    may_extend,
    read_agencies,
)
from congvu.licences.forms import DecideForm, ProductForm, RuleForm, WordsForm
from congvu.licences.models import CatalogueRule, Product
from congvu.licences.queries import ProductsAsked
from congvu.licences.rules import (
    CATEGORY_NAMES,
    LICENCE_NAMES,
    Category,
    Licence,
)
from congvu.licences.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    done,
    posted,
    press,
    tabs,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import refused


@require_safe
@with_seat(READ)
def catalogue(request: SeatRequest) -> HttpResponse:
    """Products by name."""
    text = nfc(request.GET.get("q", ""))[:100]
    licence = request.GET.get("giay_phep", "")
    licence = licence if licence in set(Licence) else ""
    page = queries.products_page(
        ProductsAsked(text, licence), after=request.GET.get("sau", "")
    )
    kept = {k: v for k, v in (("q", text), ("giay_phep", licence)) if v}
    context = {
        "lines": [
            (
                one,
                _(LICENCE_NAMES[Licence(one.licence)]),
                _(CATEGORY_NAMES[Category(one.category)]),
            )
            for one in page.rows
        ],
        "next_query": urlencode(kept | {"sau": page.after}) if page.after else "",
        "form": WordsForm({"q": text}),
        "held": [("giay_phep", licence)] if licence else [],
        "choices": [
            (
                _(label),
                urlencode({"giay_phep": "" if value == licence else value, "q": text}),
                value == licence,
            )
            for value, label in LICENCE_NAMES.items()
        ],
        "may_extend": may_extend(request.seat),
        "tab_items": tabs(request.seat, "catalogue"),
    }
    return render(request, "licences/catalogue.html", context)


def _product_url(found: Product) -> str:
    return reverse("licences:product", args=[found.pk])


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_product(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    if not may_extend(seat):
        raise Http404
    form = ProductForm(posted(request), initial=ProductForm.of(None))
    words = Words(
        title=_("Ghi sản phẩm vào danh mục"),
        button=_("Ghi sản phẩm"),
        done=_("Đã ghi sản phẩm; viết quy tắc nhận biết để tên phần mềm thành nó."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_product(data=form.data_given(), by=seat, at=timezone.now()),
        back=reverse("licences:catalogue"),
        to=_product_url,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def change_product(request: SeatRequest, product_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_product_to_change(seat, product_id)
    form = ProductForm(posted(request), initial=ProductForm.of(found))
    words = Words(
        title=_("Sửa sản phẩm"),
        button=_("Ghi"),
        done=_("Đã ghi."),
        lead=found.full_name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_product(
            product_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_product_url(found),
    )


@require_safe
@with_seat(READ)
def rules(request: SeatRequest) -> HttpResponse:
    """In the order in which they decide."""
    text = nfc(request.GET.get("q", ""))[:100]
    page = queries.rules_page(text, after=request.GET.get("sau", ""))
    more = {"sau": page.after, **({"q": text} if text else {})}
    context = {
        "rows": page.rows,
        "next_query": urlencode(more) if page.after else "",
        "form": WordsForm({"q": text}),
        "may_extend": may_extend(request.seat),
        "tab_items": tabs(request.seat, "rules"),
    }
    return render(request, "licences/rules.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_rule(request: SeatRequest) -> HttpResponse:
    """Tried on every name first; what it would do is shown, then it is kept."""
    seat = request.seat
    if not may_extend(seat):
        raise Http404
    given = {key: nfc(request.GET.get(key, "")) for key in request.GET}
    form = RuleForm(
        posted(request),
        products=queries.products_offered(),
        initial={
            "publisher_pattern": given.get("nha", "") or "*",
            "name_pattern": given.get("ten", ""),
            "product_id": given.get("san_pham", ""),
            "place": actions.STAFF_PLACE,
        },
    )
    trial = None
    if request.method == "POST":
        if request.POST.get("keep"):
            ruled = done(
                form,
                lambda: actions.add_rule(
                    data=form.data_given(), by=seat, at=timezone.now()
                ),
            )
            if ruled is not None:
                words = _("Đã ghi quy tắc; %(n)d tên đổi nhận biết.")
                messages.success(request, words % {"n": ruled.replayed.changed})
                return redirect("licences:rules")
        else:
            trial = done(form, lambda: actions.try_rule(data=form.data_given()))
    context = {
        "form": form,
        "trial": trial,
        "back": reverse("licences:rules"),
        "tab_items": tabs(seat, "rules"),
    }
    status = 422 if form.errors else 200
    return render(request, "licences/rule.html", context, status=status)


@require_POST
@with_seat(KEEP)
def remove_rule(request: SeatRequest, catalogue_rule_id: UUID) -> HttpResponse:
    found: CatalogueRule = get_rule_to_remove(request.seat, catalogue_rule_id)
    return press(
        request,
        lambda: actions.remove_rule(
            rule_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã bỏ quy tắc; tên của nó được hỏi lại các quy tắc khác."),
        reverse("licences:rules"),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def queue(request: SeatRequest) -> HttpResponse:
    """Names that no rule takes, on the most machines first; one click decides one."""
    seat = request.seat
    offered = queries.products_offered()
    if request.method == "POST":
        if not may_extend(seat):
            raise Http404
        return _decide(request, DecideForm(request.POST, products=offered))
    after = request.GET.get("sau", "").replace("\x00", "")[:600]
    rows, behind = queries.queue(timezone.localdate(), read_agencies(seat), after=after)
    context = {
        "rows": [
            (
                one,
                urlencode({"nha": one.publisher, "ten": one.name}),
            )
            for one in rows
        ],
        "products": offered,
        "next_query": urlencode({"sau": behind}) if behind else "",
        "may_extend": may_extend(seat),
        "tab_items": tabs(seat, "queue"),
    }
    return render(request, "licences/queue.html", context)


def _decide(request: SeatRequest, form: DecideForm) -> HttpResponse:
    back = redirect("licences:queue")
    if not form.is_valid():
        messages.error(request, _("Chọn sản phẩm, hoặc bỏ qua."))
        return back
    try:
        actions.decide_name(
            publisher=form.cleaned_data["publisher"],
            name=form.cleaned_data["name"],
            product_id=form.product_id,
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        refused(request, why)
    else:
        messages.success(request, _("Đã nhận biết tên này, ở mọi phiên bản."))
    return back
