"""check_site.py URL: wait until a site is ready, then look at its health and at one page with its style sheets."""

import json
import re
import sys
import urllib.error
import urllib.request
from threading import Event
from time import monotonic
from urllib.parse import urljoin

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
SECONDS = 90


def fetch(url: str) -> tuple[int, str, str]:
    """Status, content type and body; status 0 while nobody answers."""
    try:
        with OPENER.open(url, timeout=10) as answer:
            return answer.status, answer.headers["content-type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, "", error.read().decode()
    except OSError as error:
        return 0, "", str(error)


def wait_until_ready(site: str) -> None:
    deadline = monotonic() + SECONDS
    while (answer := fetch(f"{site}/readyz"))[0] != 200:
        if monotonic() > deadline:
            sys.exit(f"Not ready after {SECONDS} s: {answer}")
        Event().wait(0.2)
    print("readyz", json.loads(answer[2]))


def expect(url: str, kind: str) -> str:
    status, found, body = fetch(url)
    if status != 200 or not found.startswith(kind) or not body.strip():
        sys.exit(f"{url} answered {status} {found}")
    print(f"{url} {found} {len(body):,} characters")
    return body


def main(site: str) -> None:
    wait_until_ready(site)
    expect(f"{site}/healthz", "text/plain")
    page = expect(f"{site}/account/login/", "text/html")
    sheets = re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', page)
    if not sheets:
        sys.exit("The page names no style sheet.")
    for sheet in sheets:
        expect(urljoin(site, sheet), "text/css")


if __name__ == "__main__":
    main(sys.argv[1])
