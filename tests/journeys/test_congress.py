"""One whole congress, from the first log-in to the dossier that anybody can check, everybody at their own browser."""

import io
import subprocess
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
import segno
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.crowd import Crowd
from tests.journeys.sealed import enter_sheet, fails_by_one, passes_exactly, sign_online, verify_offline
from tests.journeys.server import run
from tests.journeys.walking import DESK, PHONE, WALL, Person, Walk, hold, next_step, step, vote

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(1500)]
# The longest walk by far: on a busy machine it takes more than the ten minutes that a test is given.
PHONES = ("沈知遥", "阿依努尔·托合提", "欧阳穗宁", "韦立", "陆秋实")
BY_CODE = {"韦立": "19900006509", "陆秋实": "19900006708"}
AT_THE_DESK = 150


class Hall:
    """Everybody at the plant's congress."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.chair = walk.stranger("贺明川", size=DESK)
        self.chair.log_in_by_code("19900007400", "主持人", wrong_first=True).go(f"{walk.meeting}/chair/")
        self.desk = walk.person("秦望舒", "会务操作", size=DESK)
        self.scrutineers = [walk.person(name, "监票人", size=DESK) for name in ("罗予安", "柳成荫")]
        self.phones = {name: self._phone(name) for name in PHONES}
        self.wall = walk.stranger("大屏", size=WALL)

    def _phone(self, name: str) -> Person:
        if name in BY_CODE:
            return self.walk.stranger(name, size=PHONE).log_in_by_code(BY_CODE[name])
        return self.walk.person(name, "职工代表")

    @property
    def first(self) -> Person:
        """The phone that is photographed."""
        return self.phones["沈知遥"]

    @property
    def round(self) -> UUID:
        """The newest round of voting."""
        return UUID(self.walk.site.rows("select id from congress_vote order by id desc limit 1")[0][0])

    def look_at_wall(self, words: str, shot: str) -> None:
        """Wait for a picture on the wall and photograph it."""
        self.wall.expect(words).see(shot)


def test_congress_when_held_then_lawful_counted_and_archived(begin: Begin, demo: Path) -> None:
    walk = begin("congress", demo)
    run(walk.site.folder, "tests.journeys.stage", "--second-contract")
    hall = Hall(walk)
    _sign_in(hall)
    crowd = Crowd(walk.site, 118, but=(*PHONES, "贺明川", "秦望舒", "罗予安", "柳成荫"))
    step(hall.chair, "宣布开会")
    hall.look_at_wall("会议议程", "05-wall-agenda")
    _named_vote_on_the_presidium(hall, crowd)
    _second_procedural_vote(hall, crowd)
    _reports(hall)
    _secret_paper_vote(hall)
    passes_exactly(hall)
    fails_by_one(hall)
    _resolution(hall, crowd)
    _close(hall)
    _after(hall)


def _sign_in(hall: Hall) -> None:
    walk, chair, desk, wall = hall.walk, hall.chair, hall.desk, hall.wall
    chair.expect("开会之前").see("01-chair-before", also=(390,))
    hall.first.go(f"{walk.meeting}/sign-in/").expect("签到还没有开始")
    step(chair, "开始签到")
    with chair.context.expect_page() as opened:
        chair.press("打开一块大屏")
    wall.go(opened.value.url)
    opened.value.close()
    hall.look_at_wall("扫码签到", "02-wall-welcome")
    _by_the_code_on_the_wall(hall)

    shown = hall.phones["阿依努尔·托合提"].go(f"{walk.meeting}/sign-in/")
    expect(shown.page.locator(".own-code")).to_be_visible()
    shown.see("03-own-code", also=(360,))
    desk.go(f"{walk.meeting}/desk/").see("03-desk-empty", also=(360,))
    _enter(desk, shown.page.locator(".own-code").inner_text(), "阿依努尔·托合提")
    _enter(desk, walk.delegate("欧阳穗宁"), "欧阳穗宁")
    _enter(desk, walk.delegate("贺明川"), "贺明川")
    for name in BY_CODE:
        online = hall.phones[name].go(f"{walk.meeting}/sign-in/")
        online.press("线上签到")
        online.expect("您已签到")
    numbers = [f"{number:03d}" for number in range(1, AT_THE_DESK + 1)]
    assert desk.post_each(f"{walk.meeting}/desk/enter/", "entry", numbers) == {0}
    desk.go(f"{walk.meeting}/desk/")  # says all that at once
    desk.go(f"{walk.meeting}/desk/").see("04-desk", full=True, also=(360,))
    channels = dict(walk.site.rows("select channel, count(*) from congress_presenceentry group by channel"))
    assert set(channels) == {"WALL_CODE", "DESK_CODE", "DESK_NUMBER", "ONLINE"}
    present = sum(channels.values())
    assert present >= 142
    hall.look_at_wall(f"实到 {present}", "04-wall-present")
    hall.phones["欧阳穗宁"].go(f"{walk.meeting}/sign-in/").expect("您已签到").expect(f"实到{present}")
    hall.phones["欧阳穗宁"].see("04-phone-signed-in", also=(360,))


def _by_the_code_on_the_wall(hall: Hall) -> None:
    """Follow the link in the QR code, after making sure that the picture on the wall holds this link."""
    wall, phone, meeting = hall.wall, hall.first, hall.walk.meeting
    for _try in range(40):  # the code changes every quarter of a minute, the picture on the wall soon after
        source = wall.page.locator("img[src*='code.svg']").get_attribute("src") or ""
        path, code = source.split("?")
        link = f"{hall.walk.site.url}{meeting}/in/{code}/"
        drawn = io.BytesIO()
        segno.make(link, error="m").save(drawn, kind="svg", scale=8, border=2, dark="#000", light="#fff")
        if wall.context.request.get(hall.walk.site.url + path).body() == drawn.getvalue():
            break
        wall.page.wait_for_timeout(500)
    else:
        pytest.fail("the QR code on the wall does not hold the address of signing in")
    phone.go(link).expect("沈知遥").see("02-wall-code", also=(360,))
    phone.press("是我，签到")
    phone.expect("您已签到").expect("扫码签到")


def _enter(desk: Person, entry: str, name: str) -> None:
    desk.page.locator("#entry").fill(entry.replace(" ", ""))
    desk.page.keyboard.press("Enter")
    desk.expect(f"{name}（")
    desk.expect("签到成功")
    expect(desk.page.locator("#entry")).to_be_focused()


def _named_vote_on_the_presidium(hall: Hall, crowd: Crowd) -> None:
    walk, chair, first = hall.walk, hall.chair, hall.first
    step(chair, "进入下一项")
    hall.look_at_wall("报告人", "06-wall-item")
    _speak(hall)
    step(chair, "进入表决")
    hall.look_at_wall("即将表决", "08-wall-question")
    step(chair, "开始表决")
    first.go(f"{walk.meeting}/").expect("去表决").see("09-now-voting", also=(360,))
    first.press("去表决")
    first.see("10-ballot", also=(360,))
    first.large_type().go(first.page.url).see("10-ballot-large", also=(360,))
    first.usual_type().go(first.page.url)
    _vote_by_keyboard(first)
    first.see("11-received", also=(360,))
    for name, word in zip(PHONES[1:], ("赞成", "反对", "弃权", "赞成"), strict=True):
        phone = hall.phones[name].go(f"{walk.meeting}/")
        phone.press("去表决")
        vote(phone, word)
    crowd.vote(hall.round, against=3, abstain=2)
    hall.look_at_wall("123 /", "12-wall-voting")
    expect(chair.page.locator(".count .big", has_text="123")).to_be_visible()
    chair.see("12-chair-voting", also=(390,))
    for one in hall.scrutineers:
        one.go(f"{walk.meeting}/count/").expect("表决进行中")
    _stop_by_keyboard(chair)
    hall.look_at_wall("正在计票", "13-wall-counting")
    sign_online(hall, "13-count")
    chair.expect("宣布以前").see("14-chair-confirmed", also=(390,))
    first.go(f"{walk.meeting}/").expect("您的票已收到")
    assert first.page.get_by_text("未通过").or_(first.page.get_by_text("通过", exact=True)).count() == 0
    step(chair, "宣布结果")
    hall.look_at_wall("通过", "15-wall-result")
    first.expect("须全体代表 213 人过半数").see("15-phone-result", also=(360,))
    first.large_type().go(f"{walk.meeting}/").see("15-phone-result-large", also=(360,))
    first.usual_type().go(f"{walk.meeting}/")
    assert walk.site.one("select votes_for || '/' || votes_against || '/' || abstained from congress_voteresult") == (
        "116/4/3"
    )
    step(chair, "结束本项")


def _speak(hall: Hall) -> None:
    phone, chair = hall.first.go(f"{hall.walk.meeting}/"), hall.chair
    phone.page.get_by_role("link", name="申请发言").click()
    phone.page.locator("#speak .btn-main").click()
    phone.expect("下一位就是您").see("07-asked-to-speak", also=(360,))
    chair.expect("沈知遥")
    chair.press("呼叫下一位")
    phone.expect("请您发言")
    hall.look_at_wall("技术质量代表团", "07-wall-speaker")
    chair.press("结束发言")


def _vote_by_keyboard(phone: Person) -> None:
    """Vote without touching: into the group, along it and back, on to the button, through the sheet."""
    keys = phone.page.keyboard
    phone.page.locator(".opt input").first.focus()
    keys.press("Space")
    expect(phone.page.locator(".opt", has_text="赞成").locator("input")).to_be_checked()
    keys.press("ArrowDown")
    expect(phone.page.locator(".opt", has_text="反对").locator("input")).to_be_checked()
    keys.press("ArrowUp")
    phone.page.locator("[data-ballot-go]").focus()
    keys.press("Enter")
    expect(phone.page.locator("#vote-sheet [data-ballot-word]")).to_have_text("赞成")
    phone.see("10-sheet", also=(360,))
    phone.page.locator("#vote-sheet .btn-main").focus()
    keys.press("Enter")
    phone.expect("已收到")


def _stop_by_keyboard(chair: Person) -> None:
    """Press and hold the chair's button with a key; letting go early does nothing."""
    button, keys = next_step(chair), chair.page.keyboard
    button.focus()
    keys.down("Enter")
    chair.page.wait_for_timeout(300)
    keys.up("Enter")
    chair.page.wait_for_timeout(300)
    expect(button).to_contain_text("停止表决")
    button.focus()
    keys.down("Enter")
    chair.page.wait_for_timeout(1500)
    keys.up("Enter")
    chair.expect("等待监票人确认")


