"""What holds for organisations: how they are told apart, and what a domain of theirs proves."""

import re
from collections.abc import Iterable, Iterator

from commonground.kit.words import folded

COLOURS = 12
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Look = tuple[int, str]

# Anybody can have an address there, so it proves nothing about an employer.
PUBLIC_DOMAINS = frozenset(
    [
        "126.com",
        "139.com",
        "163.com",
        "aim.com",
        "aol.com",
        "att.net",
        "bluewin.ch",
        "bol.com.br",
        "bt.com",
        "btinternet.com",
        "comcast.net",
        "duck.com",
        "email.cz",
        "email.de",
        "fastmail.com",
        "fastmail.fm",
        "free.fr",
        "freenet.de",
        "gmail.com",
        "gmx.at",
        "gmx.ch",
        "gmx.com",
        "gmx.de",
        "gmx.fr",
        "gmx.net",
        "googlemail.com",
        "hey.com",
        "hotmail.co.uk",
        "hotmail.com",
        "hotmail.de",
        "hotmail.es",
        "hotmail.fr",
        "hotmail.it",
        "hushmail.com",
        "icloud.com",
        "inbox.lv",
        "inbox.ru",
        "interia.pl",
        "laposte.net",
        "libero.it",
        "live.co.uk",
        "live.com",
        "live.de",
        "live.fr",
        "live.nl",
        "mac.com",
        "mail.com",
        "mail.de",
        "mail.ru",
        "mailbox.org",
        "mailinator.com",
        "me.com",
        "msn.com",
        "naver.com",
        "o2.pl",
        "online.de",
        "orange.fr",
        "outlook.com",
        "outlook.de",
        "outlook.es",
        "outlook.fr",
        "outlook.it",
        "pm.me",
        "posteo.de",
        "posteo.net",
        "proton.me",
        "protonmail.ch",
        "protonmail.com",
        "qq.com",
        "rediffmail.com",
        "rocketmail.com",
        "runbox.com",
        "sapo.pt",
        "seznam.cz",
        "sfr.fr",
        "sina.com",
        "sky.com",
        "t-online.de",
        "tiscali.it",
        "tuta.com",
        "tutanota.com",
        "uol.com.br",
        "verizon.net",
        "virgilio.it",
        "virginmedia.com",
        "wanadoo.fr",
        "web.de",
        "wp.pl",
        "yahoo.co.jp",
        "yahoo.co.uk",
        "yahoo.com",
        "yahoo.de",
        "yahoo.es",
        "yahoo.fr",
        "yahoo.in",
        "yahoo.it",
        "yandex.com",
        "yandex.ru",
        "ymail.com",
        "zoho.com",
    ]
)
DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def domain_of(email: str) -> str:
    """What stands behind the @, in lower case."""
    return email.rpartition("@")[2].strip().casefold()


def is_domain(domain: str) -> bool:
    """Whether this could be a domain of the public internet."""
    return DOMAIN.fullmatch(domain) is not None


def is_public_domain(domain: str) -> bool:
    """Whether the domain is a mail service's, where anybody can have an address."""
    return domain.casefold() in PUBLIC_DOMAINS


def shares_domain(email: str, domain: str) -> bool:
    """Whether a confirmed address shows that somebody belongs to the organisation with this domain."""
    return bool(domain) and not is_public_domain(domain) and domain_of(email) == domain.casefold()


def possible_looks(name: str) -> Iterator[Look]:
    """Colour and letters for a name, the most telling first; the same name always gives the same order."""
    first = sum(folded(name).encode()) % COLOURS
    for letters in _letters(name):
        for step in range(COLOURS):
            yield (first + step) % COLOURS + 1, letters


def _letters(name: str) -> Iterator[str]:
    words = re.findall(r"[a-z0-9]+", folded(name).replace("&", " ")) or ["o"]
    initials = "".join(word[0] for word in words)
    run = "".join(words)
    wanted: list[str] = [initials[:2]] if len(initials) > 1 else []
    wanted += [run[0] + letter for letter in run[1:]]
    wanted += [run[0] + letter for letter in LETTERS]
    wanted += [a + b for a in LETTERS for b in LETTERS]
    yield from dict.fromkeys(pair.upper() for pair in wanted)


def free_look(name: str, taken: Iterable[Look]) -> Look:
    """The first look that is not taken; where all are, the most telling."""
    used = set(taken)
    return next((look for look in possible_looks(name) if look not in used), next(possible_looks(name)))
