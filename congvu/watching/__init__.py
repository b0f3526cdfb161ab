"""Watching: whether links, sites and devices answer, since when not, who was told.

What: collectors at the sites probe what is to be watched and bring the answers, late
where they were cut off; states in their periods, availability, outages told once;
planned work; subnets swept and set beside what is registered.
Law: Chỉ thị 15/2009/CT-UBND of the province, part 2, wants networks that are connected
throughout; no text we have read says how availability is counted: it is ours.
Words: a Collector (máy thu thập) is a program at a site; a WatchTarget (đối tượng giám
sát) is a link, a site, a device or another thing, with one Probe (phép thử) or several;
a TargetSpell is a period in one state; an Outage (lần mất kết nối) is told once when it
begins and once when it ends; a Sighting (máy dò thấy) is what a Sweep found.
Always true: an answer counts once however often it is sent, and only for targets of
the collector that brings it (tests/watching/test_taking.py); of a silent collector's
targets nothing is known, and that is a state of its own; what lies behind something
that is down already is told to nobody (rules/causes.py).
Start reading at: rules/judging.py, actions/taking.py, client/running.py.
Not here: sites, links and devices themselves (network).
"""
