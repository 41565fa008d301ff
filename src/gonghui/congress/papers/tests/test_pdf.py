"""Every paper as PDF: it is PDF/A, it says what it must, no page is blank, and it is made again byte for byte."""

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from gonghui.congress.papers import content as c
from gonghui.congress.papers import fonts, pdf
from gonghui.congress.papers.tests import edges, plant, reading
from gonghui.congress.papers.tests.plant import people, proceedings, texts, votes

FONTS = pdf.default_fonts()
PAPERS = plant.every() | {
    f"{group}_{name}": paper
    for group, papers in (("empty", edges.empty()), ("many", edges.thirty_one()), ("long", edges.stretched()))
    for name, paper in papers.items()
}


def made(paper: c.Paper) -> str:
    return reading.text(pdf.render(paper, fonts=FONTS).data)


@pytest.mark.parametrize("name", PAPERS)
def test_paper_when_rendered_then_it_is_pdf_a_with_embedded_fonts_and_no_blank_page(name: str) -> None:
    result = pdf.render(PAPERS[name], fonts=FONTS)
    reader = PdfReader(BytesIO(result.data))
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert re.search(rb"pdfaid:part>2<", metadata.stream.get_data())
    assert re.search(rb"pdfaid:conformance>B<", metadata.stream.get_data())
    assert result.pages == len(reader.pages)
    assert result.missing == ()
    for page in reader.pages:
        faces = page["/Resources"]["/Font"]  # type: ignore[index]
        assert faces
        for face in faces.values():
            (descendant,) = face.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert isinstance(descriptor, DictionaryObject)
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    assert all(len(page) > 8 for page in reading.pages(result.data))


