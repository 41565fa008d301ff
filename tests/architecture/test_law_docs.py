"""The pages on the law say what the packs and the rules really hold."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from gonghui.congress.rules import parameters
from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.pack import Matter, Pack, PowerTitle, Rule
from gonghui.congress.rules.packfile import builtin, builtin_ids
from gonghui.kernel import law as register
from tests.architecture import law_proofs

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "docs" / "law"
RULES = ROOT / "src" / "gonghui" / "congress" / "rules"
ORDINANCE = "上海市职工代表大会条例"
ARTICLES = 51
HANDLING = {"enforced", "recorded", "not for software"}
CODE = re.compile(r"^(V\d{2}|M-[A-Z-]+|[A-Z]+(_[A-Z]+)*)$")


class Row(NamedTuple):
    """One article as the page has it."""

    article: int
    subject: str
    handling: str
    codes: tuple[str, ...]
    why: str


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in cell.split(",") if code.strip())


def _rows() -> list[Row]:
    page = (LAW / "shanghai-congress-ordinance.md").read_text(encoding="utf-8")
    lines = [_cells(line) for line in page.splitlines() if re.match(r"\| \d+ \|", line)]
    return [Row(int(cells[0]), cells[1], cells[2], _codes(cells[3]), cells[4]) for cells in lines]


def _cited(pack: Pack, law: str) -> dict[int, set[str]]:
    """Return article -> codes of the rules, matters and powers of a pack that cite it."""
    cited: dict[int, set[str]] = {}
    entries: list[tuple[str, Rule | Matter | PowerTitle]] = [
        *((rule.id, rule) for rule in pack.rules.values()),
        *((matter.code, matter) for matter in pack.matters.values()),
        *((power.power.value, power) for power in pack.powers.values()),
    ]
    for code, entry in entries:
        for ref in entry.sources:
            if ref.law == law:
                assert ref.article is not None, (code, ref)
                cited.setdefault(ref.article, set()).add(code)
    return cited


def _parameters_consulted() -> set[str]:
    """Return the ids of rules of which every parameter is read by some module of the rules."""
    names = {
        node.id
        for path in RULES.rglob("*.py")
        if "tests" not in path.parts and path.name != "parameters.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    constants = {
        value.name: constant for constant, value in vars(parameters).items() if isinstance(value, parameters.Parameter)
    }
    return {
        rule
        for rule, members in parameters.RULE_PARAMETERS.items()
        if all(constants[member] in names for member in members)
    }


def _names_loaded(tree: ast.AST) -> set[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return names | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _definitions() -> dict[str, set[str]]:
    """Return what each function, class or constant of the rules loads, by its name."""
    found: dict[str, set[str]] = {}
    for path in RULES.rglob("*.py"):
        if "tests" in path.parts or path.name == "parameters.py":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names: list[str] = []
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names = [node.name]
            elif isinstance(node, ast.Assign):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names = [node.target.id]
            for name in names:
                found.setdefault(name, set()).update(_names_loaded(node))
    return found


def _names_asked_from_outside() -> set[str]:
    """Return the names of the rules that the rest of the product imports, tests aside."""
    return {
        alias.name
        for path in (ROOT / "src" / "gonghui").rglob("*.py")
        if "tests" not in path.parts and RULES not in path.parents
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gonghui.congress.rules")
        for alias in node.names
    }


def _rules_in_use() -> set[str]:
    """Return the ids of rules of which every parameter is read by something the product asks."""
    definitions, reached, frontier = _definitions(), set[str](), _names_asked_from_outside()
    while frontier:
        reached |= frontier
        frontier = {name for known in frontier for name in definitions.get(known, ())} - reached
    constants = {
        value.name: constant for constant, value in vars(parameters).items() if isinstance(value, parameters.Parameter)
    }
    return {
        rule
        for rule, members in parameters.RULE_PARAMETERS.items()
        if all(constants[member] in reached for member in members)
    }


def test_every_article_of_the_shanghai_ordinance_stands_once_and_in_order():
    assert [row.article for row in _rows()] == list(range(1, ARTICLES + 1))


def test_every_article_says_how_it_is_handled_and_why():
    for row in _rows():
        assert row.handling in HANDLING, row
        assert re.search(r"[\u4e00-\u9fff]", row.subject), row
        assert row.why.endswith("."), row
        assert bool(row.codes) == (row.handling == "enforced"), row


def test_every_code_on_the_page_exists_in_the_pack_and_cites_its_article():
    cited = _cited(builtin("CN-SH"), ORDINANCE)
    for row in _rows():
        assert all(CODE.match(code) for code in row.codes), row
        assert set(row.codes) <= cited.get(row.article, set()), row


def test_everything_in_the_pack_that_cites_an_article_stands_at_it():
    rows = {row.article: set(row.codes) for row in _rows()}
    for article, codes in _cited(builtin("CN-SH"), ORDINANCE).items():
        assert codes <= rows[article], article


def test_an_enforced_rule_is_consulted_by_the_rules():
    consulted = _parameters_consulted()
    for row in _rows():
        for code in row.codes:
            if code.startswith("V"):
                assert code in consulted, (row.article, code)


def test_a_rule_that_nothing_asks_yet_is_named_as_waiting():
    page = (LAW / "shanghai-congress-ordinance.md").read_text(encoding="utf-8")
    section = page.split("## Checks that wait for their screen", 1)[1].split("\n## ", 1)[0]
    waiting = set(re.findall(r"V\d{2}", section))
    enforced = {code for row in _rows() for code in row.codes if code.startswith("V")}
    assert waiting <= enforced
    assert enforced - _rules_in_use() <= waiting


def _function(proof: str) -> tuple[ast.FunctionDef, ast.Module]:
    """Return the test that a proof names, and its file. Fails when there is none."""
    path, name = proof.split("::")
    tree = ast.parse((RULES.parent / path).read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    assert len(found) == 1, proof
    return found[0], tree


def _refuses_or_tells(test: ast.FunctionDef, tree: ast.Module, code: str) -> bool:
    """Say whether a test expects a refusal, judges a finding, or asserts something of the rule by its code.

    What the test asks of a helper of its own file counts, too.
    """
    helpers = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    called = {node.id for node in ast.walk(test) if isinstance(node, ast.Name) and node.id in helpers}
    bodies: list[ast.AST] = [test, *(helpers[name] for name in called)]
    asserts = any(isinstance(node, ast.Assert) for node in ast.walk(test))
    nodes = [node for body in bodies for node in ast.walk(body)]
    raises = any(isinstance(node, ast.Attribute) and node.attr == "raises" for node in ast.walk(test))
    judged = any(isinstance(node, ast.Attribute) and node.attr in {"ok", "stops", "needs_reason"} for node in nodes)
    named = any(isinstance(node, ast.Constant) and node.value == code for node in nodes)
    denied = any(
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Is)
        and getattr(node.comparators[0], "value", None) is False
        for node in nodes
    )
    passed = any(isinstance(node, ast.Attribute) and node.attr == "passed" for node in nodes)
    return raises or (asserts and (judged or named or denied or passed))


def test_every_enforced_rule_has_a_test_that_refuses_or_tells():
    enforced = {code for row in _rows() for code in row.codes if code.startswith("V")}
    assert set(law_proofs.RULES) == enforced
    for code, proof in law_proofs.RULES.items():
        assert _refuses_or_tells(*_function(proof), code), (code, proof)


def test_every_enforced_article_has_a_test_that_shows_it():
    for row in _rows():
        if row.handling != "enforced":
            assert row.article not in law_proofs.ARTICLES
        elif not any(code.startswith("V") for code in row.codes):
            assert row.article in law_proofs.ARTICLES, row
    for article, proof in law_proofs.ARTICLES.items():
        test, tree = _function(proof)
        assert any(isinstance(node, ast.Assert) for node in ast.walk(test)), (article, proof)
        assert tree.body


def test_a_test_that_only_looks_on_is_no_proof():
    looking = ast.parse("def test_x():\n    assert page(1) == 200\n")
    test = looking.body[0]
    assert isinstance(test, ast.FunctionDef)
    assert not _refuses_or_tells(test, looking, "V19")


def test_the_page_lists_the_rules_that_nothing_asks_yet():
    section = (LAW / "README.md").read_text(encoding="utf-8").split("## Rules that nothing asks yet", 1)[1]
    listed = {code for line in section.splitlines() if line.startswith("| V") for code in _cells(line)[0].split(", ")}
    unasked = set(parameters.RULE_PARAMETERS) - _rules_in_use()
    assert listed == unasked | {"V61"}


def test_a_check_that_the_page_says_never_runs_never_does():
    # V61 is written and read, but nobody sets the question that it hangs on.
    setters = [
        path
        for path in (ROOT / "src" / "gonghui").rglob("*.py")
        if "tests" not in path.parts and "concentrates_disabled=" in path.read_text(encoding="utf-8")
    ]
    assert setters == []


def test_a_parameter_that_no_check_reads_is_known_not_to_be_consulted():
    # The clocks of collective contracts belong to another part of the work: this test would otherwise prove nothing.
    assert "V31" not in _parameters_consulted()


@pytest.mark.parametrize(
    ("pack_id", "law", "heading"),
    [("CN-ZJ", "浙江省企业民主管理条例", "## Zhejiang"), ("CN-HN", "河南省企业职工民主权利保障条例", "## Henan")],
)
def test_the_shorter_pages_list_what_their_packs_cite(pack_id, law, heading):
    page = (LAW / "other-sources.md").read_text(encoding="utf-8")
    section = page.split(heading, 1)[1].split("\n## ", 1)[0]
    rows = {
        int(cells[0]): set(_codes(cells[2]))
        for line in section.splitlines()
        if re.match(r"\| \d+ \|", line)
        for cells in [_cells(line)]
    }
    assert rows == _cited(builtin(pack_id), law)


def test_every_law_that_a_pack_lists_stands_on_the_page_with_how_it_was_read():
    page = (LAW / "other-sources.md").read_text(encoding="utf-8")
    section = page.split("## Laws cited in the packs", 1)[1].split("\n## ", 1)[0]
    listed = {
        cells[0]: (cells[1], cells[2])
        for line in section.splitlines()
        if re.match(r"\| [\u4e00-\u9fff]", line)
        for cells in [_cells(line)]
        if cells[0] != "法律、法规"
    }
    packs = {pack_id: builtin(pack_id) for pack_id in builtin_ids()}
    assert set(listed) == {title for pack in packs.values() for title in pack.sources}
    for title, (place, seen) in listed.items():
        pack = packs[place]
        assert pack.sources[title].seen.value == seen, title
        assert all(title not in packs[parent].sources for parent in pack.inherits), title


def test_the_powers_named_on_the_page_are_powers():
    named = {code for row in _rows() for code in row.codes if not code.startswith(("V", "M-"))}
    assert named <= set(CongressPower)


@pytest.mark.parametrize("pack_id", builtin_ids())
def test_what_the_packs_cite_stands_in_the_register_of_laws(pack_id):
    pack = builtin(pack_id)
    entries: list[Rule | Matter | PowerTitle] = [*pack.rules.values(), *pack.matters.values(), *pack.powers.values()]
    for entry in entries:
        for ref in entry.sources:
            law = register.register()[ref.law]
            if ref.article is not None:
                assert str(ref) == str(register.LawRef(ref.law, ref.article, ref.paragraph, ref.item))
            if ref.is_confirmed:
                assert law.text is not register.Text.NONE, ref
