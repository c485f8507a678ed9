"""Which part of a zipped workbook holds which sheet."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import join, normpath
from xml.etree import ElementTree

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
INDEXES = (WORKBOOK, RELATIONS)


def sheet_parts(indexes: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet by the sheet's name; empty where the workbook's index cannot be read."""
    try:
        workbook, relations = (ElementTree.fromstring(indexes[name]) for name in INDEXES)
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts = {}
    for sheet in workbook.iter():
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        if sheet.tag.endswith("}sheet") and key in targets:
            target = targets[key]
            parts[sheet.get("name", "")] = target[1:] if target.startswith("/") else normpath(join("xl", target))
    return parts
