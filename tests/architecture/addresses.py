"""Every address of ours, as the resolver knows them: the site, and the catalogue that is mounted in debug."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from gonghui.ui.urls import urlpatterns as catalogue

SITE = "gonghui.config.urls"


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern: its full name, its view, and the words that its parameters go by."""

    name: str
    view: Any
    words: tuple[str, ...]

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods a view declares, empty when it declares none."""
        return tuple(getattr(self.view, "methods", ()))


def addresses() -> list[Address]:
    """List every pattern, in the order of the resolver; the catalogue once, whether or not debug has mounted it."""
    site = [one for one in get_resolver(SITE).url_patterns if getattr(one, "namespace", "") != "ui"]
    return [*_walk(site, "", ()), *_walk(catalogue, "ui:", ())]


def _walk(patterns: list[Any], space: str, words: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        inside = (*words, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space, inside)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}", pattern.callback, inside)
