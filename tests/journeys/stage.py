"""Sets the stage in a database of its own: the demo, and on wish a hall in session; the fixtures run it."""

import argparse

import django
from django.core.management import call_command

PRESENT = 161


def main() -> None:
    """Load the demo; with `--in-session`, sign 161 delegates in and open the meeting."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--in-session", action="store_true")
    parser.add_argument("--elections", action="store_true")
    options = parser.parse_args()
    django.setup()
    if options.in_session:
        _open()
    elif options.elections:
        _elections()
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


if __name__ == "__main__":
    main()
