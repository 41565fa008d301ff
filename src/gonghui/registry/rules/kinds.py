"""The closed vocabularies of the registry; what they are called on screens stands in `gonghui.registry.words`."""

from enum import StrEnum


class UnionKind(StrEnum):
    """What kind of union this is, from a federation down to a group of a workshop.

    Source: 工会法 articles 11 and 12; 上海市工会条例 article 9.
    """

    FEDERATION = "FEDERATION"
    INDUSTRY = "INDUSTRY"
    INDUSTRY_FEDERATION = "INDUSTRY_FEDERATION"
    CORPORATE_GROUP = "CORPORATE_GROUP"
    LOCAL = "LOCAL"
    JOINT = "JOINT"
    PROJECT = "PROJECT"
    BRANCH = "BRANCH"
    UNION_GROUP = "UNION_GROUP"


class UnitKind(StrEnum):
    """What the law sees in the unit whose staff a union unites: decides which matters go before its congress.

    STATE and COLLECTIVE include the enterprises they control. PRIVATE is every enterprise outside public ownership,
    foreign-funded ones with it. The values are those that rule packs use.
    """

    STATE = "STATE"
    COLLECTIVE = "COLLECTIVE"
    PRIVATE = "PRIVATE"
    INSTITUTION = "INSTITUTION"
    SCHOOL = "SCHOOL"
    HOSPITAL = "HOSPITAL"
    NON_ENTERPRISE = "NON_ENTERPRISE"
    REGIONAL = "REGIONAL"


class StaffCategory(StrEnum):
    """Where somebody stands among the staff; the composition of a congress is measured by it.

    MANAGER means middle rank and above.

    Source: 上海市职工代表大会条例 article 16.
    """

    FRONT_LINE = "FRONT_LINE"
    PROFESSIONAL = "PROFESSIONAL"
    MANAGER = "MANAGER"
    DISPATCHED = "DISPATCHED"
    OTHER = "OTHER"


class OfficeRole(StrEnum):
    """An office that a person holds in a union; the value is the word of the hat."""

    SECRETARY = "secretary"
    CHAIR = "chair"
    AUDITOR = "auditor"
    COUNSELLOR = "counsellor"
    MANAGER = "manager"


class Sex(StrEnum):
    """As the resident ID has it."""

    MALE = "MALE"
    FEMALE = "FEMALE"
