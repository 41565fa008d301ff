"""Slips and kiosks: who gets one, that the server cannot vote with it, and that the count tells kiosks apart."""

import pytest

from gonghui.congress.actions import counting, devices, kiosk, presence, sealed_casting, sealing
from gonghui.congress.ballotbox import played
from gonghui.congress.documents import votes as papers
from gonghui.congress.models import Device, KioskSlip, NamedBallot, RollEntry, Seat, VoterKey
from gonghui.congress.queries import counts
from gonghui.congress.queries import kiosk as asked
from gonghui.congress.queries.state import my_ballot, sitting
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.vote import Tally
from gonghui.congress.tests import box as play
from gonghui.congress.tests.make import after
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import ident

pytestmark = pytest.mark.django_db


def proof_of(n):
    return f"{n:064x}"


def give(box, n, *, at=75, proof=None, key=None):
    """Let the desk give the n-th delegate a slip."""
    meeting, delegate = box.hall.meeting, box.hall.delegates[n]
    kiosk.issue_slip(
        box.hall.posts["desk"], meeting_id=meeting.id, delegate_id=delegate.id, proof=proof or proof_of(n + 1),
        key=key or played.key(play.SECRET, meeting.id, delegate.id), now=after(at),
    )  # fmt: skip


def at_kiosk(box, n, choice="FOR", *, at=100):
    return sealed_casting.cast_at_kiosk(
        box.hall.meeting, proof=proof_of(n + 1), vote_id=box.vote_id, line=box.line(n, choice), now=after(at)
    )


def with_kiosk():
    """Fourteen are here, of whom two have no phone; one of them gets a slip."""
    box = play.with_key(delegates=14, without_phone=2)
    give(box, 12)
    return box


def test_slip_when_given_then_the_next_roll_has_the_channel_and_paper_is_left_to_the_other():
    box = with_kiosk()
    assert [one.number for one in asked.keyless(box.hall.meeting)] == ["014"]
    box.prepare()
    roll = dict(RollEntry.objects.values_list("delegate__number", "channel"))
    assert (roll["013"], roll["014"], roll["001"]) == ("KIOSK", "PAPER", "ONLINE")
    assert counts.channels_of(box.vote) == {Channel.ONLINE: 13, Channel.PAPER: 1}
    assert sitting(box.hall.meeting).on_roll == 13


def test_slip_when_kept_then_neither_proof_nor_code_stands_in_any_table_or_ledger():
    with_kiosk()
    slip = KioskSlip.objects.get()
    assert proof_of(13) not in slip.digest
    assert all(proof_of(13) not in str(vars(entry)) for entry in LedgerEntry.objects.all())


def test_kiosk_when_the_round_is_open_then_the_ballot_is_received_once_and_told_apart():
    box = with_kiosk().open()
    line, meeting = box.line(12, "FOR"), box.hall.meeting
    for at, again in ((100, False), (101, True)):
        receipt = sealed_casting.cast_at_kiosk(
            meeting, proof=proof_of(13), vote_id=box.vote_id, line=line, now=after(at)
        )  # fmt: skip
        assert receipt.again is again
    assert receipt.tracker == Seat.objects.get(delegate=box.hall.delegates[12]).tracker
    with pytest.raises(Conflict, match="以第一张为准"):
        at_kiosk(box, 12, "AGAINST", at=111)
    for n in range(11):
        box.vote_by(n, "FOR")
    assert not NamedBallot.objects.exists()
    assert counts.turnout_by_channel(box.vote) == {
        "KIOSK": {"issued": 1, "received": 1}, "ONLINE": {"issued": 12, "received": 11},
    }  # fmt: skip
    box.stop().count()
    tallies = {
        Channel.ONLINE: counts.online_tally(box.vote),
        Channel.PAPER: Tally(issued=1, returned=1, votes_for=1, votes_against=0, abstained=0),
    }
    for post in play.POSTS:
        for channel, tally in tallies.items():
            counting.sign_sheet(
                box.hall.posts[post], vote_id=box.vote_id, channel=channel, tally=tally, now=after(200)
            )  # fmt: skip
    result = box.vote.result
    assert (result.votes_for, set(result.channels)) == (13, {"ONLINE", "PAPER"})
    assert result.turnout["KIOSK"] == {"issued": 1, "received": 1}
    assert "手机发出12票、收回11票、未投1票，投票亭发出1票、收回1票、未投0票" in result.note
    assert [one.channel for one in papers.result(box.vote).channels] == ["手机和投票亭", "纸质表决票"]
    assert any("投票亭发出1票" in remark for remark in papers.result(box.vote).remarks)


def test_kiosk_when_the_slip_is_not_known_or_of_another_meeting_then_nothing_is_taken():
    box = with_kiosk().open()
    line = box.line(12, "FOR")
    for proof in (proof_of(99), "", "x" * 64, proof_of(13).upper()):
        with pytest.raises(RuleBroken, match="没有认出"):
            sealed_casting.cast_at_kiosk(
                box.hall.meeting, proof=proof, vote_id=box.vote_id, line=line, now=after(100)
            )  # fmt: skip
    with pytest.raises(RuleBroken, match="名册"):
        sealed_casting.cast_at_kiosk(
            box.hall.meeting, proof=proof_of(13), vote_id=ident("no vote"), line=line, now=after(100)
        )
    with pytest.raises(RuleBroken):
        sealed_casting.cast_at_kiosk(
            box.hall.meeting, proof=proof_of(13), vote_id=box.vote_id, line=box.line(3, "FOR"), now=after(100)
        )
    assert not Seat.objects.exclude(tracker="").exists()


