"""Who speaks and who waits, in words: the same lines on phone, desk, podium and wall."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.congress.models import AgendaItem, SpeechRequest
from gonghui.congress.queries import state
from gonghui.congress.screens.words import SPEECH_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One who speaks or waits. `ends_at` is when their time is over, None while they wait."""

    id: UUID
    delegate_id: UUID
    name: str
    delegation: str
    kind: str
    called_at: datetime | None
    ends_at: datetime | None
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Who speaks, and who waits in order; `closed` when nobody else may ask."""

    speaking: Speaker | None
    waiting: tuple[Speaker, ...]
    closed: bool


def floor_of(item: AgendaItem | None) -> Floor:
    """Return the floor of an item; nobody's without one."""
    found = state.speakers(item)
    speaking = line(found.speaking) if found.speaking else None
    return Floor(speaking=speaking, waiting=tuple(line(one) for one in found.waiting), closed=found.closed)


def line(one: SpeechRequest) -> Speaker:
    """Return a request in words."""
    delegate = one.delegate
    return Speaker(
        id=one.id, delegate_id=delegate.id, name=delegate.name,
        delegation=delegate.delegation.name if delegate.delegation else "",
        kind=_(SPEECH_WORDS.get(one.kind, one.kind)), called_at=one.called_at, ends_at=one.ends_at,
        seconds=one.seconds,
    )  # fmt: skip
