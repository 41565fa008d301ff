"""The draft of a collective contract: signed by both sides' chief representatives before the congress votes on it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gonghui.congress.actions import agenda, contracts, materials, presence, running, voting
from gonghui.congress.models import AgendaItem, Meeting, Vote
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.packfile import builtin, freeze
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.congress.tests.plan import DAY, Plan, fresh, meeting_of, plan, stranger, worker_of
from gonghui.congress.tests.test_prepare_screens import browser
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db

WHO = {"for_staff": "贺明川", "for_unit": "汤敬之"}


def _made(matter: str = "M-CC") -> tuple[Plan, Meeting, AgendaItem]:
    made = plan()
    meeting = meeting_of(made)
    ident = agenda.add_item(made.secretary, meeting_id=meeting.id, title="集体合同（草案）", matter=matter, now=NOON)
    return made, meeting, AgendaItem.objects.get(id=ident)


def _sign(made: Plan, item: AgendaItem, *, on: date = DAY, **who: str) -> None:
    given = {**WHO, **who}
    contracts.record_signatures(made.secretary, item_id=item.id, signed_on=on, now=NOON, **given)


def _told(meeting: Meeting) -> list[tuple[bool, str]]:
    gaps = readiness_of(fresh(meeting), NOON).of_step(PrepStep.AGENDA)
    return [(gap.must, str(gap.law)) for gap in gaps if gap.rule == "V33"]


def _before_the_vote(signed_on: date | None, matter: str = "M-CC") -> tuple[Hall, Vote]:
    hall = make.hall()
    AgendaItem.objects.update(matter=matter, signed_on=signed_on)
    chair, meeting_id = hall.posts["presiding"], hall.meeting.id
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting_id, now=MORNING)
    for one in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting_id, number=one.number, now=MORNING)
    running.open_meeting(chair, meeting_id=meeting_id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    return hall, Vote.objects.get(id=voting.prepare_vote(chair, item_id=hall.items[0].id, now=after(80)))


@pytest.mark.parametrize("matter", ["M-CC", "M-SCC", "M-DISPUTE-SCC"])
def test_draft_when_not_signed_then_the_meeting_cannot_get_ready_and_the_article_is_named(matter: str) -> None:
    made, meeting, item = _made(matter)
    assert _told(meeting) == [(True, "《上海市集体合同条例》第二十二条")]
    for _again in range(2):
        _sign(made, item)
    assert _told(meeting) == []
    assert LedgerEntry.objects.filter(verb="recorded-signatures").count() == 1


def test_draft_when_not_signed_then_no_vote_on_it_opens_and_nothing_is_written() -> None:
    hall, vote = _before_the_vote(None)
    with pytest.raises(RuleBroken) as caught:
        voting.open_vote(hall.posts["presiding"], vote_id=vote.id, seconds=None, now=after(90))
    assert (caught.value.code, str(caught.value.law)) == ("draft-not-signed", "《上海市集体合同条例》第二十二条")
    vote.refresh_from_db()
    assert (vote.state, vote.opened_at, vote.roll.count()) == ("READY", None, 0)


@pytest.mark.parametrize(("signed_on", "matter"), [(DAY, "M-CC"), (None, "M-AGREE"), (None, "M-REG-CC")])
def test_vote_when_the_draft_is_signed_or_no_contract_then_it_opens(signed_on: date | None, matter: str) -> None:
    hall, vote = _before_the_vote(signed_on, matter)
    voting.open_vote(hall.posts["presiding"], vote_id=vote.id, seconds=None, now=after(90))
    vote.refresh_from_db()
    assert vote.state == "OPEN"


def test_draft_when_the_place_asks_for_no_signature_then_none_is_asked_nor_taken() -> None:
    made, meeting, item = _made()
    frozen = freeze(builtin("CN-TJ"))
    Meeting.objects.filter(id=meeting.id).update(pack=frozen.content, pack_digest=frozen.sha256, pack_id="CN-TJ")
    assert _told(meeting) == []
    with pytest.raises(RuleBroken) as caught:
        _sign(made, item)
    assert caught.value.code == "no-signature-asked"
    page = browser(made).get(reverse("congress:prepare-item", args=[meeting.id, item.id])).content.decode()
    assert "双方首席代表签字" not in page


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"for_staff": " "}, "signer-missing"), ({"for_unit": ""}, "signer-missing"),
        ({"on": DAY + timedelta(days=400)}, "signed-later"),
    ],
)  # fmt: skip
def test_signatures_when_something_is_missing_then_refused_and_nothing_is_written(given, code: str) -> None:
    made, _meeting, item = _made()
    with pytest.raises(RuleBroken) as caught:
        _sign(made, item, **given)
    assert caught.value.code == code
    assert AgendaItem.objects.get().signed_on is None


def test_signatures_when_others_note_them_then_refused() -> None:
    made, _meeting, item = _made()
    for who, error in ((worker_of(made.union), NotAllowed), (stranger(), NotFound)):
        with pytest.raises(error):
            contracts.record_signatures(who, item_id=item.id, signed_on=DAY, now=NOON, **WHO)
    with pytest.raises(NotFound):
        contracts.record_signatures(made.secretary, item_id=made.term.id, signed_on=DAY, now=NOON, **WHO)
    assert AgendaItem.objects.get().signed_on is None


def test_signatures_when_the_draft_has_a_new_version_then_both_sides_sign_anew() -> None:
    made, meeting, item = _made()

    def add(text: str) -> None:
        materials.add_paper(made.secretary, meeting_id=meeting.id, title="集体合同（草案）", kind="DRAFT", text=text,
                            item_id=item.id, now=NOON)  # fmt: skip

    _sign(made, item)
    add("第一条")
    assert _told(meeting) == []
    add("第一条　修订")
    assert _told(meeting) == [(True, "《上海市集体合同条例》第二十二条")]


def test_signatures_when_the_item_is_voted_on_then_they_stand() -> None:
    hall, _vote = _before_the_vote(DAY)
    with pytest.raises(Conflict) as caught:
        contracts.record_signatures(hall.posts["secretary"], item_id=hall.items[0].id, signed_on=DAY, now=after(90),
                                    **WHO)  # fmt: skip
    assert caught.value.code == "item-voted"


def test_item_page_when_the_draft_wants_signatures_then_it_takes_them() -> None:
    made, meeting, item = _made()
    client, page = browser(made), reverse("congress:prepare-item", args=[meeting.id, item.id])
    assert "《上海市集体合同条例》第二十二条" in client.get(page).content.decode()
    url = reverse("congress:prepare-item-signed", args=[meeting.id, item.id])
    shown = client.post(url, {"signed_on": "", "for_staff": "贺明川"}, follow=True).content.decode()
    assert "请填写签字日期和双方首席代表的姓名。" in shown
    client.post(url, {"signed_on": DAY.isoformat(), **WHO})
    item.refresh_from_db()
    assert (item.signed_on, item.signed_for_staff, item.signed_for_unit) == (DAY, "贺明川", "汤敬之")
    assert "已登记" in client.get(page).content.decode()
    assert item.form == VoteForm.SECRET_BALLOT
