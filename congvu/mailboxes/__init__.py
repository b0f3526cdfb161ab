"""Official mailboxes of persons and of seats: whose they are today, and on any day.

What: boxes, who may open them and send as them, their other addresses, lists, absences,
passwords for telephones, requests, the rule that gives addresses; the views of schema
``mail`` that Postfix and Dovecot read (docs/adr/0090).
Law: chỉ thị 34/2008/CT-TTg; công văn 5598/VPCP-TTĐT (official addresses only). How an
address is made no text we have read says: it is a dated rule of the office's own.
Words: a *seat's* box (hộp thư chức danh) belongs to a body and is opened by who holds
its posts; a *person's* box (hộp thư cá nhân) closes with their last post; in *grace*
its letters go to another box for some days.
Always true: an address means one thing and is never given to somebody else (migration
0002); who may open and send is asked of today's posts, so that a change of holder moves
at midnight without a job (tests/mailboxes/test_views.py); an administrator who opens a
box said why, until when, and its owner sees it (test_access.py).
Start reading at: rules/naming.py, migrations/0002_mail_views.py, access.py.
Not here: the servers themselves (machine/mail); which paper may go by mail (exchange).
"""
