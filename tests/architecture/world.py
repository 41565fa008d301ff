"""Two unions, each with a congress in session, and everybody who might knock at an address."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from gonghui.accounts.tests.make import log_in
from gonghui.congress import uploads
from gonghui.congress.actions import (
    calls,
    committees,
    correction,
    devices,
    floor,
    joint,
    presence,
    rollcall,
    running,
    voting,
)
from gonghui.congress.actions.roll import read_roll, receive_roll
from gonghui.congress.ballotbox import making
from gonghui.congress.models import (
    Appointment,
    BallotRow,
    CorrectionPaper,
    Dossier,
    ElectoralUnit,
    Enclosure,
    KeyCeremony,
    LeaveRequest,
    Minutes,
    Notice,
    Objection,
    Opinion,
    Paper,
    Publication,
    Resolution,
    SealedBox,
    SheetPhoto,
    Site,
    Vote,
)
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.packfile import builtin
from gonghui.congress.rules.parameters import PASS
from gonghui.congress.tests import box as sealed
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, PICTURE, Hall, after
from gonghui.congress.uploads import Upload
from gonghui.kernel import clock
from gonghui.kernel.testing import OTHER_UNION, OUR_UNION
from gonghui.registry.actions.imports import read_roster, receive_roster
from gonghui.registry.models import Membership, Office, Person, Union
from gonghui.registry.tests import files
from gonghui.registry.tests import make as registry
from tests.architecture import openness_rows

CAST = (
    "stranger", "worker", "delegate", "presiding", "operator", "scrutineer", "desk", "secretary", "chair",
    "their-secretary", "their-chair", "their-delegate", "device",
)  # fmt: skip
SINCE = clock.local_date(MORNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Browsers by who sits at them, and the ids that our addresses are made of, by the word in the address."""

    browsers: dict[str, Client]
    ids: dict[str, object]


def build() -> World:
    """Make both unions, hold the congress of ours up to an open vote, and log everybody in."""
    ours = _in_session(_union(OUR_UNION, "禾渡精密制造有限公司工会委员会"))
    theirs = make.hall(of=_union(OTHER_UNION, "青禾医院工会委员会"))
    people = {
        "worker": (_member("韦立", ours), "worker", OUR_UNION),
        "delegate": (_behind(ours, 5), "delegate", ours.meeting.id),
        "presiding": (_behind(ours, 0), "presiding", ours.meeting.id),
        "operator": (_behind(ours, 1), "operator", ours.meeting.id),
        "desk": (_behind(ours, 2), "desk", ours.meeting.id),
        "scrutineer": (_behind(ours, 3), "scrutineer", ours.meeting.id),
        "secretary": (_officer("沈知遥", ours, "secretary"), "secretary", OUR_UNION),
        "chair": (_officer("何岚", ours, "chair"), "chair", OUR_UNION),
        "their-secretary": (_officer("宋青禾", theirs, "secretary"), "secretary", OTHER_UNION),
        "their-chair": (_officer("陆远舟", theirs, "chair"), "chair", OTHER_UNION),
        "their-delegate": (_behind(theirs, 5), "delegate", theirs.meeting.id),
    }
    browsers = {name: Client() for name in CAST}
    sessions = {
        name: log_in(browsers[name], person.account_id, hat=f"{role}:{within}")
        for name, (person, role, within) in people.items()
    }
    worker = people["worker"][0]
    ids = _ids(ours) | {
        "session_id": sessions["delegate"], "person_id": worker.id, "account_id": worker.account_id,
        **openness_rows.ids(OUR_UNION, *(registry.OURS[role] for role in ("secretary", "chair"))),
    }  # fmt: skip
    return World(browsers=browsers, ids=ids)


def _union(key: UUID, name: str) -> Union:
    return Union.objects.get(id=registry.union(key, name))


