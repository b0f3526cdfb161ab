"""Keys on a token, in a remote service, in the demo's folder; time and issuer."""

from __future__ import annotations

import shutil
import stat
import time
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore

from congvu.signatures.client import (
    DemoKeeper,
    RemoteKeeper,
    TimestampAuthority,
    TokenKeeper,
    ask_about_clock,
    ask_issuers,
)
from congvu.signatures.client import remote as remote_module
from congvu.signatures.formats import demo_ca
from congvu.signatures.formats.signing import (
    Appearance,
    Applied,
    Evidence,
    KeyHandle,
    SigningFailed,
    ToSign,
    apply_signature,
    sign_many,
)
from congvu.signatures.rules import Level, Status
from tests.signatures.papers import (
    AT,
    BLUE,
    DUNG,
    PERSON,
    ROOT,
    Pen,
    all_valid,
    certificate,
    ready,
)
from tests.signatures.services import RemoteService, clock, issuer, serving
from tests.signatures.tokens import PIN, Plugged

SECRET = "bi-mat"


def sign(key: KeyHandle, **other: object) -> Applied:
    return apply_signature(
        ready(),
        field=PERSON,
        key=key,
        appearance=Appearance(BLUE),
        at=AT,
        **other,  # type: ignore[arg-type]
    )


# --- PKCS#11


def test_token_signs_with_each_of_its_keys(token: Plugged, tmp_path: Path) -> None:
    token.keeper.check()
    found = {one.certificate: one for one in token.keeper.found()}

    assert set(found) >= {token.rsa, token.ec}
    for der, mechanism in (
        (token.rsa, "RSASSA-PSS-SHA256"),
        (token.ec, "ECDSA-SHA256"),
    ):
        with token.keeper.open(found[der].place, der, PIN) as handle:
            assert handle.certificate == der
            applied = sign(handle)
        assert applied.mechanism == mechanism
        assert all_valid(applied.pdf, tmp_path) == [PERSON]


def test_wrong_pin_says_how_far_the_token_is_from_locking(token: Plugged) -> None:
    place = token.keeper.found()[0].place

    for pin in ("00000", ""):
        with pytest.raises(SigningFailed) as caught, token.keeper.open(place, b"", pin):
            pass
        assert caught.value.keys[0] in {"pin-wrong", "pin-few", "pin-last"}
    with token.keeper.open(place, b"", PIN):
        pass


def test_token_pulled_out_half_way_through_a_batch(
    token: Plugged, tmp_path: Path
) -> None:
    """What was signed before is signed; the rest is as it was, with the reason."""
    found = next(one for one in token.keeper.found() if one.certificate == token.ec)
    items = [ToSign(str(n), ready(), PERSON, Appearance(BLUE)) for n in range(3)]
    away = tmp_path / "away"

    with token.keeper.open(found.place, found.certificate, PIN) as handle:
        outcomes = sign_many(items, key=handle, at=AT)
        first = next(outcomes)
        shutil.move(token.folder, away)
        try:
            rest = list(outcomes)
        finally:
            shutil.move(away, token.folder)

    assert first.applied is not None
    assert [one.failed for one in rest] == [("token-gone",)] * 2
    assert all(one.applied is None for one in rest)


def test_tokens_that_are_not_there(token: Plugged) -> None:
    def why(keeper: TokenKeeper, place: dict[str, str]) -> tuple[str, ...]:
        with pytest.raises(SigningFailed) as caught, keeper.open(place, b"", PIN):
            pass
        return caught.value.keys

    here = dict(token.keeper.found()[0].place)
    assert why(token.keeper, {"serial": "khac", "id": "01"}) == ("token-missing",)
    assert why(token.keeper, {**here, "id": "99"}) == ("key-missing",)
    assert why(TokenKeeper("/khong/co.so"), here) == ("token-module",)


# --- the demo's own


def test_demo_keys_are_made_once_locked_and_named_for_what_they_are(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "signing"
    keeper = DemoKeeper(folder, enabled=True)

    made = keeper.issue("Ủy ban nhân dân tỉnh Thái Nguyên", AT)
    again = DemoKeeper(folder, enabled=True)

    assert [one.certificate for one in again.found()] == [made.certificate]
    assert again.root(AT).der == keeper.root(AT).der
    assert made.label == "Ủy ban nhân dân tỉnh Thái Nguyên (dùng thử)"
    for path in folder.iterdir():
        if path.name != "lock":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert b"BEGIN PRIVATE KEY" not in path.read_bytes()
        assert b"BEGIN EC PRIVATE KEY" not in path.read_bytes()
    evidence = Evidence(crls=(keeper.revocations(AT),))
    with again.open(made.place, made.certificate, "") as handle:
        applied = sign(handle, evidence=evidence)
    assert applied.status == Status.GOOD
    assert all_valid(applied.pdf, tmp_path, root=again.root(AT).der) == [PERSON]


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        ("Ma Thị Hoa, Trưởng phòng", "Ma Thị Hoa, Trưởng phòng (chỉ để dùng thử)"),
        (
            "Hà Thị Thanh, Phó Chủ tịch Thường trực",
            "Hà Thị Thanh (chỉ để dùng thử)",
        ),
        (
            "Ủy ban nhân dân xã Thượng Minh, tỉnh Thái Nguyên",
            "Ủy ban nhân dân xã Thượng Minh (chỉ để dùng thử)",
        ),
        (
            "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
            "Văn phòng Đoàn đại biểu Quốc hội và (dùng thử)",
        ),
    ],
)
def test_the_name_on_a_demo_key_is_never_cut_inside_a_word(
    holder: str, name: str, tmp_path: Path
) -> None:
    keeper = DemoKeeper(tmp_path / "signing", enabled=True)

    assert keeper.issue(holder, AT).label == name