def test_kiosk_when_its_holder_has_left_then_refused():
    box = with_kiosk().open()
    who = box.hall.delegates[12]
    presence.leave(box.hall.posts["desk"], meeting_id=box.hall.meeting.id, delegate_id=who.id, now=after(95))
    with pytest.raises(RuleBroken, match="离场"):
        at_kiosk(box, 12)


def test_ballot_when_of_a_slip_then_the_phone_says_kiosk_and_the_kiosk_says_phone():
    box = with_kiosk().open()
    one, other = box.hall.delegates[12].id, box.hall.delegates[0].id
    assert my_ballot(box.vote, one, after(95)).state == "AT_KIOSK"
    assert my_ballot(box.vote, one, after(95), at_kiosk=True).state == "OPEN"
    assert my_ballot(box.vote, other, after(95), at_kiosk=True).state == "ON_PHONE"
    assert my_ballot(box.vote, box.hall.delegates[13].id, after(95), at_kiosk=True).state == "ON_PAPER"


def test_slip_when_the_roll_is_frozen_and_the_vote_awaited_then_it_stands_until_cast():
    box = with_kiosk().prepare()
    meeting, who = box.hall.meeting, box.hall.delegates[12]
    for act in (lambda: give(box, 12, at=86, proof=proof_of(77)), lambda: kiosk.withdraw_slip(
        box.hall.posts["desk"], meeting_id=meeting.id, delegate_id=who.id, now=after(86)
    )):  # fmt: skip
        with pytest.raises(Conflict, match="名册已经固定"):
            act()
    assert KioskSlip.objects.get().withdrawn_at is None
    give(box, 13, at=87)  # not on this roll with a key: from the next one on
    assert RollEntry.objects.get(delegate=box.hall.delegates[13]).channel == "PAPER"


def test_phone_when_its_owner_holds_a_slip_then_its_key_is_refused_until_the_slip_is_back():
    box = with_kiosk()
    meeting, who = box.hall.meeting, box.hall.delegates[12]
    fresh = played.key("another phone", meeting.id, who.id)
    with pytest.raises(RuleBroken, match="投票条"):
        sealing.register_key(box.hall.delegate(12), meeting_id=meeting.id, key=fresh, now=after(76))
    kiosk.withdraw_slip(box.hall.posts["desk"], meeting_id=meeting.id, delegate_id=who.id, now=after(77))
    assert not VoterKey.objects.filter(delegate=who).exists()
    with pytest.raises(RuleBroken, match="没有认出"):
        asked.slip_of(meeting, proof_of(13))
    sealing.register_key(box.hall.delegate(12), meeting_id=meeting.id, key=fresh, now=after(78))
    assert VoterKey.objects.get(delegate=who).kiosk is False


def test_slip_when_the_battery_is_dead_then_it_takes_the_place_of_the_phone_and_a_new_one_of_the_old():
    box = play.with_key(delegates=12)
    give(box, 0, key=played.key("slip", box.hall.meeting.id, box.hall.delegates[0].id))
    give(box, 0, key=played.key("slip 2", box.hall.meeting.id, box.hall.delegates[0].id), proof=proof_of(55))
    assert KioskSlip.objects.filter(withdrawn_at=None).count() == 1
    assert VoterKey.objects.get(delegate=box.hall.delegates[0]).kiosk
    with pytest.raises(RuleBroken, match="没有认出"):
        asked.slip_of(box.hall.meeting, proof_of(1))


def test_slip_when_not_here_no_vote_bad_or_by_others_then_refused_and_nothing_written():
    box = play.with_key(delegates=13, without_phone=1, present=12)
    meeting, who = box.hall.meeting, box.hall.delegates[12]
    with pytest.raises(RuleBroken, match="还没有签到"):
        give(box, 12)
    presence.sign_in_by_number(box.hall.posts["desk"], meeting_id=meeting.id, number=who.number, now=after(75))
    for wrong in ({"key": "00" * 32}, {"key": "nonsense"}, {"key": VoterKey.objects.all()[0].key}, {"proof": "short"}):
        with pytest.raises(RuleBroken):
            give(box, 12, **wrong)
    good = {"proof": proof_of(1), "key": played.key("x", meeting.id, who.id), "now": after(80)}
    with pytest.raises(NotAllowed):
        kiosk.issue_slip(box.hall.delegate(5), meeting_id=meeting.id, delegate_id=who.id, **good)
    with pytest.raises(NotFound):
        kiosk.issue_slip(box.hall.posts["desk"], meeting_id=meeting.id, delegate_id=ident("nobody"), **good)
    who.kind = "NON_VOTING"
    who.save()
    with pytest.raises(RuleBroken, match="正式代表"):
        give(box, 12)
    assert not KioskSlip.objects.exists()
    assert not VoterKey.objects.filter(kiosk=True).exists()


def test_kiosk_when_opened_then_by_the_desk_and_its_address_is_kept_as_a_hash():
    box = play.in_session()
    token = devices.make_kiosk(box.hall.posts["desk"], meeting_id=box.hall.meeting.id, now=after(75))
    assert token not in str(Device.objects.values())
    with pytest.raises(NotAllowed):
        devices.make_kiosk(box.hall.delegate(5), meeting_id=box.hall.meeting.id, now=after(75))


def test_freeze_when_few_would_vote_on_paper_then_it_is_known_before():
    box = with_kiosk().prepare()
    assert asked.on_paper_if_frozen(box.vote) == 1