def _second_procedural_vote(hall: Hall, crowd: Crowd) -> None:
    for label in ("进入下一项", "进入表决", "开始表决"):
        step(hall.chair, label)
    crowd.vote(hall.round)
    step(hall.chair, "停止表决")
    sign_online(hall)
    step(hall.chair, "宣布结果")
    step(hall.chair, "结束本项")


def _reports(hall: Hall) -> None:
    """Hear the five reports; a delegate reads a paper and gives an opinion."""
    walk, phone = hall.walk, hall.first
    for n in range(5):
        step(hall.chair, "进入下一项")
        if n == 4:
            phone.go(f"{walk.meeting}/papers/").see("16-papers", also=(360,))
            phone.press("技能津贴管理办法")
            phone.see("16-paper", also=(360,))
            phone.go(f"{walk.meeting}/opinions/")
            phone.page.get_by_label("意见和建议").fill("建议第七条夜班补贴按季度复核。")
            phone.press("提交意见")
            phone.expect("意见已收到").see("16-opinion", also=(360,))
            phone.go(f"{walk.meeting}/mine/").see("16-mine", also=(360,))
        step(hall.chair, "结束本项")


def _secret_paper_vote(hall: Hall) -> None:
    walk, chair = hall.walk, hall.chair
    for label in ("进入下一项", "进入表决", "开始表决"):
        step(chair, label)
    hall.first.go(f"{walk.meeting}/").expect("本轮您用纸质表决票").see("17-paper-ballot", also=(360,))
    hall.look_at_wall("请填写表决票，投入票箱", "17-wall-paper")
    chair.see("17-chair-paper")
    step(chair, "停止表决")
    present = walk.site.one("select present from congress_vote order by id desc limit 1")
    good = {"issued": present, "returned": present - 1, "votes_for": 139, "votes_against": 9}
    good |= {"abstained": present - 1 - 148 - 1, "blank": 0, "spoiled": 1}
    one, two = hall.scrutineers
    enter_sheet(one, walk, good)
    one.expect("等待另一位监票人")
    enter_sheet(two, walk, good | {"votes_for": 138, "votes_against": 10})
    two.expect("两份计票单不一致").see("18-difference", full=True, also=(360,))
    chair.expect("两位监票人的数字不一致")
    hall.look_at_wall("两位监票人正在分别核对", "18-wall-counting")
    enter_sheet(two, walk, good)
    two.expect("两位监票人的数字一致").see("19-confirmed", full=True)
    step(chair, "宣布结果")
    hall.look_at_wall("赞成 139 票", "19-wall-result")
    chair.see("19-chair-announced")
    step(chair, "结束本项")


