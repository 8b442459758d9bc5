"""Signals as the Ad Context Protocol lists them: the response of its task `get_signals`, read and written.

Written is release 3.2 (schema 3.2.3, `signals/get-signals-response.json`); read are that one and those since 2.0, which
had `signal_id` and one `pricing`. The mapping stands in docs/methods/decisions.md.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from commonground.engines.decisions.signal import FARTHEST, TRUTH, Signal, SignalType, signal_from, signal_to
from commonground.engines.errors import Contradiction, EngineError, Unreadable

RELEASE = "3.2"
# Whose extension: what of a signal the protocol has no place for.
VENDOR = "commonground"
IDENTITY = ("signal_ref", "signal_id", "signal_agent_segment_id")
FOURTH = Decimal("0.0001")
MOST_PRICE = 1_000_000
MOST_ENTRIES, MOST_DEPLOYMENTS = 2_000, 200
TOLD = 10
CURRENCY, COUNTRY = re.compile(r"[A-Z]{3}"), re.compile(r"[A-Z]{2}")
NOT_AN_ID = re.compile(r"[^a-zA-Z0-9_-]")


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where a signal is passed: the platform's name or the agent's address, and the account on it ("" for none)."""

    target: str
    account: str = ""
    is_live: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry of `signals`: a signal as one data provider passes it.

    signal       what it is; it needs consent where that is its lawful basis
    described    the entry says which values it takes; else it is taken for yes or no
    values       those of its categories that are passed, all where it is empty
    share        of the audience on which it is known, 0 to 1 in steps of 0.0001; None where nobody has said
    price        of a thousand impressions in `currency`, in steps of 0.0001; None where there is none
    otherwise    names of pricing models that it has and that are not by the thousand
    markets      countries in which it may be used (ISO 3166-1, two letters), in their order
    at           where it stands in the document, as "signals[3]"
    """

    signal: Signal
    name: str
    description: str = ""
    provider: str = ""
    described: bool = True
    values: tuple[str, ...] = ()
    share: Decimal | None = None
    deployments: tuple[Deployment, ...] = ()
    price: Decimal | None = None
    currency: str = ""
    otherwise: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    at: str = ""


def is_response(given: Any) -> bool:
    """Whether parsed JSON is a response of `get_signals` rather than signals as this engine writes them."""
    listed = given.get("signals") if isinstance(given, dict) else None
    return isinstance(listed, list) and any(
        isinstance(one, dict) and "key" not in one and any(name in one for name in IDENTITY) for one in listed
    )


def read(given: Any) -> tuple[Offer, ...]:
    """The offers of a parsed response. Fields that are not known are passed over.

    Raises Unreadable, which names by its path what is wrong in each entry.
    """
    if not isinstance(given, dict) or not isinstance(given.get("signals"), list):
        raise Unreadable(_no_signals(given))
    if (count := len(given["signals"])) > MOST_ENTRIES:
        raise Unreadable(f"signals: at most {MOST_ENTRIES:,} entries are read; these are {count:,}.")
    offers, wrong = list[Offer](), list[str]()
    for number, entry in enumerate(given["signals"]):
        at = f"signals[{number}]"
        try:
            offers.append(_offer(entry, at))
        except EngineError as error:
            wrong.append(str(error) if str(error).startswith(at) else f"{at}: {error}")
    if wrong:
        more = [f"And {len(wrong) - TOLD} more entries."] if len(wrong) > TOLD else []
        raise Unreadable(" ".join([*wrong[:TOLD], *more]))
    return tuple(offers)


def merged(offers: Iterable[Offer]) -> tuple[Signal, ...]:
    """Each signal once, in the order of the offers: with every category that somebody passes, and the widest range.

    An offer that does not describe its signal leaves that to the others. Raises Contradiction when two describe it as
    different kinds of value.
    """
    found = defaultdict[str, list[Offer]](list)
    for offer in offers:
        found[offer.signal.key].append(offer)
    return tuple(_joined([one for one in same if one.described] or same[:1]) for same in found.values())


def write(offers: Iterable[Offer], source: str) -> dict[str, Any]:
    """The response that `read` reads; `source` is the address of who answers. Offers of one signal get several handles."""
    entries, handles = list[dict[str, Any]](), set[str]()
    for offer in offers:
        identity = NOT_AN_ID.sub("_", offer.signal.key)
        handle, number = identity, 1
        while handle in handles:
            number += 1
            handle = f"{identity}-{number}"
        handles.add(handle)
        entries.append(_entry(offer, identity, handle, source))
    return {"adcp_version": RELEASE, "status": "completed", "cache_scope": "account", "signals": entries}


def _no_signals(given: Any) -> str:
    if isinstance(given, dict):
        told = given.get("errors")
        said = [one.get("message") for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        if words := " ".join(one for one in said if isinstance(one, str)):
            return f"This response holds no signals: {words}"
        if given.get("unchanged") is True:
            return "This response says only that nothing has changed; it holds no signals."
    return "signals: a response of get_signals is an object with a list of signals under “signals”."


def _offer(entry: Any, at: str) -> Offer:
    if not isinstance(entry, dict):
        raise Unreadable(f"{at}: an object is expected.")
    signal, described, values = _signal(entry, at)
    price, currency, otherwise = _price(entry, at)
    return Offer(
        signal, _text(entry, "name", at, needed=True), _text(entry, "description", at),
        _text(entry, "data_provider", at), described, values, _share(entry, at), _deployments(entry, at), price, currency,
        otherwise, _countries(entry, at), at,
    )  # fmt: skip


def _text(entry: Mapping[str, Any], name: str, at: str, *, needed: bool = False) -> str:
    found = entry.get(name)
    if found is None and not needed:
        return ""
    if not isinstance(found, str) or (needed and not found.strip()):
        raise Unreadable(f"{at}.{name}: a text is expected{_not(found)}.")
    return found


def _texts(entry: Mapping[str, Any], name: str, at: str) -> tuple[str, ...]:
    found = entry.get(name)
    if found is None:
        return ()
    if not isinstance(found, list):
        raise Unreadable(f"{at}.{name}: a list of texts is expected{_not(found)}.")
    for number, one in enumerate(found):
        if not isinstance(one, str):
            raise Unreadable(f"{at}.{name}[{number}]: a text is expected{_not(one)}.")
    return tuple(found)


def _number(found: Any, at: str, most: int, least: int = 0) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float) or not least <= found <= most:
        raise Unreadable(f"{at}: a number from {least:,} to {most:,} is expected{_not(found)}.")
    return found


def _decimal(found: float, unit: Decimal = FOURTH) -> Decimal:
    # By the shortest text of the float, so that 97.25 stays 97.25.
    return Decimal(str(found)).quantize(unit)


def _not(found: Any) -> str:
    words = json.dumps(found, ensure_ascii=False)
    return "" if found is None else f", not {words if len(words) <= 40 else words[:40] + '…'}"


def _signal(entry: Mapping[str, Any], at: str) -> tuple[Signal, bool, tuple[str, ...]]:
    """(what the signal is, whether the entry says so, the categories that are passed)."""
    plain, described = _plain(entry, at)
    held = entry.get("ext")
    ours = held.get(VENDOR) if isinstance(held, dict) else None
    if not isinstance(ours, dict) or "signal" not in ours:
        return plain, described, ()
    try:
        signal = signal_from(ours["signal"])
    except EngineError as error:
        raise Unreadable(f"{at}.ext.{VENDOR}.signal: {error}") from error
    values = _texts(entry, "categories", at)
    for number, value in enumerate(values):
        if value not in signal.categories:
            raise Unreadable(f"{at}.categories[{number}]: “{value}” is no category of the signal “{signal.key}”.")
    return signal, True, () if values == signal.categories else values


def _plain(entry: Mapping[str, Any], at: str) -> tuple[Signal, bool]:
    """The signal without what our extension says, and whether the entry tells its values."""
    key = _key(entry, at)
    categories, ends = _texts(entry, "categories", at), _ends(entry, at)
    kind = _text(entry, "value_type", at) or ("categorical" if categories else "numeric" if ends else "")
    consent = "consent" in _texts(entry, "consent_basis", at)
    if kind in ("", "binary"):
        return Signal(key, SignalType.BINARY, TRUTH, consent=consent), bool(kind)
    if kind == "numeric":
        low, high = ends or (None, None)
        return Signal(key, SignalType.NUMERIC, low=low, high=high, consent=consent), True
    if kind != "categorical":
        raise Unreadable(f"{at}.value_type: binary, categorical or numeric is expected{_not(kind)}.")
    # Without its values one still knows that it is a word.
    typed = SignalType.CATEGORICAL if categories else SignalType.TEXT
    return Signal(key, typed, categories, consent=consent), True


def _key(entry: Mapping[str, Any], at: str) -> str:
    """The identity for buying; the handle of older releases, which had no other."""
    for name, part in (("signal_ref", "signal_id"), ("signal_id", "id")):
        held = entry.get(name)
        if isinstance(held, dict):
            return _text(held, part, f"{at}.{name}", needed=True)
        if held is not None:
            raise Unreadable(f"{at}.{name}: an object with “{part}” is expected{_not(held)}.")
    return _text(entry, "signal_agent_segment_id", at, needed=True)


def _ends(entry: Mapping[str, Any], at: str) -> tuple[float, float] | None:
    held = entry.get("range")
    if held is None:
        return None
    if not isinstance(held, dict):
        raise Unreadable(f"{at}.range: an object with “min” and “max” is expected{_not(held)}.")
    low, high = (_number(held.get(end), f"{at}.range.{end}", FARTHEST, -FARTHEST) for end in ("min", "max"))
    return low, high


def _share(entry: Mapping[str, Any], at: str) -> Decimal | None:
    """What the forecast says of presence counts before the older percentage, as the protocol has it."""
    forecast = _forecast(entry.get("coverage_forecast"))
    if forecast is not None:
        return forecast
    percent = entry.get("coverage_percentage")
    if percent is None:
        return None
    return _decimal(_number(percent, f"{at}.coverage_percentage", 100), Decimal("0.01")) / 100


def _forecast(held: Any) -> Decimal | None:
    """The share of presence in general: of a point for any value, or what the point for absence leaves; else None."""
    points = held.get("points") if isinstance(held, dict) else None
    found: dict[str, Decimal] = {}
    for point in points if isinstance(points, list) else ():
        try:
            (dimension,), middle = point["dimensions"], point["metrics"]["coverage_rate"]["mid"]
            if dimension["kind"] == "signal" and dimension.get("signal_value") is None:
                found[dimension["presence"]] = _decimal(_number(middle, "", 1))
        except (AttributeError, KeyError, TypeError, ValueError, Unreadable):
            continue
    return 1 - found["absent"] if "absent" in found else found.get("present")


def _deployments(entry: Mapping[str, Any], at: str) -> tuple[Deployment, ...]:
    listed = entry.get("deployments", [])
    if not isinstance(listed, list):
        raise Unreadable(f"{at}.deployments: a list is expected{_not(listed)}.")
    if len(listed) > MOST_DEPLOYMENTS:
        raise Unreadable(f"{at}.deployments: at most {MOST_DEPLOYMENTS} are read; these are {len(listed):,}.")
    found = []
    for number, one in enumerate(listed):
        here = f"{at}.deployments[{number}]"
        if not isinstance(one, dict):
            raise Unreadable(f"{here}: an object is expected{_not(one)}.")
        target = _text(one, "agent_url" if "agent_url" in one else "platform", here, needed=True)
        live = one.get("is_live")
        if not isinstance(live, bool):
            raise Unreadable(f"{here}.is_live: true or false is expected{_not(live)}.")
        found.append(Deployment(target, _text(one, "account", here), live))
    return tuple(found)


def _price(entry: Mapping[str, Any], at: str) -> tuple[Decimal | None, str, tuple[str, ...]]:
    """(price of a thousand, its currency, other models): of the first option by the thousand."""
    listed, name = entry.get("pricing_options"), "pricing_options"
    if listed is None:
        older = entry.get("pricing")
        listed, name = ([] if older is None else [older]), "pricing"
    if not isinstance(listed, list):
        raise Unreadable(f"{at}.{name}: a list is expected{_not(listed)}.")
    price, currency, otherwise = None, "", list[str]()
    for number, one in enumerate(listed):
        here = f"{at}.{name}[{number}]" if name == "pricing_options" else f"{at}.{name}"
        if not isinstance(one, dict):
            raise Unreadable(f"{here}: an object is expected{_not(one)}.")
        model = _text(one, "model", here) or "cpm"
        if model != "cpm":
            otherwise.append(model)
        elif price is None:
            price = _decimal(_number(one.get("cpm"), f"{here}.cpm", MOST_PRICE))
            currency = _text(one, "currency", here, needed=True)
            if CURRENCY.fullmatch(currency) is None:
                raise Unreadable(f"{here}.currency: three letters such as EUR are expected{_not(currency)}.")
    return price, currency, tuple(dict.fromkeys(otherwise))


def _countries(entry: Mapping[str, Any], at: str) -> tuple[str, ...]:
    found = _texts(entry, "countries", at)
    for number, one in enumerate(found):
        if COUNTRY.fullmatch(one) is None:
            raise Unreadable(f"{at}.countries[{number}]: two letters such as DE are expected{_not(one)}.")
    return tuple(sorted(set(found)))


def _joined(offers: Sequence[Offer]) -> Signal:
    """What all of them say of one signal, checked once however many they are."""
    first, signals = offers[0], [offer.signal for offer in offers]
    one = first.signal
    for offer in offers:
        if offer.signal.type is not one.type:
            raise Contradiction(
                f"{offer.at}.value_type: the signal “{one.key}” is {offer.signal.type} here and {one.type} in {first.at}."
            )
    consent = any(each.consent for each in signals)
    if one.type is SignalType.BINARY:
        return replace(one, consent=consent)
    lows, highs = [each.low for each in signals], [each.high for each in signals]
    return replace(
        one, categories=tuple(dict.fromkeys(value for each in signals for value in each.categories)),
        parents=tuple(dict(pair for each in signals for pair in each.parents).items()),
        low=None if None in lows else min(lows),  # type: ignore[type-var]
        high=None if None in highs else max(highs),  # type: ignore[type-var]
        consent=consent,
    )  # fmt: skip


def _entry(offer: Offer, identity: str, handle: str, source: str) -> dict[str, Any]:
    signal = offer.signal
    found: dict[str, Any] = {
        "signal_ref": {"scope": "signal_source", "signal_source_url": source, "signal_id": identity},
        "signal_agent_segment_id": handle, "name": offer.name, "description": offer.description or offer.name,
        "signal_type": "custom", **_values(offer),
    }  # fmt: skip
    if offer.provider:
        found["data_provider"] = offer.provider
    if offer.share is not None:
        found["coverage_percentage"] = _plain_number(offer.share * 100)
    found["deployments"] = [
        {"type": "platform", "platform": one.target, **({"account": one.account} if one.account else {}),
         "is_live": one.is_live} for one in offer.deployments
    ]  # fmt: skip
    if offer.price is not None:
        cpm = {"pricing_option_id": f"{handle}-cpm", "model": "cpm", "cpm": _plain_number(offer.price)}
        found["pricing_options"] = [{**cpm, "currency": offer.currency}]
    if signal.consent:
        found["consent_basis"] = ["consent"]
    if offer.markets:
        found["countries"] = list(offer.markets)
    if offer.described and _signal(found, "")[0] != signal:
        found["ext"] = {VENDOR: {"signal": signal_to(signal)}}
    return found


def _values(offer: Offer) -> dict[str, Any]:
    signal = offer.signal
    if not offer.described:
        return {}
    if signal.is_truth and not offer.values:
        return {"value_type": "binary"}
    if signal.categories:
        return {"value_type": "categorical", "categories": list(offer.values or signal.categories)}
    if signal.type not in (SignalType.NUMERIC, SignalType.INTEGER):
        return {}
    ends = {} if None in (signal.low, signal.high) else {"range": {"min": signal.low, "max": signal.high}}
    return {"value_type": "numeric", **ends}


def _plain_number(found: Decimal) -> int | float:
    return int(found) if found == found.to_integral_value() else float(found)