def _in_session(union: Union) -> Hall:
    hall = make.hall(of=union, forms=(VoteForm.OPEN_BALLOT, VoteForm.NONE))
    meeting_id, chair = hall.meeting.id, hall.posts["presiding"]
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting_id, now=MORNING)
    for delegate in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting_id, number=delegate.number, now=MORNING)
    running.open_meeting(chair, meeting_id=meeting_id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    hall.meeting.refresh_from_db()
    return hall


def _ids(hall: Hall) -> dict[str, object]:
    meeting, item, last = hall.meeting, hall.items[0], hall.delegates[5]
    speech = floor.ask_to_speak(hall.delegate(5), item_id=item.id, kind="SPEECH", now=after(75))
    vote = voting.prepare_vote(hall.posts["presiding"], item_id=item.id, now=after(80))
    voting.open_vote(hall.posts["presiding"], vote_id=vote, seconds=None, now=after(90))
    box = _box(hall, vote)
    leave = LeaveRequest.objects.create(meeting=meeting, delegate=last, reason="出差", asked_at=after(95))
    roster = receive_roster(
        hall.posts["secretary"], union_id=OUR_UNION, name="名册.xlsx", chunks=[files.xlsx([files.WEI])], now=after(96)
    )
    read_roster(hall.posts["secretary"], union_id=OUR_UNION, batch_id=roster.id, now=after(97))
    return {
        "union_id": OUR_UNION, "batch_id": roster.id, "number": 2,
        "meeting_id": meeting.id, "item_id": item.id, "vote_id": vote, "delegate_id": last.id,
        "paper_id": _paper(hall).id, "request_id": speech, "leave_id": leave.id, "answer": "grant",
        **_preparation(hall), **_tenure(hall), **_between(hall), **_outcome(hall), "code": "nothing",
        "ceremony_id": box.ceremony_id,
        "row_id": BallotRow.objects.create(item=item, position=1, name="高温津贴").id,
        "token": devices.make_wall(hall.posts["presiding"], meeting_id=meeting.id, now=after(97)),
        "podium_token": devices.make_podium(hall.posts["presiding"], meeting_id=meeting.id, now=after(97)),
        "kiosk_token": devices.make_kiosk(hall.posts["desk"], meeting_id=meeting.id, now=after(97)),
        "roll_call_id": rollcall.start_roll_call(hall.posts["presiding"], meeting_id=meeting.id, now=after(97)),
    }  # fmt: skip


def _box(hall: Hall, vote_id: UUID) -> SealedBox:
    """A box whose roll waits for the scrutineers' signatures, beside the open vote."""
    sealed.hold_ceremony(hall)
    terms = making.Terms(
        title="会议", question="是否通过？", majority=builtin("CN-SH")[PASS], keys=[], paper=0, opens="2026-03-01"
    )
    box = making.make_box(Vote.objects.get(id=vote_id), KeyCeremony.objects.get(meeting=hall.meeting), terms)
    box.save()
    return box


def _preparation(hall: Hall) -> dict[str, object]:
    """What the preparation of a meeting is made of, one of each."""
    meeting, secretary = hall.meeting, hall.posts["secretary"]
    roll_ = receive_roll(
        secretary, term_id=meeting.term_id, name="代表.xlsx", chunks=[files.xlsx([files.WEI])], now=after(98)
    )
    read_roll(secretary, term_id=meeting.term_id, batch_id=roll_.id, now=after(99))
    return {
        "term_id": meeting.term_id, "roll_id": roll_.id, "group_id": hall.delegates[0].delegation_id, "way": "up",
        "notice_id": Notice.objects.create(meeting=meeting, text="开会", sent_at=MORNING).id,
        "opinion_id": Opinion.objects.create(
            meeting=meeting, delegate=hall.delegates[5], text="增加班车", key=uuid4(), at=MORNING
        ).id,
        "photo_id": _photo(hall).id,
        "site_id": Site.objects.create(meeting=meeting, position=1, name="主会场", is_main=True).id,
        "appointment_id": Appointment.objects.filter(meeting=meeting, role="desk").values_list("id", flat=True)[0],
    }  # fmt: skip


def _photo(hall: Hall) -> SheetPhoto:
    """The photograph of a sheet counted by hand, beside the open vote."""
    kept = uploads.keep(Upload(name="计票单.png", chunks=[PICTURE]))
    enclosure = Enclosure.objects.create(
        meeting=hall.meeting,
        serves="tally_sheet",
        title="计票单照片",
        file_name=kept.name,
        file_path=kept.path,
        at=MORNING,
    )
    scrutineer = Appointment.objects.filter(meeting=hall.meeting, role="scrutineer")[0]
    vote = hall.items[0].votes.get()
    return SheetPhoto.objects.create(vote=vote, channel="PAPER", scrutineer=scrutineer, enclosure=enclosure)


def _tenure(hall: Hall) -> dict[str, object]:
    """What happens within a term: an electoral unit, and a proposal to meet."""
    term = hall.meeting.term
    call = calls.propose_meeting(
        hall.posts["secretary"], term_id=term.id, proposer="UNION", matter="高温津贴", proposed_on=SINCE, now=after(100)
    )
    return {"unit_id": ElectoralUnit.objects.create(term=term, name="一车间", staff=40).id, "call_id": call}


def _between(hall: Hall) -> dict[str, object]:
    """What a term holds between two congresses, one of each."""
    term, secretary, day = hall.meeting.term, hall.posts["secretary"], clock.local_date(MORNING)
    met = joint.record_joint(
        secretary, term_id=term.id, held_on=day, convened_by="UNION", called=5, attended=4, now=after(100)
    )
    entry = joint.settle_item(secretary, joint_id=met, title="作息调整", matter="", outcome="同意。", now=after(101))
    group = committees.set_up_committee(secretary, term_id=term.id, name="提案小组", now=after(102))
    member = committees.join_committee(secretary, committee_id=group, delegate_id=hall.delegates[4].id, now=after(103))
    held_against = correction.demand_correction(
        secretary, union_id=term.union_id, subject="没有按期召开", rule="V15", text="请纠正。", issuer="工会",
        addressee="公司", issued_on=day, answer_by=day, now=after(104),
    )  # fmt: skip
    return {
        "joint_id": met, "entry_id": entry, "committee_id": group, "member_id": member, "correction_id": held_against,
        "sheet_id": CorrectionPaper.objects.values_list("id", flat=True).get(),
    }  # fmt: skip


def _outcome(hall: Hall) -> dict[str, object]:
    """What a meeting leaves behind, one of each; the window of what is posted runs now."""
    meeting, now = hall.meeting, clock.now()
    resolution = Resolution.objects.create(
        meeting=meeting, item=hall.items[1], number="禾渡职代〔2026〕1号", title="关于工作报告的决议", text="一、通过。"
    )
    adopted = Resolution.objects.create(
        meeting=meeting,
        item=None,
        number="禾渡职代〔2026〕2号",
        title="关于议程的决议",
        text="一、通过。",
        adopted_at=now,
    )
    Minutes.objects.create(meeting=meeting, text="纪要", drafted_at=now)
    posted = Publication.objects.create(
        meeting=meeting, slug="posted", starts_at=now, ends_at=now + timedelta(days=7), due_at=now + timedelta(days=7)
    )
    objection = Objection.objects.create(publication=posted, person=_behind(hall, 5), text="第一条有误。", at=now)
    reason = Enclosure.objects.create(meeting=meeting, serves="approval", title="批复", reason="没有", at=now)
    dossier = Dossier.objects.create(
        meeting=meeting, file_path=default_storage.save(f"dossiers/{uuid4()}.zip", ContentFile(b"PK")), size=2,
        sha256="0" * 64, present=1, required=1, built_at=now,
    )  # fmt: skip
    return {
        "resolution_id": resolution.id, "slug": posted.slug, "objection_id": objection.id, "enclosure_id": reason.id,
        "dossier_id": dossier.id, "adopted_id": adopted.id,
    }  # fmt: skip


def _paper(hall: Hall) -> Paper:
    path = default_storage.save(f"papers/{uuid4()}.txt", ContentFile("工作报告".encode()))
    return Paper.objects.create(
        meeting=hall.meeting, item=hall.items[0], title="工作报告", text="各位代表：\n\n现在报告工作。",
        file_name="工作报告.txt", file_path=path, media_type="text/plain", size=12,
        served_at=MORNING - timedelta(days=8),
    )  # fmt: skip


def _behind(hall: Hall, number: int) -> Person:
    return hall.delegates[number].person


def _member(name: str, hall: Hall) -> Person:
    person = make.person(name)
    Membership.objects.create(person=person, union=hall.meeting.term.union, since=SINCE)
    return person


def _officer(name: str, hall: Hall, role: str) -> Person:
    person = _member(name, hall)
    Office.objects.create(person=person, union=hall.meeting.term.union, role=role, since=SINCE)
    return person
