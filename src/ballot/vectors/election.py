"""Vectors drawn from the worked election: ballots, the chain, a partial decryption."""

from ballot import sealed, signature, tally
from ballot.board import Chain
from ballot.canonical import base64
from ballot.drbg import Drbg
from ballot.entries import Tally
from ballot.group import scalars as sc
from ballot.roll import roll_hash
from ballot.simulate import Election
from ballot.vectors.primitives import GROUP, Tape, Vector


def ballots(election: Election) -> list[Vector]:
    """One prepared ballot per kind of item, with the entropy it took."""
    chosen = {
        "plan": [0, 1, 0],
        "appraisal": [1, 0, 0, 0, 0, 0, 1, 0],
        "committee": [1, 0, 1, 0, 0],
        "board": [1, 0, 0, 0, 1, 0, 1, 0, 0],
        "small": [0, 1],
    }
    made: list[Vector] = []
    for item in election.manifest.items:
        tape = Tape(f"ballot {item.id}")
        pair = signature.key_pair(tape, GROUP)
        previous = tape(32) if item.id == "plan" else sealed.NO_TRACKER
        counter = 3 if item.id == "plan" else 1
        start = len(tape.given)
        prepared = sealed.prepare(
            election.manifest,
            item,
            pair.public,
            chosen[item.id],
            counter=counter,
            previous=previous,
            entropy=tape,
            group=GROUP,
        )
        middle = len(tape.given)
        cast = sealed.cast(prepared, pair, tape, GROUP)
        opened = sealed.audit(prepared, pair, Drbg("audit"), GROUP)
        made.append(
            {
                "item": item.id,
                "secret": sc.encode(pair.secret).hex(),
                "choices": chosen[item.id],
                "entropy_prepare": tape.given[start:middle].hex(),
                "entropy_sign": tape.given[middle:].hex(),
                "entropy_audit": Drbg("audit")(32).hex(),
                "context": cast.context(election.manifest.election).hex(),
                "tracker": prepared.tracker.hex(),
                "short_tracker": sealed.short_tracker(prepared.tracker),
                "ballot": cast.to_json(),
                "audit": opened.to_json(),
            }
        )
    return made


def boards(election: Election) -> Vector:
    """The chain and the sums of the worked election."""
    chain = Chain(election.manifest.election)
    heads = [chain.head.hex()] + [chain.extend(line.rstrip(b"\n")).hex() for line in election.lines()]
    return {
        "election": election.manifest.election.hex(),
        "roll_hash": roll_hash(p.public for p in election.voters).hex(),
        "heads": heads,
        "results": {
            "plan": {"counted": 12, "totals": [5, 3, 4], "paper": [7, 3, 2]},
            "appraisal": {"counted": 12, "totals": [6, 6, 0, 0, 3, 3, 3, 3]},
            "committee": {"counted": 13, "totals": [7, 6, 3, 6, 3]},
            "board": {"counted": 12, "totals": [4, 4, 4, 4, 4, 4, 0, 0, 12]},
            "small": {"counted": 9, "totals": None},
        },
        "secrets": {
            "shares": [sc.encode(p.secret).hex() for p in election.shares],
            "voters": [sc.encode(p.secret).hex() for p in election.voters],
            "board": sc.encode(election.board_pair.secret).hex(),
            "scrutineers": [sc.encode(p.secret).hex() for p in election.scrutineers],
        },
    }


def shares(election: Election) -> Vector:
    """A partial decryption with the entropy it took."""
    plan = election.manifest.items[0]
    entry = Tally(item=plan, count=12, ciphertexts=election.sums.total(plan))
    tape = Tape("share")
    share = tally.decrypt(election.manifest.election, entry, 2, election.shares[1], tape, GROUP)
    return {
        "item": plan.id,
        "count": entry.count,
        "ciphertexts": base64(entry.ciphertexts),
        "trustee": 2,
        "entropy": tape.given.hex(),
        "factors": base64(share.factors),
        "proofs": base64(share.proofs),
    }
