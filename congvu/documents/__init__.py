"""Incoming official documents: received, registered, handed out, answered for.

What: the registry and the way of work of every agency in the province.
Law: NĐ 30/2020/NĐ-CP Điều 4, 20–24 and Phụ lục IV, VI; QĐ 28/2018/QĐ-TTg Điều 1, 8–11.
Words: an IntakeItem is a file that came in and waits for the clerk; a Document is the
paper itself, kept once; a RegisterEntry is one agency's line for it in a Register; an
Assignment hands it to a post or unit, in a tree; an Instruction (bút phê) is what a
leader wrote; a Delivery hands it to another agency; a HistoryEvent is one line of an
entry's timeline; a Grant says who sees it.
Always true: số đến has no gap and no double per agency and year (Register's row lock,
registerentry_number_unique); an assignment has exactly one state
(assignment_state_known); what another agency does is not seen (access.py); state
secrets never enter (actions/secrets.py).
Start reading at: rules.py, then actions/registering.py and actions/routing.py.
Not here: bytes and previews (files), who holds which post (organisations), deadlines
and types as the law has them (law).
"""
