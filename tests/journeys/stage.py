"""Sets the stage in a database of its own: the demo, and on wish a hall in session; the fixtures run it."""

import argparse
from uuid import UUID

import django
from django.core.management import call_command

PRESENT = 161


def main() -> None:
    """Load the demo; with a word, bring the plant's meeting of a folder that holds it further on."""
    parser = argparse.ArgumentParser()
    words = parser.add_mutually_exclusive_group()
    words.add_argument("--in-session", action="store_true", help="sign 161 delegates in and open the meeting")
    words.add_argument("--voting", action="store_true", help="after that: open a vote on the first item")
    words.add_argument("--posted", action="store_true", help="after that: hold it to its end and post what was decided")
    words.add_argument("--sites", action="store_true", help="before anybody signs in: hold it in two places and online")
    words.add_argument("--elections", action="store_true", help="put an election, a sealed one and an appraisal first")
    words.add_argument("--classes", action="store_true", help="put an appraisal in two classes of raters first")
    words.add_argument("--second-contract", action="store_true", help="put a second contract after the first")
    words.add_argument("--discussion", action="store_true", help="put a draft first that delegations have to discuss")
    words.add_argument("--others-report", action="store_true", help="let the other delegations sign their summaries")
    words.add_argument(
        "--cast", nargs=2, type=int, metavar=("FOR", "AGAINST"), help="let phones vote in the open round"
    )
    options = parser.parse_args()
    django.setup()
    if options.in_session:
        _open()
    elif options.voting:
        _open_vote(_Sitting())
    elif options.posted:
        _post(_Sitting())
    elif options.elections:
        _elections()
    elif options.classes:
        _classes()
    elif options.sites:
        _sites()
    elif options.second_contract:
        _put_second_contract()
    elif options.discussion:
        _put_draft_first()
    elif options.others_report:
        _others_report()
    elif options.cast:
        _cast(*options.cast)
    else:
        call_command("migrate", verbosity=0)
        call_command("load_demo", verbosity=0)


def _open() -> None:
    from gonghui.config.demo import story
    from gonghui.congress.actions import presence, running
    from gonghui.congress.models import Appointment, Delegate, Meeting
    from gonghui.kernel import clock

    meeting = Meeting.objects.exclude(ready_at=None).get()
    presiding = Appointment.objects.get(meeting=meeting, role="presiding")
    operator = Appointment.objects.get(meeting=meeting, role="operator")
    chair = story.officer(meeting.id, presiding.person_id, "presiding")
    desk = story.officer(meeting.id, operator.person_id, "operator")
    presence.open_sign_in(chair, meeting_id=meeting.id, now=clock.now())
    full = Delegate.objects.filter(term_id=meeting.term_id, kind="FULL").order_by("number")
    numbers = list(full.values_list("number", flat=True)[: PRESENT - 2])
    # The last delegation stays at home but for the chair: its people without a phone would vote on paper.
    numbers += full.filter(name__in=("贺明川", "沈知遥")).values_list("number", flat=True)
    for number in numbers:
        presence.sign_in_by_number(desk, meeting_id=meeting.id, number=number, now=clock.now())
    running.open_meeting(chair, meeting_id=meeting.id, now=clock.now())


class _Sitting:
    """The plant's meeting in session, and who acts in it."""

    def __init__(self) -> None:
        from gonghui.config.demo import story
        from gonghui.congress.models import Appointment, Meeting
        from gonghui.registry.models import Office

        self.meeting = Meeting.objects.select_related("term").exclude(ready_at=None).get()
        posts = Appointment.objects.filter(meeting=self.meeting, ended_at=None)
        self.chair = story.officer(self.meeting.id, posts.get(role="presiding").person_id, "presiding")
        counting = posts.filter(role="scrutineer").order_by("id")
        self.scrutineers = [story.officer(self.meeting.id, post.person_id, "scrutineer") for post in counting]
        union = self.meeting.term.union_id
        keeps = Office.objects.get(union_id=union, role="secretary", until=None)
        self.secretary = story.officer(union, keeps.person_id, "secretary")


