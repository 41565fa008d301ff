"""What a scrutineer's phone is told at a sealed vote: where the ceremony stands, and what the box waits for."""

from django.urls import reverse

from gonghui.congress.ballotbox import boards, ceremonies
from gonghui.congress.models import BoardHead, KeyCeremony, Meeting, SealedBox, Trustee
from gonghui.congress.queries import sealed
from gonghui.congress.rules.sealing import BoxStep, paper_warning
from gonghui.congress.screens import words
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound


def owner(ceremony: KeyCeremony, trustee: Trustee) -> str:
    """Return the name under which a scrutineer's phone keeps its secrets of a ceremony."""
    return f"{ceremony.id}:{trustee.index}"


def standing(actor: Actor, meeting: Meeting) -> dict[str, object]:
    """Return where the newest ceremony stands for this scrutineer's phone.

    Raises: NotFound when none has begun; NotAllowed for a scrutineer who has no place in it.
    """
    ceremony = sealed.newest_ceremony(meeting)
    if ceremony is None:
        raise NotFound
    trustee = sealed.own_trustee(actor, ceremony)
    now = ceremonies.Standing(ceremony)
    return {
        "ceremony": str(ceremony.id), "step": now.step, "accused": bool(now.accused),
        "sent": now.step is None or now.step in now.sent[trustee.index], "owner": owner(ceremony, trustee),
        "index": trustee.index, "name": trustee.name, "nonce": ceremony.nonce, "threshold": ceremony.threshold,
        **now.given(),
    }  # fmt: skip


def key_part(actor: Actor, meeting: Meeting) -> dict[str, object] | None:
    """Return the card of the key on the scrutineers' page; None where no sealed vote is planned."""
    if not sealed.has_sealed_items(meeting):
        return None
    ceremony = sealed.newest_ceremony(meeting)
    if ceremony is None:
        return {"state": "NONE"}
    if ceremony.hosted:
        return {"state": "HOSTED"}
    names = "、".join(ceremony.trustees.order_by("index").values_list("name", flat=True))
    base = {
        "ceremony": ceremony.id, "url": reverse("congress:key", args=[meeting.id]),
        "send": reverse("congress:key-send", args=[ceremony.id]), "names": names, "threshold": ceremony.threshold,
    }  # fmt: skip
    try:
        trustee = sealed.own_trustee(actor, ceremony)
    except NotAllowed:
        return base | {"state": "OTHERS", "done": ceremony.finished_at is not None}
    return base | {
        "state": "DONE" if ceremony.finished_at else "GOING", "owner": owner(ceremony, trustee),
        "accused": not ceremony.finished_at and bool(ceremonies.Standing(ceremony).accused),
    }  # fmt: skip


def box_standing(actor: Actor, box: SealedBox) -> dict[str, object]:
    """Return what a box waits for, and what this scrutineer has given."""
    trustee = sealed.own_trustee(actor, box.ceremony)
    key = boards.manifest_of(box).scrutineers[trustee.index - 1].key.hex()
    return {
        "step": box.step, "gave": sorted(sealed.gave(box, trustee)), "signed": boards.signed_last(box),
        "mine": BoardHead.objects.filter(box=box, index=box.entries, signer=key).exists(),
        "threshold": box.ceremony.threshold,
    }  # fmt: skip


def box_part(actor: Actor, box: SealedBox | None) -> dict[str, object] | None:
    """Return the card of the box on the scrutineers' page, None where there is nothing for them to do at it."""
    if box is None or box.ceremony.hosted:
        return None
    try:
        trustee = sealed.own_trustee(actor, box.ceremony)
    except NotAllowed:
        return None
    gave = sealed.gave(box, trustee)
    roll, paper = len(box.roll.split()), boards.manifest_of(box).roll_paper
    return {
        "warning": words.translated(paper_warning(paper)),
        "step": box.step, "signed": "ROLL" in gave, "released": "SHARE" in gave, "size": roll,
        "paper": paper, "waits": sealed.still_to_act(box),
        "owner": owner(box.ceremony, trustee), "randomness": box.rehearsal_randomness, "value": box.rehearsal_value,
        "state": reverse("congress:box", args=[box.vote_id]),
        "files": reverse("congress:box-file", args=[box.vote_id, "manifest.json"]),
        "roll": reverse("congress:sign-roll", args=[box.vote_id]),
        "head": reverse("congress:sign-head", args=[box.vote_id]),
        "share": reverse("congress:release-share", args=[box.vote_id]),
        "goes_on": box.step in (BoxStep.TALLIED, BoxStep.COUNTED), "received": sealed.received(box.vote),
    }  # fmt: skip
