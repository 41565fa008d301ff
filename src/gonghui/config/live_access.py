"""Whose live stream it is: the browser's session decides, or a screen's own token."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from gonghui.accounts import public as accounts
from gonghui.congress import public as congress
from gonghui.kernel import clock, live, tenants
from gonghui.kernel.tenants import Tenant

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Knock:
    """A page that asks to follow an address, at a host, with its cookies."""

    host: str
    address: str
    cookies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page may follow, and the number of its newest change."""

    tenant: Tenant
    topic: str
    seq: int


def topic_for(address: str, cookies: Mapping[str, str]) -> str | None:
    """Return the topic that an address stands for, None when whoever asks may not follow it."""
    seat = accounts.seat_at(cookies.get(settings.SESSION_COOKIE_NAME), now=clock.now())
    return congress.followed_topic(seat.actor, address)


def opened(knocks: Sequence[Knock]) -> list[Opened | None]:
    """Return what each of many pages may follow, None where it may not.

    Delegates of one meeting are found together; whoever is none is asked about by themselves.
    """
    found: list[Opened | None] = [None] * len(knocks)
    together: dict[tuple[Tenant, str], list[int]] = defaultdict(list)
    for n, knock in enumerate(knocks):
        with tenants.using(tenants.MAIN):
            tenant = tenants.by_host(knock.host)
        if tenant is not None:
            together[tenant, knock.address].append(n)
    for (tenant, address), numbers in together.items():
        with tenants.using(tenant):
            topics = _topics(address, [knocks[n].cookies for n in numbers])
            newest = {topic: live.latest(topic) for topic in set(topics) if topic is not None}
        for n, topic in zip(numbers, topics, strict=True):
            if topic is not None:
                found[n] = Opened(tenant=tenant, topic=topic, seq=newest[topic])
    return found


def _topics(address: str, jars: Sequence[Mapping[str, str]]) -> list[str | None]:
    """Return the topic of one address for each of many browsers."""
    keys = [jar.get(settings.SESSION_COOKIE_NAME, "") for jar in jars]
    sitters = accounts.sitters_at({key for key in keys if key}, now=clock.now()) if len(jars) > 1 else {}
    members = congress.topic_of_delegates(address, {one.account_id for one in sitters.values()}) if sitters else {}
    known = {key: members.get(one.account_id) for key, one in sitters.items()}
    return [known.get(key) or topic_for(address, jar) for key, jar in zip(keys, jars, strict=True)]
