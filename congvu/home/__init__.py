"""Pages that read many apps: the front door, "Việc của tôi", "Tổng quan".

What: where everybody lands, what lies on the desk they sit at, by when it is due; and
what became of the papers: figures, steps, loads, causes of lateness, a forecast.
Law: QĐ 28/2018/QĐ-TTg Điều 8–11 (who has what, by when).
Words: a desk is the seat chosen on the top bar; a line of work begins with the verb
asked of it; the ruler shows ten working days; a fate is what became of a paper, its
course the way it took.
Always true: every number is a link to exactly its list, and the parts add up to the
total (tests/home); somebody without a post gets a page that says so, never an error.
Start reading at: views/work.py, queries/overview.py.
Not here: what a line leads to, how papers are counted (documents/queries/overview).
"""
