"""Comments of an appraisal, for those who may see its result, and only where there are enough raters."""

from uuid import UUID

from gonghui.congress.models import CommentBox, CommentMark, Vote
from gonghui.congress.queries.ballots import kind_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.parameters import MIN_GROUP


def takes_comments(vote: Vote) -> bool:
    """Tell whether raters may add words to their ballots of this round."""
    return kind_of(vote) is PaperKind.APPRAISAL


def has_commented(vote: Vote, delegate_id: UUID) -> bool:
    """Tell whether a delegate has added theirs."""
    return CommentMark.objects.filter(vote=vote, delegate_id=delegate_id).exists()


def comments_of(vote: Vote) -> tuple[str, ...] | None:
    """Return the comments of a counted round, by the alphabet; None where so few rated that they would tell whose."""
    box = CommentBox.objects.filter(vote=vote).first()
    if box is None:
        return ()
    result = vote.result
    if result.base - result.absent - result.not_cast < pack_of(vote.item.meeting)[MIN_GROUP]:
        return None
    return tuple(sorted(box.texts))
