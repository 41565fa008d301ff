"""The worked election of `vectors/`: 12 voters, three trustees, every kind of item and of entry but a removal."""

from ballot import signature
from ballot.group import Entropy, standard
from ballot.questions import Item, Kind, Revote
from ballot.simulate import Election

ITEMS = (
    Item(id="plan", kind=Kind.ONE, title="年度工作方案", options=("赞成", "反对", "弃权"), revote=Revote.LAST),
    Item(
        id="appraisal",
        kind=Kind.MATRIX,
        title="民主评议",
        rows=("张明(合成)", "李华(合成)"),
        options=("优秀", "称职", "基本称职", "不称职"),
        revote=Revote.LAST,
    ),
    Item(
        id="committee",
        kind=Kind.CHOOSE,
        title="选举工资协商代表",
        options=("候选人甲", "候选人乙", "候选人丙", "候选人丁", "候选人戊"),
        least=1,
        most=3,
        revote=Revote.FIRST,
    ),
    Item(
        id="board",
        kind=Kind.CANDIDATES,
        title="选举职工董事",
        rows=("候选人甲", "候选人乙", "候选人丙"),
        options=("赞成", "反对", "弃权"),
        seats=2,
        revote=Revote.LAST,
    ),
    Item(id="small", kind=Kind.ONE, title="分组意见", options=("赞成", "反对"), revote=Revote.FIRST),
)


def play(tape: Entropy) -> Election:
    """Play the worked election: 12 voters, all kinds, a re-vote, audits, paper, a new phone, papers."""
    group = standard()
    election = Election(voters=12, items=ITEMS, entropy=tape, group=group, paper=14, auditors=1, k_min=10)
    plan, appraisal, committee, board, small = election.manifest.items
    election.prepare()
    voters = list(election.voters)
    for item in (plan, appraisal):
        election.open(item)
    for n, pair in enumerate(voters[:11]):
        election.vote(pair, plan, [[1, 0, 0], [0, 1, 0], [0, 0, 1]][n % 3])
    election.audit(voters[11], plan, [0, 1, 0])
    election.audit(election.auditors[0], plan, [1, 0, 0])
    election.vote(voters[11], plan, [1, 0, 0])
    election.vote(voters[1], plan, [1, 0, 0])
    for n, pair in enumerate(voters):
        rows = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
        election.vote(pair, appraisal, rows[n % 2] + rows[n % 4])
    election.sign_heads()
    fresh = signature.key_pair(tape, group)
    election.change_roll("roll_replace", old=voters[3].public, new=fresh.public)
    voters[3] = fresh
    election.vote(fresh, plan, [0, 0, 1])
    added = signature.key_pair(tape, group)
    election.change_roll("roll_add", new=added.public)
    election.paper(plan, "box-1", (7, 3, 2), 12, 14)
    election.close(plan)
    election.close(appraisal)
    for item in (committee, board, small):
        election.open(item)
    choices = [[1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 1, 1, 1, 0], [0, 0, 0, 1, 1]]
    for n, pair in enumerate((*voters, added)):
        election.vote(pair, committee, choices[n % 4])
    for n, pair in enumerate(voters):
        one = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        election.vote(pair, board, one[n % 3] + one[(n + 1) % 3] + one[2])
    for n, pair in enumerate(voters[:9]):
        election.vote(pair, small, [[1, 0], [0, 1]][n % 2])
    for item in (committee, board, small):
        election.close(item)
    election.count(plan, (1, 2))
    election.count(appraisal, (1, 3))
    election.count(committee, (2, 3, 1))
    election.count(board, (3, 2))
    election.count(small)
    election.keep_papers({"决议.txt": "本次会议通过年度工作方案。\n".encode(), "agenda.txt": "议程\n".encode()})
    election.seal()
    return election