def test_demo_keys_do_not_sign_in_a_real_office(tmp_path: Path) -> None:
    made = DemoKeeper(tmp_path, enabled=True).issue("Dũng", AT)
    closed = DemoKeeper(tmp_path, enabled=False)

    with pytest.raises(SigningFailed, match="demo-closed"):
        closed.check()
    with (
        pytest.raises(SigningFailed, match="demo-closed"),
        closed.open(made.place, made.certificate, ""),
    ):
        pass


# --- CSC


@pytest.fixture
def service() -> RemoteService:
    return RemoteService(DUNG)


def keeper_at(address: str, secret: str = SECRET) -> RemoteKeeper:
    return RemoteKeeper(address, f"{address}/oauth2/token", "cong-vu", secret)


def test_remote_service_signs_a_batch_by_one_authorisation(
    service: RemoteService, tmp_path: Path
) -> None:
    service.multisign = 3
    items = [ToSign(str(n), ready(), PERSON, Appearance(BLUE)) for n in range(7)]

    with serving(service) as address:
        keeper = keeper_at(address)
        keeper.check()
        found = keeper.found()[0]
        with keeper.open(found.place, found.certificate, service.pin) as handle:
            outcomes = list(sign_many(items, key=handle, at=AT))

    assert found.certificate == DUNG.certificate
    assert found.label == "Chủ tịch"
    assert service.calls.count("credentials/authorize") == 1
    assert service.calls.count("signatures/signHash") == 3
    for one in outcomes:
        assert one.applied is not None
        assert all_valid(one.applied.pdf, tmp_path) == [PERSON]


def test_leader_says_yes_on_the_phone(
    service: RemoteService, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(remote_module, "PAUSE_SECONDS", 0.01)
    service.by_phone = True

    with (
        serving(service) as address,
        keeper_at(address).open({"credential": "chu-tich"}, b"", "") as handle,
    ):
        applied = sign(handle)

    assert service.calls.count("credentials/authorizeCheck") == 2
    assert all_valid(applied.pdf, tmp_path) == [PERSON]


def test_remote_service_refuses_and_the_reason_is_named(
    service: RemoteService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def why(keeper: RemoteKeeper, credential: str = "chu-tich", pin: str = "1") -> str:
        with (
            pytest.raises(SigningFailed) as caught,
            keeper.open({"credential": credential}, b"", pin) as handle,
        ):
            sign(handle)
        return caught.value.keys[0]

    with serving(service) as address:
        assert why(keeper_at(address)) == "remote-unauthorised"
        assert why(keeper_at(address, "sai")) == "remote-unauthorised"
        assert why(keeper_at(address), "khac") == "remote-refused"
        monkeypatch.setattr(remote_module, "WAIT_SECONDS", 0)
        monkeypatch.setattr(remote_module, "PAUSE_SECONDS", 0.01)
        service.by_phone = True
        assert why(keeper_at(address)) == "remote-unauthorised"
        service.status = "disabled"
        assert why(keeper_at(address)) == "remote-disabled"
        gone = keeper_at(address)
    assert why(gone) == "remote-unreachable"
    assert why(RemoteKeeper()) == "remote-unreachable"


# --- the time


def test_timestamp_and_both_chains_make_a_long_term_signature(tmp_path: Path) -> None:
    """Everything a judge needs lies in the file: nobody is asked."""
    evidence = Evidence(crls=(demo_ca.revocation_list(ROOT, (), AT),))

    with serving(clock(AT)) as address:
        applied = sign(DUNG, timestamps=TimestampAuthority(address), evidence=evidence)

    assert applied.level == Level.LT
    assert applied.stamped_at == AT
    assert all_valid(applied.pdf, tmp_path) == [PERSON]
    signed = PdfFileReader(BytesIO(applied.pdf)).embedded_signatures[0]
    kept = DocumentSecurityStore.read_dss(signed.reader).as_validation_context(
        {
            "trust_roots": [asn1_x509.Certificate.load(ROOT.der)],
            "moment": AT,
            "allow_fetching": False,
            "revocation_mode": "require",
        }
    )
    status = validate_pdf_signature(signed, kept, kept)
    assert status.bottom_line


def test_timestamp_without_the_issuers_word_is_level_t(tmp_path: Path) -> None:
    with serving(clock(AT)) as address:
        applied = sign(DUNG, timestamps=TimestampAuthority(address))

    assert applied.level == Level.T
    assert all_valid(applied.pdf, tmp_path) == [PERSON]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((500, "text/plain", b"oops"), "timestamp-refused"),
        ((200, "application/timestamp-reply", b"oops"), "timestamp-refused"),
        ((200, "application/timestamp-reply", b""), "timestamp-refused"),
    ],
)
def test_clock_that_answers_wrongly(
    answer: tuple[int, str, bytes], reason: str
) -> None:
    with (
        serving(lambda *_asked: answer) as address,
        pytest.raises(SigningFailed, match=reason),
    ):
        sign(DUNG, timestamps=TimestampAuthority(address))


