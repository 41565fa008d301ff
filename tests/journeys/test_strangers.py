"""Nobody but the plant's own people finds anything at an address of the plant's meeting."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, reverse

from gonghui.congress import urls
from gonghui.kernel.access import DEVICE, PUBLIC
from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, Person, Walk, step

pytestmark = pytest.mark.journey
OF_THE_MEETING = {"meeting_id", "item_id", "vote_id", "paper_id", "delegate_id", "term_id"}


def test_strangers_when_they_try_every_address_then_they_find_nothing(begin: Begin, in_session: Path) -> None:
    walk = begin("strangers", in_session)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    for label in ("进入下一项", "进入表决", "开始表决"):
        step(chair, label)
    tried = list(_addresses(walk))
    assert len(tried) > 40

    nobody = walk.stranger("没有登录的人")
    nobody.go(f"{walk.meeting}/").see("01-log-in-first", also=(360,))
    answers = {one: nobody.answer_of(*one) for one in tried}
    assert {one: status for one, (status, _where) in answers.items() if status not in (302, 404)} == {}
    assert {where for status, where in answers.values() if status == 302 and "/login/" not in where} == set()

    for name, hat in (("褚知遥", "工会干事"), ("秦秋实", "工会主席")):
        officer = walk.person(name, hat, size=DESK)
        officer.go(f"{walk.meeting}/").see(f"02-nothing-here-{hat}", also=(360,))
        assert _open_doors(officer, tried) == set()
    # A delegate of the other union, who logs in with the phone and the code that was sent to it.
    delegate = walk.stranger("另一家工会的代表")
    delegate.log_in_by_code("19900005050")
    delegate.go(f"{walk.meeting}/").see("03-nothing-here", also=(360,))
    assert _open_doors(delegate, tried) == set()
    assert walk.site.one("select count(*) from congress_namedballot") == 0


def _open_doors(person: Person, tried: list[tuple[str, str]]) -> set[tuple[str, str, int]]:
    """Return the addresses that answered with anything but "there is nothing here"."""
    return {(path, method, status) for path, method in tried if (status := person.answer_of(path, method)[0]) != 404}


def _addresses(walk: Walk) -> Iterator[tuple[str, str]]:
    """Yield every address of the congress that names the plant's meeting or something of it, with its methods."""
    ids = _ids(walk)
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        view, words = pattern.callback, pattern.pattern.converters
        if view.door in (PUBLIC, DEVICE) or not OF_THE_MEETING.intersection(words):  # type: ignore[attr-defined]
            continue
        given = {word: ids.get(word) or _guess(kind.regex) for word, kind in words.items()}
        path = reverse(f"congress:{pattern.name}", kwargs=given)
        for method in view.methods:  # type: ignore[attr-defined]
            yield path, method


def _guess(regex: str) -> object:
    return (
        uuid4()
        if re.fullmatch(regex, str(uuid4())) and "-" in regex and "{" in regex
        else 1
        if regex == "[0-9]+"
        else "a"
    )


def _ids(walk: Walk) -> dict[str, object]:
    meeting = walk.site.one("select id from congress_meeting where ready_at is not null")
    asked = {
        "item_id": "select id from congress_agendaitem where meeting_id = ? order by position limit 1",
        "paper_id": "select id from congress_paper where meeting_id = ? limit 1",
        "term_id": "select term_id from congress_meeting where id = ?",
        "delegate_id": "select delegate_id from congress_presenceentry where meeting_id = ? limit 1",
    }
    found: dict[str, object] = {word: UUID(walk.site.one(question, meeting)) for word, question in asked.items()}
    vote = UUID(walk.site.one("select id from congress_vote"))
    return found | {"meeting_id": UUID(meeting), "vote_id": vote}
