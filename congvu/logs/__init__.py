"""Logs: what a line of a machine's log says, and what in it needs a person.

What: syslog and JSON received from registered sources; lines of any log read as events
and kept by the day; rules of detection in the Sigma format asked of each and counted in
time; what they meet as alerts.
Law: Luật An ninh mạng 116/2025/QH15 Đ40: monitoring is joined to the province's centre.
Words: an Event (sự kiện) is one line as it was read, with its Doubts; a Detection (quy
tắc phát hiện) asks one event, a Correlation counts several; a LogSource (nguồn nhật ký)
sends; an Alert (cảnh báo an ninh) is one cause at one agency.
Always true: no line of any length or bytes makes the reader fail or is dropped, and a
rule that everything would meet is refused; what is on the disk is loaded once, however
processes end; a cause has one standing alert (tests/logs).
Start reading at: formats/lines.py, rules/detection.py, client/receiving.py,
actions/loading.py.
Not here: availability of links (watching); what is done about an alert (incidents).
"""
