"""A sealed round, from the key ceremony to an archive that verifies."""

import json
import subprocess
import sys
from typing import Any

import pytest

from gonghui.congress.actions import ceremony, counting, presence, running, sealed_casting, sealing, voting
from gonghui.congress.ballotbox import archives, boards, casting, ceremonies, played
from gonghui.congress.documents import boxes
from gonghui.congress.models import (
    BoardHead,
    BoardLine,
    KeyCeremony,
    RollEntry,
    SealedBox,
    Seat,
    Vote,
    VoteResult,
    VoterKey,
)
from gonghui.congress.queries import counts, sealed
from gonghui.congress.queries.state import my_ballot, sitting
from gonghui.congress.queries.turnout import turnout
from gonghui.congress.rules.flow import Step
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.sealing import BoxStep, CeremonyStep
from gonghui.congress.rules.states import ItemState, VoteState
from gonghui.congress.rules.vote import Tally
from gonghui.congress.screens.wall import board_code
from gonghui.congress.tests import box as play
from gonghui.congress.tests import make
from gonghui.congress.tests.make import after
from gonghui.kernel import ledger
from gonghui.kernel.actor import Hat
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import ident

pytestmark = pytest.mark.django_db
FOR_TEN = ["FOR"] * 7 + ["AGAINST"] * 3 + ["ABSTAIN"]


def step_of(box):
    box.hall.meeting.refresh_from_db()
    return sitting(box.hall.meeting).step.step


def voted(box, choices=FOR_TEN):
    for n, choice in enumerate(choices):
        box.vote_by(n, choice)
    return box


def test_sealed_round_when_held_whole_then_it_passes_and_its_archive_verifies(tmp_path):
    box = play.in_session()
    box.vote_id = voting.prepare_vote(box.chair, item_id=box.hall.items[0].id, now=after(75))
    assert sitting(box.hall.meeting).step.waits is not None
    box.scrutineers = play.hold_ceremony(box.hall)
    assert step_of(box) is Step.FREEZE_ROLL
    sealing.freeze_roll(box.chair, vote_id=box.vote_id, now=after(81))
    assert step_of(box) is Step.AWAIT_ROLL
    assert [box.sign(who) for who in box.scrutineers] == [False, True]
    assert step_of(box) is Step.OPEN_VOTE
    voting.open_vote(box.chair, vote_id=box.vote_id, seconds=60, now=after(90))
    voted(box)
    assert counts.received(box.vote) == 11
    assert counts.online_tally(box.vote) == Tally(issued=12, returned=0, votes_for=0, votes_against=0, abstained=0)
    assert [(one.name, one.received, one.on_roll) for one in turnout(box.vote, min_group=1)] == [("一车间", 11, 12)]
    box.stop()
    assert (step_of(box), box.box.step) == (Step.AWAIT_KEYS, BoxStep.TALLIED)
    box.count()
    assert (step_of(box), box.box.step, box.box.totals) == (Step.AWAIT_COUNT, BoxStep.SEALED, [7, 3, 1])
    tally = counts.online_tally(box.vote)
    assert tally == Tally(issued=12, returned=11, votes_for=7, votes_against=3, abstained=1)
    for post in ("scrutineer", "scrutineer2"):
        counting.sign_sheet(
            box.hall.posts[post], vote_id=box.vote_id, channel=Channel.ONLINE, tally=tally, now=after(200)
        )
    voting.announce_result(box.chair, vote_id=box.vote_id, now=after(210))
    result = VoteResult.objects.get()
    assert (result.base, result.needed, result.votes_for, result.not_cast, result.passed) == (12, 7, 7, 1, True)
    box.hall.items[0].refresh_from_db()
    assert box.hall.items[0].state == ItemState.APPROVED
    path = tmp_path / "box.zip"
    path.write_bytes(archives.archive_of(box.box))
    assert archives.fault_of(path) is None
    assert ledger.verify(f"congress/{box.hall.meeting.id}") is None


