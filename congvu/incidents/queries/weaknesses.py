"""What a warning says of a weakness, before a person reads it over."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from congvu.incidents.rules import LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT, Urgency
from congvu.vulnerabilities.queries import Weakness
from congvu.vulnerabilities.rules import Priority

_DAY_ENDS = time(17)
_URGENCY = {Priority.NOW: Urgency.NOW, Priority.SOON: Urgency.SOON}


def given_by(weakness: Weakness, at: datetime) -> dict[str, object]:
    """Where it was found, the day the first has to be mended, what mends it."""
    ends = weakness.due_on and make_aware(datetime.combine(weakness.due_on, _DAY_ENDS))
    if weakness.fixed:
        mend = _("Nâng lên bản %(fixed)s trở lên.") % {"fixed": weakness.fixed}
    else:
        mend = _("Chưa có bản vá: làm theo khuyến cáo ở nội dung.")
    proof = _("Kiểm kê lại máy: bản kiểm kê mới chứng minh đã vá.")
    text = weakness.details or weakness.summary
    return {
        "title": _("Vá lỗ hổng %(cause)s")
        % {"cause": weakness.cause[: LONGEST_NAME // 2]},
        "text": text[:LONGEST_TEXT],
        "products": "\n".join(weakness.products)[:LONGEST_TEXT],
        "urgency": _URGENCY.get(weakness.priority, Urgency.KNOW),
        "action": f"{mend} {proof}"[:LONGEST_REASON],
        "due_at": ends if ends and ends > at else None,
        "agencies": [str(one) for one in sorted(weakness.agencies, key=str)],
    }
