"""The one place that asks what time it is; everything else is told `now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """Return an aware moment as it reads on a clock in China."""
    return moment.astimezone(CHINA)


def local_date(moment: datetime) -> date:
    """Return the calendar day of an aware moment in China."""
    return local(moment).date()
