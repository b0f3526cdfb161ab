"""Figures about bodies that nobody types: counted from the system's own records.

What: apps declare indicators in their ``indicators.py``; each is measured by period and
body, kept, and told with the records it was counted from, its target, and the figure a
person reported beside it.
Law: QĐ 28/2018/QĐ-TTg Điều 11 (statistics are drawn by the systems themselves, not
collected); what an indicator asks stands in its own source.
Words: an indicator has a *definition* and a *period*; *measured* is counted here,
*reported* is what a person wrote with evidence; a *record* counts for one body on one
day; a *lineage* is the list of records behind a figure; a *body* is an id, as a desk is
in ``notices``; a *group* is a body with those it took over from, or many rolled up.
Always true: figure and lineage are one query (tests/indicators/test_lineage.py); what
could not be counted is unknown, named and kept, never nought; measuring twice, or being
killed in between, changes nothing (tests/indicators/test_measuring.py, test_kill.py);
sums are of counts, never of percentages (tests/indicators/test_sums.py).
Start reading at: rules/declaring.py, queries/counting.py, queries/figures.py.
Not here: which indicators there are (``documents``, ``outgoing``, ``exchange``); who
may see them, which body took over from which (the apps above).
"""