def test_archive_when_a_line_is_changed_then_the_failed_check_is_named(tmp_path):
    box = voted(play.with_key().open()).stop().count()
    path = tmp_path / "box.zip"
    path.write_bytes(archives.archive_of(box.box).replace(b'"totals":[7,3,1]', b'"totals":[8,2,1]'))
    assert (archives.fault_of(path) or "").startswith(("archive", "result"))


def test_tables_when_a_sealed_round_is_over_then_no_choice_of_anybody_stands_in_them():
    box = voted(play.with_key().open()).stop().count()
    lines = [json.loads(line) for line in BoardLine.objects.filter(box=box.box).values_list("line", flat=True)]
    ballots = [line for line in lines if line["kind"] == "ballot"]
    sealed_members = {"ciphertexts", "counter", "item", "key", "kind", "previous", "proofs", "signature"}
    assert [set(one) for one in ballots] == [sealed_members] * 11
    assert {field.name for field in Seat._meta.get_fields()} == {"id", "box", "delegate", "key", "tracker"}


def test_cast_when_sent_again_then_it_is_received_again_and_counted_once():
    box = play.with_key().open()
    first, again = box.vote_by(0, "FOR"), box.vote_by(0, "FOR")
    assert (first.again, again.again, first.tracker == again.tracker) == (False, True, True)
    assert (counts.received(box.vote), box.box.entries) == (1, 4)
    assert my_ballot(box.vote, box.hall.delegates[0].id, after(101)).tracker == first.tracker
    assert len(first.short) == 19
    assert json.loads(first.head)["index"] == 4


def test_cast_when_sent_again_after_the_stop_then_it_is_still_received():
    box = play.with_key().open()
    first = box.vote_by(0, "FOR")
    for n in range(1, 11):
        box.vote_by(n, "FOR")
    box.stop()
    again = box.vote_by(0, "FOR", at=170)
    assert (again.again, again.tracker) == (True, first.tracker)
    assert json.loads(again.head)["index"] == box.box.entries


def test_cast_when_another_ballot_was_received_then_the_first_counts():
    box = play.with_key().open()
    box.vote_by(0, "FOR")
    box.cast[0] = box.line(0, "AGAINST")
    with pytest.raises(Conflict, match="以第一张为准"):
        box.vote_by(0, "AGAINST")
    assert counts.received(box.vote) == 1


def test_cast_when_two_ballots_of_a_seat_wait_together_then_one_is_stored():
    box = play.with_key().open()
    seat = Seat.objects.get(box=box.box, delegate=box.hall.delegates[0])
    proved = [casting.prove(box.box.id, box.box.election, box.line(0, choice)) for choice in ("FOR", "AGAINST")]
    waiting = [sealed_casting.Waiting(seat_id=seat.id, proved=one, at=after(100)) for one in proved]
    kept, refused = sealed_casting.take_ballots(
        sealed_casting.INTAKE, vote_id=box.vote_id, ballots=waiting, now=after(100)
    )
    assert (kept.again, kept.refused) == (False, None)
    assert isinstance(refused.refused, RuleBroken)
    seat.refresh_from_db()
    assert seat.tracker == proved[0].tracker


def test_cast_when_the_round_is_closed_left_or_not_mine_then_it_is_refused_and_nothing_is_written():
    box = play.with_key(delegates=13, present=12).open()
    line = box.line(1, "FOR")
    with pytest.raises(RuleBroken, match="不是您签到时登记的那一部"):
        sealed_casting.cast_sealed(box.hall.delegate(0), vote_id=box.vote_id, line=line, now=after(100))
    with pytest.raises(RuleBroken, match="不在本轮密封票的名册上"):
        sealed_casting.cast_sealed(box.hall.delegate(12), vote_id=box.vote_id, line=line, now=after(100))
    with pytest.raises(NotFound):
        sealed_casting.cast_sealed(box.hall.posts["secretary"], vote_id=box.vote_id, line=line, now=after(100))
    for bad in ("", "{}", line.replace('"counter":1', '"counter":2'), line[:-1], '{"item":"vote","kind":"close"}'):
        with pytest.raises(RuleBroken):
            sealed_casting.cast_sealed(box.hall.delegate(1), vote_id=box.vote_id, line=bad, now=after(100))
    presence.leave(box.hall.delegate(1), meeting_id=box.hall.meeting.id, now=after(101))
    with pytest.raises(RuleBroken, match="已离场"):
        sealed_casting.cast_sealed(box.hall.delegate(1), vote_id=box.vote_id, line=line, now=after(102))
    late = box.line(2, "FOR")
    box.stop()
    with pytest.raises(Conflict, match="没有收到"):
        sealed_casting.cast_sealed(box.hall.delegate(2), vote_id=box.vote_id, line=late, now=after(160))
    assert counts.received(box.vote) == 0


