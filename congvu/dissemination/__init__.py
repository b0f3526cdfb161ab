"""Telling people what a paper says, and knowing who knows it (phổ biến, quán triệt).

What: an agency sends a paper it holds or issued to people chosen by post, unit and
agency below; each opens it, confirms, answers three questions; who has not is listed.
Law: no text we have read says how; the stages and shares are the software's own.
Words: a Telling (đợt phổ biến) is one paper sent; its Audience (đối tượng) is rules, so
that newcomers inherit them; an Addressee (người được phổ biến) one person under them.
Always true: one row a person and telling, whatever posts they hold (addressee_once); a
moment written is never rewritten (0002_never_rewritten); nobody confirms what they have
not opened (addressee_in_order); who is meant equals the rules (test_property.py).
Start reading at: rules/audience.py; actions/sending.py, actions/keeping.py.
Not here: a paper given as work or for information (documents); duties (duties).
"""
