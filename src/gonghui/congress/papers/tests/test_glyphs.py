"""Which characters can be drawn, and what becomes of the others."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.papers.fonts import default_fonts, faces
from gonghui.congress.papers.glyphs import Coverage, cleaned, coverage, substituted

KNOWN = coverage(tuple(path for path in faces(default_fonts()) if path.name.startswith("Noto")))


def test_coverage_when_read_then_common_and_extension_a_characters_are_all_there() -> None:
    assert all(chr(code) in KNOWN for code in range(0x4E00, 0xA000))
    assert all(chr(code) in KNOWN for code in range(0x3400, 0x4DC0))
    assert all(char in KNOWN for char in "〔〕·—〓〇䶮㍿𬀩𬭚Az09")


def test_coverage_when_read_then_rare_characters_and_pictures_are_known_to_be_missing() -> None:
    assert all(char not in KNOWN for char in "𠮷𪚥🀄\U000323b0")


def test_format_4_map_when_read_then_it_has_holes_where_the_font_has(tmp_path: Path) -> None:
    # Two segments: A..C by an index array with B missing, then the end mark; built by hand from the OpenType text.
    words = [4, 0, 0, 4, 0, 0, 0, 0x43, 0xFFFF, 0, 0x41, 0xFFFF, 0, 1, 4, 0, 7, 0, 9]
    cmap = bytes.fromhex("0000 0001 0003 0001 0000000c") + b"".join(word.to_bytes(2, "big") for word in words)
    head = bytes.fromhex("00010000 0001 0000 0000 0000")
    record = b"cmap" + bytes(4) + (28).to_bytes(4, "big") + len(cmap).to_bytes(4, "big")
    face = tmp_path / "face.ttf"
    face.write_bytes(head + record + cmap)
    known = coverage((face,))
    assert [char in known for char in "@ABCD"] == [False, True, False, True, False]


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 20)), max_size=20), st.integers(0, 330))
def test_coverage_when_ranges_overlap_then_membership_is_that_of_their_union(
    pairs: list[tuple[int, int]], code: int
) -> None:
    ranges = [(first, first + length) for first, length in pairs]
    assert (chr(code) in Coverage(ranges)) == any(first <= code <= last for first, last in ranges)


@given(st.text(max_size=40))
def test_text_when_substituted_then_only_the_missing_change_and_each_is_told(text: str) -> None:
    drawn, missing = substituted(text, KNOWN)
    assert len(drawn) == len(text)
    changed = [before for before, after in zip(text, drawn, strict=True) if before != after]
    assert [gap.character for gap in missing if gap.character != "〓"] == changed
    assert all(char in KNOWN or char == "\n" for char in drawn)
    assert all(char in KNOWN for gap in missing for char in gap.note.replace("\n", ""))


def test_text_when_cleaned_then_controls_go_and_names_stay_as_written() -> None:
    assert cleaned("王\u202e\u200b\x07\ufeff伟\U000e0100") == "王伟"
    assert cleaned("一\r\n二\r三\t四") == "一\n二\n三 四"
    assert cleaned("\ufa45") == "\ufa45"
    assert cleaned("\ud800") == ""