def test_intake_when_a_person_calls_it_then_it_is_refused():
    box = play.with_key().open()
    with pytest.raises(NotAllowed):
        sealed_casting.take_ballots(box.chair, vote_id=box.vote_id, ballots=[], now=after(100))


def test_stop_when_fewer_than_ten_came_then_nothing_is_opened_and_the_round_is_voided():
    box = voted(play.with_key().open(), FOR_TEN[:9]).stop()
    assert box.box.step == BoxStep.WITHHELD
    state = sitting(box.hall.meeting).step
    assert (state.step, "少于 10 张" in str(state.waits)) == (Step.AWAIT_KEYS, True)
    with pytest.raises(Conflict):
        sealing.release_share(box.scrutineers[0].actor, vote_id=box.vote_id, line="{}", now=after(170))
    voting.void_vote(box.chair, vote_id=box.vote_id, reason="票数不足", now=after(180))
    assert box.vote.state == VoteState.VOIDED


def test_second_round_when_the_first_was_voided_then_it_has_a_box_of_its_own_under_the_same_key():
    box = voted(play.with_key().open())
    first = box.box
    voting.void_vote(box.chair, vote_id=box.vote_id, reason="操作失误", now=after(110))
    box.cast.clear()
    voted(box.open(at=130)).stop(190).count(200)
    assert SealedBox.objects.count() == 2
    assert box.box.ceremony_id == first.ceremony_id
    assert box.box.election != first.election
    first.refresh_from_db()
    assert (first.step, first.totals) == (BoxStep.OPEN, None)


def test_late_arrival_when_the_roll_is_frozen_then_not_on_this_roll_but_on_the_next():
    box = play.with_key(delegates=13, present=12).open()
    hall = box.hall
    late = hall.delegates[12]
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number=late.number, now=after(95))
    key = played.key(play.SECRET, hall.meeting.id, late.id)
    sealing.register_key(hall.delegate(12), meeting_id=hall.meeting.id, key=key, now=after(96))
    assert my_ballot(box.vote, late.id, after(97)).state == "NOT_ON_ROLL"
    voting.void_vote(box.chair, vote_id=box.vote_id, reason="操作失误", now=after(110))
    box.open(at=130)
    assert my_ballot(box.vote, late.id, after(131)).state == "OPEN"


def test_freeze_when_phones_have_no_key_then_those_vote_on_paper():
    box = play.with_key(delegates=14, without_phone=2).prepare()
    channels = dict(RollEntry.objects.filter(vote=box.vote).values_list("delegate__number", "channel"))
    assert [number for number, by in channels.items() if by == Channel.PAPER] == ["013", "014"]
    assert boards.manifest_of(box.box).roll_paper == 2


def test_freeze_when_too_few_phones_no_quorum_or_no_key_then_refused():
    box = play.in_session(delegates=9)
    box.vote_id = voting.prepare_vote(box.chair, item_id=box.hall.items[0].id, now=after(80))
    with pytest.raises(Conflict, match="还没有生成开票密钥"):
        sealing.freeze_roll(box.chair, vote_id=box.vote_id, now=after(81))
    play.hold_ceremony(box.hall)
    with pytest.raises(RuleBroken, match="只有 9 人"):
        sealing.freeze_roll(box.chair, vote_id=box.vote_id, now=after(82))
    for n in range(4):
        presence.leave(box.hall.delegate(n), meeting_id=box.hall.meeting.id, now=after(83))
    with pytest.raises(RuleBroken, match="还差 1 人"):
        sealing.freeze_roll(box.chair, vote_id=box.vote_id, now=after(84))
    with pytest.raises(NotAllowed):
        sealing.freeze_roll(box.hall.posts["desk"], vote_id=box.vote_id, now=after(84))
    assert SealedBox.objects.count() == RollEntry.objects.count() == 0


