"""Each part drawn once, and what no page may contain."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string

from congvu.ui import views
from congvu.ui.rules import Deadline, Row

NAMES = [
    "incoming",
    "work",
    "intake",
    "mistakes",
    "nothing",
    "leader",
    "signin",
]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:")


def draw(text: str, **context: object) -> str:
    template = engines["django"].from_string("{% load ui %}" + text)
    return template.render(context)


@pytest.mark.parametrize("address", ["/ui/", *(f"/{name}/" for name in NAMES)])
def test_no_page_has_inline_style_or_script(client, address):
    page = client.get(address).content.decode()

    assert not INLINE.search(page)


def test_gallery_shows_every_icon_of_the_sprite(client):
    page = client.get("/ui/").content.decode()

    for name in views.ICONS:
        assert f"icons.svg#{name}" in page


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_refusals_are_told_in_vietnamese_without_any_context(code):
    page = render_to_string(f"{code}.html")

    assert "Oops" not in page
    assert 'lang="vi"' in page
    assert "<h1>" in page


def test_a_field_has_label_help_and_message_bound_to_it(pages):
    form = views.SampleForm({})

    html = draw("{% field form.symbol %}", form=form)

    assert '<label for="id_symbol">' in html
    assert 'aria-describedby="id_symbol-error id_symbol-help"' in html
    assert 'aria-invalid="true"' in html
    assert html.index('id_symbol-error">') < html.index("<input")


def test_every_kind_of_field_is_drawn(pages):
    class Every(forms.Form):
        text = forms.CharField()
        area = forms.CharField(widget=forms.Textarea)
        one = forms.ChoiceField(choices=[("a", "A")])
        radio = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
        many = forms.MultipleChoiceField(
            choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
        )
        yes = forms.BooleanField()
        day = forms.DateField()
        file = forms.FileField()
        hidden = forms.CharField(widget=forms.HiddenInput)

    html = draw("{% fields form %}", form=Every())

    assert html.count('<div class="field') == 8 + html.count("field-head")
    assert '<input type="hidden"' in html
    assert "<legend" in html


def test_what_was_read_from_the_paper_says_so(pages):
    form = views.SampleForm()

    read = draw('{% field form.note provenance="read" number=3 %}', form=form)
    sure = draw('{% field form.note provenance="confirmed" %}', form=form)

    assert "đọc từ văn bản" in read
    assert "field-read" in read
    assert "đã xác nhận" in sure


def test_the_error_summary_links_every_reason_in_form_order(pages):
    form = views.SampleForm({"issued_on": "31/11/2024"})

    html = draw('{% error_summary form title="Chưa vào sổ" kept="tệp" %}', form=form)

    assert html.index("#id_symbol") < html.index("#id_issued_on")
    assert "Đã giữ:" in html


def test_a_row_escapes_what_people_typed(pages):
    html = draw("{% register_row row %}", row=Row("/x/", "<b>Về việc</b>", "12"))

    assert "&lt;b&gt;" in html


def test_who_has_it_by_when_and_how_it_stands_are_three_words(pages):
    row = Row(
        "/x/", "V/v rét", "12", holder="Lan", deadline=Deadline(None), state="chờ ký"
    )

    html = " ".join(draw("{% register_row row %}", row=row).split())

    assert "Lan · " in html
    assert "không hạn</span> · " in html


def test_a_refused_button_says_why(pages):
    html = draw('{% button "Ký" disabled="Chưa có chứng thư số" %}')

    assert 'aria-disabled="true"' in html
    assert "Chưa có chứng thư số" in html


def test_an_empty_state_can_stand_inside_a_loop(pages):
    html = draw(
        '{% for n in "ab" %}{% empty_state "Hết" "x" %}<li>1</li>{% endempty_state %}'
        "{% empty %}{% endfor %}"
    )

    assert html.count("empty-title") == 2