def _open_vote(sitting: _Sitting) -> None:
    from gonghui.congress.actions import running, voting
    from gonghui.kernel import clock

    item = sitting.meeting.items.order_by("position")[0]
    running.start_item(sitting.chair, item_id=item.id, now=clock.now())
    vote = voting.prepare_vote(sitting.chair, item_id=item.id, now=clock.now())
    voting.open_vote(sitting.chair, vote_id=vote, seconds=None, now=clock.now())


def _post(sitting: _Sitting) -> None:
    from gonghui.congress.actions import minutes, publishing, resolutions, running
    from gonghui.kernel import clock

    # What was to be sealed is voted on paper here: two scrutineers' phones and a key are walked through elsewhere.
    sitting.meeting.items.filter(form="SECRET_BALLOT").update(count_by="SHEET")
    for item in sitting.meeting.items.order_by("position"):
        running.start_item(sitting.chair, item_id=item.id, now=clock.now())
        if item.form != "NONE":
            _decide(sitting, item.id)
        running.end_item(sitting.chair, item_id=item.id, now=clock.now())
    running.close_meeting(sitting.chair, meeting_id=sitting.meeting.id, now=clock.now())
    resolutions.draft_resolutions(sitting.secretary, meeting_id=sitting.meeting.id, now=clock.now())
    for one in sitting.meeting.resolutions.all():
        resolutions.adopt_resolution(sitting.secretary, resolution_id=one.id, now=clock.now())
    minutes.draft_minutes(sitting.secretary, meeting_id=sitting.meeting.id, now=clock.now())
    publishing.post(sitting.secretary, meeting_id=sitting.meeting.id, now=clock.now())


def _decide(sitting: _Sitting, item: UUID) -> None:
    """Vote: nobody by phone, and on paper everybody in favour."""
    from gonghui.congress.actions import counting, voting
    from gonghui.congress.models import Vote
    from gonghui.congress.queries.counts import channels_of, online_tally
    from gonghui.congress.rules.kinds import Channel
    from gonghui.congress.rules.vote import Tally
    from gonghui.kernel import clock

    made = voting.prepare_vote(sitting.chair, item_id=item, now=clock.now())
    voting.open_vote(sitting.chair, vote_id=made, seconds=None, now=clock.now())
    voting.stop_vote(sitting.chair, vote_id=made, now=clock.now())
    vote = Vote.objects.get(id=made)
    for channel, entitled in channels_of(vote).items():
        all_for = Tally(issued=entitled, returned=entitled, votes_for=entitled, votes_against=0, abstained=0)
        tally = online_tally(vote) if channel is Channel.ONLINE else all_for
        for scrutineer in sitting.scrutineers:
            counting.sign_sheet(scrutineer, vote_id=made, channel=channel, tally=tally, now=clock.now())
    voting.announce_result(sitting.chair, vote_id=made, now=clock.now())


