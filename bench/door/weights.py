"""Requests and bytes of a page on a cold cache, packed as the server sends it, with headers and icon."""

import gzip
import re
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import CookieJar

from matters.answers import MOST
from tests.personas import ADULT, PARENT, Persona
from tests.walker import JOURNEY, Claimant, address

PARTS = re.compile(r'<(?:link[^>]+rel="(?:stylesheet|icon)"|script|img)[^>]*>')
ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')
KB = 1000


def _photo(n: int) -> dict[str, str]:
    link = f"https://www.flickr.com/photos/pat-example/{3_500_000_000 + 7_919_037 * n}/"
    return {"link": link, "medium": "photo", "same": "yes"}


FIRST_REQUESTS, FIRST_KB, PAGE_KB = 3, 60, 40
CHECK = "/flickr-megaface/check/"
# Each photo with a link and a year of its own, or packing would make the page lighter than it is.
MANY = Persona(
    {
        **ADULT.told,
        **{("photo", n): _photo(n) for n in range(MOST["photos"])},
        **{
            ("uploaded", n): {"uploaded": f"{2004 + n % 10}-{1 + n % 12:02}"}
            for n in range(1, MOST["photos"])
        },
    }
)


@dataclass(frozen=True, slots=True)
class Weight:
    """What a page takes with nothing cached, and the page itself alone; bytes with headers."""

    path: str
    requests: int
    cold: int
    alone: int


def measure(site: str, tell: Callable[..., None]) -> None:
    """Print the first page's requests and bytes, and the heaviest of all pages of two interviews."""
    first = weigh(site, "/", CookieJar())
    tell("first page on a cold cache, requests, icon included", first.requests, "", FIRST_REQUESTS)
    tell("first page on a cold cache, bytes, headers included", first.cold / KB, "KB", FIRST_KB)
    found = [one for persona in (ADULT, PARENT) for one in _interview(site, persona)]
    cold, alone = max(found, key=lambda one: one.cold), max(found, key=lambda one: one.alone)
    tell(f"heaviest of {len(found)} pages of interviews, cold: {cold.path}", cold.cold / KB, "KB", PAGE_KB)
    tell(f"heaviest with style and script cached: {alone.path}", alone.alone / KB, "KB", PAGE_KB)
    many = weigh(site, CHECK, _with_many_photos(site).jar)
    tell(f"check answers with {MOST['photos']} photos, cold", many.cold / KB, "KB", PAGE_KB)


def weigh(site: str, path: str, jar: CookieJar) -> Weight:
    """Return what a page takes for the browser that holds these cookies."""
    alone, page = _get(site + path, jar)
    parts = {found[1] for tag in PARTS.findall(page) if (found := ADDRESS.search(tag))}
    return Weight(path, 1 + len(parts), alone + sum(_get(site + part, jar)[0] for part in parts), alone)


def _get(url: str, jar: CookieJar) -> tuple[int, str]:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with browser.open(asked, timeout=30) as answer:
        body = answer.read()
        size = len(body) + len(str(answer.headers).encode())
        plain = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
        return size, plain.decode(errors="replace")


def _with_many_photos(site: str) -> Claimant:
    """Somebody who told of as many photos as the form takes, each by itself."""
    claimant = Claimant(site, MANY)
    claimant.enter()
    while (step := JOURNEY.first_unanswered(claimant.answers)) and step.page.name != "declaration":
        is_room = len(claimant.answers["photos"]) < MOST["photos"]  # type: ignore[arg-type]
        another = {"another": "yes"} if step.page.name == "photos" and is_room else {}
        claimant.answer(step, **another)
    return claimant


def _interview(site: str, persona: Persona) -> list[Weight]:
    claimant = Claimant(site, persona)
    claimant.enter()
    paths = []
    while (step := JOURNEY.first_unanswered(claimant.answers)) and step.page.name != "declaration":
        paths.append(address(step))
        claimant.answer(step)
    paths += [CHECK, "/flickr-megaface/declaration/"]
    return [weigh(site, path, claimant.jar) for path in paths]
