"""Addresses of reports, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.reporting.views import forms, lists, returns, rounds

app_name = "reporting"

_FORM = "bao-cao-dinh-ky/bieu-mau/<uuid:form_id>/"
_ROUND = "bao-cao-dinh-ky/ky/<uuid:round_id>/"
_RETURN = "bao-cao-dinh-ky/<uuid:return_id>/"

urlpatterns = [
    path("bao-cao-dinh-ky/", lists.reports, name="list"),
    # what is asked
    path("bao-cao-dinh-ky/bieu-mau/lap/", forms.make, name="new-form"),
    path(_FORM, forms.form, name="form"),
    path(_FORM + "sua/", forms.edit, name="edit-form"),
    path(_FORM + "cau-hoi/", forms.add_question, name="add-question"),
    path(_FORM + "cau-hoi/<str:key>/", forms.question, name="question"),
    path(_FORM + "gui/", forms.send, name="send"),
    # one asking
    path(_ROUND, rounds.round_, name="round"),
    path(_ROUND + "don-doc/", rounds.urge, name="urge"),
    path(_ROUND + "cong-van/", rounds.urge_letter, name="urge-letter"),
    path(_ROUND + "rut/", rounds.withdraw, name="withdraw"),
    path(_ROUND + "tong-hop/", rounds.merged, name="merged"),
    path(_ROUND + "tong-hop.<str:form>", rounds.merged_file, name="merged-file"),
    # one body's answer
    path(_RETURN, returns.return_, name="return"),
    path(_RETURN + "nop/", returns.submit, name="submit"),
    path(_RETURN + "nap/", returns.load, name="load"),
    path(_RETURN + "mau.<str:form>", returns.template, name="template"),
    path(_RETURN + "chap-nhan/", returns.accept, name="accept"),
    path(_RETURN + "yeu-cau-sua/", returns.ask_correction, name="ask-correction"),
]
