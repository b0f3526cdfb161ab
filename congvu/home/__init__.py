"""Pages that read many apps: the front door and "Việc của tôi".

What: where everybody lands, and what lies on the desk they sit at, by when it is due.
Law: QĐ 28/2018/QĐ-TTg Điều 8–11 (who has what, by when).
Words: a desk is the seat chosen on the top bar; a line of work begins with the verb
asked of it; the ruler shows ten working days.
Always true: every number is a link to its list, and the groups add up to the total
(tests/home); somebody without a post gets a page that says so, never an error.
Start reading at: views.py. Not here: what a line leads to (documents).
"""
