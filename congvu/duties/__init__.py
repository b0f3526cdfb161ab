"""Duties: what a paper or a leader ordered, who has which share, how it stands.

What: who has to do what by when, followed up to its end, on any day of the past.
Law: QĐ 42/2014/QĐ-TTg amended by QĐ 23/2018/QĐ-TTg (following tasks up); the names of
the states are usual ones that no text we have read defines.
Words: a Duty (nhiệm vụ) is what was ordered; a Share (phần nhiệm vụ) one body's part, a
node of its tree; a Standing (tình trạng) how a share stood from day to day, and since
when that is on record; a DutyEvent one line of the timeline; a DoneReport with its
Evidence waits for who follows the duty up.
Always true: a share has one state on any day, at any moment of the record
(standing_one_at_a_time); what was recorded is never rewritten and shares are a tree
(triggers of migration 0002); numbers of states add up (tests/duties).
Start reading at: rules/states.py, actions/standing.py, actions/giving.py.
Not here: from text to duties (directives), figures (indicators), work on one incoming
paper (documents).
"""
