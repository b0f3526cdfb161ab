"""Electronic signatures on PDF files: made, verified, and shown to be true years later.

What: keys and where they lie, certificates, the trust lists a verdict rests on, PAdES
signatures put on as incremental updates, and the verification of anybody's PDF.
Law: Luật 20/2023/QH15 Điều 22–23; NĐ 23/2025/NĐ-CP Điều 17; TT 15/2025/TT-BKHCN;
NĐ 30/2020/NĐ-CP Phụ lục I (appearance).
Words: a SigningKey says where a private key lies and which certificate answers for it;
a MadeSignature keeps what was known when it signed; an OutsideSigning waits for the
signer's own machine; a TrustList is a set of root certificates by their keeper, a
TrustAnchor one of them; a Verification is the kept result of the eight checks on one
file.
Always true: bytes that were signed are never changed, only added to; a verdict names
the trust list it rests on; what could not be asked (OCSP, CRL) never counts as good.
Start reading at: rules/verifying.py and formats/examining.py for judging;
formats/signing/parts.py and formats/signing/applying.py for signing.
Not here: who may sign what (outgoing), posts and delegations (organisations).
"""
