"""Pages of figures: what each indicator says of which body, and what is behind it.

What: the list of indicators, one of them with its trend, bodies beside one another, the
communes as a map, the records behind a number, targets, what people report.
Law: QĐ 28/2018/QĐ-TTg Điều 11 (statistics are drawn by the systems themselves); what an
indicator asks stands in its own source.
Words: a *sight* is whose figures a seat sees, each body with those it took over from;
a *place* is a rank, told only to who sees every body of the province.
Always true: a figure of a body one may not see is not found (tests/rights); what is not
known is said in words and never nought (tests/figures).
Start reading at: access.py, queries/sights.py, views/pages.py.
Not here: what is counted and kept (``indicators``); how duties stand (``duties``).
"""
