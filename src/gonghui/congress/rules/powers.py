"""What each power of the congress allows: how it is voted, what it needs, and in which states an item may end."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gonghui.congress.rules.kinds import FORM_WORDS, Channel, CongressPower, VoteForm
from gonghui.congress.rules.majority import Majority
from gonghui.congress.rules.pack import Matter, Pack
from gonghui.congress.rules.parameters import PASS, PROCEDURE_PASS, SCRUTINEERS_MIN, SECRET_POWERS
from gonghui.congress.rules.states import ItemState
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

_ANY_VOTE = frozenset({VoteForm.SECRET_BALLOT, VoteForm.OPEN_BALLOT, VoteForm.SHOW_OF_HANDS})
#: What a power can be voted by where the pack does not ask for secrecy. A count on a SUPERVISE item is a satisfaction
#: poll: the item still ends as noted.
_FORMS: Mapping[CongressPower, frozenset[VoteForm]] = MappingProxyType(
    {
        CongressPower.REVIEW_ADVISE: frozenset({VoteForm.NONE}),
        CongressPower.REVIEW_APPROVE: _ANY_VOTE,
        CongressPower.REVIEW_DECIDE: _ANY_VOTE,
        CongressPower.SUPERVISE: _ANY_VOTE | {VoteForm.NONE},
        CongressPower.ELECT: _ANY_VOTE,
        CongressPower.EVALUATE: _ANY_VOTE,
        CongressPower.PROCEDURE: frozenset({VoteForm.OPEN_BALLOT, VoteForm.SHOW_OF_HANDS, VoteForm.NONE}),
    }
)
#: How an item of each power may end: (voted and passed, voted and not passed, without a vote).
_ENDS: Mapping[CongressPower, tuple[ItemState, ItemState, ItemState | None]] = MappingProxyType(
    {
        CongressPower.REVIEW_ADVISE: (
            ItemState.OPINIONS_COLLECTED,
            ItemState.OPINIONS_COLLECTED,
            ItemState.OPINIONS_COLLECTED,
        ),
        CongressPower.REVIEW_APPROVE: (ItemState.APPROVED, ItemState.REJECTED, None),
        CongressPower.REVIEW_DECIDE: (ItemState.APPROVED, ItemState.REJECTED, None),
        CongressPower.SUPERVISE: (ItemState.NOTED, ItemState.NOTED, ItemState.NOTED),
        CongressPower.ELECT: (ItemState.ELECTED, ItemState.REJECTED, None),
        CongressPower.EVALUATE: (ItemState.RATED, ItemState.RATED, None),
        CongressPower.PROCEDURE: (ItemState.APPROVED, ItemState.REJECTED, ItemState.NOTED),
    }
)
#: A unit and its union may agree to give the congress more than the law asks: advice may become approval or decision.
_STRONGER: Mapping[CongressPower, frozenset[CongressPower]] = MappingProxyType(
    {
        CongressPower.REVIEW_ADVISE: frozenset({CongressPower.REVIEW_APPROVE, CongressPower.REVIEW_DECIDE}),
        CongressPower.REVIEW_APPROVE: frozenset({CongressPower.REVIEW_DECIDE}),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrecy:
    """Whether a power must be voted secretly, and through which channels it can be voted as things stand."""

    required: bool
    channels: frozenset[Channel]
    sentence: Text


def allowed_forms(pack: Pack, power: CongressPower) -> frozenset[VoteForm]:
    """Return how a power may be voted. Source: 上海市职工代表大会条例 31; 浙江省企业民主管理条例 15."""
    if power in pack[SECRET_POWERS]:
        return frozenset({VoteForm.SECRET_BALLOT})
    return _FORMS[power]


def default_form(pack: Pack, matter: Matter) -> VoteForm:
    """Return how a matter is voted unless the unit chooses otherwise."""
    permitted = allowed_forms(pack, matter.power)
    return matter.form if matter.form in permitted else min(permitted, key=list(VoteForm).index)


def secrecy(pack: Pack, power: CongressPower, form: VoteForm, *, sealed_ready: bool) -> Secrecy:
    """Say how an item is voted; `sealed_ready` tells whether its secret vote is held with sealed ballots on phones.

    Source: 上海市职工代表大会条例 31; 浙江省企业民主管理条例 15; 河南省企业职工民主权利保障条例 20.
    """
    required = power in pack[SECRET_POWERS]
    if form is VoteForm.SECRET_BALLOT or required:
        if sealed_ready:
            return Secrecy(
                required=required,
                channels=frozenset({Channel.ONLINE, Channel.PAPER}),
                sentence=say(_("无记名投票：用手机密封票，没有手机的用纸质票")),
            )
        basis = pack.rule(SECRET_POWERS.rule).basis() if required else say(_("本项定为无记名投票"))
        return Secrecy(
            required=required,
            channels=frozenset({Channel.PAPER}),
            sentence=say(
                _("%(basis)s，应当无记名投票。使用纸质票，由 %(count)s 名监票人分别清点；也可改用手机密封票"),
                basis=basis,
                count=pack[SCRUTINEERS_MIN],
            ),
        )
    channels = {
        VoteForm.SHOW_OF_HANDS: frozenset({Channel.HANDS, Channel.ONLINE}),
        VoteForm.OPEN_BALLOT: frozenset({Channel.ONLINE, Channel.PAPER}),
    }.get(form, frozenset())
    return Secrecy(required=False, channels=channels, sentence=say(FORM_WORDS[form]))


def majority_for(pack: Pack, power: CongressPower) -> Majority:
    """Return the majority an item of this power needs; the meeting's own business has its own rule."""
    return pack[PROCEDURE_PASS] if power is CongressPower.PROCEDURE else pack[PASS]


def end_state_after_vote(power: str, *, passed: bool) -> ItemState:
    """Return the state in which an item of this power ends after its vote."""
    success, failure, _silent = _ENDS[CongressPower(power)]
    return success if passed else failure


def end_state_without_vote(power: str) -> ItemState:
    """Return the state in which an item ends that was not voted on.

    Raises: ValueError for a power that cannot end without a vote.
    """
    silent = _ENDS[CongressPower(power)][2]
    if silent is None:
        raise ValueError(f"{power} cannot end without a vote")
    return silent


def end_states(power: CongressPower) -> frozenset[ItemState]:
    """Return every state in which an item of this power may end; any item may be sent back for bargaining."""
    return frozenset(state for state in _ENDS[power] if state is not None) | {ItemState.REMANDED}


def serves(planned: CongressPower, lawful: CongressPower) -> bool:
    """Say whether bringing a matter with the planned power does at least what the law asks."""
    return planned is lawful or planned in _STRONGER.get(lawful, frozenset())
