"""Vectors of the primitives: hashes, JSON, signatures, proofs, a key ceremony."""

from ballot import dkg, elgamal, proofs, signature
from ballot.drbg import Drbg
from ballot.group import ORDER, standard
from ballot.group import scalars as sc
from ballot.transcript import SUITE, challenge, digest, u64, wide

GROUP = standard()
Vector = dict[str, object]


class Tape:
    """Entropy that remembers what it gave, so that another implementation can be fed the same."""

    def __init__(self, seed: str) -> None:
        self._source = Drbg(seed)
        self.given = b""

    def __call__(self, length: int) -> bytes:
        """Give the next bytes."""
        data = self._source(length)
        self.given += data
        return data


def transcripts() -> Vector:
    """Hashes."""
    parts = [b"", b"abc", "年度".encode(), u64(7)]
    return {
        "suite": SUITE,
        "label": "ballot",
        "parts": [p.hex() for p in parts],
        "hash": wide("ballot", *parts).hex(),
        "digest": digest("ballot", *parts).hex(),
        "challenge": sc.encode(challenge("ballot", *parts)).hex(),
    }


def canonical_texts() -> Vector:
    """JSON texts a reader must take or refuse, as hex of their bytes."""
    good = [
        b"{}",
        b'{"a":1,"b":[true,false,null,"x"]}',
        '{"t":"工会 \\"\\\\\\n\\u001f\u007f"}'.encode(),
        b'{"n":9007199254740991}',
    ]
    bad = [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-1}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"n":9007199254740992}',
        b'{"A":1}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\u001F"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b"\xef\xbb\xbf{}",
        b'{"a":NaN}',
        b'{"a":' + b"[" * 9 + b"]" * 9 + b"}",
        b"{",
        b"",
    ]
    return {"good": [t.hex() for t in good], "bad": [t.hex() for t in bad]}


def signatures() -> Vector:
    """Signatures under fixed keys and entropy, and some that must fail."""
    tape = Tape("signature")
    pair = signature.key_pair(tape, GROUP)
    other = signature.key_pair(tape, GROUP)
    start = len(tape.given)
    signed = signature.sign(pair, "ballot", b"message", tape, GROUP)
    s = int.from_bytes(signed[32:], "little")
    return {
        "secret": sc.encode(pair.secret).hex(),
        "public": pair.public.hex(),
        "purpose": "ballot",
        "message": b"message".hex(),
        "entropy": tape.given[start:].hex(),
        "signature": signed.hex(),
        "other_public": other.public.hex(),
        "bad_signatures": [
            (signed[:32] + (s + ORDER).to_bytes(32, "little")).hex(),
            (signed[:32] + sc.encode(s + 1)).hex(),
            (bytes(32) + signed[32:]).hex(),
            (b"\x01" + signed[1:]).hex(),
            signed[:63].hex(),
            (signed + b"\0").hex(),
        ],
    }


def equalities() -> Vector:
    """A Chaum-Pedersen proof."""
    tape = Tape("equality")
    secret, base = sc.random_scalar(tape), GROUP.base(sc.random_scalar(tape))
    context = wide("decrypt", b"example")
    start = len(tape.given)
    image, proof = proofs.prove_equality(GROUP, context, secret, base, tape)
    return {
        "context": context.hex(),
        "secret": sc.encode(secret).hex(),
        "public": GROUP.base(secret).hex(),
        "base": base.hex(),
        "image": image.hex(),
        "entropy": tape.given[start:].hex(),
        "proof": proof.hex(),
    }


def ranges() -> list[Vector]:
    """Range proofs of several widths."""
    made = []
    for low, high, value in ((0, 1, 0), (0, 1, 1), (1, 1, 1), (0, 3, 2), (2, 4, 4)):
        tape = Tape(f"range {low} {high} {value}")
        key, r = GROUP.base(sc.random_scalar(tape)), sc.random_scalar(tape)
        context = wide("ballot", b"example")
        ciphertext = elgamal.encrypt(GROUP, key, value, r)
        start = len(tape.given)
        proof = proofs.prove_range(GROUP, key, "cell", context, 5, low, high, value, r, tape)
        made.append(
            {
                "key": key.hex(),
                "label": "cell",
                "context": context.hex(),
                "index": 5,
                "low": low,
                "high": high,
                "value": value,
                "randomness": sc.encode(r).hex(),
                "ciphertext": ciphertext.hex(),
                "entropy": tape.given[start:].hex(),
                "proof": proof.hex(),
            }
        )
    return made


def ceremonies() -> Vector:
    """A key ceremony of three with every secret, and one with a bad dealer."""
    tape = Tape("ceremony")
    nonce = tape(32)
    made = [dkg.register(nonce, i, f"受托人 {i}", tape, GROUP) for i in (1, 2, 3)]
    session = dkg.Session(nonce=nonce, threshold=2, trustees=tuple(r for _, r in made))
    dealings = [dkg.deal(session, own, tape, GROUP) for own, _ in made]
    draft = dkg.Transcript(
        session=session, commits=tuple(d.commit for d in dealings), reveals=tuple(d.reveal for d in dealings)
    )
    shares = [dkg.finish(draft, own, GROUP) for own, _ in made]
    confirms = tuple(dkg.confirm(draft, own, s, tape, GROUP) for (own, _), s in zip(made, shares, strict=True))
    transcript = dkg.Transcript(session=session, commits=draft.commits, reveals=draft.reveals, confirms=confirms)
    outcome = dkg.verify_transcript(GROUP, transcript)
    return {
        "transcript": transcript.data().decode(),
        "hash": transcript.hash().hex(),
        "session": session.id.hex(),
        "key": outcome.key.hex(),
        "trustees": [
            {
                "index": own.index,
                "sign_secret": sc.encode(own.sign.secret).hex(),
                "encrypt_secret": sc.encode(own.encrypt.secret).hex(),
                "share_secret": sc.encode(share.secret).hex(),
                "share_public": share.public.hex(),
            }
            for (own, _), share in zip(made, shares, strict=True)
        ],
        "lagrange_1_3": [sc.encode(w).hex() for w in sc.lagrange_at_zero([1, 3])],
    }
