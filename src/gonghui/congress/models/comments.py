"""Words that raters add to an appraisal, kept so that nobody can tell whose they are."""

from django.db import models

from gonghui.congress.models.term import Delegate
from gonghui.congress.models.voting import Vote
from gonghui.kernel.ids import uuid4


class CommentBox(models.Model):
    """All comments of a round in one row, put into a new order by lot whenever one comes in; no times, no people."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="comment_box")
    texts = models.JSONField(default=list)


class CommentMark(models.Model):
    """Who has commented on a round, so that each does it once; neither what nor when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "delegate"], name="congress_one_comment")]
