"""Inspections: planned, decided, carried out, concluded, followed up to the end.

What: the year's plan of inspections, one inspection with its team, questions, findings
and what the body says of them, its conclusion, and what came of each recommendation.
Law: QĐ 42/2014/QĐ-TTg amended by QĐ 23/2018/QĐ-TTg (who follows tasks up proposes
inspections). No text we have read sets a day for any step: each is the decision's own.
Words: an InspectionPlan (kế hoạch kiểm tra) is a year's, approved as an issued paper;
an Inspection (cuộc kiểm tra) is of one *body*; a Finding (phát hiện) is what was seen
against a *criterion*; a Recommendation (kiến nghị) becomes a duty; a Conflict is what
binds a person to a body, as declared.
Always true: an inspection has one state, and steps go as rules/states.py says (tests/
inspections/test_states.py); it closes only when no recommendation is open
(test_properties.py); what was found stays once concluded (migration 0002); before that
who works on it sees it and the body sees its own side only (access.py).
Start reading at: rules/states.py, access.py, actions/concluding.py.
Not here: how a recommendation is carried out (duties); the papers (outgoing).
"""
