"""XML as manifests need it: a tree without namespaces, from a text that declares no entities."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring


def document(text: str) -> Element:
    """The root element, tags without their namespaces. Raises ValueError for a broken text and for one with a DTD."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("a document type is not read")
    try:
        root = fromstring(text.encode(), parser=XMLParser(encoding="utf-8"))  # noqa: S314 — as above
    except ParseError as error:
        raise ValueError(str(error)) from None
    for one in root.iter():
        one.tag = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
    return root


def text_of(parent: Element | None, tag: str) -> str:
    """The text of a child, empty for none."""
    child = parent.find(tag) if parent is not None else None
    return (child.text or "").strip() if child is not None else ""