def test_open_when_the_roll_is_not_signed_then_refused():
    box = play.with_key().prepare()
    box.sign(box.scrutineers[0])
    with pytest.raises(Conflict, match="还没有核对名册"):
        voting.open_vote(box.chair, vote_id=box.vote_id, seconds=None, now=after(90))
    sealing.freeze_roll(box.chair, vote_id=box.vote_id, now=after(91))
    assert box.box.step == BoxStep.SEALING


def test_signing_when_forged_swapped_or_late_then_refused():
    box = play.with_key().prepare()
    one, other = box.scrutineers
    mine, theirs = box.signing(one), box.signing(other)
    swapped = ({**mine, "signature": theirs["signature"]}, {**mine, "rehearsal": theirs["rehearsal"]})
    broken = ({**mine, "signature": "x"}, {**mine, "signature": mine["signature"][:-4]}, {**mine, "rehearsal": "{}"})
    for bad in (*swapped, *broken):
        with pytest.raises(RuleBroken):
            sealing.sign_roll(one.actor, vote_id=box.vote_id, now=after(85), **bad)
    assert sealed.still_to_act(box.box) == 2
    assert sealing.sign_roll(one.actor, vote_id=box.vote_id, now=after(86), **mine) is False
    assert sealing.sign_roll(one.actor, vote_id=box.vote_id, now=after(86), **mine) is False
    assert sealing.sign_roll(other.actor, vote_id=box.vote_id, now=after(87), **theirs) is True
    with pytest.raises(NotAllowed):
        sealing.sign_roll(box.chair, vote_id=box.vote_id, now=after(88), **mine)


def test_opening_when_a_share_is_another_trustees_then_refused_and_the_true_one_still_opens():
    box = voted(play.with_key().open()).stop()
    one, other = box.scrutineers
    with pytest.raises(RuleBroken):
        sealing.release_share(one.actor, vote_id=box.vote_id, line=box.share_line(other), now=after(160))
    forged = box.share_line(one).replace('"trustee":1', '"trustee":2')
    with pytest.raises(RuleBroken):
        sealing.release_share(other.actor, vote_id=box.vote_id, line=forged, now=after(160))
    box.count()
    assert box.box.totals == [7, 3, 1]
    entries = box.box.entries
    assert sealing.release_share(one.actor, vote_id=box.vote_id, line="{}", now=after(170)) is True
    assert box.box.entries == entries


def test_head_when_it_is_not_of_the_whole_board_then_refused():
    box = voted(play.with_key().open()).stop()
    one, other = box.scrutineers
    old = box.head_line(one)
    with pytest.raises(RuleBroken):
        sealing.sign_head(other.actor, vote_id=box.vote_id, line=old, now=after(160))
    sealing.release_share(one.actor, vote_id=box.vote_id, line=box.share_line(one), now=after(161))
    with pytest.raises(RuleBroken):
        sealing.sign_head(one.actor, vote_id=box.vote_id, line=old, now=after(162))
    assert sealing.sign_head(one.actor, vote_id=box.vote_id, line=box.head_line(one), now=after(163)) is False
    assert BoardHead.objects.filter(box=box.box, signer=one.own.sign.public.hex()).count() == 1


def test_key_when_hosted_then_the_server_opens_and_the_manifest_says_so(tmp_path):
    box = play.in_session()
    ceremony.host_key(box.chair, meeting_id=box.hall.meeting.id, now=after(72))
    box.prepare()
    assert box.box.step == BoxStep.READY
    voting.open_vote(box.chair, vote_id=box.vote_id, seconds=None, now=after(90))
    voted(box).stop()
    assert (box.box.step, box.box.totals) == (BoxStep.COUNTED, [7, 3, 1])
    assert [one.hosted for one in boards.manifest_of(box.box).trustees] == [True]
    path = tmp_path / "box.zip"
    path.write_bytes(archives.archive_of(box.box))
    assert archives.fault_of(path) is None
    with pytest.raises(NotAllowed):
        ceremony.host_key(box.hall.posts["scrutineer"], meeting_id=box.hall.meeting.id, now=after(200))


