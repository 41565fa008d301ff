"""Threshold key ceremony: Pedersen's distributed key generation, commit then reveal."""

from ballot.dkg.gathering import Gathering
from ballot.dkg.messages import (
    Commit,
    Complaint,
    Confirm,
    Registration,
    Reveal,
    Session,
    Transcript,
    read_transcript,
)
from ballot.dkg.trustee import Dealing, Secrets, confirm, deal, finish, receive, register
from ballot.dkg.verify import Ceremony, verify_registration, verify_transcript

__all__ = [
    "Ceremony",
    "Commit",
    "Complaint",
    "Confirm",
    "Dealing",
    "Gathering",
    "Registration",
    "Reveal",
    "Secrets",
    "Session",
    "Transcript",
    "confirm",
    "deal",
    "finish",
    "read_transcript",
    "receive",
    "register",
    "verify_registration",
    "verify_transcript",
]
