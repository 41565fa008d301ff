"""States and events of the congress: term, meeting, agenda item, mandate, vote; and the posts of a meeting."""

from enum import StrEnum


class Post(StrEnum):
    """What somebody is appointed to at a meeting; the value is the word of the hat."""

    PRESIDIUM = "presidium"
    PRESIDING = "presiding"
    SECRETARY_GENERAL = "secretary_general"
    SCRUTINEER = "scrutineer"
    TELLER = "teller"
    DESK = "desk"
    OPERATOR = "operator"


class TermState(StrEnum):
    """A term (届) of the congress."""

    PREPARING = "PREPARING"
    QUALIFIED = "QUALIFIED"
    ACTIVE = "ACTIVE"
    EXTENSION_PENDING = "EXTENSION_PENDING"
    ACTIVE_EXTENDED = "ACTIVE_EXTENDED"
    RENEWAL = "RENEWAL"
    CLOSED = "CLOSED"


class TermEvent(StrEnum):
    """What happens to a term."""

    QUALIFY = "QUALIFY"
    ACTIVATE = "ACTIVATE"
    ASK_EXTENSION = "ASK_EXTENSION"
    EXTEND = "EXTEND"
    RENEW = "RENEW"
    CLOSE = "CLOSE"


class MeetingState(StrEnum):
    """A meeting (次): its preparation, the sitting, what follows, and the three ways out of line."""

    PROPOSED = "PROPOSED"
    AGENDA_CONSULTED = "AGENDA_CONSULTED"
    MODE_DECIDED = "MODE_DECIDED"
    REPORTED_UP = "REPORTED_UP"
    NOTICED = "NOTICED"
    MATERIALS_SERVED = "MATERIALS_SERVED"
    GROUP_DISCUSSION = "GROUP_DISCUSSION"
    READY = "READY"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    PUBLISHED = "PUBLISHED"
    FILED = "FILED"
    ARCHIVED = "ARCHIVED"
    ADJOURNED_NO_QUORUM = "ADJOURNED_NO_QUORUM"
    POSTPONED = "POSTPONED"
    CANCELLED = "CANCELLED"


class MeetingEvent(StrEnum):
    """What happens to a meeting."""

    CONSULT_AGENDA = "CONSULT_AGENDA"
    DECIDE_MODE = "DECIDE_MODE"
    REPORT_UP = "REPORT_UP"
    NOTIFY = "NOTIFY"
    SERVE_MATERIALS = "SERVE_MATERIALS"
    DISCUSS = "DISCUSS"
    MAKE_READY = "MAKE_READY"
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    ADJOURN = "ADJOURN"
    RESUME = "RESUME"
    PREPARE_ANEW = "PREPARE_ANEW"
    PUBLISH = "PUBLISH"
    FILE = "FILE"
    ARCHIVE = "ARCHIVE"
    POSTPONE = "POSTPONE"
    CANCEL = "CANCEL"


class ItemState(StrEnum):
    """An agenda item."""

    DRAFT = "DRAFT"
    CONSULTED = "CONSULTED"
    SERVED = "SERVED"
    IN_SESSION = "IN_SESSION"
    NOTED = "NOTED"
    OPINIONS_COLLECTED = "OPINIONS_COLLECTED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    REMANDED = "REMANDED"
    ELECTED = "ELECTED"
    RATED = "RATED"
    PUBLISHED = "PUBLISHED"


class ItemEvent(StrEnum):
    """What happens to an agenda item."""

    CONSULT = "CONSULT"
    REOPEN = "REOPEN"
    SERVE = "SERVE"
    TAKE_UP = "TAKE_UP"
    NOTE = "NOTE"
    COLLECT = "COLLECT"
    APPROVE = "APPROVE"
    REJECT = "REJECT"
    REMAND = "REMAND"
    ELECT = "ELECT"
    RATE = "RATE"
    PUBLISH = "PUBLISH"


class MandateState(StrEnum):
    """A delegate's mandate."""

    ELECTED = "ELECTED"
    VERIFIED = "VERIFIED"
    SERVING = "SERVING"
    ENDED_TERM = "ENDED_TERM"
    ENDED_EMPLOYMENT = "ENDED_EMPLOYMENT"
    TRANSFERRED_OUT = "TRANSFERRED_OUT"
    RESIGNED = "RESIGNED"
    RECALLED = "RECALLED"
    DISQUALIFIED = "DISQUALIFIED"


class MandateEvent(StrEnum):
    """What happens to a mandate."""

    VERIFY = "VERIFY"
    DISQUALIFY = "DISQUALIFY"
    SERVE = "SERVE"
    END_TERM = "END_TERM"
    END_EMPLOYMENT = "END_EMPLOYMENT"
    TRANSFER_OUT = "TRANSFER_OUT"
    RESIGN = "RESIGN"
    RECALL = "RECALL"


class VoteState(StrEnum):
    """One round of voting on one item."""

    DRAFT = "DRAFT"
    READY = "READY"
    OPEN = "OPEN"
    STOPPED = "STOPPED"
    CONFIRMED = "CONFIRMED"
    ANNOUNCED = "ANNOUNCED"
    PUBLISHED = "PUBLISHED"
    VOIDED = "VOIDED"


class VoteEvent(StrEnum):
    """What happens to a round of voting."""

    PREPARE = "PREPARE"
    OPEN = "OPEN"
    EXTEND = "EXTEND"
    STOP = "STOP"
    CONFIRM = "CONFIRM"
    ANNOUNCE = "ANNOUNCE"
    PUBLISH = "PUBLISH"
    VOID = "VOID"
