"""Comments in an appraisal: one from each, shown to few, and nobody's to be told from all that the server has."""

import pytest
from django.urls import reverse

from gonghui.congress.actions import comments
from gonghui.congress.models import CommentBox, CommentMark
from gonghui.congress.queries.comments import comments_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.parameters import MIN_GROUP
from gonghui.congress.tests import rows
from gonghui.congress.tests.linking import choice_of, dump, leaks
from gonghui.congress.tests.test_screens import browser
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry

pytestmark = pytest.mark.django_db
WORDS = ("敢于担当，也肯听意见", "安全投入还要加大", "公道")


def appraisal(*, delegates=12):
    hall = rows.in_session(PaperKind.APPRAISAL, names=("沈岳", "何岚"), delegates=delegates)
    return hall, rows.opened(hall)


def test_comment_when_given_then_kept_once_without_a_person_or_a_time():
    hall, vote = appraisal()
    assert not comments.comment(hall.delegate(0), vote_id=vote.id, text="沈岳厂长敢担当")
    assert comments.comment(hall.delegate(1), vote_id=vote.id, text="我是代表1，电话13900001234")
    with pytest.raises(Conflict):
        comments.comment(hall.delegate(0), vote_id=vote.id, text="再说一句")
    assert sorted(CommentBox.objects.get().texts) == ["我是某代表，电话＊＊＊", "沈岳厂长敢担当"]
    entries = LedgerEntry.objects.filter(verb="comment-came")
    assert {str(hall.delegate(n).account_id) in str(vars(one)) for one in entries for n in (0, 1)} == {False}


@pytest.mark.parametrize("text", ["", "  \n", "字" * 301])
def test_comment_when_empty_or_too_long_then_refused_and_may_be_sent_again(text):
    hall, vote = appraisal()
    with pytest.raises(RuleBroken):
        comments.comment(hall.delegate(0), vote_id=vote.id, text=text)
    comments.comment(hall.delegate(0), vote_id=vote.id, text=WORDS[0])


def test_comment_when_it_is_no_appraisal_or_no_rater_then_refused():
    hall = rows.in_session(PaperKind.ELECTION, forms=(VoteForm.OPEN_BALLOT,))
    vote = rows.opened(hall)
    with pytest.raises(RuleBroken):
        comments.comment(hall.delegate(0), vote_id=vote.id, text=WORDS[0])
    with pytest.raises(NotFound):
        comments.comment(hall.posts["secretary"], vote_id=vote.id, text=WORDS[0])
    assert CommentMark.objects.count() == 0


@pytest.mark.parametrize("missing", [0, 1])
def test_comments_when_counted_then_shown_only_where_enough_have_rated(missing):
    hall, vote = appraisal()
    shown = None if missing else tuple(sorted(WORDS))
    rows.cast(hall, vote, [[0, 1]] * (pack_of(hall.meeting)[MIN_GROUP] - missing))
    for n, words in enumerate(WORDS):
        comments.comment(hall.delegate(n), vote_id=vote.id, text=words)
    vote = rows.confirmed(hall, vote)
    assert comments_of(vote) == shown
    page = browser(hall.posts["scrutineer"]).get(reverse("congress:figures", args=[vote.id])).content.decode()
    assert (WORDS[0] in page) == (shown is not None)
    assert browser(hall.delegate(7)).get(reverse("congress:figures", args=[vote.id])).status_code == 404
    with pytest.raises(Conflict):
        comments.comment(hall.delegate(11), vote_id=vote.id, text="晚了")


def test_page_when_rated_then_the_phone_offers_a_comment_once():
    hall, vote = appraisal()
    rows.cast(hall, vote, [[0, 1]])
    page, where = browser(hall.delegate(0)), reverse("congress:ballot", args=[vote.id])
    assert "还有什么意见" in page.get(where).content.decode()
    page.post(reverse("congress:comment", args=[vote.id]), {"text": WORDS[0]})
    told = page.get(where).content.decode()
    assert "您的意见已经收到" in told
    assert "还有什么意见" not in told
    assert WORDS[0] not in told
    assert vote.comment_box.texts == [WORDS[0]]


def test_dump_when_all_have_commented_then_nobodys_words_can_be_told_and_a_planted_order_is_found():
    hall, vote = appraisal(delegates=60)
    choices = {one.id: choice_of(n) for n, one in enumerate(hall.delegates)}
    said = [WORDS[("FOR", "AGAINST", "ABSTAIN").index(choices[one.id])] for one in hall.delegates]
    for n, words in enumerate(said):
        comments.comment(hall.delegate(n), vote_id=vote.id, text=words)
    texts = CommentBox.objects.get().texts
    assert sorted(texts) == sorted(said)
    assert texts != said
    assert [leak for leak in leaks(dump(), choices) if "Comment" in leak.table] == []
    kept = dump()
    kept["congress.CommentMark"].sort(key=lambda row: choices[row["delegate_id"]])
    assert [leak for leak in leaks(kept, choices) if "Comment" in leak.table] != []
