"""What a pack sets for proposals (提案): co-signers, and the terms of each step in working days."""

from dataclasses import dataclass

from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import (
    PROPOSAL_AMBER_WD,
    PROPOSAL_ASSIGN_WD,
    PROPOSAL_COUNTERSIGN_WD,
    PROPOSAL_RATE_WD,
    PROPOSAL_REPLY_DAYS,
    PROPOSAL_REPLY_MAX,
    PROPOSAL_REVIEW_WD,
    PROPOSAL_SEND_BACK_WD,
    PROPOSAL_TRACK_MONTHS,
    SECONDERS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRules:
    """Rule V50: co-signers, and terms in working days (`track_months` in months)."""

    seconders: int
    reply: int
    reply_max: int
    review: int
    assign: int
    send_back: int
    countersign: int
    rate: int
    amber: int
    track_months: int


def proposal_rules(pack: Pack) -> ProposalRules:
    """Return what a pack sets for proposals.

    Source: common practice of enterprises; the duty to handle proposals is 上海市职工代表大会条例 12(1) and 36.
    """
    return ProposalRules(
        seconders=pack[SECONDERS], reply=pack[PROPOSAL_REPLY_DAYS], reply_max=pack[PROPOSAL_REPLY_MAX],
        review=pack[PROPOSAL_REVIEW_WD], assign=pack[PROPOSAL_ASSIGN_WD], send_back=pack[PROPOSAL_SEND_BACK_WD],
        countersign=pack[PROPOSAL_COUNTERSIGN_WD], rate=pack[PROPOSAL_RATE_WD], amber=pack[PROPOSAL_AMBER_WD],
        track_months=pack[PROPOSAL_TRACK_MONTHS],
    )  # fmt: skip
