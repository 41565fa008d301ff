"""The key ceremony on the server's side: which message is awaited, and the transcript when all are there."""

import secrets
from collections.abc import Mapping, Sequence

from ballot import dkg
from ballot.canonical import write
from ballot.signature import KeyPair, key_of
from gonghui.congress.ballotbox.refusing import checked
from gonghui.congress.models import CeremonyMessage, KeyCeremony
from gonghui.congress.rules.sealing import CeremonyStep, ceremony_step

HOSTED_NAME = "服务器代管"


class Standing:
    """A ceremony as it stands: what has been sent, and what comes next."""

    def __init__(self, ceremony: KeyCeremony) -> None:
        self.trustees = list(ceremony.trustees.order_by("index"))
        names = [one.name for one in self.trustees]
        self.gathering = dkg.Gathering(nonce=bytes.fromhex(ceremony.nonce), threshold=ceremony.threshold, names=names)
        messages = CeremonyMessage.objects.filter(trustee__ceremony=ceremony).select_related("trustee")
        self.sent: dict[int, set[CeremonyStep]] = {one.index: set() for one in self.trustees}
        order = list(CeremonyStep)
        for message in sorted(messages, key=lambda m: (order.index(CeremonyStep(m.step)), m.trustee.index)):
            step, index = CeremonyStep(message.step), message.trustee.index
            # Checked when it came; only the first check costs.
            self.gathering.takers[step](index, message.body.encode(), trust=True)
            self.sent[index].add(step)

    @property
    def step(self) -> CeremonyStep | None:
        """The step that is awaited; None when the ceremony is over."""
        return ceremony_step(list(self.sent.values()))

    @property
    def accused(self) -> list[int]:
        """The trustees whose share was proved bad: the ceremony has to begin anew."""
        return sorted({one.against for complaints in self.gathering.complaints.values() for one in complaints})

    def take(self, step: CeremonyStep, index: int, body: str) -> None:
        """Check a message and take it in.

        Raises: RuleBroken for one that does not hold.
        """
        with checked():
            self.gathering.takers[step](index, body.encode())
        self.sent[index].add(step)

    def given(self) -> Mapping[str, str]:
        """Return what the trustees' phones need for the step that is awaited."""
        step = self.step
        if step is None or step is CeremonyStep.REGISTER:
            return {}
        if step is CeremonyStep.COMMIT:
            return {"trustees": self.gathering.trustees_text()}
        if step is CeremonyStep.REVEAL:
            return {"commits": self.gathering.commits_text()}
        return {"transcript": _without_confirms(self.gathering.transcript())}

    def transcript(self) -> str:
        """Return `dkg.json`; every step must be over. Raises: RuleBroken when it does not hold as a whole."""
        with checked():
            transcript = self.gathering.transcript()
            dkg.verify_transcript(self.gathering.group, transcript)
        return transcript.data().decode()


def _without_confirms(transcript: dkg.Transcript) -> str:
    return write(transcript.to_json(confirmed=False)).decode()


def new_nonce() -> str:
    """Return a fresh nonce, in hex."""
    return secrets.token_hex(32)


def hosted_ceremony(nonce: str) -> tuple[str, str]:
    """Hold a ceremony of one trustee, the server: returns `dkg.json` and the share's secret in hex."""
    own, registration = dkg.register(bytes.fromhex(nonce), 1, HOSTED_NAME)
    session = dkg.Session(nonce=bytes.fromhex(nonce), threshold=1, trustees=(registration,))
    dealing = dkg.deal(session, own)
    draft = dkg.Transcript(session=session, commits=(dealing.commit,), reveals=(dealing.reveal,))
    share = dkg.finish(draft, own)
    whole = dkg.Transcript(
        session=session, commits=draft.commits, reveals=draft.reveals, confirms=(dkg.confirm(draft, own, share),)
    )
    return whole.data().decode(), secret_text(share)


def secret_text(pair: KeyPair) -> str:
    """Write a secret for an encrypted column."""
    return f"{pair.secret:064x}"


def pair_of(text: str) -> KeyPair:
    """Read a secret from an encrypted column."""
    return key_of(int(text, 16))


def signers(ceremony: KeyCeremony) -> Sequence[str]:
    """Return the public signing keys of the trustees in hex, in order of index."""
    return [t.sign.hex() for t in dkg.read_transcript(ceremony.transcript.encode()).session.trustees]
