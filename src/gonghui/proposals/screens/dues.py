"""What a union owes its proposals, as lines of the working calendar."""

from datetime import date
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.proposals.queries.lists import due_days
from gonghui.ui.parts import Due

OWED: Final = {
    "review": gettext_noop("审查提案"),
    "assign": gettext_noop("交办提案"),
    "hand": gettext_noop("督促部门答复提案"),
    "tracked": gettext_noop("复查提案承诺"),
}
"""Queue of the desk -> what is owed there; a rating is its author's, and nobody else owes it."""


def dues(union_id: UUID, today: date) -> list[Due]:  # noqa: ARG001 - every source of the calendar is given today
    """Return what is owed, in order of days: one line for each kind and day, with how many there are."""
    return [
        Due(text=_(OWED[queue]), on=day, url=f"{reverse('proposals:desk')}?queue={queue}",
            of=_("%(n)d件提案") % {"n": count})
        for day, queue, count in due_days(union_id) if queue in OWED
    ]  # fmt: skip
