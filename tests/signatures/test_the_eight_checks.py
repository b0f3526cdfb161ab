"""Every way a signature is good or bad, on papers signed by a small CA of our own."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from congvu.signatures.actions import NotExamined, look
from congvu.signatures.formats.signing import fill_fields, prepare_pdf
from congvu.signatures.rules import FINDINGS, Check, Mark, Verdict, judge
from tests.signatures import papers
from tests.signatures.small_ca import (
    DAY,
    NOW,
    Holder,
    SmallCa,
    answering,
    sign,
    stamp_document,
)


def marks(signature: dict[str, Any]) -> dict[str, str]:
    return {check["check"]: check["mark"] for check in signature["checks"]}


def test_a_sound_signature_passes_every_check(ca, see, paper) -> None:
    (found,) = see(sign(paper, ca.issue(), ca), ca)

    assert found["verdict"] == "valid"
    assert found["reasons"] == []
    assert found["intact"]
    assert found["trusted"]
    assert found["trust_list"] == "Danh sách 1"
    assert (found["signer"], found["unit"]) == (
        "Nguyễn Văn Dũng",
        "Văn phòng, UBND tỉnh Bắc Kạn",
    )
    assert found["issuer"] == "CA cấp chứng thư thử nghiệm"
    assert (found["digest"], found["algorithm"]) == ("SHA-256", "RSASSA-PSS")
    assert (found["key_bits"], found["revision"], found["revisions"]) == (2048, 2, 2)
    assert (found["coverage"], found["changes"]) == ("entire-file", "none")
    assert found["signed_at_source"] == "claimed"
    assert found["revocation_sources"] == ["CRL"]
    assert set(marks(found)) == {check.value for check in Check}
    assert marks(found).pop("timestamp") == "not-applicable"
    assert set(marks(found).values()) == {"ok", "not-applicable"}


@pytest.mark.parametrize(
    ("key", "pss", "algorithm"),
    [
        (lambda: rsa.generate_private_key(65537, 2048), False, "RSA PKCS#1 v1.5"),
        (lambda: ec.generate_private_key(ec.SECP384R1()), True, "ECDSA"),
        (ed448.Ed448PrivateKey.generate, True, "Ed448"),
    ],
)
def test_each_algorithm_is_named(ca, see, paper, key, pss, algorithm) -> None:
    md = "shake256" if algorithm == "Ed448" else "sha384"
    (found,) = see(sign(paper, ca.issue(key=key()), ca, pss=pss, md=md), ca)

    assert found["verdict"] == "valid"
    assert found["algorithm"] == algorithm


def test_one_byte_flipped_is_a_broken_digest(ca, see, paper) -> None:
    signed = bytearray(sign(paper, ca.issue(), ca))
    signed[40] ^= 1

    (found,) = see(bytes(signed), ca)

    assert not found["intact"]
    assert found["verdict"] == "invalid"
    assert "digest-mismatch" in found["reasons"]
    assert marks(found)["digest"] == "failed"
    assert marks(found)["signature"] == "ok"


def test_a_key_that_did_not_sign_is_found(ca, see, paper) -> None:
    """The certificate says another key than the one that signed."""
    real, other = ca.issue(), ca.issue()
    mixed = Holder(other.key, real.certificate)

    (found,) = see(sign(paper, mixed, ca), ca)

    assert not found["intact"]
    assert marks(found)["signature"] == "failed"


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        ({"since": NOW - 90 * DAY, "until": NOW - DAY}, "expired-at-signing"),
        ({"since": NOW + DAY, "until": NOW + 90 * DAY}, "not-yet-valid-at-signing"),
    ],
)
def test_a_term_that_does_not_hold_at_signing(ca, see, paper, term, reason) -> None:
    (found,) = see(sign(paper, ca.issue(**term), ca), ca)

    assert found["intact"]
    assert found["verdict"] == "invalid"
    assert reason in found["reasons"]


def test_a_term_that_ended_since_is_no_proof_without_a_timestamp(
    ca, see, paper
) -> None:
    signed = sign(paper, ca.issue(until=NOW + 5 * DAY), ca)

    (found,) = see(signed, ca, at=NOW + 6 * DAY)

    assert (found["verdict"], found["trusted"]) == ("unknown", True)
    assert found["reasons"] == ["expired-since"]


def test_a_timestamp_proves_that_it_was_within_its_term(ca, see, paper) -> None:
    signed = sign(
        paper, ca.issue(until=NOW + 5 * DAY), ca, tsa=ca.issue_tsa(), stamped_at=NOW
    )

    (found,) = see(signed, ca, at=NOW + 6 * DAY)

    assert found["verdict"] == "valid"
    assert found["signed_at_source"] == "timestamp"
    assert datetime.fromisoformat(found["signed_at"]) == NOW
    assert found["timestamp_signer"] == "Dấu thời gian thử nghiệm"
    assert marks(found)["timestamp"] == "ok"


@pytest.mark.parametrize("by", ["crl", "ocsp"])
def test_revoked_before_signing_is_invalid(ca, known, see, paper, by) -> None:
    holder = ca.issue(with_ocsp=by == "ocsp", with_crl=by == "crl")
    known.append(holder)
    ca.revoke(holder, at=NOW - 2 * DAY)

    (found,) = see(sign(paper, holder, ca), ca)

    assert (found["intact"], found["trusted"]) == (True, False)
    assert found["verdict"] == "invalid"
    assert "revoked-at-signing" in found["reasons"]
    assert datetime.fromisoformat(found["revoked_at"]) == NOW - 2 * DAY


def test_a_good_answer_of_ocsp_is_enough(ca, known, see, paper) -> None:
    holder = ca.issue(with_ocsp=True, with_crl=False)
    known.append(holder)

    (found,) = see(sign(paper, holder, ca), ca)

    assert found["verdict"] == "valid"
    assert found["revocation_sources"] == ["CRL", "OCSP"]


def test_revoked_after_a_proven_time_was_good_at_signing(ca, see, paper) -> None:
    holder = ca.issue()
    stamped = NOW - 5 * DAY
    signed = sign(paper, holder, ca, tsa=ca.issue_tsa(), stamped_at=stamped)
    ca.revoke(holder, at=NOW - 2 * DAY)

    (found,) = see(signed, ca)

    assert found["verdict"] == "valid"


def test_nobody_answers_and_nothing_is_called_valid(see, paper) -> None:
    with answering() as (ca, _known):
        signed = sign(paper, ca.issue(), ca)

    (found,) = see(signed, ca)

    assert (found["verdict"], found["trusted"], found["intact"]) == (
        "unknown",
        True,
        True,
    )
    assert found["reasons"] == ["revocation-unreachable"]
    assert marks(found)["revocation"] == "warning"


def test_offline_nobody_is_asked(ca, see, paper) -> None:
    (found,) = see(sign(paper, ca.issue(), ca), ca, online=False)

    assert found["verdict"] == "unknown"
    assert found["reasons"] == ["revocation-not-asked"]
    assert ca.asked == []


def test_what_the_file_keeps_for_later_is_enough(ca, see, paper) -> None:
    signed = sign(paper, ca.issue(), ca, keeps_answers=True)
    ca.asked.clear()

    (found,) = see(signed, ca)
    (much_later,) = see(signed, ca, at=NOW + 60 * DAY, online=False)

    assert (found["verdict"], found["reasons"]) == ("valid", [])
    assert found["changes"] == "lta"
    assert ca.asked == []
    assert much_later["reasons"] == ["revocation-not-asked"], "an old list is none"


def test_a_certificate_that_names_no_place_to_ask(ca, see, paper) -> None:
    (found,) = see(sign(paper, ca.issue(with_crl=False), ca), ca)

    assert found["verdict"] == "unknown"
    assert found["reasons"] == ["revocation-not-offered"]


def test_an_unknown_root_is_never_asked_anything(ca, see, paper) -> None:
    stranger = SmallCa(ca.address)

    (found,) = see(sign(paper, stranger.issue(), stranger), ca)

    assert (found["verdict"], found["trusted"], found["intact"]) == (
        "unknown",
        False,
        True,
    )
    assert "root-unknown" in found["reasons"]
    assert found["trust_list"] == ""
    assert ca.asked == []


def test_the_verdict_names_the_list_it_rests_on(ca, see, paper) -> None:
    (found,) = see(sign(paper, ca.issue(), ca), SmallCa(), ca)

    assert found["trust_list"] == "Danh sách 2"


@pytest.mark.parametrize(
    ("given", "reason", "verdict"),
    [
        ({"purposes": (ExtendedKeyUsageOID.SERVER_AUTH,)}, "purpose-wrong", "invalid"),
        ({"usage": ("key_encipherment",)}, "purpose-wrong", "invalid"),
        (
            {"purposes": (ExtendedKeyUsageOID.CLIENT_AUTH,)},
            "purpose-unusual",
            "unknown",
        ),
    ],
)
def test_a_certificate_for_something_else(
    ca, see, paper, given, reason, verdict
) -> None:
    (found,) = see(sign(paper, ca.issue(**given), ca), ca)

    assert found["intact"]
    assert (found["verdict"], found["reasons"]) == (verdict, [reason])


def test_a_holder_cannot_issue_certificates(ca, see, paper) -> None:
    """A signer's key used as if it were an authority's."""
    signer, real = ca.issue(), ca.issuing
    ca.issuing = signer
    forged = ca.issue("Chủ tịch giả")
    ca.issuing = real

    (found,) = see(sign(paper, forged, ca, also=[signer]), ca)

    assert (found["verdict"], found["trusted"]) == ("invalid", False)
    assert "chain-broken" in found["reasons"]


def test_weak_is_named_and_is_not_broken(ca, see, paper) -> None:
    (sha1,) = see(sign(paper, ca.issue(), ca, md="sha1", pss=False), ca)
    short_key = rsa.generate_private_key(65537, 1024)  # noqa: S505 - short on purpose
    small = ca.issue(key=short_key)
    (short,) = see(sign(paper, small, ca), ca)

    assert sha1["intact"]
    assert short["intact"]
    assert (sha1["verdict"], sha1["reasons"]) == ("unknown", ["weak-digest"])
    assert (short["verdict"], short["reasons"]) == ("unknown", ["weak-key"])
    assert sha1["digest"] == "SHA-1"
    assert short["key_bits"] == 1024


def test_signing_once_more_leaves_the_first_signature_good(ca, see, paper) -> None:
    once = sign(paper, ca.issue(), ca)
    twice = sign(once, ca.issue("UBND tỉnh"), ca, field_name="ky-co-quan")

    first, second = see(twice, ca)

    assert (first["verdict"], second["verdict"]) == ("valid", "valid")
    assert (first["changes"], second["changes"]) == ("form-filling", "none")
    assert first["coverage"] == "entire-revision"


def test_a_page_changed_afterwards_is_found(ca, see, paper) -> None:
    signed = sign(paper, ca.issue(), ca)
    writer = IncrementalPdfFileWriter(BytesIO(signed), strict=False)
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = generic.NumberObject(90)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)

    (found,) = see(out.getvalue(), ca)

    assert found["intact"]
    assert (found["verdict"], found["reasons"]) == ("invalid", ["changed-other"])
    assert found["changes"] == "other"
    assert found["change_detail"]


@pytest.mark.parametrize("tail", [b"\n% them vao\n%%EOF\n", b"MZ" * 900])
def test_bytes_behind_the_signature_are_not_covered(ca, see, paper, tail) -> None:
    signed = sign(paper, ca.issue(), ca) + tail

    (found,) = see(signed, ca)

    assert found["intact"]
    assert (found["verdict"], found["reasons"]) == ("invalid", ["tail-uncovered"])


def test_ranges_that_overlap_leave_a_tail(ca, see, paper) -> None:
    """pyHanko alone adds the lengths up and calls such a file wholly covered."""
    signed = sign(paper, ca.issue(), ca)
    start = signed.index(b"/ByteRange [") + len(b"/ByteRange [")
    end = signed.index(b"]", start)
    first, length, second, rest = map(int, signed[start:end].split())
    ranges = f"{first} {length + 100} {second} {rest - 100}".ljust(end - start)
    bent = signed[:start] + ranges.encode() + signed[end:]

    (found,) = see(bent, ca)

    assert found["verdict"] == "invalid"
    assert "range-odd" in found["reasons"]


def test_a_document_timestamp_is_marked_and_proves_the_time(ca, see, paper) -> None:
    tsa = ca.issue_tsa()
    signed = sign(paper, ca.issue(until=NOW + 5 * DAY), ca)
    stamped = stamp_document(signed, tsa, ca, at=NOW + DAY)

    first, second = see(stamped, ca, at=NOW + 6 * DAY)

    assert (first["kind"], second["kind"]) == ("signature", "timestamp")
    assert second["verdict"] == "valid"
    assert first["verdict"] == "valid"
    assert datetime.fromisoformat(second["timestamped_at"]) == NOW + DAY


def test_a_timestamp_of_a_stranger_proves_nothing(ca, see, paper) -> None:
    stranger = SmallCa(ca.address)
    tsa = stranger.issue_tsa()
    signed = sign(
        paper,
        ca.issue(),
        ca,
        tsa=Holder(tsa.key, tsa.certificate),
        stamped_at=NOW - 9 * DAY,
    )

    (found,) = see(signed, ca)

    assert found["signed_at_source"] == "claimed"
    assert found["reasons"] == ["timestamp-untrusted"]


def test_a_broken_cms_hides_no_other_signature(ca, see, paper) -> None:
    once = sign(paper, ca.issue(), ca)
    twice = sign(once, ca.issue("UBND tỉnh"), ca, field_name="ky-co-quan")
    place = twice.index(b"/Contents <") + len(b"/Contents <")
    broken = twice[:place] + b"ff" * 40 + twice[place + 80 :]

    first, second = see(broken, ca)

    assert (first["verdict"], first["reasons"]) == ("invalid", ["cms-unreadable"])
    assert not first["intact"]
    assert not second["intact"]
    assert "digest-mismatch" in second["reasons"]


def test_a_file_nobody_can_follow_still_has_its_signatures_checked(
    ca, see, paper
) -> None:
    """Readers that mend such a file show it; what was signed is compared even so."""
    once = sign(paper, ca.issue(), ca, tsa=ca.issue_tsa(), stamped_at=NOW)
    twice = sign(once, ca.issue("UBND tỉnh"), ca, field_name="ky-co-quan")
    lost = twice.replace(b"startxref", b"startxxxx") + b"%%EOF"

    first, second = see(lost, ca)

    assert (first["signer"], second["signer"]) == ("Nguyễn Văn Dũng", "UBND tỉnh")
    assert (first["intact"], second["intact"]) == (False, False)
    assert "file-broken" in first["reasons"]


def test_a_lost_index_behind_a_sound_signature(ca, see, paper) -> None:
    signed = sign(paper, ca.issue(), ca)
    tail = b"\nxref\n0 1\ntrailer\n<</Root 99 0 R>>\nstartxref\n7\n%%EOF\n"

    (found,) = see(signed + tail, ca)

    assert found["intact"]
    assert (found["verdict"], found["reasons"]) == ("unknown", ["file-broken"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không phải PDF"),
        (b"MZ\x90 khong phai", "không phải PDF"),
        (b"%PDF-1.7\nhong het", "bị hỏng"),
    ],
)
def test_what_is_no_pdf_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "tep"
    path.write_bytes(content)

    with pytest.raises(NotExamined, match=words):
        look(path, lists=[], at=NOW)


def test_a_pdf_without_signatures_has_none(see, paper) -> None:
    assert see(paper) == []


@pytest.mark.parametrize("key", FINDINGS)
def test_a_finding_never_leaves_a_signature_valid(key: str) -> None:
    judged = judge([key])

    mark = judged.marks[FINDINGS[key].check]
    assert mark in (Mark.FAILED, Mark.WARNING)
    assert judged.verdict == (
        Verdict.INVALID if mark == Mark.FAILED else Verdict.UNKNOWN
    )


def test_a_check_is_as_good_as_its_worst_finding() -> None:
    judged = judge(["revoked-since", "expired-at-signing", "weak-digest"])

    assert judged.verdict == Verdict.INVALID
    assert judged.marks[Check.CERTIFICATE] == Mark.FAILED
    assert judged.marks[Check.ALGORITHMS] == Mark.WARNING


def sealed_paper(ca) -> bytes:
    laid = prepare_pdf(papers.paper(), papers.TEXTS, papers.PLACES)
    first = sign(laid, ca.issue("Nguyễn Văn Dũng"), ca, field_name=papers.PERSON)
    numbered = fill_fields(first, papers.ALL)
    return sign(numbered, ca.issue("UBND tỉnh"), ca, field_name=papers.AGENCY)


def test_a_number_changed_after_the_seal_is_found(ca, see) -> None:
    """Filling it in was expected of whoever signed first; the seal saw it filled."""
    sealed = sealed_paper(ca)
    assert [s["verdict"] for s in see(sealed, ca)] == ["valid", "valid"]

    person, agency = see(papers.renumbered(sealed, "99"), ca)

    assert person["intact"]
    assert person["verdict"] == "valid"
    assert agency["verdict"] == "invalid"
    assert "changed-filled" in agency["reasons"]


def test_what_is_filled_in_after_the_last_signature_is_nobodys_word(ca, see) -> None:
    laid = prepare_pdf(papers.paper(), papers.TEXTS, papers.PLACES)
    signed = sign(laid, ca.issue("Nguyễn Văn Dũng"), ca, field_name=papers.PERSON)
    (found,) = see(fill_fields(signed, papers.ALL), ca)
    assert found["verdict"] == "unknown"
    assert found["reasons"] == ["filled-after-last"]