def _sites() -> None:
    """Hold the plant's congress in two places, with an online part, and let delegates sign in."""
    from gonghui.config.demo import crowd, story
    from gonghui.congress.actions import agenda, presence, running, sites
    from gonghui.congress.models import Appointment, Meeting, Site
    from gonghui.kernel import clock

    meeting = Meeting.objects.exclude(ready_at=None).get()
    Meeting.objects.filter(id=meeting.id).update(mode="MIXED")
    main = Site.objects.create(meeting=meeting, position=1, name="主会场", place="职工俱乐部一楼", is_main=True)
    other = Site.objects.create(meeting=meeting, position=2, name="动力车间分会场", place="动力车间大食堂")
    secretary = _Sitting().secretary
    groups = list(meeting.term.delegations.order_by("position").values_list("id", flat=True))
    for n, group in enumerate(groups):
        where = "ONLINE" if n == len(groups) - 1 else str((other if n % 3 == 2 else main).id)
        sites.expect_delegation(secretary, meeting_id=meeting.id, delegation_id=group, where=where, now=clock.now())
    operator = Appointment.objects.get(meeting=meeting, role="operator")
    chair = story.officer(meeting.id, operator.person_id, "operator")
    presence.open_sign_in(chair, meeting_id=meeting.id, now=clock.now())
    meeting.refresh_from_db()
    crowd.arrive(meeting, clock.now())
    presiding = Appointment.objects.get(meeting=meeting, role="presiding")
    running.open_meeting(
        story.officer(meeting.id, presiding.person_id, "presiding"), meeting_id=meeting.id, now=clock.now()
    )
    first = meeting.items.filter(form="SECRET_BALLOT", count_by="PHONE").order_by("position")[0]
    meeting.items.filter(id=first.id).update(mode="MIXED")
    agenda.renumber(meeting, [first, *meeting.items.exclude(id=first.id).order_by("position")])


NAMED = ("贺明川", "欧阳·阿依古丽", "沈知遥", "阿卜杜热合曼·买买提艾力·托合提巴依尔江")
SEALED = ("袁海", "卢照邻", "秦望舒", "骆一宁", "韦立")
RATED = ("沈岳", "何岚", "周济")


def _elections() -> None:
    """Put an election by name, a sealed one and an appraisal at the head of the agenda of the congress in session."""
    from gonghui.congress.actions import agenda
    from gonghui.congress.models import AgendaItem, BallotRow, Meeting

    meeting = Meeting.objects.exclude(ready_at=None).get()
    others = list(meeting.items.order_by("position"))
    made = []
    for n, (kind, title, names, seats, form) in enumerate((
        ("ELECTION", "选举职工董事", NAMED, 3, "OPEN_BALLOT"),
        ("ELECTION", "选举集体协商职工方代表", SEALED, 2, "SECRET_BALLOT"),
        ("APPRAISAL", "民主测评领导人员", RATED, 0, "SECRET_BALLOT"),
    )):  # fmt: skip
        power = "EVALUATE" if kind == "APPRAISAL" else "ELECT"
        item = AgendaItem.objects.create(
            meeting=meeting, position=100 + n, title=title, matter="M-EL-DIR", power=power, mode="MIXED", form=form,
            count_by="PHONE", state="SERVED", paper_kind=kind, seats=seats, question=title,
        )  # fmt: skip
        BallotRow.objects.bulk_create(
            BallotRow(item=item, position=place, name=name, note=f"{place}车间" if place % 2 else "")
            for place, name in enumerate(names, 1)
        )
        made.append(item)
    agenda.renumber(meeting, [*made, *others])


CLASSES = (("职工代表", 60), ("中层管理人员", 40))


def _classes() -> None:
    """Put an appraisal in two classes of raters, by name, at the head of the agenda of the congress in session."""
    from gonghui.congress.actions import agenda
    from gonghui.congress.models import AgendaItem, BallotRow, Meeting
    from gonghui.congress.rules.people import Category

    meeting = Meeting.objects.exclude(ready_at=None).get()
    others = list(meeting.items.order_by("position"))
    made: list[AgendaItem] = []
    for n, (name, weight) in enumerate(CLASSES):
        managers = [one.value for one in Category if (one is Category.MANAGER) == (n == 1)]
        item = AgendaItem.objects.create(
            meeting=meeting, position=100 + n, title=f"民主测评领导人员（{name}）", matter="M-EVAL", power="EVALUATE",
            mode="MIXED", form="OPEN_BALLOT", count_by="PHONE", state="SERVED", paper_kind="APPRAISAL",
            question="民主测评领导人员", rater_class=name, weight=weight, categories=managers,
            class_of=made[0] if made else None,
        )  # fmt: skip
        BallotRow.objects.bulk_create(BallotRow(item=item, position=p, name=who) for p, who in enumerate(RATED, 1))
        made.append(item)
    agenda.renumber(meeting, [*made, *others])


