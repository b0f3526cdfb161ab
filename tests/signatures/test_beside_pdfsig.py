"""Papers signed by others: as many signatures as ``pdfsig`` counts, and the same word
on each, cryptographically. Where the two differ, the table says why.

The papers are not ours to keep; they are looked at where they stand beside the
checkout.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from congvu.signatures.actions import look
from tests.signatures.small_ca import NOW, sign

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
DOCS = Path(__file__).resolve().parents[2] / "docs"
PAPERS = sorted([*DATA.glob("documents/*.pdf"), *DATA.glob("signatures/*.pdf")])
VALID = "Signature is Valid."

_NO_EDDSA = "pdfsig's library (NSS) knows neither Ed25519 nor Ed448; the key fits"
_NO_TIMESTAMP = "pdfsig does not look into document timestamps; imprint and key fit"
# (paper, field): what we say, and why pdfsig says otherwise.
DIFFERENCES: dict[tuple[str, str], tuple[bool, str]] = {
    ("ed448-disallowed-hash", "Sig1"): (True, _NO_EDDSA),
    ("ed448-shake256-nolen", "Sig1"): (True, _NO_EDDSA),
    ("extensions-direct", "Sig2"): (True, _NO_EDDSA),
    ("extensions-indirect", "Sig2"): (True, _NO_EDDSA),
    ("extensions-indirect-not-all-paths", "Sig2"): (True, _NO_EDDSA),
    ("extensions-update-direct", "Sig2"): (True, _NO_EDDSA),
    ("extensions-update-indirect", "Sig2"): (True, _NO_EDDSA),
    ("sig-with-ski-sid", "Sig1"): (
        True,
        "pdfsig finds no signer named by a subject key identifier, which CMS allows",
    ),
    ("pades-lta-dss-indirect-arrs-test", "Timestamp-*"): (True, _NO_TIMESTAMP),
    ("pades-lta-dss-indirect-arrs-test-2", "Timestamp-*"): (True, _NO_TIMESTAMP),
}
# What is wrong beyond the key, which pdfsig reports as a valid signature.
STRUCTURE = {
    "one-byterange": "range-odd",
    "weird-byterange": "range-odd",
    "signature-gap-too-big": "range-odd",
    "tail-uncovered": "tail-uncovered",
    "pdf-sig-with-econtent": "content-enclosed",
}


@dataclass(frozen=True)
class Said:
    field: str
    valid: bool
    signer: str
    digest: str


def pdfsig(path: Path) -> list[Said]:
    """Its own words; a field that nobody signed is none of its signatures."""
    done = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    )
    found = []
    for part in re.split(r"^Signature #\d+:$", done.stdout, flags=re.MULTILINE)[1:]:
        lines = dict(re.findall(r"^  - ([^:\n]+): (.*)$", part, re.MULTILINE))
        if "Signature Validation" in lines:
            found.append(
                Said(
                    lines.get("Signature Field Name", ""),
                    lines["Signature Validation"] == VALID,
                    lines.get("Signer Certificate Common Name", ""),
                    lines.get("Signing Hash Algorithm", ""),
                )
            )
    return found


@pytest.mark.skipif(not PAPERS, reason="not run: the signed papers are not at hand")
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_the_same_count_and_the_same_word_as_pdfsig(path: Path) -> None:
    theirs = {said.field: said for said in pdfsig(path)}

    result = look(path, lists=[], at=NOW)

    ours = {one["field"]: one for one in result["signatures"]}
    assert len(result["signatures"]) == len(ours) == len(theirs)
    assert set(ours) == set(theirs)
    for field, one in ours.items():
        kind = "Timestamp-*" if one["kind"] == "timestamp" else field
        expected, _why = DIFFERENCES.get(
            (path.stem, kind), (theirs[field].valid, "as pdfsig")
        )
        assert one["intact"] == expected, field
        assert one["verdict"] != "valid", "nobody here trusts any root"
        if theirs[field].signer:
            assert one["signer"] == theirs[field].signer
        if theirs[field].digest.startswith("SHA-"):
            assert one["digest"] == theirs[field].digest
    if path.stem in STRUCTURE:
        assert STRUCTURE[path.stem] in result["signatures"][0]["reasons"]


@pytest.mark.skipif(not PAPERS, reason="not run: the signed papers are not at hand")
def test_each_difference_is_of_a_paper_and_has_its_reason() -> None:
    named = {paper for paper, _field in DIFFERENCES} | set(STRUCTURE)

    assert named <= {path.stem for path in PAPERS}
    assert all(len(why.split()) > 5 for _said, why in DIFFERENCES.values())
    explained = (DOCS / "signatures.md").read_text(encoding="utf-8")
    assert [name for name in sorted(named) if f"`{name}`" not in explained] == []


@pytest.mark.skipif(not PAPERS, reason="not run: the signed papers are not at hand")
def test_a_paper_encrypted_for_one_key_says_why_it_shows_nothing() -> None:
    path = DATA / "signatures" / "signed-encrypted-pubkey-with-catalog-ref.pdf"

    result = look(path, lists=[], at=NOW)

    assert result["signatures"] == []
    assert result["file_reason"] == "encrypted"


@pytest.mark.parametrize("flipped", [False, True])
def test_pdfsig_says_the_same_of_a_paper_of_ours(ca, paper, tmp_path, flipped) -> None:
    assert shutil.which("pdfsig")
    signed = bytearray(sign(paper, ca.issue(), ca))
    signed[40] ^= flipped
    path = tmp_path / "ours.pdf"
    path.write_bytes(signed)

    (theirs,) = pdfsig(path)
    (ours,) = look(path, lists=[], at=NOW)["signatures"]

    assert ours["intact"] == theirs.valid == (not flipped)
    assert (ours["field"], ours["signer"]) == (theirs.field, theirs.signer)
