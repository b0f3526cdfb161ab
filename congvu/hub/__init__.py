"""The hub: takes messages from agencies of many installations, keeps them for others.

What: the national hub's verbs and the provincial gateway's form over one store; runs as
a process of its own with a database of its own (``congvu hub run``; docs/hub.md).
Law: QĐ 28/2018/QĐ-TTg Điều 13 (who is linked is known), 14.4; QCVN 102:2016/BTTTT.
Words: a system is an installation with a secret, it speaks for agencies; a message is a
file that came in, a box one receiver's copy of it; the transfer state of a box is about
fetching, never about what the receiver did with the paper.
Always true: the file is on the disk before the row says so and before the sender hears
of it (test_killed.py); one message is one row however often it is sent
(test_verbs.py); what was refused has a line in the log; the log is only added to.
Start reading at: actions/sending.py.
Not here: what a message means (exchange), business states.
"""
