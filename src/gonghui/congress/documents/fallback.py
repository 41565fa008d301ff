"""The papers in reserve: everything to go on by hand, should machines fail."""

from gonghui.congress.documents import frame, people, rows, sitting
from gonghui.congress.models import AgendaItem, Meeting
from gonghui.congress.papers import content
from gonghui.congress.queries import sites
from gonghui.congress.queries.preparation import full_delegates
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.kinds import FORM_WORDS, Channel, CongressPower, VoteForm
from gonghui.congress.rules.powers import majority_for

BLANK_ZONES = 4
SPARE = 10
"""Ballots printed beyond the number of delegates, for those that are spoilt."""


def fallback(meeting: Meeting) -> content.FallbackPack:
    """Return script, blank sign-in sheets, ballots and tally sheets for every item that is voted."""
    voted = [item for item in meeting.items.order_by("position") if item.form != VoteForm.NONE]
    delegates = len(list(full_delegates(meeting.term)))
    on_paper = [item for item in voted if item.form != VoteForm.SHOW_OF_HANDS]
    return content.FallbackPack(
        meeting=frame.facts(meeting), script=sitting.script(meeting), sign_in=people.sign_in(meeting, filled=False),
        ballots=tuple(_ballot(meeting, item, delegates) for item in on_paper),
        tally_sheets=tuple(_tally_sheet(meeting, item) for item in voted), contact=meeting.contact_name,
        phone=meeting.contact_phone,
    )  # fmt: skip


def _ballot(meeting: Meeting, item: AgendaItem, delegates: int) -> content.Ballot:
    majority = majority_for(pack_of(meeting), CongressPower(item.power))
    base = max(delegates, 1)
    item.meeting = meeting
    needed = content.Majority(
        needed=majority.needed(base), base=base, sentence=frame.close_set(majority.sentence(base))
    )
    of_rows = rows.blank_ballot(item, needed, copies=delegates + SPARE)
    if of_rows is not None:
        return of_rows
    return content.Ballot(
        meeting=frame.facts(meeting), item_no=item.position, question=item.question or item.title,
        secret=item.form == VoteForm.SECRET_BALLOT, copies=delegates + SPARE, majority=needed,
    )  # fmt: skip


def _blank_zones(meeting: Meeting) -> tuple[content.ZoneCount, ...]:
    """Return a line to fill in for each site, or some for zones of a hall."""
    names = [site.name for site in sites.of(meeting)] or [""] * BLANK_ZONES
    return tuple(content.ZoneCount(name=name) for name in names)


def _tally_sheet(meeting: Meeting, item: AgendaItem) -> content.TallySheet:
    names = (*frame.names(meeting, "scrutineer"), "", "")
    of_rows = rows.blank_sheet(item, names, Channel.HANDS if item.form == VoteForm.SHOW_OF_HANDS else Channel.PAPER)
    if of_rows is not None:
        return of_rows
    first, second = (content.Count(by=content.Signatory(role="监票人", name=name)) for name in names[:2])
    hands = item.form == VoteForm.SHOW_OF_HANDS
    return content.TallySheet(
        meeting=frame.facts(meeting), item_no=item.position, question=item.question or item.title,
        form=FORM_WORDS[VoteForm(item.form)], first=first, second=second, channel="举手" if hands else "纸质表决票",
        place=meeting.place, zones=_blank_zones(meeting) if hands else (),
    )  # fmt: skip
