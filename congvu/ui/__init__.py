"""How everything looks: tokens, base page, parts, icons, the keyboard. No models.

What: the design system. Every page extends ``ui/base.html`` (one sheet),
``ui/split.html`` (list + reading pane), ``ui/gate.html`` (before sign-in).
Law: none; WCAG 2.2 AA, CSP ``default-src 'self'`` (no inline style or script).
Words: place = item of the spine; shell = what surrounds a page; pane = reading pane.
Always true: a colour never stands alone; everything works without script; one first
visit is under 150 kB (tests/ui). Start reading at: ``rules.py`` (records a view hands
over), ``views.py`` and /ui/ (every part in every state). Not here: words of the office.

Blocks of base.html: title, subtitle, crumbs, page_title, actions, tabs, content, pane,
keys, help, layout (single | two | "two even" | "two narrow"), list_class (" flush" = no
inset for lists), head_class (" with-tabs"), body_attributes, head.
Context: ``shell`` = rules.Shell (a context processor gives it, places included),
``selected`` true when a row is open, ``now`` for the print line.

``{% load ui %}`` in each template that uses a part:
  {{ n|number }} 3.117 {{ d|day }} 23/11/2026 {{ t|clock }} {{ t|moment }}
  {{ d|weekday }} Thứ Năm, 14/11/2024
  {% icon "inbox" %} {% icon "bell" "small" %}   names: static/ui/icons.svg
  {% deadline d %}   d = rules.Deadline(days_left, due_on, today) | int | None
  {% urgency "urgent" %} (very_urgent, flash, or "Khẩn")   {% state "sẵn sàng" "done" %}
  {% button "Vào sổ" kind="primary" icon="plus" key="N" href=url %}  ctrl="S" | "Enter",
     name= value= form= disabled="lý do"; kinds primary, plain, text, danger
  <form class="form">{% error_summary form title="Chưa vào sổ được" kept="tệp…"
     undone="Chưa cấp số" %}{% field form.symbol provenance="read" number=1
     candidates=list size="half" note="…" %}
     <div class="form-grid"> puts size="half"/"third" fields beside each other;
     <div class="form-actions">{% button "Lưu" kind="primary" ctrl="S" %}</div></form>
     {% fields form %} draws all. provenance: read, doubt, confirmed. On the form,
     ``data-enter="next" data-confirmed-word="đã xác nhận"`` makes Enter
     confirm and go on (hidden ``confirmed_<name>`` becomes 1).
  {% day_heading "Hôm nay" "23 văn bản" %}<ol class="rows">{% register_row row %}…</ol>
     row = rules.Row(url, subject, number | verb, sender, symbol, day, holder, deadline,
     urgency, state, state_tone, unread, selected). The row's address must answer with a
     page (or only ``<section class="split-pane" id="pane">``) holding #pane.
  {% tabs items %} [rules.Tab]   {% pager pages %} rules.Pages   {% news n url %}
  pane: <article class="pane"><a class="pane-back" href=list>{% icon "back" %} …</a>
     <header class="pane-head"><p class="pane-kind">…<h2 class="pane-subject">…<div
     class="actions">…</header><div class="beside"><div>{% paper src boxes %}<p class=
     "paper-foot">…</div><div class="beside-data"><dl class="facts"><dt><dd>…
     beside-form / beside-small: other widths; form-beside: form left, paper right
  {% paper src boxes waiting="Đang đọc…" %} [rules.Box(number, x0, y0, x1, y1, state)]
  {% timeline events %} [rules.Event]   {% instruction text name post at %}
  {% figures items %} [rules.Figure]   {% ruler days %} [rules.RulerDay]
  {% load ui_charts %}{% chart_patterns %} once, {% chart_legend %} {% chart_columns c
     "what it shows" %} {% chart_bar parts name %} {% chart_spread s name %}: records
     made by formats/charts.py (column_chart, bar, spread); a table stands beside each
  {% drawing d %}  d = a Drawing of formats/drawings (bar_drawing, shares_drawing,
     trend_drawing, spark_drawing): the same SVG for a page, a file and print
  {% progress done total "đã đọc 5/12 trang, còn 40 giây; có thể rời trang" %}
  {% quarantine reason kept told todo %}   {% unverified_source %}
  {% notice "look" %}…{% endnotice %} (late, done)
  {% empty_state "Tiêu đề" "lời" %}<li>việc tiếp {% button … %}</li>{% endempty_state %}
  <table class="grid"> with <td class="figure">
  <ul class="cards"><li class="card"><p class="card-head">…<h2 class="card-title">…
     <form class="card-actions">  the leader's page on a phone
Keys: data-key="n" | data-key-ctrl="s" on any link, button or input; listed by ``?``.
Upload: <form class="drop" data-upload data-upload-into="#files" data-upload-failed="…">
  with <input type="file" multiple>; each POST answers ``<li class="row" data-row>…``.
Also: data-opens="dialog-id", data-fill="input-id" data-value="…" (chips, candidates),
``<div class="sheet"><div class="sheet-handle">``, ``<div class="deciding">`` on phones;
response header HX-Trigger {"toast": "…"} shows a toast. Django messages show on top.
"""