def test_clock_that_repeats_an_old_answer_or_is_away() -> None:
    kept: list[tuple[int, str, bytes]] = []
    real = clock(AT)

    def repeating(
        path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, str, bytes]:
        kept.append(kept[0] if kept else real(path, body, headers))
        return kept[0]

    with serving(repeating) as address:
        source = TimestampAuthority(address)
        source.token(bytes(32), "sha256")
        with pytest.raises(SigningFailed, match="timestamp-refused"):
            source.token(bytes(32), "sha256")
    with pytest.raises(SigningFailed, match="timestamp-unreachable"):
        sign(DUNG, timestamps=source)


def test_issuer_of_the_clock_is_asked_as_well() -> None:
    listed = demo_ca.revocation_list(ROOT, (), AT)

    with serving(issuer(crl=listed)) as issuing:
        with serving(clock(AT, crl=f"{issuing}/crl")) as address:
            evidence = ask_about_clock(TimestampAuthority(address))
        with serving(clock(AT)) as address:
            unsaid = ask_about_clock(TimestampAuthority(address))

    assert evidence == Evidence(crls=(listed,))
    assert unsaid == Evidence()


# --- the issuer


def _offering(address: str, *, crl: bool, ocsp: bool) -> Pen:
    key = ec.generate_private_key(ec.SECP256R1())
    der = certificate(
        key,
        crl=f"{address}/crl" if crl else "",
        ocsp=f"{address}/ocsp" if ocsp else "",
    )
    return Pen(key, der, (ROOT.der,))


def test_issuer_is_asked_before_signing_and_its_answer_is_kept() -> None:
    listed = demo_ca.revocation_list(ROOT, (), AT)

    with serving(issuer(crl=listed)) as address:
        for offered, kind in (
            ({"crl": True, "ocsp": False}, "CRL"),
            ({"crl": True, "ocsp": True}, "OCSP"),
        ):
            pen = _offering(address, **offered)
            evidence = ask_issuers(pen.certificate, pen.chain)
            applied = sign(pen, evidence=evidence)
            assert applied.status == Status.GOOD
            assert [one["kind"] for one in applied.evidence] == [kind]


def test_issuer_that_says_revoked_or_nothing() -> None:
    with serving(issuer()) as address:
        silent = _offering(address, crl=True, ocsp=False)
        assert ask_issuers(silent.certificate, silent.chain) == Evidence()
        assert sign(silent).status == Status.UNKNOWN
    pen = None
    with serving(lambda *asked: issuer(revoked=frozenset({serial}))(*asked)) as address:
        pen = _offering(address, crl=False, ocsp=True)
        serial = x509.load_der_x509_certificate(pen.certificate).serial_number
        evidence = ask_issuers(pen.certificate, pen.chain)
        with pytest.raises(SigningFailed, match="certificate-revoked"):
            sign(pen, evidence=evidence)


# --- many


def test_a_hundred_papers_by_one_pin_and_each_is_answered_for(
    token: Plugged, tmp_path: Path
) -> None:
    """Among them one that cannot be signed: it is named, and the others go on."""
    found = next(one for one in token.keeper.found() if one.certificate == token.rsa)
    pdf = ready()
    items = [ToSign(str(n), pdf, PERSON, Appearance(BLUE)) for n in range(100)]
    items[41] = ToSign("41", b"%PDF-", PERSON, Appearance(BLUE))
    began = time.monotonic()

    with token.keeper.open(found.place, found.certificate, PIN) as handle:
        outcomes = {one.name: one for one in sign_many(items, key=handle, at=AT)}

    assert time.monotonic() - began < 60
    assert len(outcomes) == 100
    assert outcomes["41"].failed == ("pdf-broken",)
    signed = [one.applied for one in outcomes.values() if one.applied]
    assert len(signed) == 99
    assert len({one.digest for one in signed}) == 99
    for one in signed[::33]:
        assert all_valid(one.pdf, tmp_path) == [PERSON]
