"""What has been announced before the hall and may be shown there again."""

from gonghui.congress.models import Meeting, NamedBallot, RollEntry, Vote
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.states import VoteState

NOT_CAST = "NOT_CAST"


def newest_announced(meeting: Meeting) -> Vote | None:
    """Return the round of a meeting that was announced last, None before the first."""
    announced = Vote.objects.filter(item__meeting=meeting, state__in=(VoteState.ANNOUNCED, VoteState.PUBLISHED))
    return announced.select_related("item__meeting", "result").order_by("-announced_at", "-round").first()


def shows_names(vote: Vote) -> bool:
    """Tell whether an announced round can be shown name by name: a decision that was cast openly on phones."""
    return not vote.paper and NamedBallot.objects.filter(vote=vote).exists()


def names_by_delegation(vote: Vote) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (delegation, [(name, choice), …]) of everybody who could vote by phone, in the order of their numbers.

    The choice is FOR, AGAINST, ABSTAIN or NOT_CAST.
    """
    chosen = dict(NamedBallot.objects.filter(vote=vote).values_list("delegate_id", "choice"))
    roll = RollEntry.objects.filter(vote=vote, channel=Channel.ONLINE).select_related("delegate__delegation")
    groups: dict[str, list[tuple[str, str]]] = {}
    for entry in roll.order_by("delegate__delegation__position", "delegate__delegation__name", "delegate__number"):
        delegation = entry.delegate.delegation.name if entry.delegate.delegation else ""
        choice = chosen.get(entry.delegate_id, NOT_CAST)
        groups.setdefault(delegation, []).append((entry.delegate.name, choice))
    return list(groups.items())