@pytest.mark.parametrize(
    "name", ["notice", "sign_in_blank", "ballot", "resolution", "fallback", "many_minutes", "long_ballot"]
)
def test_paper_when_pictured_then_every_page_has_ink_and_none_is_black(name: str, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (Debian package poppler-utils) is not installed: no pictures of pages")
    shares = reading.ink(pdf.render(PAPERS[name], fonts=FONTS).data, tmp_path)
    assert shares
    assert all(0.001 < share < 0.25 for share in shares)


@pytest.mark.parametrize("name", ["resolution", "roster", "ballot", "result"])
def test_paper_when_rendered_twice_then_the_bytes_are_the_same(name: str) -> None:
    assert pdf.render(PAPERS[name], fonts=FONTS).data == pdf.render(PAPERS[name], fonts=FONTS).data


def test_resolution_when_rendered_then_it_has_head_number_decisions_seal_and_proof() -> None:
    words = made(texts.resolution())
    assert words.startswith("禾渡精密制造有限公司职工代表大会禾渡职代发〔2026〕3号")
    assert "（2026年11月20日通过）" in words
    assert "一、通过《禾渡精密制造有限公司集体合同》。" in words
    assert "三、集体合同生效后向全体职工公布" in words
    assert "附件：表决结果报告单" in words
    assert "（盖章处）" in words
    assert "校验码7f3a91c20e5db846d20c58ae" in words
    assert "抄送：上级工会，公司董事会，各代表团。" in words


def test_resolution_when_the_decisions_are_few_or_many_then_the_seal_never_stands_without_text() -> None:
    for count in range(1, 24):
        paper = replace(
            texts.resolution(), decisions=("按照本决议执行，" * 5 + "并报告结果。",) * count, attachments=()
        )
        sealed = [page for page in reading.pages(pdf.render(paper, fonts=FONTS).data) if "（盖章处）" in page]
        assert len(sealed) == 1
        assert "按照本决议执行" in sealed[0].split("（盖章处）")[0]


def test_page_numbers_when_official_then_odd_ones_stand_right_and_even_ones_left() -> None:
    middle = 210 / 25.4 * 72 / 2
    folios = [run for run in reading.placed(pdf.render(proceedings.minutes(), fonts=FONTS).data) if run[3][0] == "—"]
    assert [run[3] for run in folios] == ["— 1 —", "— 2 —", "— 3 —", "— 4 —"]
    assert [across > middle for _, across, _, _ in folios] == [True, False, True, False]


def test_official_page_when_full_then_it_has_twenty_two_lines_of_twenty_eight_characters() -> None:
    paper = replace(texts.resolution(), preamble=("职" * 28 * 120,), copies_to=(), proof=None)
    runs = reading.placed(pdf.render(paper, fonts=FONTS).data)
    full = [run for number, _, _, run in runs if number == 2 and "职" in run]
    assert len(full) == 22
    assert {run.count("职") for run in full} == {28}


def test_vote_result_when_passed_then_integers_come_first_with_base_and_quorum() -> None:
    words = made(votes.result())
    assert words.index("赞成171票，达到通过所须的107票。") < words.index("80.3%")
    assert "须全体代表213人过半数，即107票" in words
    assert "应到代表213人，实到代表205人，列席12人，法定人数142人，符合法定人数。" in words
    assert "百分比均以213为分母" in words


def test_vote_result_when_failed_then_the_word_and_the_sentence_say_so() -> None:
    words = made(replace(votes.result(), passed=False, tally=replace(votes.TALLY, yes=106, no=94)))
    assert "未通过" in words
    assert "赞成106票，未达到通过所须的107票。" in words


def test_vote_result_when_it_failed_in_spite_of_the_ayes_then_the_sentence_is_not_false() -> None:
    words = made(replace(votes.result(), passed=False, remarks=("表决时不足法定人数。",)))
    assert "赞成171票，达到所须的107票，但未获通过，原因见说明。" in words
    assert "说明：表决时不足法定人数。" in words


def test_vote_result_when_ballots_are_spoiled_then_they_are_counted_in_the_base() -> None:
    tally = replace(votes.TALLY, invalid=2, yes=169)
    words = made(replace(votes.result(), tally=tally))
    assert "无效20.9%" in words
    assert tally.yes + tally.no + tally.abstain + tally.invalid + tally.not_voted == 213


def test_named_votes_when_the_vote_was_secret_then_there_is_no_such_paper() -> None:
    with pytest.raises(ValueError, match="secret vote"):
        c.NamedVotes(result=votes.result(), rows=())


def test_ballot_when_secret_then_it_asks_for_no_name() -> None:
    words = made(votes.ballot(copies=1))
    assert "代表姓名" not in words
    assert "请勿署名或作任何记号" in words
    assert words.count("表决票") == 1


def test_ballot_when_named_then_it_asks_for_name_and_number() -> None:
    words = made(votes.ballot(copies=1, secret=False))
    assert "代表姓名：" in words
    assert "代表证号：" in words


@pytest.mark.parametrize(("copies", "sheets"), [(1, 1), (2, 1), (3, 2), (213, 107)])
def test_ballot_when_short_then_two_whole_ballots_fill_a_sheet(copies: int, sheets: int) -> None:
    pages = reading.pages(pdf.render(votes.ballot(copies=copies), fonts=FONTS).data)
    assert len(pages) == sheets
    assert sum(page.count("通过条件") for page in pages) == copies


@pytest.mark.parametrize("length", [1, 40, 120, 300, 700, 1000])
def test_ballot_when_the_question_is_long_then_every_ballot_stays_on_one_page(length: int) -> None:
    pages = reading.pages(pdf.render(votes.ballot(question="审议" * length + "？", copies=2), fonts=FONTS).data)
    assert sum(page.count("通过条件") for page in pages) == 2
    assert all(page.count("审议") // length == page.count("通过条件") for page in pages)


def test_ballot_when_a_sample_then_it_is_one_and_says_so() -> None:
    words = made(votes.ballot(copies=213, sample=True))
    assert "票样" in words
    assert words.count("通过条件") == 1


def test_sign_in_when_blank_then_every_delegate_has_a_line_and_every_delegation_a_page() -> None:
    pages = reading.pages(pdf.render(people.sign_in(filled=False), fonts=FONTS).data)
    assert len(pages) == 9
    assert all("签名" in page for page in pages)
    words = "".join(pages)
    for one in people.DELEGATES:
        assert f"{one.number}{one.name}" in words


def test_table_when_over_pages_then_the_head_is_on_each() -> None:
    pages = reading.pages(pdf.render(people.receipts(), fonts=FONTS).data)
    assert len(pages) > 3
    assert all("代表证号姓名代表团材料" in page for page in pages)


def test_table_when_over_pages_then_no_row_is_cut() -> None:
    pages = reading.pages(pdf.render(texts.opinions(), fonts=FONTS).data)
    assert len(pages) > 1
    starts, ends = "建议在第十二条写明", "避免多年不变。"
    assert all(page.count(starts) == page.count(ends) for page in pages)
    assert sum(page.count(starts) for page in pages) == 37


def test_row_when_longer_than_a_page_then_nothing_of_it_is_lost() -> None:
    entry = c.Incident(at=people.at(9), what="".join(f"[{no}]网络中断；" for no in range(600)))
    words = made(replace(proceedings.incident_log(), entries=(entry,)))
    assert all(f"[{no}]" in words for no in range(600))


def test_tally_sheet_when_counts_differ_then_it_says_which() -> None:
    words = made(replace(votes.tally_sheet(), second=votes.count("袁海涛", yes=170)))
    assert "两份计数在赞成上不一致，须重新清点。" in words


def test_minutes_when_nothing_was_recorded_then_each_part_says_so() -> None:
    words = made(edges.empty()["minutes"])
    for part in ("缺席代表：无。", "列席人员：无。", "主席团：无。", "秘书长：无。", "本次会议未进行表决。"):
        assert part in words


def test_fallback_pack_when_rendered_then_script_sheets_ballots_and_tallies_are_in_one_file() -> None:
    words = made(proceedings.fallback())
    places = [
        words.index(mark)
        for mark in ("使用步骤", "主持人：沈敏", "全体会议签到表", "请勿署名或作任何记号", "第一监票人计数")
    ]
    assert places == sorted(places)
    assert words.count("通过条件") == 33


@pytest.mark.parametrize("name", edges.MARKUP)
def test_name_when_it_looks_like_markup_then_it_comes_out_as_typed(name: str) -> None:
    assert re.sub(r"\s", "", name) in made(edges.roster((name,)))


@pytest.mark.parametrize("name", [one for one in edges.NAMES if one not in edges.MARKUP])
def test_name_when_long_short_or_odd_then_it_stands_on_roster_and_sign_in(name: str) -> None:
    flat = re.sub(r"\s", "", name)
    assert flat in made(edges.roster((name,)))
    assert flat in made(edges.sign_in((name,)))


def test_name_when_it_hides_controls_then_they_are_gone() -> None:
    assert "李反明" in made(edges.roster(("李\u202e反\x00\u200b明",)))


def test_character_when_no_face_has_it_then_the_paper_shows_a_mark_and_says_so() -> None:
    result = pdf.render(edges.sign_in((edges.IMPOSSIBLE,)), fonts=FONTS)
    words = reading.text(result.data)
    assert "李〓" in words
    assert "以“〓”代替的字（U+323B0）字库未收录，请手工补写" in words
    first = result.missing[0]
    assert (first.character, first.context, first.code) == ("\U000323b0", edges.IMPOSSIBLE, "U+323B0")
    assert edges.IMPOSSIBLE in first.sentence


def test_character_when_the_rare_face_is_there_then_it_is_drawn(tmp_path: Path) -> None:
    rare = next((folder / fonts.RARE for folder in fonts.RARE_FOLDERS if (folder / fonts.RARE).is_file()), None)
    if rare is None:
        pytest.skip("HanaMinB (Debian package fonts-hanazono) is not installed: rare characters show as 〓 here")
    result = pdf.render(edges.sign_in((edges.RARE,)), fonts=FONTS)
    assert result.missing == ()
    assert edges.RARE in reading.text(result.data)


def test_fonts_when_a_face_is_missing_then_the_sentence_names_it(tmp_path: Path) -> None:
    with pytest.raises(fonts.FontsMissing, match=r"缺少 NotoSerifSC_400Regular\.ttf"):
        pdf.render(votes.ballot(), fonts=tmp_path)


def test_fonts_when_collected_then_the_folder_serves_alone_and_has_the_licences(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    collected = fonts.collect(folder)
    assert [path.parent for path in collected[:4]] == [folder] * 4
    assert sorted(path.name for path in folder.glob("*-OFL.txt")) == ["noto-sans-sc-OFL.txt", "noto-serif-sc-OFL.txt"]
    assert "表决票" in reading.text(pdf.render(votes.ballot(), fonts=folder).data)