def test_ceremony_when_messages_come_out_of_step_or_twice_then_refused_or_unchanged():
    box = play.in_session()
    hall = box.hall
    begun = ceremony.begin_ceremony(hall.posts["scrutineer"], meeting_id=hall.meeting.id, now=after(72))
    found = KeyCeremony.objects.get(id=begun)
    posts = [hall.posts[post] for post in play.POSTS]
    one, other = (
        play.Scrutineer(actor=actor, index=n, name=place.name, nonce=bytes.fromhex(found.nonce))
        for n, (actor, place) in enumerate(zip(posts, found.trustees.all(), strict=True), 1)
    )
    standing = ceremonies.Standing(found)
    body = one.message(CeremonyStep.REGISTER, standing)
    for step, sent in (("COMMIT", body), ("REGISTER", "{}")):
        with pytest.raises((Conflict, RuleBroken)):
            ceremony.send_message(one.actor, ceremony_id=begun, step=step, body=sent, now=after(73))
    for _time in range(2):
        assert ceremony.send_message(one.actor, ceremony_id=begun, step="REGISTER", body=body, now=after(73)) is False
    another = one.message(CeremonyStep.REGISTER, standing)
    with pytest.raises(Conflict, match="不能再换"):
        ceremony.send_message(one.actor, ceremony_id=begun, step="REGISTER", body=another, now=after(74))
    with pytest.raises(NotAllowed):
        ceremony.send_message(box.chair, ceremony_id=begun, step="REGISTER", body=body, now=after(74))
    anew = ceremony.begin_ceremony(box.chair, meeting_id=hall.meeting.id, now=after(75))
    body = other.message(CeremonyStep.REGISTER, standing)
    with pytest.raises(Conflict):
        ceremony.send_message(other.actor, ceremony_id=begun, step="REGISTER", body=body, now=after(76))
    assert KeyCeremony.objects.get(id=anew).attempt == 2


def test_ceremony_when_a_box_waits_for_the_key_then_it_cannot_begin_anew():
    box = play.with_key().prepare()
    with pytest.raises(Conflict, match="不能重新生成"):
        ceremony.begin_ceremony(box.chair, meeting_id=box.hall.meeting.id, now=after(90))
    stranger = make.actor_for(make.person("外人").id, Hat(role="secretary", within=ident("elsewhere")))
    with pytest.raises(NotFound):
        ceremony.begin_ceremony(stranger, meeting_id=box.hall.meeting.id, now=after(90))


def test_voter_key_when_the_phone_changes_then_the_new_one_is_on_the_next_roll():
    box = play.with_key()
    hall = box.hall
    other = played.pair("another phone", hall.meeting.id, hall.delegates[0].id).public.hex()
    sealing.register_key(hall.delegate(0), meeting_id=hall.meeting.id, key=other, now=after(75))
    assert VoterKey.objects.get(delegate=hall.delegates[0]).key == other
    with pytest.raises(RuleBroken, match="别人名下"):
        sealing.register_key(hall.delegate(1), meeting_id=hall.meeting.id, key=other, now=after(76))
    for bad in ("", "zz", "00" * 32, "FF" * 32, "ff" * 32):
        with pytest.raises(RuleBroken, match="不完整"):
            sealing.register_key(hall.delegate(1), meeting_id=hall.meeting.id, key=bad, now=after(76))
    box.prepare()
    assert other in box.box.roll


def test_quorum_when_lost_before_the_stop_then_the_box_stays_open():
    box = voted(play.with_key().open())
    for n in range(5):
        presence.leave(box.hall.delegate(n), meeting_id=box.hall.meeting.id, now=after(120))
    with pytest.raises(RuleBroken):
        box.stop()
    assert (box.vote.state, box.box.step) == (VoteState.OPEN, BoxStep.OPEN)
    with pytest.raises(Conflict):
        running.adjourn(box.chair, meeting_id=box.hall.meeting.id, reason="清点", now=after(130))


