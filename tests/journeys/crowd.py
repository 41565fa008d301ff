"""The rest of the hall: delegates whose phones nobody watches, each a session of its own over plain HTTP."""

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from uuid import UUID, uuid4

from tests.journeys.server import Site

AT_ONCE = 4
TOKEN = "a" * 32


class Phone:
    """One delegate's session."""

    def __init__(self, site: Site, account: UUID) -> None:
        self._site, self._jar = site, CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar), _Stay())
        assert self.post(f"/login/demo/{account}/") == 302

    def post(self, path: str, **fields: str) -> int:
        """Send a form; returns the status, redirects not followed."""
        token = next((cookie.value for cookie in self._jar if cookie.name == "csrftoken"), None) or TOKEN
        headers = {"X-CSRFToken": token} | ({} if len(self._jar) else {"Cookie": f"csrftoken={TOKEN}"})
        asked = urllib.request.Request(self._site.url + path, urlencode(fields).encode(), headers)
        with self._opener.open(asked, timeout=30) as answer:
            return int(answer.status)


class _Stay(urllib.request.HTTPErrorProcessor):
    """Take every answer as it is."""

    def http_response(self, request: object, response: object) -> object:
        return response

    https_response = http_response


class Crowd:
    """Delegates of the plant who are here, by number; those of `but` hold their phones themselves."""

    def __init__(self, site: Site, size: int, *, but: tuple[str, ...]) -> None:
        rows = site.rows(
            "select p.account_id, d.name from congress_delegate d join registry_person p on p.id = d.person_id"
            " join congress_presenceentry e on e.delegate_id = d.id where p.account_id is not null order by d.number"
        )
        accounts = [UUID(account) for account, name in rows if name not in but][:size]
        # The log-in page of a demo lets these in for a moment.
        path = site.folder / "demo-people.json"
        offered = path.read_text(encoding="utf-8")
        listed = [{"account": str(account), "name": "代表", "words": ""} for account in accounts]
        path.write_text(json.dumps(listed), encoding="utf-8")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            self._phones = list(pool.map(lambda account: Phone(site, account), accounts))
        path.write_text(offered, encoding="utf-8")

    def vote(self, vote_id: UUID, *, against: int = 0, abstain: int = 0) -> None:
        """Let everybody vote: the first `against`, the next `abstain`, the others for."""
        choices = ["against"] * against + ["abstain"] * abstain
        choices += ["for"] * (len(self._phones) - len(choices))

        def cast(one: tuple[Phone, str]) -> int:
            return one[0].post(f"/vote/{vote_id}/", choice=one[1], key=str(uuid4()))

        with ThreadPoolExecutor(AT_ONCE) as pool:
            assert set(pool.map(cast, zip(self._phones, choices, strict=True))) == {302}

    def press(self, path: str, **fields: str) -> None:
        """Let everybody send the same form, one after the other."""
        assert {phone.post(path, **fields) for phone in self._phones} == {302}
