"""Refusals: what a person may not do, why, and the way out; anything else that is raised is a bug.

Refused
├── NotAllowed   the actor may not (a person of the house)           403
├── NotFound     there is none, or not for this actor (a stranger)   404
├── RuleBroken   a rule of law or of the unit stands against it      422
└── Conflict     somebody else was faster, or it was done already    409
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Refused(Exception):
    """A request that is answered with a sentence instead of an effect.

    `code` is stable and for machines, `sentence` says what happened and why, `remedy` what to do next, `law` names the
    article that stands behind it in words, `fields` holds further typed facts (never personal data).
    """

    status: ClassVar[int] = 422
    default_code: ClassVar[str] = "refused"

    def __init__(
        self,
        sentence: Sentence,
        *,
        code: str | None = None,
        remedy: Sentence = "",
        law: object | None = None,
        fields: Mapping[str, str] = _NOTHING,
    ) -> None:
        super().__init__(code or self.default_code)
        self.code = code or self.default_code
        self.sentence = sentence
        self.remedy = remedy
        self.law = law
        self.fields = MappingProxyType(dict(fields))

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refused):
    """The actor belongs here but may not do this."""

    status = 403
    default_code = "not-allowed"

    def __init__(self, sentence: Sentence = "", **rest: object) -> None:
        super().__init__(sentence or _("您当前的身份不能办理这件事。"), **rest)  # type: ignore[arg-type]


class NotFound(Refused):
    """There is no such thing, or none that this actor may know of."""

    status = 404
    default_code = "not-found"

    def __init__(self, sentence: Sentence = "", **rest: object) -> None:
        super().__init__(sentence or _("没有找到这个页面，或者它不对您开放。"), **rest)  # type: ignore[arg-type]


class RuleBroken(Refused):
    """A rule of law, or of the unit, stands against it."""

    status = 422
    default_code = "rule-broken"


class Conflict(Refused):
    """The thing has changed meanwhile, or was done already."""

    status = 409
    default_code = "conflict"
