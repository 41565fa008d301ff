"""What may be tried how often, how long codes and sessions live, and which hat is worn: pure decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final


class Method(StrEnum):
    """How a session was opened."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - a word, not a secret
    DEMO = "demo"
    SLIP = "slip"


CODE_DIGITS: Final = 6
CODE_LIVES: Final = timedelta(minutes=5)
CODE_TRIES: Final = 5
RESEND_AFTER: Final = timedelta(seconds=60)

SESSION_LIVES: Final = timedelta(hours=12)
IDLE_OWN: Final = timedelta(hours=6)
"""A delegate's phone may lie in a pocket from the morning's sitting to the afternoon's."""
IDLE_SHARED: Final = timedelta(minutes=20)
SEEN_EVERY: Final = timedelta(minutes=1)
PROOF_LIVES: Final = timedelta(minutes=15)
"""How long a log-in by code proves that the phone is in hand, so that a password may be set without the old one."""


SLIP_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a slip's code is made of: nothing that is read for something else on paper."""
SLIP_LENGTH: Final = 12
"""Fifty-nine bits, tried at most as often as a wrong password from one address."""


def slip_code(typed: str) -> str:
    """Return a slip's code as it is stored: capitals, without what parts its groups; empty where it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign not in " -　－")
    return signs if len(signs) == SLIP_LENGTH and set(signs) <= set(SLIP_SIGNS) else ""


def slip_groups(code: str) -> str:
    """Return a slip's code in groups of four, as it is printed."""
    return "-".join(code[at : at + 4] for at in range(0, SLIP_LENGTH, 4))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` within `within`, counted apart for each phone, address or whatever is named."""

    name: str
    times: int
    within: timedelta


CODES_A_PHONE: Final = Limit("codes-phone", 5, timedelta(hours=1))
CODES_A_PHONE_DAILY: Final = Limit("codes-phone-day", 20, timedelta(days=1))
WRONG_A_PHONE: Final = Limit("wrong-codes-phone", 10, timedelta(minutes=30))
PASSWORDS_A_PHONE: Final = Limit("passwords-phone", 8, timedelta(minutes=30))
WRONG_AN_ADDRESS: Final = Limit("wrong-address", 120, timedelta(minutes=10))
"""A hall behind one address sends many right codes; what is counted here is wrong ones, and every password tried."""
CODES_AT_ALL: Final = Limit("codes-all", 6000, timedelta(minutes=10))
PASSWORDS_AT_ALL: Final = Limit("passwords-all", 300, timedelta(minutes=1))
"""A password takes a fifth of a second of a processor to check."""
LONGEST: Final = timedelta(days=1)
SKEW: Final = timedelta(minutes=1)
"""What happened further ahead than this was noted by a clock that has been set back since."""


def codes_an_address(times: int) -> Limit:
    """Return the limit of codes asked for from one address; `times` must leave room for a whole hall."""
    return Limit("codes-address", times, timedelta(minutes=10))


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was tried since a moment."""

    since: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Full:
    """A limit is reached; it opens again at `until`."""

    until: datetime


def one_more(limit: Limit, count: Count | None, now: datetime) -> Count | Full:
    """Return the count after one more try, or that the limit is reached. The period begins with its first try.

    A period that has not begun yet, since the machine's clock was set back, is begun anew: it would shut people out.
    """
    if count is None or not count.since - SKEW <= now < count.since + limit.within:
        return Count(since=now, times=1)
    if count.times >= limit.times:
        return Full(until=count.since + limit.within)
    return Count(since=count.since, times=count.times + 1)


def seconds_to_resend(last_issued: datetime | None, now: datetime) -> int:
    """Return how many whole seconds, rounded up, remain until another code may be asked for; 0 when none do.

    A code of a time to come was sent before the machine's clock was set back, nobody knows when.
    """
    if last_issued is None or last_issued > now + SKEW:
        return 0
    left = last_issued + RESEND_AFTER - now
    return max(0, -(-left // timedelta(seconds=1)))


def minutes_until(moment: datetime, now: datetime) -> int:
    """Return how many minutes, rounded up, remain until a moment; at least 1."""
    return max(1, -((now - moment) // timedelta(minutes=1)))


def minutes_of(span: timedelta) -> int:
    """Return a span in whole minutes, rounded down."""
    return span // timedelta(minutes=1)


class CodeState(StrEnum):
    """Whether a code may still be tried."""

    OPEN = "open"
    EXPIRED = "expired"
    WORN_OUT = "worn-out"
    ENDED = "ended"


def code_state(*, issued_at: datetime, tries: int, ended: bool, now: datetime) -> CodeState:
    """Return whether a code may be tried now; the very end of its life is already too late."""
    if ended:
        return CodeState.ENDED
    if tries >= CODE_TRIES:
        return CodeState.WORN_OUT
    return CodeState.OPEN if now < issued_at + CODE_LIVES else CodeState.EXPIRED


def session_is_live(*, opened_at: datetime, last_seen_at: datetime, shared: bool, now: datetime) -> bool:
    """Tell whether a session still holds: neither too old nor left alone for too long."""
    idle = IDLE_SHARED if shared else IDLE_OWN
    return now < opened_at + SESSION_LIVES and now < last_seen_at + idle


def seen_is_stale(last_seen_at: datetime, now: datetime) -> bool:
    """Tell whether it is time to note again that a session was used."""
    return now >= last_seen_at + SEEN_EVERY


def phone_is_proved(*, method: Method, opened_at: datetime, now: datetime) -> bool:
    """Tell whether this session proves that the phone is in hand, so that the old password need not be known."""
    return method is Method.CODE and now < opened_at + PROOF_LIVES


def hat_to_wear(keys: Iterable[str], *, chosen: str) -> str | None:
    """Return the hat worn now: the chosen one while it is held, else the only one, else none."""
    held = list(dict.fromkeys(keys))
    if chosen in held:
        return chosen
    return held[0] if len(held) == 1 else None


_MACHINES: Final = (
    ("iphone", "iPhone"), ("ipad", "iPad"), ("harmony", "HarmonyOS"), ("harmony", "OpenHarmony"),
    ("android", "Android"), ("windows", "Windows"), ("mac", "Macintosh"), ("linux", "Linux"),
)  # fmt: skip
_PROGRAMS: Final = (
    ("wecom", "wxwork"), ("wechat", "MicroMessenger"), ("dingtalk", "DingTalk"), ("edge", "Edg"),
    ("firefox", "Firefox"), ("chrome", "Chrome"), ("safari", "Safari"),
)  # fmt: skip


def device_of(agent: str) -> str:
    """Return two words for a browser's own description: the machine and the program, `other` where it is not known."""
    machine = next((word for word, sign in _MACHINES if sign in agent), "other")
    program = next((word for word, sign in _PROGRAMS if sign in agent), "other")
    return f"{machine} {program}"


def network_of(address: str) -> str:
    """Return an address without what tells one machine from its neighbours: the last part of v4, all after /48 of v6.

    What is not an address, such as a socket's, gives an empty text.
    """
    ip = _ip(address)
    if ip is None:
        return ""
    if ip.version == 4:
        return f"{ip.exploded.rpartition('.')[0]}.*"
    return ":".join(part.lstrip("0") or "0" for part in ip.exploded.split(":")[:3]) + ":*"


def counted_address(address: str) -> str:
    """Return what tries from an address are counted under: v4 whole, v6 by /64, for one machine has all of it."""
    ip = _ip(address)
    if ip is None or ip.version == 4:
        return str(ip or address)
    return ":".join(ip.exploded.split(":")[:4])


def _ip(address: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ip_address(address)
    except ValueError:
        return None
    return ip.ipv4_mapped or ip if ip.version == 6 else ip
