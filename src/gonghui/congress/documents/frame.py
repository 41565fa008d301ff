"""What every paper of a meeting shares: its name, who was due and present, in the words of official papers."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from gonghui.congress.models import Appointment, Delegate, Meeting, PresenceEntry, UnitDecision, Vote
from gonghui.congress.papers import content
from gonghui.congress.queries import sites
from gonghui.congress.queries.ballots import kind_of
from gonghui.congress.queries.presence import FULL, conduct_of, pack_of
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.conduct import CONDUCT_WORDS
from gonghui.congress.rules.kinds import MODE_WORDS, Mode
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import QUORUM
from gonghui.congress.rules.states import VoteState
from gonghui.kernel.clock import local_date

DECIDED = (VoteState.ANNOUNCED, VoteState.PUBLISHED)


def facts(meeting: Meeting) -> content.Meeting:
    """Return the meeting as it stands at the head of every paper."""
    opened = local_date(meeting.opened_at or meeting.opens_at)
    closed = local_date(meeting.closed_at) if meeting.closed_at else None
    pack = pack_of(meeting)
    return content.Meeting(
        unit=meeting.term.union.unit_name or meeting.term.union.name, term_no=meeting.term.number,
        session_no=meeting.number, held_on=opened, until=closed if closed != opened else None, place=meeting.place,
        mode=MODE_WORDS[Mode(meeting.mode)], rule_pack=rules_words(pack),
        congress="职工大会" if meeting.term.is_general_meeting else "职工代表大会",
    )  # fmt: skip


def rules_words(pack: Pack) -> str:
    """Return the rules of a meeting with their version, and the unit's own measures where there are some."""
    own = f"，并执行{pack.measures}" if pack.measures else ""
    return f"{pack.title}（{pack.id}，版本{pack.version}）{own}"


def held_on(meeting: Meeting) -> date:
    """Return the day on which a meeting was opened, or shall be."""
    return local_date(meeting.opened_at or meeting.opens_at)


def delegates(meeting: Meeting) -> QuerySet[Delegate]:
    """Return everybody who held a mandate on the day of the meeting, by delegation and number."""
    day = held_on(meeting)
    running = Q(ended_on=None) | Q(ended_on__gt=day)
    elected_later = UnitDecision.objects.filter(kind="BY_ELECTION", held_on__gt=day).values("delegate_id")
    mandates = Delegate.objects.filter(running, term_id=meeting.term_id).exclude(id__in=elected_later)
    joined = mandates.select_related("delegation", "electoral_unit")
    return joined.order_by("delegation__position", "delegation__name", "number")


def came(meeting: Meeting) -> set[object]:
    """Return the ids of all who signed in at any time."""
    entries = PresenceEntry.objects.filter(meeting=meeting, direction="IN")
    return set(entries.values_list("delegate_id", flat=True))


def attendance(meeting: Meeting) -> content.Attendance:
    """Return who was due and who came, in whole numbers of full delegates; observers are those who came."""
    here = came(meeting)
    everybody = list(delegates(meeting).values_list("id", "kind"))
    full = [who for who, kind in everybody if kind == FULL]
    return content.Attendance(
        due=len(full), present=sum(who in here for who in full), quorum=pack_of(meeting)[QUORUM].needed(len(full)),
        observers=sum(who in here for who, kind in everybody if kind != FULL), places=_came_where(meeting),
    )  # fmt: skip


def _came_where(meeting: Meeting) -> tuple[tuple[str, int], ...]:
    """Return where the full delegates first came in, with how many; empty when all came to one place."""
    full = delegates(meeting).filter(kind=FULL).order_by().values("id")
    first = PresenceEntry.objects.filter(meeting=meeting, seq=1, delegate__in=full).order_by()
    rows = first.values_list("site__name", "site__position", "online").annotate(n=Count("id"))
    counted = sorted((online, at or 0, "线上" if online else name or "现场", n) for name, at, online, n in rows)
    return tuple((name, n) for _online, _at, name, n in counted) if len(counted) > 1 else ()


def mode_words(meeting: Meeting) -> str:
    """Return how a meeting is held, with the steps that are held otherwise."""
    modes = conduct_of(meeting)
    other = "、".join(
        f"{CONDUCT_WORDS[step]}{MODE_WORDS[mode]}" for step, mode in modes.items() if mode != meeting.mode
    )
    return MODE_WORDS[Mode(meeting.mode)] + (f"（{other}）" if other else "")


def places(meeting: Meeting) -> str:
    """Return where a meeting is held, with all its sites."""
    found = sites.of(meeting)
    each = "、".join(f"{site.name}（{site.place}）" if site.place else site.name for site in found)
    return each or meeting.place


def votes(meeting: Meeting) -> list[Vote]:
    """Return the rounds whose result was announced, with what was signed of them, in the order of the agenda."""
    rounds = Vote.objects.filter(item__meeting=meeting, state__in=DECIDED).select_related("item", "result")
    found = list(rounds.prefetch_related("sheets__scrutineer__person").order_by("item__position", "round"))
    for vote in found:
        vote.item.meeting = meeting
    return found


def resolved(meeting: Meeting) -> list[Vote]:
    """Return the announced rounds that lead to a resolution: a rating of people decides nothing."""
    return [vote for vote in votes(meeting) if kind_of(vote) is not PaperKind.APPRAISAL]


def names(meeting: Meeting, *roles: str) -> tuple[str, ...]:
    """Return the names of those appointed to these posts, in order of appointment."""
    posts = Appointment.objects.filter(meeting=meeting, role__in=roles, ended_at=None)
    return tuple(dict.fromkeys(posts.order_by("id").values_list("person__name", flat=True)))


def issuer(meeting: Meeting) -> str:
    """Return who signs notices and publications: the union's committee."""
    return meeting.term.union.name


def latest(moments: Iterable[datetime | None]) -> datetime | None:
    """Return the newest of some moments, None when there is none."""
    return max((moment for moment in moments if moment is not None), default=None)


def close_set(sentence: object) -> str:
    """Return a sentence of the rules as papers set it: no space between Han characters and digits."""
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=[\d%]) (?=[\u4e00-\u9fff])", "", str(sentence))
