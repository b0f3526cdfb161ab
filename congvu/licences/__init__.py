"""Licences: which program is what, by which right it may run, and where it may not.

What: a catalogue of products and the rules by which names of programs are known as
products; rights to use (contracts, volume, OEM, subscriptions, hand-overs) with their
seats; the position of a day: legal, free, over-allocated, unlicensed, unknown.
Open source by plan: lists by day, plans, roll-outs, files looked at, procurement.
Law: Chỉ thị 15/2009 Bắc Kạn, mục 4; CT 04/2007/CT-TTg (programs without licences are
dealt with, a yearly budget buys them); QĐ 08/2007, TT 41/2009, TT 20/2014 (open
products). How a violation is counted no text that we have read says: the definition is
ours (docs/adr/0102) and says so.
Words: a Product (sản phẩm phần mềm) is what one licences; a CatalogueRule (quy tắc nhận
biết) says which names of the inventory are it; an Entitlement (quyền sử dụng phần mềm)
has seats; a SeatAllocation (phần cấp phát) gives some of them to an agency, a unit, a
machine or a person; a *standing* is what one product on one machine is on a day.
Always true: one definition of the position (rules/position.py) behind every number;
no figure without how much of the inventory it rests on; seats given beyond those there
are kept only with a reason, by the database too (migration 0002, tests/licences).
Start reading at: rules/position.py, rules/matching.py, queries/position.py; of open
source queries/rollouts.py, queries/listed.py, formats/office.py.
Not here: machines and what is on them (inventory).
"""