def _resolution(hall: Hall, crowd: Crowd) -> None:
    for label in ("进入下一项", "进入表决", "开始表决"):
        step(hall.chair, label)
    phone = hall.phones["韦立"].go(f"{hall.walk.meeting}/")
    phone.press("去表决")
    phone.expect("记名").see("20-named-ballot", also=(360,))
    vote(phone, "赞成")
    crowd.vote(hall.round, against=1)
    step(hall.chair, "停止表决")
    sign_online(hall)
    step(hall.chair, "宣布结果")
    step(hall.chair, "结束本项")


def _close(hall: Hall) -> None:
    expect(next_step(hall.chair)).to_contain_text("宣布闭会")
    hold(hall.chair, next_step(hall.chair))
    hall.chair.expect("会议已经闭会").see("21-chair-closed")
    hall.look_at_wall("会议闭幕", "21-wall-closed")
    hall.first.go(f"{hall.walk.meeting}/").expect("会议已经闭会").see("21-phone-closed", also=(360,))
    assert hall.walk.site.one("select state from congress_meeting where ready_at is not null") == "CLOSED"


def _after(hall: Hall) -> None:
    """Resolutions, minutes, the public page, the packet for the superior, the archive that anybody can check."""
    walk = hall.walk
    secretary = walk.person("宋青禾", "工会干事", size=DESK)
    secretary.go(f"{walk.meeting}/after/resolutions/").press("按结果起草")
    secretary.expect("草稿").see("22-resolutions", full=True, also=(360,))
    adopting = secretary.page.get_by_role("link", name="定稿")
    for left in range(adopting.count(), 0, -1):
        adopting.first.click()
        secretary.page.locator("dialog[open] .btn-main").click()
        expect(adopting).to_have_count(left - 1)
    secretary.go(f"{walk.meeting}/after/minutes/").press("起草纪要")
    secretary.expect("签发：等工会主席登录办理").see("23-minutes", full=True, also=(360,))
    chair = walk.person("贺明川", "工会主席", size=DESK).go(f"{walk.meeting}/after/minutes/").wear("工会主席")
    chair.page.get_by_role("link", name="签发").click()
    chair.page.locator("dialog[open] .btn-main").click()
    chair.expect("已签发")
    secretary.go(f"{walk.meeting}/after/posting/").see("24-before-posting", full=True, also=(360,))
    secretary.page.locator("form .btn-main", has_text="公示").click()
    secretary.expect("正在公示").see("24-posted", full=True, also=(360,))
    _public_page(walk)
    _packet(secretary, walk)
    _archive(secretary, walk)


