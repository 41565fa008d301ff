"""A sealed round before it opens and after it closes: the frozen roll, the scrutineers' signatures, the opening."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.running import require_quorum
from gonghui.congress.actions.voting import PARTS, lock_round
from gonghui.congress.ballotbox import boards, casting, counting, making, opening
from gonghui.congress.ballotbox.refusing import checked
from gonghui.congress.models import (
    BoxSignature,
    KeyCeremony,
    Meeting,
    RollEntry,
    SealedBox,
    Seat,
    Trustee,
    Vote,
    VoterKey,
)
from gonghui.congress.queries import find, sealed
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.presence import entitled_now
from gonghui.congress.queries.state import majority_of
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.sealing import BoxStep, roll_fault
from gonghui.congress.rules.states import VoteState
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken


@action
def register_key(actor: Actor, *, meeting_id: UUID, key: str, now: datetime) -> None:
    """Keep the public half of the key that a delegate's phone made; another phone's key replaces it for later rounds.

    Raises: RuleBroken for what is no key, or is somebody else's; NotFound for whoever is not a delegate.
    """
    meeting = find.meeting(actor, meeting_id)
    delegate = find.own_mandate(actor, meeting)
    if not casting.is_key(key):
        raise RuleBroken(_("手机送来的密钥不完整。"), code="key-malformed", remedy=_("请刷新页面后再试。"))
    found = VoterKey.objects.select_for_update().filter(meeting=meeting, delegate=delegate).first()
    if found is not None and found.kiosk:
        raise RuleBroken(
            _("您领了投票条，密封票请到投票亭投。"), code="has-slip",
            remedy=_("要改用手机，请先到签到台退回投票条。"),
        )  # fmt: skip
    if found is not None and found.key == key:
        return unchanged()
    if VoterKey.objects.filter(meeting=meeting, key=key).exclude(delegate=delegate).exists():
        raise RuleBroken(_("这部手机的密钥已经登记在别人名下。"), code="key-taken", remedy=_("请退出登录后重新登录。"))
    if found is None:
        VoterKey.objects.create(meeting=meeting, delegate=delegate, key=key)
    else:
        found.key = key
        found.save(update_fields=["key"])
    record("registered-key", stream=stream(meeting), subject=("meeting", meeting.id), delegate=str(delegate.id),
           again=found is not None)  # fmt: skip
    return None


@action
def freeze_roll(actor: Actor, *, vote_id: UUID, now: datetime) -> None:
    """Freeze who may vote in a sealed round, and by which channel: those here with a key on their phone vote sealed.

    Raises: RuleBroken without a quorum, or with too few phones; Conflict without a key to open the box, or in any other
        state; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 28, 31.
    """
    vote, meeting = _lock_for_chair(actor, vote_id)
    if sealed.box_of(vote) is not None:
        return unchanged()
    if vote.state != VoteState.READY or not sealed.is_sealed(vote):
        raise Conflict(_("表决的状态已经变化，这一步不能再做。"), remedy=_("请刷新页面，看现在到了哪一步。"))
    ceremony = sealed.finished_ceremony(meeting)
    if ceremony is None:
        raise Conflict(_("监票人还没有生成开票密钥。"), remedy=_("请监票人在手机上打开“监票”页，按提示生成。"))
    vote.present = require_quorum(meeting)
    here = entitled_now(vote.item)
    keys = sealed.keys_of(meeting.id, here)
    fault = roll_fault(len(keys))
    if fault is not None:
        raise RuleBroken(f"{fault.render(gettext)}。", code="too-few-phones", remedy=_("请作废本轮，改用纸质票。"))
    kiosks = sealed.kiosk_ids(meeting.id)
    box = _make(vote, meeting, ceremony, keys, len(here) - len(keys), now)
    RollEntry.objects.bulk_create(
        [RollEntry(vote=vote, delegate_id=who, channel=_channel(who in keys, who in kiosks)) for who in here]
    )
    vote.save(update_fields=["present"])
    record("froze-roll", stream=stream(meeting), subject=("vote", vote.id), phones=len(keys),
           kiosk=len(kiosks.intersection(keys)), paper=len(here) - len(keys), election=box.election)  # fmt: skip
    touch(topic(meeting), *PARTS)
    return None


@action
def sign_roll(actor: Actor, *, vote_id: UUID, signature: str, rehearsal: str, now: datetime) -> bool:
    """Give a scrutineer's signature under the frozen roll, and their part of the rehearsal. Tells whether all is there.

    Raises: RuleBroken for what does not hold; Conflict when the roll is not waiting for it; NotAllowed, NotFound.
    """
    box, meeting, trustee = _lock_for_trustee(actor, vote_id)
    if "ROLL" in sealed.gave(box, trustee):
        unchanged()
        return box.step != BoxStep.SEALING
    if box.step != BoxStep.SEALING:
        raise Conflict(_("名册已经核对完毕。"), remedy=_("请刷新页面，看现在到了哪一步。"))
    with checked():
        opening.check_roll_signature(box, trustee.index, signature)
        opening.check_rehearsal_share(box, trustee.index, rehearsal)
    BoxSignature.objects.create(box=box, trustee=trustee, kind=opening.ROLL, body=signature)
    BoxSignature.objects.create(box=box, trustee=trustee, kind=opening.REHEARSAL, body=rehearsal)
    given = list(BoxSignature.objects.filter(box=box).select_related("trustee"))
    ready = len(given) >= 2 * box.ceremony.threshold
    if ready:
        with checked(), boards.undone_on_failure(box):
            opening.append_preparations(box, given)
        _move(box, BoxStep.READY)
    record("signed-roll", stream=stream(meeting), subject=("vote", box.vote_id), trustee=trustee.index, ready=ready)
    touch(topic(meeting), *PARTS)
    return ready


@action
def sign_head(actor: Actor, *, vote_id: UUID, line: str, now: datetime) -> bool:
    """Keep the head of the whole board that a scrutineer's phone has checked and signed. Returns whether enough have.

    Raises: RuleBroken for another head; NotAllowed, NotFound.
    """
    box, meeting, trustee = _lock_for_trustee(actor, vote_id)
    before = boards.signed_last(box)
    with checked():
        boards.take_head(box, boards.manifest_of(box).scrutineers[trustee.index - 1].key.hex(), line)
    signed = boards.signed_last(box)
    enough = signed >= box.ceremony.threshold
    if signed == before:
        unchanged()
        return enough
    if enough and box.step == BoxStep.COUNTED:
        _move(box, BoxStep.SEALED)
    record("signed-head", stream=stream(meeting), subject=("vote", box.vote_id), trustee=trustee.index,
           entries=box.entries)  # fmt: skip
    touch(topic(meeting), "count")
    return enough


@action
def release_share(actor: Actor, *, vote_id: UUID, line: str, now: datetime) -> bool:
    """Take a scrutineer's part of the opening; with enough of them the totals are opened. Returns whether they are.

    Raises: RuleBroken for a part that does not hold; Conflict when the box does not wait for it; NotAllowed, NotFound.
    """
    box, meeting, trustee = _lock_for_trustee(actor, vote_id)
    if "SHARE" in sealed.gave(box, trustee):
        unchanged()
        return box.step in (BoxStep.COUNTED, BoxStep.SEALED)
    if box.step != BoxStep.TALLIED:
        raise Conflict(_("现在不需要开票。"), remedy=_("请刷新页面，看现在到了哪一步。"))
    with checked(), boards.undone_on_failure(box):
        opened = counting.take_share(box, trustee.index, line)
    BoxSignature.objects.create(box=box, trustee=trustee, kind="SHARE", body=line)
    record("released-share", stream=stream(meeting), subject=("vote", box.vote_id), trustee=trustee.index,
           opened=opened)  # fmt: skip
    touch(topic(meeting), *PARTS)
    return opened


def _channel(has_key: bool, at_kiosk: bool) -> Channel:
    if not has_key:
        return Channel.PAPER
    return Channel.KIOSK if at_kiosk else Channel.ONLINE


def _make(
    vote: Vote, meeting: Meeting, ceremony: KeyCeremony, keys: dict[UUID, str], paper: int, now: datetime
) -> SealedBox:
    terms = making.Terms(
        title=f"{meeting.term.union.unit_name} {vote.item.title}", question=vote.question, majority=majority_of(vote),
        keys=list(keys.values()), paper=paper, opens=now.isoformat(timespec="minutes"),
        ballot=paper_of(vote),
    )  # fmt: skip
    box = making.make_box(vote, ceremony, terms)
    box.save()
    # In the order of the keys: neither arrival nor number stands behind it.
    Seat.objects.bulk_create(
        [Seat(box=box, delegate_id=who, key=key) for who, key in sorted(keys.items(), key=lambda pair: pair[1])]
    )
    if ceremony.hosted:
        opening.append_hosted_preparations(box)
        _move(box, BoxStep.READY)
    return box


def _move(box: SealedBox, step: BoxStep) -> None:
    box.step = step
    box.save(update_fields=["step"])


def _lock_for_chair(actor: Actor, vote_id: UUID) -> tuple[Vote, Meeting]:
    vote = lock_round(vote_id)
    policy.require_member(actor, vote.item.meeting)
    policy.require_presiding(actor, vote.item.meeting)
    return vote, vote.item.meeting


def _lock_for_trustee(actor: Actor, vote_id: UUID) -> tuple[SealedBox, Meeting, Trustee]:
    vote = lock_round(vote_id)
    meeting = vote.item.meeting
    policy.require_member(actor, meeting)
    policy.require_scrutineer(actor, meeting)
    box = SealedBox.objects.select_for_update(of=("self",)).select_related("ceremony").filter(vote=vote).first()
    if box is None:
        raise NotFound
    return box, meeting, sealed.own_trustee(actor, box.ceremony)
