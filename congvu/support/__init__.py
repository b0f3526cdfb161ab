"""Help asked of the people who know machines, networks and programs, and given in time.

What: a unit asks for help with a plan, a choice of technology, a fault or something
else; its own agency's IT desk or the province's answers within a limit; who asked may
ask again or close; what is asked most is visible by kind, unit and month.
Law: Chỉ thị 15/2009/CT-UBND of the province (the department supports agencies); no text
we have read sets a limit: the days are a rule of the house (law/data/support.yaml).
Words: a SupportRequest (đề nghị hỗ trợ) is one question with its course; a
SupportMessage is one thing said in it; a SupportDesk (bộ phận hỗ trợ) is who answers
for an agency, or for the whole province: a unit, else the agency's administrators.
Always true: a request has one state, and only what waits has a day by which an answer
is owed (database); who neither asked nor answers nor leads the asker finds no request.
Start reading at: rules/__init__.py, access.py, actions/asking.py.
Not here: machines (inventory), devices (network).
"""