def counted(box, at=200):
    """Let two scrutineers sign the opened count, and announce it."""
    for post in play.POSTS:
        counting.sign_sheet(
            box.hall.posts[post], vote_id=box.vote_id, channel=Channel.ONLINE, tally=counts.online_tally(box.vote),
            now=after(at),
        )  # fmt: skip
    voting.announce_result(box.chair, vote_id=box.vote_id, now=after(at + 5))
    return box


def test_result_when_sealed_then_its_sentence_says_so_and_who_held_the_key():
    box = counted(voted(play.with_key().open()).stop().count())
    assert VoteResult.objects.get().sentence.endswith("即 7 票，通过（密封票）")
    assert board_code(sitting(box.hall.meeting)).replace(" ", "") == box.box.head[:16]
    assert box.box.ceremony.hosted is False


def test_result_when_the_key_was_hosted_then_its_sentence_and_the_wall_say_so():
    box = play.in_session()
    ceremony.host_key(box.chair, meeting_id=box.hall.meeting.id, now=after(72))
    box.prepare()
    voting.open_vote(box.chair, vote_id=box.vote_id, seconds=None, now=after(90))
    counted(voted(box).stop())
    assert VoteResult.objects.get().sentence.endswith("（密封票，开票密钥由服务器代管）")
    assert board_code(sitting(box.hall.meeting)).endswith("开票密钥由服务器代管")


def test_volume_when_a_round_was_sealed_then_it_holds_its_archive_and_the_page_that_verifies_it(tmp_path):
    box = counted(voted(play.with_key().open()).stop().count())
    found: list[Any] = list(boxes.leaves(box.hall.meeting))
    assert [(folder, fields["title"], list(fields["formats"])) for folder, fields in found] == [
        (10, "第1项第1轮密封票档案", ["zip"]), (15, "密封票核验页", ["html"]),
    ]  # fmt: skip
    path = tmp_path / "box.zip"
    path.write_bytes(found[0][1]["formats"]["zip"])
    assert archives.fault_of(path) is None
    checked = subprocess.run(
        [sys.executable, "-m", "ballot", "verify", str(path)], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, "VERIFIED" in checked.stdout or "核验通过" in checked.stdout) == (0, True)


def test_item_when_moved_to_paper_after_a_voided_sealed_round_then_the_next_is_on_paper_and_the_first_stays_sealed():
    box = play.with_key().open()
    with pytest.raises(Conflict, match="还在"):
        voting.vote_on_paper(box.chair, item_id=box.vote.item_id, now=after(95))
    voting.void_vote(box.chair, vote_id=box.vote_id, reason="重来", now=after(96))
    for _time in range(2):
        voting.vote_on_paper(box.chair, item_id=box.vote.item_id, now=after(97))
    assert LedgerEntry.objects.filter(verb="moved-to-paper").count() == 1
    again = voting.prepare_vote(box.chair, item_id=box.vote.item_id, now=after(98))
    voting.open_vote(box.chair, vote_id=again, seconds=None, now=after(99))
    assert set(RollEntry.objects.filter(vote_id=again).values_list("channel", flat=True)) == {"PAPER"}
    assert (sealed.is_sealed(box.vote), sealed.is_sealed(Vote.objects.get(id=again))) == (True, False)


def test_item_when_it_is_no_secret_vote_or_a_stranger_asks_then_it_is_not_moved_to_paper():
    hall = make.hall()
    with pytest.raises(Conflict):
        voting.vote_on_paper(hall.posts["presiding"], item_id=hall.items[0].id, now=after(1))
    with pytest.raises(NotAllowed):
        voting.vote_on_paper(hall.posts["scrutineer"], item_id=hall.items[0].id, now=after(1))
    with pytest.raises(NotFound):
        voting.vote_on_paper(hall.posts["presiding"], item_id=hall.meeting.id, now=after(1))
