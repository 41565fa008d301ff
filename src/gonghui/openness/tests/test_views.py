"""Pages of openness, as browsers see them: from opening the board to the poster in the workshop."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gonghui.kernel import clock
from gonghui.kernel.testing import NOON, OTHER_UNION
from gonghui.openness.actions import questions
from gonghui.openness.models import Board, Disclosure, Question, QuestionSupport
from gonghui.openness.tests import make

DESK = reverse("openness:desk")


def text_of(answer):
    return answer.content.decode()


def test_board_when_opened_in_the_browser_then_its_duties_are_listed(browse):
    client = browse()
    assert "开通公开栏" in text_of(client.get(DESK))
    assert client.post(reverse("openness:opening"), {"responsible": ""}).status_code == 422
    assert client.post(reverse("openness:opening"), {"responsible": "秦守一"}).status_code == 302
    page = text_of(client.get(DESK))
    for words in ("安全生产、劳动保护、职业病防治情况", "职工切身利益", "通用目录", "秦守一", "每季度"):
        assert words in page


def test_disclosure_when_walked_through_by_two_officers_then_it_hangs_on_the_board(browse):
    secretary, chair = browse(), browse("chair")
    secretary.post(reverse("openness:opening"), {"responsible": "秦守一"})
    board = Board.objects.get()
    duty = make.duty(board, "DECIDE")
    draft = reverse("openness:draft", args=[duty.pk])
    assert "公开的内容" in text_of(secretary.get(draft))
    assert secretary.post(draft, {"title": "", "text": ""}).status_code == 422
    made = secretary.post(draft, {"title": "高温津贴发放办法", "text": "六月至九月发放。\n\n随工资发。"})
    found = Disclosure.objects.get()
    assert made.url == reverse("openness:disclosure", args=[found.pk])
    own = secretary.get(made.url)
    assert "等主席、干事或者行政负责人中的另一人做保密审查" in text_of(own)
    assert "审查通过" not in text_of(own)
    refused = secretary.post(reverse("openness:check", args=[found.pk]), follow=True)
    assert "保密审查要由拟稿人以外的人来做" in text_of(refused)
    assert "审查通过" in text_of(chair.get(made.url))
    chair.post(reverse("openness:check", args=[found.pk]))
    chair.post(reverse("openness:approve", args=[found.pk]), {"responsible": "秦守一"})
    assert "等责任人" not in text_of(secretary.get(made.url))
    today = clock.local_date(clock.now())
    soon = secretary.post(reverse("openness:put-up", args=[found.pk]), {"until": today.isoformat()}, follow=True)
    assert "公布时间一般不少于7天" in text_of(soon)
    odd = secretary.post(reverse("openness:put-up", args=[found.pk]), {"until": "很久"}, follow=True)
    assert "日期无法辨认" in text_of(odd)
    far = (today + timedelta(days=30)).isoformat()
    secretary.post(reverse("openness:put-up", args=[found.pk]), {"until": far})
    shown = text_of(Client().get(reverse("openness:board", args=[board.slug])))
    assert "高温津贴发放办法" in shown
    one = Client().get(reverse("openness:board-one", args=[board.slug, found.pk]))
    assert "六月至九月发放" in text_of(one)
    assert one["X-Robots-Tag"] == "noindex"
    secretary.post(reverse("openness:take-down", args=[found.pk]), {"note": "数字有误"})
    assert Client().get(reverse("openness:board-one", args=[board.slug, found.pk])).status_code == 404


def test_draft_when_personal_numbers_stand_in_it_then_the_page_says_which(browse, board):
    made = make.draft(make.duty(board), text="有事请打19900001234。")
    page = text_of(browse("chair").get(reverse("openness:disclosure", args=[made])))
    assert "手机号 …1234" in page


def test_questions_when_asked_and_answered_then_the_workshop_reads_it(browse, board):
    anybody, slug = Client(), board.slug
    asked = anybody.post(reverse("openness:ask", args=[slug]), {"text": "防暑降温费什么时候发？"}, follow=True)
    assert "问题已收到" in text_of(asked)
    anybody.post(reverse("openness:ask", args=[slug]), {"text": "防暑\x00降温费什么时候发？"})
    assert Question.objects.count() == 1  # what no keyboard types is left out: the same question
    assert "请写明要问什么" in text_of(anybody.post(reverse("openness:ask", args=[slug]), {"text": " "}, follow=True))
    secretary, worker = browse(), browse("worker")
    page = text_of(secretary.get(reverse("openness:questions")))
    assert "防暑降温费什么时候发？" in page
    assert "匿名提问" in page
    question = Question.objects.get()
    secretary.post(reverse("openness:answer", args=[question.pk]), {"text": "六月随工资发。"})
    support = reverse("openness:question-support", args=[slug, question.pk])
    worker.post(support)
    page = text_of(worker.get(reverse("openness:board", args=[slug])))
    for words in ("六月随工资发。", "1人附议", "取消附议"):
        assert words in page
    assert QuestionSupport.objects.count() == 1
    assert anybody.post(support).headers["Location"].startswith("/login/")
    their = browse("worker", OTHER_UNION)
    assert "只有本单位的职工可以附议" in text_of(their.post(support, follow=True))


def test_question_when_set_aside_then_its_reason_is_for_the_officers_alone(browse, board):
    made = questions.ask(make.WORKER.stranger(), slug=board.slug, text="某人为什么受处分？", now=NOON)
    secretary = browse()
    secretary.post(reverse("openness:answer", args=[made]), {"text": "涉及个人，当面答复。", "aside": "1"})
    assert "涉及个人" in text_of(secretary.get(reverse("openness:questions") + "?state=SET_ASIDE"))
    assert "受处分" not in text_of(Client().get(reverse("openness:board", args=[board.slug])))


def test_duty_when_set_in_the_browser_then_the_list_shows_it(browse, board):
    client, duty = browse(), make.duty(board)
    at = reverse("openness:duty", args=[duty.pk])
    assert "负责部门" in text_of(client.get(at))
    client.post(at, {"period": "YEAR", "department": "安环部"})
    assert "安环部" in text_of(client.get(DESK))
    assert client.post(reverse("openness:new-duty"), {"title": "", "period": "YEAR"}).status_code == 422
    client.post(reverse("openness:new-duty"), {"title": "食堂收支", "period": "QUARTER"})
    mine = board.duties.get(title="食堂收支")
    assert "本单位增加的事项" in text_of(client.get(DESK))
    client.post(reverse("openness:end-duty", args=[mine.pk]))
    refused = client.post(reverse("openness:end-duty", args=[duty.pk]), follow=True)
    assert "目录规定的事项不能取消" in text_of(refused)
    assert "食堂收支" not in text_of(client.get(DESK))


def test_ledger_when_downloaded_then_the_year_stands_in_it(browse, board):
    make.put_up(make.duty(board))
    answer = browse().get(reverse("openness:ledger", args=[2026]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][2] == "公开事项"
    assert rows[1][3:6] == ["2025年第4季度", "安全生产情况", "2026-03-10"]
    assert len(rows) == 2
    chair = browse("chair")
    for year in (0, 1999, 2101, 9999, 10**9):
        assert chair.get(reverse("openness:ledger", args=[year])).status_code == 404
    empty = chair.get(reverse("openness:ledger", args=[2025]))
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(empty.content)).get_sheet_by_index(0).to_python()) == 1


def test_list_when_searched_then_only_what_fits(browse, board):
    make.put_up(make.duty(board))
    client = browse()
    assert "安全生产情况" in text_of(client.get(reverse("openness:disclosures") + "?q=工伤"))
    assert client.get(reverse("openness:disclosures") + "?q=%00&state=%00").status_code == 200
    assert "没有这样的公开内容" in text_of(client.get(reverse("openness:disclosures") + "?q=食堂"))


@pytest.mark.parametrize("name", ["board", "poster", "board-code"])
def test_open_pages_when_the_address_is_wrong_then_nothing_is_there(board, name):
    assert Client().get(reverse(f"openness:{name}", args=[board.slug])).status_code == 200
    assert Client().get(reverse(f"openness:{name}", args=["nothing"])).status_code == 404


def test_poster_when_opened_then_it_holds_address_and_code(board):
    page = text_of(Client().get(reverse("openness:poster", args=[board.slug])))
    assert f"http://testserver/gongkai/{board.slug}/" in page
    assert reverse("openness:board-code", args=[board.slug]) in page
