"""What ./dev reads: translations, test reports, documentation; each with a fault planted in it."""

import gettext
import io
from pathlib import Path

import pytest

from devtools import catalogs, docs, junit, postgres, suites, translations
from devtools.commands import Finished

PO = """\
# a comment
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

#: page.html
msgid "职工代表大会"
msgstr "workers' "
"congress"

msgctxt "button"
msgid "通过"
msgstr "Adopt"

msgid "通过"
msgstr "adopted"

#, python-format
msgid "%(count)d 名代表"
msgid_plural "%(count)d 名代表们"
msgstr[0] "one delegate"
msgstr[1] "%(count)d delegates"

#, fuzzy
msgid "回避"
msgstr "maybe"

msgid "弃权"
msgstr ""

#, python-format
msgid "须 %(needed)d 票"
msgstr "votes are needed"

#~ msgid "旧"
#~ msgstr "old"
"""


@pytest.fixture
def po(tmp_path: Path) -> Path:
    path = tmp_path / "src" / "gonghui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    return path


def test_catalogue_when_compiled_then_gettext_reads_it(po):
    words = gettext.GNUTranslations(io.BytesIO(catalogs.compiled(catalogs.read(po))))
    assert words.gettext("职工代表大会") == "workers' congress"
    assert (words.pgettext("button", "通过"), words.gettext("通过")) == ("Adopt", "adopted")
    assert words.ngettext("%(count)d 名代表", "%(count)d 名代表们", 1) == "one delegate"
    assert words.ngettext("%(count)d 名代表", "%(count)d 名代表们", 3) == "%(count)d delegates"
    assert words.gettext("回避") == "回避"
    assert words.gettext("弃权") == "弃权"


def test_catalogue_when_its_head_is_marked_as_guessed_then_the_charset_still_holds(po):
    po.write_text(PO.replace("# a comment", "#, fuzzy"), encoding="utf-8")
    assert gettext.GNUTranslations(io.BytesIO(catalogs.compiled(catalogs.read(po)))).info()["content-type"] == (
        "text/plain; charset=UTF-8"
    )


def test_catalogue_head_reads_as_a_catalogue(tmp_path):
    (tmp_path / "a.po").write_text(translations.HEADER, encoding="utf-8")
    entries = catalogs.read(tmp_path / "a.po")
    assert [(entry.id, len(entry.said)) for entry in entries] == [("", 1)]
    assert "charset=UTF-8\n" in entries[0].said[0]


def test_catalogues_when_compiled_again_then_nothing_is_written(po, tmp_path):
    assert catalogs.compile_all(tmp_path) == 1
    assert catalogs.compile_all(tmp_path) == 0
    po.write_text(PO.replace("Adopt", "Approve"), encoding="utf-8")
    assert catalogs.compile_all(tmp_path) == 1


def test_catalogue_faults_are_named_with_their_lines(po):
    found = [line.split(": ") for line in translations.in_catalog(catalogs.read(po), "django.po")]
    assert [(what, name) for _, what, name in found] == [
        ("fuzzy", "'回避'"),
        ("not translated", "'弃权'"),
        ("placeholders differ", "'须 %(needed)d 票'"),
    ]
    lines = PO.splitlines()
    assert [lines[int(where.partition(":")[2]) - 1] for where, _, _ in found] == [
        'msgid "回避"',
        'msgid "弃权"',
        'msgid "须 %(needed)d 票"',
    ]


def test_report_is_counted_and_the_reasons_are_kept(tmp_path):
    report = tmp_path / "junit.xml"
    report.write_text(
        '<testsuites><testsuite><testcase name="a"/><testcase name="b"><failure/></testcase>'
        '<testcase name="c"><error/></testcase><testcase name="d"><skipped message="no network"/></testcase>'
        "</testsuite></testsuites>"
    )
    count = junit.read(report)
    assert count == junit.Count(passed=1, failed=2, skipped=1, reasons=("no network",))
    assert str(junit.Count(passed=4) + junit.Count(failed=1)) == "4 passed, 1 failed, 0 skipped"
    assert junit.read(tmp_path / "missing.xml") is None


@pytest.mark.parametrize(
    ("code", "count", "narrowed", "text", "good"),
    [
        (0, junit.Count(passed=3), False, "3 passed, 0 failed, 0 skipped", True),
        (1, junit.Count(passed=2, failed=1), False, "2 passed, 1 failed, 0 skipped", False),
        (5, junit.Count(), False, "0 passed, 1 failed, 0 skipped", False),
        (5, junit.Count(), True, "0 passed, 0 failed, 0 skipped", True),
        (3, None, False, "0 passed, 1 failed, 0 skipped", False),
        (1, junit.Count(passed=3), False, "3 passed, 1 failed, 0 skipped", False),
    ],
)
def test_run_is_judged_by_code_and_count(code, count, narrowed, text, good):
    done = Finished(code=code, seconds=1.0, output="", log=Path("x.log"))
    result = suites.judged("sqlite", done, count, narrowed=narrowed)
    assert (str(result.count), result.good) == (text, good)


def test_node_report_is_added_up():
    assert suites.node_count("# pass 3\n# fail 1\nℹ pass 2\nℹ skipped 1\nnot # pass 9\n") == junit.Count(
        passed=5, failed=1, skipped=1
    )


def test_links_that_lead_nowhere_are_named(tmp_path):
    (tmp_path / "b.md").write_text("# The `./dev` way\n\n## 两条命令\n")
    page = tmp_path / "a.md"
    page.write_text(
        "[good](b.md#the-dev-way) [good](b.md#两条命令) [web](https://example.org) [self](#top)\n# Top\n"
        "[gone](c.md)\n[gone](b.md#nothing)\n```\n[not a link](d.md)\n```\n"
    )
    assert list(docs.broken_links(page)) == [(3, "dead link: c.md"), (4, "no such heading: b.md#nothing")]


@pytest.mark.parametrize(
    ("kind", "code", "good"),
    [
        ("python", "x = 1", True),
        ("python", "x = ", False),
        ("json", '{"a": 1}', True),
        ("json", "{a: 1}", False),
        ("toml", "a = 1", True),
        ("toml", "a = ", False),
        ("sh", "./dev test --fast  # quick\nls", True),
        ("console", "$ ./dev demo --port 8001", True),
        ("sh", "./dev tset", False),
        ("sh", "./dev test --quick", False),
        ("text", "anything at all", True),
    ],
)
def test_example_that_does_not_work_is_named(tmp_path, kind, code, good):
    page = tmp_path / "a.md"
    page.write_text(f"# A\n\n```{kind}\n{code}\n```\n")
    assert [line for line, _ in docs.broken_examples(page)] == ([] if good else [3])


@pytest.mark.postgres
def test_throw_away_server_is_gone_afterwards_even_when_the_work_breaks():
    folders: list[Path] = []

    def work() -> None:
        with postgres.cluster() as url:
            folders.append(Path(url.partition("host=")[2]))
            assert (folders[0] / "data" / "postmaster.pid").exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert not folders[0].exists()