def _put_second_contract() -> None:
    """Put another collective contract after the first, signed and served as that is."""
    from gonghui.congress.actions import agenda
    from gonghui.congress.models import AgendaItem, Meeting

    meeting = Meeting.objects.exclude(ready_at=None).get()
    items = list(meeting.items.order_by("position"))
    place = next(n for n, item in enumerate(items, 1) if item.matter == "M-CC")
    second = AgendaItem.objects.get(id=items[place - 1].id)
    second.pk, second.position, second.title = None, 100, "集体合同补充协议（草案）"
    second.id, second.question = AgendaItem().id, "是否通过《集体合同补充协议（草案）》？"
    second.save(force_insert=True)
    agenda.renumber(meeting, [*items[:place], second, *items[place:]])


HEADS = {"二车间": "欧阳穗宁", "技术质量": "沈知遥", "动力保障": "阿依努尔·托合提"}


def _put_draft_first() -> None:
    """Put the draft of the allowances at the head of the agenda; people of the story lead their delegations."""
    from gonghui.congress.actions import agenda
    from gonghui.congress.models import Delegate, Meeting

    meeting = Meeting.objects.select_related("term").exclude(ready_at=None).get()
    items = list(meeting.items.order_by("position"))
    draft = next(item for item in items if item.matter == "M-RULE")
    agenda.renumber(meeting, [draft, *(item for item in items if item.id != draft.id)])
    for group, name in HEADS.items():
        meeting.term.delegations.filter(name=group).update(head=Delegate.objects.get(term=meeting.term, name=name))


def _others_report() -> None:
    """Let the heads of the delegations without a part in the story come online and sign."""
    from gonghui.congress.actions import rooms
    from gonghui.congress.models import Room
    from gonghui.kernel import clock
    from gonghui.kernel.actor import Actor, Hat

    others = Room.objects.exclude(delegation__name__in=HEADS).select_related("item", "delegation__head__person")
    for room in others:
        head = room.delegation.head
        assert head is not None
        hat = Hat(role="delegate", within=room.item.meeting_id)
        actor = Actor(account_id=head.person.account_id, person_id=head.person_id, hat=hat, hats=(hat,))
        rooms.come(actor, room_id=room.id, now=clock.now())
        rooms.sign_room(actor, room_id=room.id, summary="同意修订草案。", now=clock.now())


def _cast(in_favour: int, against: int) -> None:
    """Let so many of the crowd vote on their phones; the others of it are silent."""
    from django.conf import settings

    from gonghui.config.demo import crowd
    from gonghui.congress.actions import sealed_casting
    from gonghui.congress.ballotbox import played
    from gonghui.congress.models import Meeting
    from gonghui.congress.queries.sealed import box_to_follow
    from gonghui.kernel import clock
    from gonghui.kernel.actor import Actor, Hat

    meeting = Meeting.objects.exclude(ready_at=None).get()
    vote = crowd.open_vote(meeting)
    assert vote is not None, "no round is open"
    box, hat = box_to_follow(vote), Hat(role="delegate", within=meeting.id)
    voting = crowd.waiting(vote)[: in_favour + against]
    assert len(voting) == in_favour + against, "the crowd is too small"
    for place, delegate in enumerate(voting):
        phone = played.pair(settings.SECRET_KEY, meeting.id, delegate.id)
        line = played.ballot_line(box, phone, "FOR" if place < in_favour else "AGAINST")
        actor = Actor(account_id=delegate.person.account_id, person_id=delegate.person_id, hat=hat, hats=(hat,))
        sealed_casting.cast_sealed(actor, vote_id=vote.id, line=line, now=clock.now())


if __name__ == "__main__":
    main()
