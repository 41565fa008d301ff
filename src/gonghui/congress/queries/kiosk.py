"""Kiosks: whose slip is shown, what its holder may do now, who of those here has neither phone nor slip."""

import re
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.models import Delegate, KioskSlip, Meeting, RollEntry, Vote, VoterKey
from gonghui.congress.queries import sealed
from gonghui.congress.queries.presence import entitled_now, present_ids, voting_delegates
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.states import VoteState
from gonghui.kernel.errors import RuleBroken
from gonghui.kernel.privacy import blind_index

PURPOSE: Final = "kiosk-slip"
PROOF: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
UNDER_WAY: Final = (VoteState.READY, VoteState.OPEN)


def digest_of(proof: str) -> str:
    """Return the keyed hash under which a slip's proof is kept.

    Raises: RuleBroken for what is no proof.
    """
    if PROOF.fullmatch(proof) is None:
        raise unknown()
    return blind_index(proof, PURPOSE)


def slip_of(meeting: Meeting, proof: str) -> KioskSlip:
    """Return the slip that stands behind a proof. Raises: RuleBroken for an unknown one, or one taken back."""
    slips = KioskSlip.objects.filter(meeting=meeting, digest=digest_of(proof), withdrawn_at=None)
    found = slips.select_related("delegate__delegation").first()
    if found is None or found.delegate.ended_on is not None:
        raise unknown()
    return found


def unknown() -> RuleBroken:
    """Return the refusal of a slip that is not known here."""
    return RuleBroken(
        _("没有认出这张投票条。"), code="slip-unknown",
        remedy=_("请核对每一个字；仍然不行的，请到签到台换一张。"),
    )  # fmt: skip


def has_slip(meeting: Meeting, delegate_id: UUID) -> bool:
    """Tell whether a delegate holds a slip."""
    return KioskSlip.objects.filter(meeting=meeting, delegate_id=delegate_id, withdrawn_at=None).exists()


def slips(meeting: Meeting) -> list[KioskSlip]:
    """Return the slips that stand, in order of delegates."""
    found = KioskSlip.objects.filter(meeting=meeting, withdrawn_at=None).select_related("delegate__delegation")
    return list(found.order_by("delegate__number"))


def waits_frozen(meeting: Meeting, delegate_id: UUID) -> bool:
    """Tell whether a delegate is on the frozen roll of a sealed round that is not over, and has not voted yet."""
    votes = Vote.objects.filter(item__meeting=meeting, state__in=UNDER_WAY, box__seats__delegate_id=delegate_id)
    return votes.filter(box__seats__delegate_id=delegate_id, box__seats__tracker="").exists()


def keyless(meeting: Meeting) -> list[Delegate]:
    """Return the full delegates who are here with neither phone nor slip, by number: they would vote on paper."""
    keyed = set(VoterKey.objects.filter(meeting=meeting).values_list("delegate_id", flat=True))
    missing = present_ids(meeting.id).intersection(voting_delegates(meeting.term_id)) - keyed
    return list(Delegate.objects.filter(id__in=missing).select_related("delegation").order_by("number"))


def on_paper_if_frozen(vote: Vote) -> int:
    """Return how many would vote on paper if the roll of a sealed round were frozen now."""
    here = entitled_now(vote.item)
    return len(here) - len(sealed.keys_of(vote.item.meeting_id, here))


def at_kiosks(vote: Vote) -> bool:
    """Tell whether some of a round's roll vote at kiosks."""
    return sealed.is_sealed(vote) and RollEntry.objects.filter(vote=vote, channel=Channel.KIOSK).exists()


def sealed_round(meeting: Meeting) -> Vote | None:
    """Return the sealed round of the item under discussion whose box is made, None while there is none."""
    votes = Vote.objects.filter(item_id=meeting.current_item_id, box__isnull=False).select_related("item__meeting")
    return votes.order_by("-round").first() if meeting.current_item_id else None
