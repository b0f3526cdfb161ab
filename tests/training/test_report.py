"""The report of a year and its files: what looks like a formula stays a name."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from congvu.organisations.models import AgencyVersion
from congvu.training.queries.report import taught_in
from tests.people import Province
from tests.training.test_counting import _taught

REPORT = "/dao-tao/bao-cao/"


@pytest.mark.usefixtures("law")
def test_the_report_counts_the_year_and_is_a_file(province: Province) -> None:
    _taught(province)
    AgencyVersion.objects.filter(agency=province.committee).update(name="=1+1")
    year = province.today.year
    (mine,) = [one for one in taught_in(year) if one.agency_id == province.committee.pk]
    assert (mine.people, mine.places, mine.to_come, mine.came) == (3, 3, 3, 2)
    assert (mine.late, mine.passed, mine.people_passed, mine.attended) == (0, 2, 2, 66)
    assert taught_in(year - 1) == []
    assert taught_in(year, province.commune.pk) == []
    ha = province.client("ha")
    page = ha.get(f"{REPORT}?nam={year}").content.decode()
    assert "66" in page
    for form in ("xlsx", "ods"):
        answer = ha.get(f"{REPORT}{form}/?nam={year}")
        assert answer.status_code == 200
        body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        with ZipFile(BytesIO(body)) as packed:
            told = "".join(packed.read(one).decode() for one in packed.namelist())
        assert "=1+1" in told
        assert "<f>" not in told
        assert "table:formula" not in told
        assert f"dao-tao-{year}" in answer["Content-Disposition"]
    assert ha.get(f"{REPORT}csv/").status_code == 404
    api = f"/api/v1/training-years/{year}"
    for who in ("ha", "quan", "hoa"):
        (told,) = province.client(who).get(api).json()
        assert (told["people"], told["to_come"], told["came"]) == (3, 3, 2), who
    minh = province.client("minh")
    assert minh.get(api).status_code == 404
    assert minh.get(REPORT).status_code == minh.get(f"{REPORT}ods/").status_code == 404
    for odd in ("", "abcd", "0000", "99999", "²⁰²⁶", "-1"):
        assert ha.get(REPORT, {"nam": odd}).status_code == 200
