"""The closed vocabularies of proposals; what they are called on screens stands in `gonghui.proposals.words`."""

from enum import StrEnum


class Part(StrEnum):
    """What a department does for a proposal: leads (主办) or assists (协办)."""

    LEAD = "LEAD"
    ASSIST = "ASSIST"


class HandRole(StrEnum):
    """What somebody does in a department: handles (承办人) or signs as its head (分管领导)."""

    HANDLER = "HANDLER"
    LEADER = "LEADER"


class ReplyKind(StrEnum):
    """The class of a reply: A solved, B planned, C kept for reference, D cannot be done."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Grade(StrEnum):
    """The author's rating of how a proposal was handled."""

    SATISFIED = "SATISFIED"
    BASICALLY = "BASICALLY"
    UNSATISFIED = "UNSATISFIED"


class Answer(StrEnum):
    """What an invited co-signer said."""

    AGREED = "AGREED"
    DECLINED = "DECLINED"


class CheckResult(StrEnum):
    """What a check of a promise found."""

    DONE = "DONE"
    UNDER_WAY = "UNDER_WAY"
    BEHIND = "BEHIND"


class Category(StrEnum):
    """What a proposal is about."""

    PRODUCTION = "PRODUCTION"
    WAGES = "WAGES"
    SAFETY = "SAFETY"
    TRAINING = "TRAINING"
    WELFARE = "WELFARE"
    MANAGEMENT = "MANAGEMENT"
    OTHER = "OTHER"


class Light(StrEnum):
    """How a clock stands: in time, soon due, overdue; NONE where none runs."""

    NONE = "NONE"
    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"
