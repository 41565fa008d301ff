"""Key ceremonies in which a dealer cheats: complaints that stand, and transcripts to refuse."""

from collections.abc import Iterator
from dataclasses import replace

from ballot import dkg
from ballot.dkg.verify import reveal_message
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.signature import sign
from ballot.vectors.primitives import GROUP, Vector


class CheatedCeremony:
    """Three trustees, two of whom decrypt, up to the reveals."""

    def __init__(self) -> None:
        self.tape = Drbg("cheat")
        nonce = self.tape(32)
        self.made = [dkg.register(nonce, i, f"受托人 {i}", self.tape, GROUP) for i in (1, 2, 3)]
        self.session = dkg.Session(nonce=nonce, threshold=2, trustees=tuple(r for _, r in self.made))
        self.dealings = [dkg.deal(self.session, own, self.tape, GROUP) for own, _ in self.made]

    def secrets(self, i: int) -> dkg.Secrets:
        """Give a trustee's secrets."""
        return self.made[i - 1][0]

    def signed(self, i: int, reveal: dkg.Reveal) -> dkg.Reveal:
        """Sign a changed reveal, as a cheating dealer can."""
        parts = (reveal.coefficients, reveal.possession, reveal.shares)
        message = reveal_message(self.session, i, *parts)
        return replace(reveal, signature=sign(self.secrets(i).sign, "dkg-reveal", message, self.tape, GROUP))

    def bad_share(self, dealer: int, to: int, *, ephemeral: bool = False) -> None:
        """Let a dealer give one trustee a share that does not fit."""
        d = self.dealings[dealer - 1]
        shares = bytearray(d.reveal.shares)
        shares[64 * (to - 1) + (0 if ephemeral else 32)] ^= 1
        reveal = self.signed(dealer, replace(d.reveal, shares=bytes(shares)))
        self.dealings[dealer - 1] = replace(d, reveal=reveal)

    def transcript(self, *complaints: dkg.Complaint) -> dkg.Transcript:
        """Give the transcript, not confirmed yet."""
        return dkg.Transcript(
            session=self.session,
            commits=tuple(d.commit for d in self.dealings),
            reveals=tuple(d.reveal for d in self.dealings),
            complaints=complaints,
        )

    def confirmed(self, draft: dkg.Transcript) -> dkg.Transcript:
        """Let the trustees that are left confirm."""
        out = {c.against for c in draft.complaints}
        kept = [own for own, _ in self.made if own.index not in out]
        confirms = (dkg.confirm(draft, own, dkg.finish(draft, own, GROUP), self.tape, GROUP) for own in kept)
        return replace(draft, confirms=tuple(confirms))

    def complaint(self, by: int, against: int) -> dkg.Complaint:
        """Let a trustee complain."""
        d = self.dealings[against - 1]
        answer = dkg.receive(self.session, self.secrets(by), d.commit, d.reveal, self.tape, GROUP)
        if not isinstance(answer, dkg.Complaint):
            raise TypeError("nothing to complain about")
        return answer


def complaints() -> list[Vector]:
    """Transcripts with complaints: what comes of them, or the name of the check that refuses them."""
    made = []
    for name, transcript in _transcripts():
        vector: Vector = {"name": name, "transcript": transcript.data().decode()}
        try:
            outcome = dkg.verify_transcript(GROUP, dkg.read_transcript(transcript.data()))
            vector |= {"key": outcome.key.hex(), "qualified": list(outcome.shares), "check": ""}
        except Invalid as refused:
            vector |= {"check": refused.check}
        made.append(vector)
    return made


def _transcripts() -> Iterator[tuple[str, dkg.Transcript]]:
    bent, broken = CheatedCeremony(), CheatedCeremony()
    bent.bad_share(2, 3)
    broken.bad_share(2, 3, ephemeral=True)
    stands, blank = bent.complaint(3, 2), broken.complaint(3, 2)
    good = bent.confirmed(bent.transcript(stands))
    yield "a share that does not fit", good
    yield "a share whose point is none", broken.confirmed(broken.transcript(blank))
    yield "the complaint left out", replace(good, complaints=())
    yield "the complaint twice", replace(good, complaints=(stands, stands))
    yield "another secret", replace(good, complaints=(replace(stands, secret=GROUP.base(5)),))
    yield "no proof", replace(good, complaints=(replace(stands, proof=bytes(96)),))
    yield "a proof where nothing is to be proved", broken.transcript(replace(blank, secret=GROUP.base(5)))
    yield "a good share complained about", CheatedCeremony().transcript(stands)
    yield (
        "the dealer confirms all the same",
        replace(good, confirms=(good.confirms[0], replace(good.confirms[1], trustee=2))),
    )
