"""Before a round: the scrutineers' signatures under the roll, the rehearsal, and the two entries made of them."""

from base64 import b64decode, b64encode
from binascii import Error

from ballot import dkg
from ballot import tally as sums
from ballot.canonical import Members, parse
from ballot.entries import Factor, Rehearsal, RollChange, Signed, Stage
from ballot.errors import Invalid
from ballot.group import scalars as sc
from ballot.group import standard
from ballot.proofs import verify_equality
from ballot.signature import verify
from ballot.writing import entry_json, signed_digest
from gonghui.congress.ballotbox import boards
from gonghui.congress.ballotbox.ceremonies import pair_of
from gonghui.congress.ballotbox.making import ITEM
from gonghui.congress.models import BoxSignature, SealedBox

ROLL, REHEARSAL = "ROLL", "REHEARSAL"


def check_roll_signature(box: SealedBox, index: int, text: str) -> None:
    """Check a scrutineer's signature under the frozen roll, in base64.

    Raises: Invalid("signature", where).
    """
    manifest = boards.manifest_of(box)
    message = signed_digest(manifest.election, entry_json(RollChange(kind="roll_seal")))
    verify(standard(), manifest.scrutineers[index - 1].key, "entry", message, _decoded(text), "roll")


def check_rehearsal_share(box: SealedBox, index: int, text: str) -> None:
    """Check a scrutineer's part of the rehearsal: `{factor, proof, trustee}`.

    Raises: Invalid("json" | "entry" | "share", where).
    """
    factor = _factor(text)
    if factor.trustee != index:
        raise Invalid("share", "rehearsal: another trustee's share")
    manifest, group = boards.manifest_of(box), standard()
    transcript = dkg.read_transcript(box.ceremony.transcript.encode())
    public = dkg.verify_transcript(group, transcript).shares[index]
    left = group.base(_randomness(box))
    context = sums.rehearsal_context(manifest.election, index, box.rehearsal_value)
    verify_equality(group, context, public, left, factor.factor, factor.proof, "share", "rehearsal")


def append_preparations(box: SealedBox, given: list[BoxSignature]) -> None:
    """Put the sealed roll and the rehearsal on the board; `given` holds what enough scrutineers gave.

    Raises: Invalid(check, where).
    """
    keeper = boards.keeper_of(box)
    by_roll = sorted((one.trustee.index, one.body) for one in given if one.kind == ROLL)
    signed = tuple(Signed(scrutineer=index, signature=_decoded(body)) for index, body in by_roll)
    factors = sorted((_factor(one.body) for one in given if one.kind == REHEARSAL), key=lambda f: f.trustee)
    rehearsal = Rehearsal(value=box.rehearsal_value, randomness=_randomness(box), shares=tuple(factors))
    boards.append(box, keeper, [RollChange(kind="roll_seal", signatures=signed), rehearsal])


def append_hosted_preparations(box: SealedBox) -> None:
    """Rehearse with the share that the server keeps; nobody signs the roll."""
    manifest, share = boards.manifest_of(box), box.ceremony.hosted_share
    assert share is not None
    factor = sums.rehearse(manifest.election, box.rehearsal_value, _randomness(box), 1, pair_of(share.reveal()))
    rehearsal = Rehearsal(value=box.rehearsal_value, randomness=_randomness(box), shares=(factor,))
    boards.append(box, boards.keeper_of(box), [rehearsal])


def append_open(box: SealedBox) -> None:
    """Open the round on the board, and sign its head."""
    keeper = boards.keeper_of(box)
    boards.append(box, keeper, [Stage(kind="open", item=keeper.manifest.by_id[ITEM])])
    boards.sign_board(box, keeper)


def _factor(text: str) -> Factor:
    m = Members(parse(text.encode(), "rehearsal"), ("factor", "proof", "trustee"), "entry", "rehearsal")
    return Factor(trustee=m.integer("trustee", 1, 32), factor=m.hex("factor"), proof=m.blob("proof", 96))


def _randomness(box: SealedBox) -> int:
    return sc.decode(bytes.fromhex(box.rehearsal_randomness))


def _decoded(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except (Error, ValueError):
        raise Invalid("signature", "roll: not base64") from None
    if b64encode(raw).decode() != text:
        raise Invalid("signature", "roll: not base64")
    return raw
