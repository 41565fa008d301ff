"""What comes after the sitting and is late: the publication to all staff, the report to the superior union."""

from datetime import date
from functools import partial

from gonghui.congress.documents.deadline import add_workdays
from gonghui.congress.models import Filing, Meeting, Publication
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.calendar import check_filing, check_publication, publication_window
from gonghui.congress.rules.findings import Finding
from gonghui.kernel.clock import local_date
from gonghui.kernel.workdays import Calendar


def late_posting(meeting: Meeting, posted: Publication | None, today: date) -> Finding | None:
    """Return that resolutions were, or still are, posted too late after the close; None when they are not.

    Source: 上海市职工代表大会条例 32.
    """
    if meeting.closed_at is None:
        return None
    pack = pack_of(meeting)
    window = publication_window(pack, local_date(posted.starts_at) if posted else today)
    in_time, _long_enough = check_publication(pack, closed_on=local_date(meeting.closed_at), window=window)
    return None if in_time.ok else in_time


def late_filing(meeting: Meeting, filing: Filing | None, today: date, calendar: Calendar) -> Finding | None:
    """Return that the report to the superior union was, or still is, late; None when it is not.

    Source: 上海市职工代表大会条例 37.
    """
    if meeting.closed_at is None:
        return None
    found = check_filing(
        pack_of(meeting), closed_on=local_date(meeting.closed_at), sent_on=filing.sent_on if filing else None,
        today=today, add_workdays=partial(add_workdays, calendar),
    )  # fmt: skip
    return None if found.ok else found
