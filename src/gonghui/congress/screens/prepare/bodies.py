"""Step 4: who holds which post."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.models import Appointment, Delegate, Meeting, Term
from gonghui.congress.queries import posts
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.composition import Category
from gonghui.congress.rules.parameters import SCRUTINEERS_MIN
from gonghui.congress.rules.presidium import presidium_seats
from gonghui.congress.rules.states import POST_WORDS, Post
from gonghui.congress.screens.prepare.delegates import category_word
from gonghui.kernel.actor import Actor
from gonghui.registry.public import PersonCard, find_people

MOST_FOUND = 12


def page(meeting: Meeting, actor: Actor, found: str, role: str) -> dict[str, object]:
    """Return the posts with who holds them, and the people that were looked for."""
    return {
        "posts": [_post(meeting, one) for one in Post], "looked_for": found, "role": role,
        "role_word": _(POST_WORDS[Post(role)]) if role in set(Post) else "",
        "people": people(meeting.term, actor, found) if found else [],
        "roles": [(one.value, _(POST_WORDS[one])) for one in Post],
    }  # fmt: skip


def people(term: Term, actor: Actor, found: str) -> list[dict[str, object]]:
    """Return delegates of that name or number, then other members of the union."""
    mandates = Delegate.objects.filter(term=term, ended_on=None).select_related("delegation")
    named = [
        one for one in mandates.order_by("number") if found in one.name or found in (one.number, one.employee_number)
    ]
    rows = [_delegate(one) for one in named[:MOST_FOUND]]
    known = {one.person_id for one in named}
    cards = find_people(actor, term.union_id, found, limit=MOST_FOUND)
    return [*rows, *(_member(card) for card in cards if card.id not in known)]


def _post(meeting: Meeting, role: Post) -> dict[str, object]:
    held = posts.of(meeting, role)
    return {
        "role": role.value, "word": _(POST_WORDS[role]), "note": _note(meeting, role),
        "people": [_holder(meeting, one) for one in held], "count": len(held),
    }  # fmt: skip


def _note(meeting: Meeting, role: Post) -> str:
    pack, term = pack_of(meeting), meeting.term
    if role is Post.PRESIDIUM:
        delegates = Delegate.objects.filter(term=term, kind="FULL", ended_on=None).count()
        seats = presidium_seats(pack, delegates=delegates, staff=term.staff)
        limit = _("%(floor)s人以上") % {"floor": seats.floor}
        if seats.cap is not None:
            limit = _("%(floor)s至%(cap)s人") % {"floor": seats.floor, "cap": seats.cap}
        return _("应当%(limit)s，一线职工代表占半数以上") % {"limit": limit}
    return {
        Post.PRESIDING: _("从主席团成员中推选，主持大会"),
        Post.SECRETARY_GENERAL: _("负责大会日常事务"),
        Post.SCRUTINEER: _("不少于%(n)s名，来自不同代表团，不是候选人") % {"n": pack[SCRUTINEERS_MIN]},
        Post.TELLER: _("在监票人监督下计票"),
        Post.DESK: _("在签到台核验代表，可以由会务人员担任"),
        Post.OPERATOR: _("操作大屏和表决，可以由会务人员担任"),
    }[role]


def _holder(meeting: Meeting, post: Appointment) -> dict[str, object]:
    one = post.delegate
    where = f"{one.delegation.name if one.delegation else ''}　{category_word(one.category)}" if one else _("会务人员")
    front = one is not None and one.category in (Category.FRONT_LINE, Category.DISPATCHED)
    return {
        "name": post.person.name, "note": where, "front": front,
        "end_url": reverse("congress:prepare-post-end", args=[meeting.id, post.id]),
    }  # fmt: skip


def _delegate(one: Delegate) -> dict[str, object]:
    group = one.delegation.name if one.delegation else _("未编团")
    return {
        "name": one.name, "note": f"{one.number}　{group}　{category_word(one.category)}", "field": "delegate_id",
        "id": one.id, "is_full": one.kind == "FULL",
    }  # fmt: skip


def _member(card: PersonCard) -> dict[str, object]:
    note = "　".join(text for text in (card.department, card.post) if text)
    return {
        "name": card.name,
        "note": _("%(note)s　不是代表") % {"note": note},
        "field": "person_id",
        "id": card.id,
        "is_full": False,
    }
