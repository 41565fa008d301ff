"""Who has opened a paper and who has not, by delegation."""

from dataclasses import dataclass, field

from gonghui.congress.models import Delegate, Paper


@dataclass(slots=True, kw_only=True)
class GroupReading:
    """One delegation: how many should read, how many have, and the names of the others by number."""

    name: str
    should: int = 0
    read: int = 0
    unread: list[str] = field(default_factory=list)

    @property
    def names(self) -> str:
        """The names of those who have not read it, in one line."""
        return "、".join(self.unread)


def by_delegation(paper: Paper) -> list[GroupReading]:
    """Return how a paper was read by the full delegates whose mandate runs, by delegation."""
    read = set(paper.receipts.filter(kind="READ").values_list("delegate_id", flat=True))
    mandates = Delegate.objects.filter(term_id=paper.meeting.term_id, kind="FULL", ended_on=None)
    found: dict[str, GroupReading] = {}
    for one in mandates.select_related("delegation").order_by("delegation__position", "number"):
        name = one.delegation.name if one.delegation else ""
        group = found.setdefault(name, GroupReading(name=name))
        group.should += 1
        if one.id in read:
            group.read += 1
        else:
            group.unread.append(one.name)
    return list(found.values())
