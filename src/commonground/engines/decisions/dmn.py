"""DMN XML as elements: namespaces, and a parser that lets no document type and no entity through."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from commonground.engines.decisions.signal import Signal, SignalType
from commonground.engines.errors import Unreadable

DMN_1_3 = "https://www.omg.org/spec/DMN/20191111/MODEL/"
READ = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    DMN_1_3: "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
TYPES = {
    SignalType.BINARY: "boolean", SignalType.CATEGORICAL: "string", SignalType.TEXT: "string",
    SignalType.NUMERIC: "number", SignalType.INTEGER: "number", SignalType.DATE: "date",
}  # fmt: skip
# The extension element: what DMN has no place for.
NO_NAME = "Creative"
OWN = "https://commonground.example/decisions/1"


def parse_xml(data: bytes) -> Element:
    """The root of an XML document; raises Unreadable for a document type, an entity, or no XML."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(
            "The XML holds a document type or an entity, which can reach other files: save it without them."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"This is no XML: {error}.") from error
    return root


def name_of(element: Element) -> tuple[str, str]:
    """(namespace, local name)."""
    namespace, brace, local = element.tag.rpartition("}")
    return (namespace.lstrip("{"), local) if brace else ("", local)


def children(element: Element, local: str) -> Iterator[Element]:
    """Child elements of that name in the parent's namespace."""
    namespace = name_of(element)[0]
    return (child for child in element if isinstance(child.tag, str) and name_of(child) == (namespace, local))


def child(element: Element, local: str) -> Element | None:
    """The first child element of that name."""
    return next(children(element, local), None)


def text_in(element: Element | None) -> str:
    """The text of an element's <text> child, "" without one."""
    inner = child(element, "text") if element is not None else None
    return (inner.text or "").strip() if inner is not None else ""


def type_of(signal: Signal) -> str:
    """The FEEL type as which a signal is written."""
    plain = signal.type is not SignalType.BINARY or signal.is_truth
    return TYPES[signal.type] if plain else "string"
