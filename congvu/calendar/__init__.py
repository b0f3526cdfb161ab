"""The work calendar: entries, the week's sheet, meetings, rooms and cars.

What: who has what to do when, of a person, a unit or an agency; the weekly schedule
that an agency approves and publishes; meetings from invitation to conclusions;
rooms, cars and video rooms that nobody gets twice.
Law: directive section 6b (lịch công tác, thư mời); NĐ 30/2020 for the paper of type GM.
Words: an Entry (mục lịch) has an *owner* and one EntryOccurrence for each time it takes
place; an Attendance is one desk asked to come; an Occupation is a span of one Resource,
booked or blocked; a WeeklySchedule is one week of one body, frozen in a ScheduleVersion
when it is handed in; a Conclusion of a Meeting becomes a duty.
Always true: no resource is held twice at one moment (models/resources.py: an exclusion
constraint); what was published is never rewritten, its changes are marked (migration
0002); who may not read an entry sees at most that somebody is busy (access.py).
Start reading at: rules/entries.py, access.py, actions/keeping.py.
Not here: how a conclusion is carried out (duties); numbers and signatures (outgoing).
"""
