"""Sets the stage in a database of its own: the demo, and on wish a hall in session; the fixtures run it."""

import argparse

import django
from django.core.management import call_command

PRESENT = 161


def main() -> None:
    """Load the demo; with `--in-session`, sign 161 delegates in and open the meeting."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--in-session", action="store_true")
    options = parser.parse_args()
    django.setup()
    if options.in_session:
        _open()
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


if __name__ == "__main__":
    main()
