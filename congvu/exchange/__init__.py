"""Documents that travel between agencies, installations and the national hub.

What: an issued paper on its way to each recipient and what comes back; and the edXML
codec: messages written strictly, read tolerantly, in the jail.
Law: QCVN 102:2016/BTTTT and its change of 2022; QĐ 28/2018/QĐ-TTg; QĐ 20/2020/QĐ-TTg
(organisation codes).
Words: a message is one .edxml file, a document or a status; a part is an element with
elements inside; a problem says where a message departs from the table; an extra is an
element the table does not know, kept in its place; a Dispatch is a paper on its way to
one recipient, whose transfer and whose business state are two things; a Packet is one
message in the queue to other systems, an Arrival one that came, kept before it is read;
a Regulation is a dated row of what may go to whom by which way, the narrowest of which
decides; a DirectoryEntry is an organisation outside; the share is how many papers went
electronically to all.
Always true: what we write reads back equal and validates against data/edxml.xsd
(test_round_trip.py); what is not understood is kept and written back; a signature of
the envelope is never called valid; strangers' files are opened in the jail only; a
paper lies at the door of an agency here once, however it was named, and what was told
of it is never rewritten (test_delivery.py); no packet is lost or sent twice, whoever is
killed in between (test_outbox_race.py, test_over_a_hub.py).
Start reading at: following.py, actions/sending.py, jobs, actions/settling.py;
formats/edxml/messages.py, the table that reader, writer, check and JSON go by;
client/contract.py, what a hub is.
Not here: what is issued (outgoing), what is registered (documents).
"""
