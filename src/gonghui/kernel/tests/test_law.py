"""Citations of law are written as people write them, and only to what exists."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.law import (
    DATA,
    LawRef,
    Status,
    Text,
    UnknownLaw,
    find,
    from_numeral,
    parse,
    read_register,
    register,
    to_numeral,
)

CONGRESS = "上海市职工代表大会条例"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (28, "二十八"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (201, "二百零一"),
        (266, "二百六十六"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (1259, "一千二百五十九"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_number_when_written_in_chinese_is_as_laws_count(number: int, words: str) -> None:
    assert to_numeral(number) == words
    assert from_numeral(words) == number


def test_every_number_when_written_and_read_is_the_same() -> None:
    assert [from_numeral(to_numeral(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_number_when_out_of_range_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="not a number of an article"):
        to_numeral(number)


@pytest.mark.parametrize(
    "words", ["", "零", "一十", "二八", "十零", "一百一", "百", "零一", "一千一", "两百", "萬", "十十"]
)
def test_words_when_not_the_one_way_to_write_a_number_are_an_error(words: str) -> None:
    with pytest.raises(ValueError, match="not a Chinese number"):
        from_numeral(words)


@given(st.text(alphabet="零〇一二三四五六七八九十百千", max_size=9))
def test_words_when_read_at_all_are_written_the_same_again(words: str) -> None:
    try:
        number = from_numeral(words)
    except ValueError:
        return
    assert to_numeral(number) == words.replace("〇", "零")


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        (LawRef(CONGRESS, 28), "《上海市职工代表大会条例》第二十八条"),
        (LawRef(CONGRESS, 15, 3), "《上海市职工代表大会条例》第十五条第三款"),
        (LawRef(CONGRESS, 10, 1, 4), "《上海市职工代表大会条例》第十条第一款第（四）项"),
        (LawRef(CONGRESS, 35, item=5), "《上海市职工代表大会条例》第三十五条第（五）项"),
        (LawRef("中华人民共和国民法典", 1259), "《中华人民共和国民法典》第一千二百五十九条"),
        (
            LawRef("最高人民法院关于在民事审判工作中适用〈中华人民共和国工会法〉若干问题的解释", 4),
            "《最高人民法院关于在民事审判工作中适用〈中华人民共和国工会法〉若干问题的解释》第四条",
        ),
    ],
)
def test_reference_when_written_is_cited_as_people_do_and_read_back(ref: LawRef, words: str) -> None:
    assert str(ref) == words
    assert parse(words) == ref


@pytest.mark.parametrize(
    "words",
    [
        "《上海市职工代表大会条例》第28条第1款",
        "《上海职代会条例》第二十八条第一款",
        " 《上海市职工代表大会条例》 第二十八条第一款 ",
    ],
)
def test_citation_when_written_otherwise_means_the_same(words: str) -> None:
    assert parse(words) == LawRef(CONGRESS, 28, 1)


def test_citation_when_brackets_of_an_inner_title_are_double_means_the_same() -> None:
    title = "最高人民法院关于在民事审判工作中适用《中华人民共和国工会法》若干问题的解释"
    assert parse(f"《{title}》第四条第(1)项").item == 1
    assert find(title).short == "工会法司法解释"


@pytest.mark.parametrize(
    "words", ["", "第二十八条", "《工会法》", "《工会法》第条", "《工会法》第二十八条之一", "《工会法》第一项"]
)
def test_text_when_no_citation_is_an_error(words: str) -> None:
    with pytest.raises(ValueError, match="not a citation"):
        parse(words)


def test_citation_when_its_number_is_not_written_right_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a Chinese number"):
        parse("《工会法》第二八条")


def test_reference_when_the_law_is_unknown_is_refused() -> None:
    for make in (lambda: LawRef("工会法", 1), lambda: parse("《无名法》第一条"), lambda: find("无名法")):
        with pytest.raises(UnknownLaw, match="not in the register"):
            make()


def test_reference_when_past_the_last_article_is_refused() -> None:
    assert LawRef(CONGRESS, 51).entry.articles == 51
    with pytest.raises(UnknownLaw, match="has 51 articles, no 52"):
        LawRef(CONGRESS, 52)


def test_reference_when_the_articles_were_not_counted_takes_any() -> None:
    assert LawRef("企业民主管理规定", 999).entry.text is Text.PART


@pytest.mark.parametrize("numbers", [(0,), (-1,), (1, 0), (1, -1), (1, 1, 0), (1, None, -2)])
def test_reference_when_counted_from_below_one_is_an_error(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="counted from one"):
        LawRef(CONGRESS, *numbers)


def test_law_when_amended_is_meant_as_of_then() -> None:
    assert str(find("工会法").version) == "2021-12-24"
    assert str(find("个人信息保护法").version) == "2021-08-20"
    assert find("上海市工会条例").version is None


def test_register_when_shipped_is_in_order() -> None:
    assert all(law.status is Status.IN_FORCE for law in register().values())
    for law in register().values():
        dates = [day for day in (law.adopted, *law.amended) if day is not None]
        assert dates == sorted(dates), law.title
        assert law.kind in {"law", "regulation", "party", "interpretation", "rule", "union", "local"}
        assert (law.region == "CN") == (law.kind != "local")
        assert "《" not in law.title


def test_register_when_a_name_comes_twice_is_an_error() -> None:
    first, second, *_rest = json.loads(DATA.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="named twice"):
        read_register(json.dumps([first, second | {"short": first["title"]}]))


@pytest.mark.parametrize("text", ["[{}]", "[1]", "{"])
def test_register_when_malformed_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        read_register(text)
