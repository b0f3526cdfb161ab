"""Aggregate reports (DMARC) as other mail servers send them."""

from __future__ import annotations

ROW = """<record><row><source_ip>{ip}</source_ip><count>{count}</count>
<policy_evaluated><disposition>none</disposition><dkim>{dkim}</dkim><spf>fail</spf>
</policy_evaluated></row><identifiers><header_from>BacKan.example</header_from>
</identifiers></record>"""
HEAD = """<?xml version="1.0"?><feedback{more}><report_metadata>
<org_name>Nơi nhận</org_name><report_id>{report_id}</report_id>
<date_range><begin>1795305600</begin>
<end>1795391999</end></date_range></report_metadata><policy_published>
<domain>backan.example</domain><p>quarantine</p></policy_published>"""


def report(*rows: str, more: str = "", report_id: str = "abc-1") -> bytes:
    made = rows or (
        ROW.format(ip="192.0.2.1", count=41, dkim="pass"),
        ROW.format(ip="2001:db8::1", count=2, dkim="fail"),
    )
    head = HEAD.format(more=more, report_id=report_id)
    return (head + "".join(made) + "</feedback>").encode()