def _public_page(walk: Walk) -> None:
    """Anybody may read what is posted; no delegate and no scrutineer is named there."""
    passer = walk.stranger("路过的职工").go(f"/gongshi/{walk.site.one('select slug from congress_publication')}/")
    passer.expect("集体合同").see("25-public", full=True, also=(360,))
    text = passer.page.inner_text("main")
    assert [name for name in (*PHONES, "罗予安", "柳成荫") if name in text] == []


def _packet(secretary: Person, walk: Walk) -> None:
    secretary.go(f"{walk.meeting}/after/filing/").see("26-filing", full=True, also=(360,))
    answer = secretary.context.request.get(f"{walk.site.url}{walk.meeting}/after/packet.pdf")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")


def _archive(secretary: Person, walk: Walk) -> None:
    secretary.go(f"{walk.meeting}/archive/").press("生成整包")
    secretary.expect("整包已生成", within=300_000).see("27-archive", full=True, also=(360,))
    secretary.see("archive")
    with secretary.page.expect_download() as downloading:
        secretary.press("下载整包")
    address = downloading.value.url
    downloading.value.cancel()  # a download is waited for without end; what it would bring is asked for with one
    packed = secretary.context.request.get(address, timeout=120_000).body()
    folder = walk.site.folder / "unzipped"
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
    (sums,) = folder.glob("**/SHA256SUMS")
    argv = ["sha256sum", "-c", sums.name]
    checked = subprocess.run(argv, cwd=sums.parent, capture_output=True, text=True, check=True, timeout=120)
    assert len(checked.stdout.splitlines()) > 20
    assert all(line.endswith(": OK") for line in checked.stdout.splitlines())
    pages = [path for path in sums.parent.rglob("*.pdf") if path.read_bytes().startswith(b"%PDF-")]
    assert len(pages) > 10
    verify_offline(walk, sums.parent)
