"""What `see` checks on every page of the journeys, tried on pages that are wrong."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.walking import TOO_WIDE

pytestmark = pytest.mark.journey
PAGE = """<!doctype html><html{attributes}><style>:root[data-type=larger] {{ font-size: 150%; }}
body {{ margin: 0; }} div {{ width: {width}; }}</style><div>1</div></html>"""


@pytest.mark.parametrize(
    ("attributes", "width", "found"),
    [
        ("", "15rem", {"as it is": 0, "in the largest letters": 0}),
        ("", "16rem", {"as it is": 0, "in the largest letters": 24}),
        (' data-type="large"', "16rem", {"as it is": 0, "in the largest letters": 24}),
        ("", "370px", {"as it is": 10, "in the largest letters": 10}),
        (" data-type-fixed", "16rem", {"as it is": 0}),
    ],
)
def test_page_when_too_wide_in_the_largest_letters_alone_then_it_is_found_and_left_as_it_was(
    browser: Browser, attributes: str, width: str, found: dict[str, int]
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.set_content(PAGE.format(attributes=attributes, width=width))
    before = page.evaluate("document.documentElement.outerHTML")
    assert page.evaluate(TOO_WIDE) == found
    assert page.evaluate("document.documentElement.outerHTML") == before
    context.close()
