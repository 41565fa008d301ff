"""The closed vocabularies of the congress: powers, vote forms, unit types, modes, severities, how a text was seen."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from gonghui.congress.rules.text import mark as _


class CongressPower(StrEnum):
    """What the congress may do with a matter. PROCEDURE is the congress ordering its own sitting."""

    REVIEW_ADVISE = "REVIEW_ADVISE"
    REVIEW_APPROVE = "REVIEW_APPROVE"
    REVIEW_DECIDE = "REVIEW_DECIDE"
    SUPERVISE = "SUPERVISE"
    ELECT = "ELECT"
    EVALUATE = "EVALUATE"
    PROCEDURE = "PROCEDURE"


class VoteForm(StrEnum):
    """How an item is put to the vote. NONE: opinions are recorded, nothing is counted."""

    NONE = "NONE"
    SECRET_BALLOT = "SECRET_BALLOT"  # noqa: S105 - a way to vote, not a password
    OPEN_BALLOT = "OPEN_BALLOT"
    SHOW_OF_HANDS = "SHOW_OF_HANDS"


class Channel(StrEnum):
    """The way votes reach the count: delegates' phones, kiosks at a desk, paper ballots, hands counted in the hall."""

    ONLINE = "ONLINE"
    KIOSK = "KIOSK"
    PAPER = "PAPER"
    HANDS = "HANDS"


#: The channels that the system itself counts; a sealed round opens both as one sum, so they are one count.
BY_SYSTEM = frozenset({Channel.ONLINE, Channel.KIOSK})


class Mode(StrEnum):
    """Where a meeting, or one step of it, is held."""

    ON_SITE = "ON_SITE"
    ONLINE = "ONLINE"
    MIXED = "MIXED"


class Conduct(StrEnum):
    """A step of the meeting that may be held in another way than the rest; the order is that of the day."""

    SIGN_IN = "SIGN_IN"
    READING = "READING"
    DISCUSSION = "DISCUSSION"
    VOTING = "VOTING"
    POSTING = "POSTING"


class UnitType(StrEnum):
    """What kind of unit the law sees. STATE and COLLECTIVE include the enterprises they control (控股)."""

    STATE = "STATE"
    COLLECTIVE = "COLLECTIVE"
    PRIVATE = "PRIVATE"
    INSTITUTION = "INSTITUTION"
    SCHOOL = "SCHOOL"
    HOSPITAL = "HOSPITAL"
    NON_ENTERPRISE = "NON_ENTERPRISE"
    REGIONAL = "REGIONAL"


class Severity(StrEnum):
    """What a broken rule does: stops, stops unless overridden with a written reason, or only warns."""

    WARN = "WARN"
    BLOCK_WITH_OVERRIDE = "BLOCK_WITH_OVERRIDE"
    BLOCK = "BLOCK"


class Seen(StrEnum):
    """How surely a rule is known: article read, quoted second-hand, from memory, from the press, our inference."""

    FULL = "full"
    SECONDARY = "secondary"
    MEMORY = "memory"
    PRESS = "press"
    DERIVED = "derived"


class MainBody(StrEnum):
    """Who must be the main body of the delegates."""

    FRONTLINE = "FRONTLINE"
    PROFESSIONAL = "PROFESSIONAL"


class DispatchRule(StrEnum):
    """How dispatched workers come to the congress, from the loosest to the strictest."""

    OFF = "OFF"
    OBSERVE = "OBSERVE"
    REPRESENT = "REPRESENT"


class ExtensionApproval(StrEnum):
    """Who must agree to a late renewal of a term, from the loosest to the strictest."""

    NONE = "NONE"
    CONGRESS_OR_AUTHORISED = "CONGRESS_OR_AUTHORISED"
    UPPER_UNION = "UPPER_UNION"


class OnlineElections(StrEnum):
    """Whether elections and evaluations may be held online, from the loosest to the strictest."""

    IF_SECRET = "IF_SECRET"  # noqa: S105 - a condition, not a password
    NO = "NO"


class OnlineReason(StrEnum):
    """Why a congress is held online."""

    OBJECTIVE = "OBJECTIVE"
    SUDDEN = "SUDDEN"
    TEMPORARY = "TEMPORARY"
    URGENT = "URGENT"


class FilingClock(StrEnum):
    """The event from which the days for filing a collective contract run."""

    SIGNING = "SIGNING"
    NOTICE_OF_PASSING = "NOTICE_OF_PASSING"


class Retention(StrEnum):
    """How long an archived paper is kept."""

    PERMANENT = "PERMANENT"
    YEARS_30 = "YEARS_30"
    YEARS_10 = "YEARS_10"
    TERM = "TERM"


class Phase(StrEnum):
    """The part of the meeting an agenda item belongs to."""

    PRELIMINARY = "PRELIMINARY"
    SESSION = "SESSION"


#: Powers and vote forms in the words of the meeting; translate with gettext where shown.
POWER_WORDS: Mapping[CongressPower, str] = MappingProxyType(
    {
        CongressPower.REVIEW_ADVISE: _("审议建议"),
        CongressPower.REVIEW_APPROVE: _("审议通过"),
        CongressPower.REVIEW_DECIDE: _("审议决定"),
        CongressPower.SUPERVISE: _("审查监督"),
        CongressPower.ELECT: _("民主选举"),
        CongressPower.EVALUATE: _("民主评议"),
        CongressPower.PROCEDURE: _("会议程序"),
    }
)
FORM_WORDS: Mapping[VoteForm, str] = MappingProxyType(
    {
        VoteForm.NONE: _("听取意见，不表决"),
        VoteForm.SECRET_BALLOT: _("无记名投票"),
        VoteForm.OPEN_BALLOT: _("记名投票"),
        VoteForm.SHOW_OF_HANDS: _("举手表决"),
    }
)
MODE_WORDS: Mapping[Mode, str] = MappingProxyType(
    {Mode.ON_SITE: _("现场"), Mode.ONLINE: _("线上"), Mode.MIXED: _("线上线下结合")}
)
UNIT_TYPE_WORDS: Mapping[UnitType, str] = MappingProxyType(
    {
        UnitType.STATE: _("国有及国有控股企业"),
        UnitType.COLLECTIVE: _("集体及集体控股企业"),
        UnitType.PRIVATE: _("非公有制企业"),
        UnitType.INSTITUTION: _("事业单位"),
        UnitType.SCHOOL: _("学校"),
        UnitType.HOSPITAL: _("医院"),
        UnitType.NON_ENTERPRISE: _("民办非企业单位"),
        UnitType.REGIONAL: _("区域、行业"),
    }
)
SEVERITY_WORDS: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.WARN: _("提醒"),
        Severity.BLOCK_WITH_OVERRIDE: _("须说明理由方可继续"),
        Severity.BLOCK: _("不得继续"),
    }
)
SEEN_WORDS: Mapping[Seen, str] = MappingProxyType(
    {
        Seen.FULL: _("已核对条文"),
        Seen.SECONDARY: _("见于转述，待核对"),
        Seen.MEMORY: _("凭经验设定，待核对"),
        Seen.PRESS: _("见于报道，待核对"),
        Seen.DERIVED: _("由本平台推定"),
    }
)
REASON_WORDS: Mapping[OnlineReason, str] = MappingProxyType(
    {
        OnlineReason.OBJECTIVE: _("客观条件限制"),
        OnlineReason.SUDDEN: _("突发事项"),
        OnlineReason.TEMPORARY: _("临时事项"),
        OnlineReason.URGENT: _("紧急事项"),
    }
)
